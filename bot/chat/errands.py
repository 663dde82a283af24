"""Errands in words that no grammar here knows: a language model says them in plain words, which go the usual ways.

The model itself does nothing: what comes of its sentence is a card to be confirmed, or a look into the roster. Only
what someone typed themselves is read to it; what is forwarded, attached or quoted is never followed.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from enum import Enum, auto
from typing import Any

from telegram import Message

from bot.chat import duty, meetings, outlines
from bot.chat.addressing import words_of
from bot.chat.sending import escaped, place_of, send, typing
from bot.chat.state import Context
from bot.office.errands import looks_like_errand
from knowledge.model.wishes import Action, Wish, read_wish

UNDERSTOOD = "以上是按“{sentence}”理解的。不对的话，请换个说法再说一次。"

Taker = Callable[[Message, Context, str], Coroutine[Any, Any, bool]]
# Who takes a sentence of a kind, as they would take it from the person.
TAKERS: Mapping[Action, Taker] = {
    Action.DUTY: duty.take_question,
    Action.MEETING: meetings.take_wish,
    Action.OUTLINE: outlines.take_outline,
}


class Errand(Enum):
    """What became of a message."""

    NONE = auto()  # it is no errand for a model
    ASKED = auto()  # the model was asked, and nothing came of it
    TAKEN = auto()


async def run_errand(message: Message, context: Context) -> Errand:
    """Do what a message asks for in words of its own, by the help of a model."""
    words, person = _typed(message), message.from_user
    if person is None or not looks_like_errand(words):
        return Errand.NONE
    model = await asyncio.to_thread(context.state.models.lend, person.id)
    if model is None:
        return Errand.NONE
    async with typing(context, place_of(message)):
        wish = await context.state.write(read_wish, words, model)
    return await _take(message, context, wish) if wish else Errand.ASKED


def _typed(message: Message) -> str:
    """Return the words that someone typed, "" where they are somebody else's."""
    is_own = not (message.forward_origin or message.via_bot or message.sender_chat)
    return words_of(message) if is_own and message.text else ""


async def _take(message: Message, context: Context, wish: Wish) -> Errand:
    take = TAKERS.get(wish.action)
    if take is None or not await take(message, context, wish.sentence):
        return Errand.ASKED
    await send(context, place_of(message), UNDERSTOOD.format(sentence=escaped(wish.sentence)))
    return Errand.TAKEN
