"""What a message wishes, told by a language model in one sentence of the office's own grammar.

The model never acts: its sentence is read by the same grammar as a person's, and ends in the same card to confirm. It
may say nothing that the message does not say.
"""

import logging
import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.errors import LanguageFault
from knowledge.grounding import unspoken
from knowledge.model import LanguageModel, Prompt
from knowledge.model.material import fenced
from knowledge.model.replies import read_wished, wish_schema
from knowledge.secrecy import is_marked
from prompts import load_template

LONGEST = 500  # characters of a message that is read for a wish


class Action(StrEnum):
    """What may be wished."""

    MEETING = "meeting"
    DUTY = "duty"
    OUTLINE = "outline"
    QUESTION = "question"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a message wishes, in the grammar's words; a question is the message itself, and nothing has no sentence."""

    action: Action
    sentence: str


# Words that the grammar needs and a message may leave to be understood.
_GRAMMAR = {
    Action.MEETING: ("召开", "会议", "开会", "参加", "提醒", "地点", "安排"),
    Action.DUTY: ("谁", "值班", "带班", "吗", "什么时候", "我", "下次"),
    Action.OUTLINE: ("写一份", "提纲", "关于"),
}
# Without such a word a sentence is not of its action.
_NAMED = {
    Action.MEETING: re.compile("会|碰头|座谈"),
    Action.DUTY: re.compile("班"),
    Action.OUTLINE: re.compile("写|拟|稿|纲"),
}
logger = logging.getLogger(__name__)


def read_wish(text: str, model: LanguageModel) -> Wish | None:
    """Return what a message wishes; None when the model cannot tell, or tells what the message does not say."""
    message = text.strip()
    if not message or len(message) > LONGEST or is_marked(message):
        return None
    prompt = Prompt(load_template("wish").fill(), fenced("message", message))
    try:
        wished = read_wished(model.reply(prompt, wish_schema(tuple(Action))).text)
    except LanguageFault as fault:
        logger.info("a message is read without the model: %s", fault)
        return None
    if wished is None or wished.action not in tuple(Action):
        return None
    return _checked(Action(wished.action), " ".join(wished.sentence.split()), message)


def _checked(action: Action, sentence: str, message: str) -> Wish | None:
    if action is Action.NONE:
        return Wish(action, "")
    if action is Action.QUESTION:
        return Wish(action, message)
    if not _NAMED[action].search(sentence) or unspoken(sentence, message, _GRAMMAR[action]):
        logger.info("a message is read without the model: what it understood is not in the message")
        return None
    return Wish(action, sentence)
