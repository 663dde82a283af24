"""What the conversations about documents share: their service, and that they are held in private."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate

from telegram import CallbackQuery, InlineKeyboardButton, MaybeInaccessibleMessage

from bot.chat.state import Context, State
from bot.office.acts import Actor
from bot.services.documents import DocumentService

Reaction = Callable[Concatenate[CallbackQuery, MaybeInaccessibleMessage, Context, ...], Coroutine[Any, Any, None]]
Rows = list[list[InlineKeyboardButton]]

PUBLIC_NAME = "公开"  # what everybody's collection is called
GONE = "资料库已经变动，请重新发送 /documents 查看。"


def service_of(state: State, actor: Actor) -> DocumentService:
    """Return the service of documents for who acts."""
    canmou = state.canmou
    return DocumentService(state.office, canmou.library, canmou.embedder, canmou.limits, by=actor)


def name_of(collection: str) -> str:
    """Return what a collection is called."""
    return collection or PUBLIC_NAME


def marked(collection: str, chosen: str) -> str:
    """Return what a collection is called on a button, with a tick on the one that is chosen."""
    return f"✓ {name_of(collection)}" if collection == chosen else name_of(collection)


def in_private(reaction: Reaction) -> Reaction:
    """Let a press count in the private chat alone, where nobody else reads what is shown."""

    @wraps(reaction)
    async def _react(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, *numbers: int) -> None:
        # Buttons can be made up.
        if message.chat.id == query.from_user.id:
            await reaction(query, message, context, *numbers)
        else:
            await query.answer(GONE)

    return _react
