"""What the conversations about documents share: their service, and how collections are called."""

from telegram import InlineKeyboardButton

from bot.chat.state import State
from bot.office.acts import Actor
from bot.services.documents import DocumentService

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
