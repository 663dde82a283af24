"""Questions: found in the message, answered from the library, the answer kept and shown with its buttons."""

import asyncio
import re
from contextlib import suppress
from datetime import timedelta

from telegram import ForceReply, InlineKeyboardMarkup, Message
from telegram.error import TelegramError

from bot.chat.addressing import question_in
from bot.chat.audience import audience_of
from bot.chat.buttons import Action, button
from bot.chat.sending import place_of, send, send_all, thread_of, typing
from bot.chat.standards.showing import service_of, standard_messages
from bot.chat.state import Context, State
from bot.chat.streaming import Stream, streaming
from bot.format import answer_draft, answer_messages, sources
from bot.services.standards import as_answer
from bot.storage.answers import Asker, KeptAnswer
from bot.wording import numeral
from knowledge.answers import Answer, Outcome
from knowledge.audience import Audience

TURNS = 3  # questions before this one that help to read it
SLOW = "正在查，请稍候……"
HURRIED = "您问得有点快，请过一分钟再问。"
WHAT_IS_ASKED = "请回复本条消息，写上您的问题，例如：突发事件多久之内要上报？"
ONLY_TEXT = "目前只能看懂文字，请把问题打成文字发来。"

# What people say to be polite, which no rule answers, and what they hear.
COURTESIES = (
    (
        r"(?:好的?|嗯|收到|明白了?|知道了|了解了?|辛苦了?|(?:非常|十分|多)?(?:感谢|谢)[您你]?了?|ok|👍|🙏)+",
        "不客气，有问题随时问我。",
    ),
    (
        r"(?:[您你]好|在吗|早上好|上午好|下午好|晚上好|[您你]是谁|[您你]能做什么)+",
        "您好，我是参谋，从本单位的文件里查找工作程序方面的规定。请直接提问，例如：突发事件多久之内要上报？",
    ),
)


async def ask(message: Message, context: Context, *, may_word: bool = True) -> None:
    """Answer the question of a message, in a model's words where ``may_word`` and there is a model."""
    question, place = question_in(message), place_of(message)
    if not await _is_in_time(message, context):
        return
    if not question:
        await send(context, place, WHAT_IS_ASKED, ForceReply(selective=True))
    elif courtesy := _courtesy(question):
        await send(context, place, courtesy)
    else:
        await _show_answer(message, context, question, may_word=may_word)


async def say_only_text(message: Message, context: Context) -> None:
    """Say that only words are understood, once for a whole album."""
    if context.state.hints.admits(message.chat_id):
        await send(context, place_of(message), ONLY_TEXT)


def buttons_under(kept: KeptAnswer) -> InlineKeyboardMarkup | None:
    """Return the buttons of an answer: the whole article of each source, and the two votes."""
    if kept.answer.outcome is Outcome.EMPTY_LIBRARY:
        return None
    count = len(sources(kept.answer))
    labels = ["原文"] if count == 1 else [f"原文{numeral(place)}" for place in range(count)]
    originals = [button(label, Action.OPEN, kept.id, place) for place, label in enumerate(labels)]
    votes = [button("有用", Action.VOTE, kept.id, 1), button("不准", Action.VOTE, kept.id, 0)]
    return InlineKeyboardMarkup([row for row in (originals, votes) if row])


def _courtesy(question: str) -> str | None:
    """Return what to say to thanks or a greeting, or None for anything else."""
    words = question.strip(" !！。？?~～，,")
    return next((reply for pattern, reply in COURTESIES if re.fullmatch(pattern, words, re.IGNORECASE)), None)


async def _is_in_time(message: Message, context: Context) -> bool:
    """Tell whether this person may ask one more; who may not is told so once a minute."""
    state, person = context.state, _asker(message).user_id
    if state.questions.admits(person):
        return True
    if state.hints.admits(person):
        await send(context, place_of(message), HURRIED)
    return False


async def _show_answer(message: Message, context: Context, question: str, *, may_word: bool) -> None:
    """Show the answer to a question; say so when it takes long and nothing of it can be seen yet."""
    place = place_of(message)
    async with typing(context, place), streaming(context, message) as stream:
        answering = asyncio.create_task(_answer(message, context, question, stream if may_word else None))
        await asyncio.wait({answering}, timeout=context.state.canmou.config.chat.slow_after_seconds)
        if not answering.done() and not stream.has_shown:
            with suppress(TelegramError):
                await send(context, place, SLOW)
        kept, texts = await answering
    await send_all(context, place, texts, buttons_under(kept))


async def _answer(
    message: Message, context: Context, question: str, stream: Stream | None
) -> tuple[KeptAnswer, tuple[str, ...]]:
    """Return the standard answer to a question, else what is found, as it is kept and as messages."""
    state, asker, asked_at = context.state, _asker(message), context.state.canmou.now()
    audience = await audience_of(state, asker.chat_id)
    standard = await asyncio.to_thread(service_of(state).answer, question, audience)
    if standard is None:
        answer = await _find(message, state, question, audience=audience, stream=stream)
        texts = answer_messages(answer)
    else:
        answer = as_answer(standard, question, state.office.zone)
        texts = standard_messages(standard, state.office.zone)
    number = await asyncio.to_thread(state.answers.keep, asker, answer, at=asked_at)
    state.metrics.note_answer(answer)
    return KeptAnswer(number, asker.chat_id, answer), texts


async def _find(message: Message, state: State, question: str, *, audience: Audience, stream: Stream | None) -> Answer:
    """Find the answer off the event loop, and have it worded where there is a stream."""
    asker, answering = _asker(message), state.answering.within(audience)
    history = await asyncio.to_thread(_history, message, state, asker)
    answer = await asyncio.to_thread(answering.find, question, history)
    model = await asyncio.to_thread(answering.lend, answer, asker.user_id) if stream else None
    if model and stream:
        worded = await state.write(answering.word, answer, model, lambda found: stream.put(answer_draft(found)))
        answer = worded or answer  # as it is when the model's words do not come in time
    return answer


def _history(message: Message, state: State, asker: Asker) -> tuple[str, ...]:
    """Return the turns that a question may lean on."""
    if message.sender_chat:
        # Anonymous administrators and channels cannot be told apart, so nothing is read back to them.
        return ()
    memory = timedelta(minutes=state.canmou.config.answering.history_minutes)
    return state.answers.history(asker, since=state.canmou.now() - memory, count=TURNS)


def _asker(message: Message) -> Asker:
    person = message.from_user
    return Asker(message.chat_id, thread_of(message), person.id if person else message.chat_id)
