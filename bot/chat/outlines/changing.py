"""Changes of an outline in words: a reply to it, in private also what is said right after it, and words asked for."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from telegram import Message, User
from telegram.constants import ChatType

from bot.chat.addressing import answered
from bot.chat.outlines.documents import give_document
from bot.chat.outlines.showing import GONE, STALE, seen_in, service_in, service_of, show, whose
from bot.chat.sending import Place, escaped, place_of, send, typing
from bot.chat.state import Context, State
from bot.chat.waiting import Question, lines_of, wait_for_words
from bot.services.outlines import REFUSALS, NotUnderstood, Writer
from bot.storage.answers import Asker
from bot.storage.outlines import KeptOutline, Showing
from knowledge.outlining.editing import Undo, asks, is_order, read_change
from knowledge.outlining.editing.changes import Fill, Resize

CHANGE = "outline_change"  # what awaited words are about
ASKED = "请回复要修改的内容，例如：把“甲”改成“乙”；第二部分加强督查；最后加一部分经费保障；删去第三部分"
OLDER = "您回复的是较早的一版。最新的是这一版，请回复本条消息修改。"
# What may be said of an answer just as well: more of it, the one before, a fact.
LOOSE = (Fill, Resize, Undo)
# The button's words, typed.
_DOCUMENT = re.compile(
    r"\s*(?:请|帮我|那?就)*(?:生成|导出|下载|输出|给我|发我|转成|做成|出)(?:一?[个份])?(?:word|docx?)"
    r"(?:文档|文件|版)?[吧。！!\s]*",
    re.IGNORECASE,
)
VERSION = "版"
# For so long what is said in private after an outline may be about it.
LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class _Meant:
    """The outline that words may be about, and how it was shown."""

    showing: Showing
    kept: KeptOutline


async def ask_change(context: Context, place: Place, user: User, kept: KeptOutline) -> None:
    """Ask for the words of a change."""
    await wait_for_words(context, place, user, Question(ASKED, CHANGE, {"outline": kept.id}))


async def take_change(message: Message, context: Context, content: Mapping[str, Any]) -> None:
    """Take the words of a change that were asked for."""
    kept = await asyncio.to_thread(service_of(context.state).find, content["outline"])
    if kept is None:
        await send(context, place_of(message), GONE)
    else:
        await change(message, context, kept)


async def understand_change(message: Message, context: Context) -> bool:
    """Take a reply to an outline, or in private what is said after it and changes it."""
    if _DOCUMENT.fullmatch(lines_of(message)):
        return await _give_document(message, context)
    meant = await asyncio.to_thread(_meant, context.state, message)
    if meant is None:
        return False
    if not _is_writer(message, meant.kept):
        await send(context, place_of(message), escaped(await whose(context, meant.kept, message.chat_id)))
    elif meant.showing.number != meant.kept.number:
        await show(context, place_of(message), meant.kept, note=OLDER)
    else:
        await change(message, context, meant.kept)
    return True


async def _give_document(message: Message, context: Context) -> bool:
    """Send the paper of the writer's outline that a message answers or comes after; tell whether there is one."""
    kept = await asyncio.to_thread(_at_hand, context.state, message)
    if kept is None or not _is_writer(message, kept):
        return False
    await give_document(message, context, await seen_in(context, message.chat_id, kept))
    return True


async def explain_change(message: Message, context: Context) -> bool:
    """Tell in private how changes are written, after words that order one and that nobody else understood."""
    words = lines_of(message)
    if answered(message) is not None:
        return False
    kept = await asyncio.to_thread(_at_hand, context.state, message)
    if kept is None or not is_order(words, kept.outline):
        return False
    await send(context, place_of(message), escaped(str(NotUnderstood(words))))
    return True


async def change(message: Message, context: Context, kept: KeptOutline) -> None:
    """Change an outline as a message says, and show it."""
    place, service = place_of(message), await service_in(context, message.chat_id)
    try:
        async with typing(context, place):
            seen = await asyncio.to_thread(service.seen, kept)
            changed = await asyncio.to_thread(service.change, seen, lines_of(message))
    except REFUSALS as fault:
        await send(context, place, escaped(str(fault)))
        return
    if changed is None:
        await send(context, place, STALE)
    else:
        await show(context, place, changed.kept, note=changed.said)


def _at_hand(state: State, message: Message) -> KeptOutline | None:
    """Return the outline that a message answers or comes after."""
    showing = _showing(state, message)
    return service_of(state).find(showing.outline_id) if showing else None


def _showing(state: State, message: Message) -> Showing | None:
    replied = answered(message)
    shown_in = service_of(state).shown_in
    return shown_in(message.chat_id, replied.message_id) if replied else _shown_lately(state, message)


def _meant(state: State, message: Message) -> _Meant | None:
    """Return the outline that a message is about, or None when it may be a question."""
    showing, kept = _showing(state, message), _at_hand(state, message)
    if showing is None or kept is None:
        return None
    meant = _Meant(showing, kept)
    return meant if _is_about(state, message, meant) else None


def _is_about(state: State, message: Message, meant: _Meant) -> bool:
    """Tell whether a message is about the outline that it answers or comes after."""
    words = lines_of(message)
    change = read_change(words, meant.kept.outline)
    if answered(message) is not None:
        # Of whoever writes it a reply is meant to change something, unless it asks, and they hear how.
        return change is not None or (_is_writer(message, meant.kept) and not asks(words))
    return change is not None and not (_is_loose(change, words) and _has_asked(state, message, meant.showing))


def _is_loose(change: object, words: str) -> bool:
    """Tell whether words may be about an answer just as well; what names a blank, or a version, is not."""
    is_firm = (isinstance(change, Fill) and change.what in words) or (isinstance(change, Undo) and VERSION in words)
    return isinstance(change, LOOSE) and not is_firm


def _is_writer(message: Message, kept: KeptOutline) -> bool:
    return message.from_user is not None and not message.sender_chat and message.from_user.id == kept.user_id


def _shown_lately(state: State, message: Message) -> Showing | None:
    """Return the outline that was shown in private a short time ago."""
    if message.chat.type != ChatType.PRIVATE:
        return None
    showing = service_of(state).last_shown(Writer(message.chat_id, message.chat_id))
    return showing if showing and state.canmou.now() - showing.shown_at < LASTS else None


def _has_asked(state: State, message: Message, showing: Showing) -> bool:
    """Tell whether something was asked in private since an outline was shown."""
    asker = Asker(message.chat_id, None, message.chat_id)
    return bool(state.answers.history(asker, since=showing.shown_at, count=1))
