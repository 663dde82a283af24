"""A standard answer being written: asked for in words, shown with its sources, put into a collection, handed in."""

import asyncio
from collections.abc import Mapping
from typing import Any

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message

from bot.chat.audience import audience_of
from bot.chat.buttons import Action, button
from bot.chat.documents.shelf import Rows, marked
from bot.chat.sending import edit, escaped, place_of, send
from bot.chat.standards.showing import ground_lines, service_of
from bot.chat.state import Context, State
from bot.chat.waiting import Question, gives_up, lines_of, wait_for_words
from bot.format import shorten
from bot.office.acts import Actor
from bot.office.errors import OfficeError
from bot.permissions import Act
from bot.services.audience import AudienceService
from bot.services.feedback import Feedback
from bot.storage.standards import Standard
from bot.storage.standards import State as Step

STANDARD = "standard"  # what awaited words are about
WORDS = 80  # characters of a question
WIDTH = 3
ASKED = (
    "问题：{}\n请回复标准答复。有依据的请写明，例如：可以，须经分管领导批准（《印章使用规定》第二条）。\n"
    "依据变动时，答复会暂停使用并提醒复核。不写了请回复“取消”。"
)
GIVE_UP = "不写了"  # beside what drops any question
DROPPED = "已取消，没有保存。"
GONE = "这条答复已经处理，或者已经过期。"
NO_GROUNDS = "没有写明依据"
CONFIRM = "请选择谁可以看到，再点“提交审定”。审定以前不会使用。"
SUBMITTED = "已提交审定，审定后开始使用。"

Screen = tuple[str, InlineKeyboardMarkup]


async def write_standard(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Ask for the answer to a question whose answer was called wrong."""
    state = context.state
    audience = await audience_of(state, message.chat.id)
    doubted = await asyncio.to_thread(Feedback(state.office, state.canmou.library).find, ids[0], audience)
    await query.answer(GONE if doubted is None else None)
    if doubted is not None:
        content = {"question": doubted.answer.question}
        text = ASKED.format(escaped(shorten(doubted.answer.question, WORDS)))
        await wait_for_words(context, place_of(message), query.from_user, Question(text, STANDARD, content))


async def take_standard(message: Message, context: Context, content: Mapping[str, Any]) -> None:
    """Keep the words that were asked for as a draft and show it."""
    person, place, words = message.from_user, place_of(message), lines_of(message)
    if person is None or not await context.state.access.may(person.id, Act.SEE_FEEDBACK):
        return
    if gives_up(words, GIVE_UP):
        await send(context, place, DROPPED)
        return
    audience, by = await audience_of(context.state, message.chat_id), Actor(person.id, message.chat_id)
    try:
        service = service_of(context.state)
        draft = await asyncio.to_thread(service.write, content["question"], words, audience, by=by)
    except OfficeError as fault:
        question = Question(f"{escaped(str(fault))}\n请重新回复标准答复。", STANDARD, content)
        await wait_for_words(context, place, person, question)
        return
    await send(context, place, *await asyncio.to_thread(_preview, context.state, draft))


async def place_standard(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Put a draft into another collection, 0 for everybody's: answer, collection."""
    state, (standard_id, collection_id) = context.state, ids
    draft = await asyncio.to_thread(_own_draft, state, standard_id, query.from_user.id)
    name = await asyncio.to_thread(AudienceService(state.office).name_of, collection_id)
    if draft is None or name is None:
        await query.answer(GONE)
        return
    try:
        placed = await asyncio.to_thread(service_of(state).place, draft, name)
    except OfficeError as fault:
        await query.answer(str(fault), show_alert=True)
        return
    await query.answer()
    await edit(context, message, *await asyncio.to_thread(_preview, state, placed))


async def submit_standard(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *ids: int) -> None:
    """Hand a draft in to be approved, or forget it: answer, 1 or 0."""
    state, (standard_id, is_meant) = context.state, ids
    draft = await asyncio.to_thread(_own_draft, state, standard_id, query.from_user.id)
    if draft is None:
        await query.answer(GONE)
        return
    await query.answer()
    if is_meant == 1:
        await asyncio.to_thread(service_of(state).submit, draft)
        state.wake()
    else:
        await asyncio.to_thread(service_of(state).drop, draft, by=Actor(query.from_user.id, message.chat.id))
    await edit(context, message, SUBMITTED if is_meant == 1 else DROPPED, None)


def _own_draft(state: State, standard_id: int, user_id: int) -> Standard | None:
    """Return a draft of whoever pressed, or None."""
    found = service_of(state).find(standard_id)
    is_theirs = found is not None and found.state is Step.DRAFT and found.written_by == user_id
    return found if is_theirs else None


def _preview(state: State, draft: Standard) -> Screen:
    """Return a draft with the buttons to put it into a collection, hand it in or forget it."""
    grounds = "、".join(ground_lines(draft)) or NO_GROUNDS
    lines = [f"问：{draft.questions[0]}", f"答：{draft.answer}", f"依据：{grounds}", "", CONFIRM]
    places = [
        button(marked(name, draft.collection), Action.STANDARD_PLACE, draft.id, number)
        for number, name in AudienceService(state.office).places()
    ]
    rows: Rows = [places[first : first + WIDTH] for first in range(0, len(places), WIDTH)]
    ways = (("提交审定", 1), ("取消", 0))
    last = [button(label, Action.STANDARD_SUBMIT, draft.id, is_meant) for label, is_meant in ways]
    return escaped("\n".join(lines)), InlineKeyboardMarkup([*rows, last])
