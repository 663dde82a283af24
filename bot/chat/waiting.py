"""Words that the bot asked someone for: the question that is open to them in a chat, and the message that answers it.

What is done with the words is in ``replies``.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Protocol

from telegram import CallbackQuery, ForceReply, Message, User
from telegram.constants import ChatType

from bot.chat.addressing import answered, is_ours
from bot.chat.sending import Place, escaped, send
from bot.chat.state import Context, State
from bot.storage import drafts
from bot.storage.drafts import Draft

KIND = "words"
# For so long any words in private answer a question, and a reply to it still does for so long.
LASTS = timedelta(minutes=30)
REPLIES_LAST = timedelta(hours=12)
FORWARDED = "forwarded"  # true where a forwarded message answers too, whatever it says
QUESTION_MARKS = ("?", "？")
ENDS = "。.！! "  # what stands behind a word that is all of a message
GIVE_UP = ("取消", "算了")


@dataclass(frozen=True, slots=True)
class Question:
    """What someone is asked for in words: the question, and what it is about with all that its answer needs."""

    text: str
    about: str
    content: Mapping[str, Any]


async def wait_for_words(context: Context, place: Place, user: User, question: Question) -> None:
    """Put a question to someone; it takes the place of one that was open to them in the chat."""
    state, content = context.state, {"about": question.about, **question.content}
    draft = Draft(0, KIND, place.chat_id, user.id, content, state.canmou.now())
    draft_id = await asyncio.to_thread(_start, state, draft)
    name = f'<a href="tg://user?id={user.id}">{escaped(user.first_name)}</a>：' if place.chat_id < 0 else ""
    asked = await send(context, place, name + question.text, ForceReply(selective=True))
    await asyncio.to_thread(_note_message, state, replace(draft, id=draft_id, message_id=asked.message_id))


def awaited(state: State, message: Message) -> Draft | None:
    """Return the open question that a message answers, and close it; None for a message that answers none."""
    if message.from_user is None or message.sender_chat:
        return None
    with state.office.begin() as connection:
        draft = drafts.latest(connection, KIND, chat_id=message.chat_id, user_id=message.from_user.id)
        if draft is None or not _may_answer(message, draft):
            return None
        is_open = state.canmou.now() - draft.made_at < _lasts(draft, message)
        return draft if is_open and drafts.finish(connection, draft.id) else None


class Form(Protocol):
    """What someone fills in piece by piece, kept as a draft."""

    @property
    def id(self) -> int:
        """Return the draft's number."""

    @property
    def chat_id(self) -> int:
        """Return the chat where it is filled in."""

    @property
    def user_id(self) -> int:
        """Return who fills it in."""


async def goes_on(query: CallbackQuery, context: Context, form: Form, *, not_theirs: str) -> bool:
    """Tell whether a form is that of whoever pressed, and await no words for it any more; others hear whose it is."""
    if form.user_id != query.from_user.id:
        await query.answer(not_theirs)
        return False
    about = ("draft", form.id)
    await asyncio.to_thread(withdraw, context.state, chat_id=form.chat_id, user_id=form.user_id, about=about)
    return True


def withdraw(state: State, *, chat_id: int, user_id: int, about: tuple[str, object]) -> None:
    """Forget the words that someone was asked for about a thing and did not give: they did something else instead."""
    name, value = about
    with state.office.begin() as connection:
        draft = drafts.latest(connection, KIND, chat_id=chat_id, user_id=user_id)
        if draft is not None and draft.content.get(name) == value:
            drafts.finish(connection, draft.id)


def lines_of(message: Message) -> str:
    """Return a message's words, line by line, without the bot's name."""
    text = message.text or message.caption or ""
    return text.replace(f"@{message.get_bot().username}", "").strip()


def gives_up(words: str, own: str) -> bool:
    """Tell whether words drop what they were asked for: 取消, 算了, or what one says of the thing itself (不开了)."""
    return words.strip(ENDS) in (*GIVE_UP, own)


def _may_answer(message: Message, draft: Draft) -> bool:
    """Tell whether a message can be an answer: a reply to the bot, or in private what is no question itself."""
    is_private = message.chat.type == ChatType.PRIVATE
    is_forwarded = message.forward_origin is not None and FORWARDED in draft.content
    is_told = is_forwarded or not lines_of(message).endswith(QUESTION_MARKS)
    return is_ours(answered(message)) or (is_private and is_told)


def _lasts(draft: Draft, message: Message) -> timedelta:
    replied = answered(message)
    return REPLIES_LAST if replied and replied.message_id == draft.message_id else LASTS


def _start(state: State, draft: Draft) -> int:
    with state.office.begin() as connection:
        return drafts.start(connection, draft)


def _note_message(state: State, draft: Draft) -> None:
    with state.office.begin() as connection:
        drafts.change(connection, draft.id, draft.content, message_id=draft.message_id)
