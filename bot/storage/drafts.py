"""What someone is in the middle of in a chat: nothing that is promised to anyone yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bot.storage.tables import drafts


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of some kind: whose, where, what; ``message_id`` is the bot's message that shows it."""

    id: int
    kind: str
    chat_id: int
    user_id: int
    content: dict[str, Any]
    made_at: datetime
    message_id: int | None = None


def start(connection: Connection, draft: Draft) -> int:
    """Keep a draft in place of others of its kind by the same person in the same chat; return its id."""
    own = (drafts.c.kind == draft.kind, drafts.c.chat_id == draft.chat_id, drafts.c.user_id == draft.user_id)
    connection.execute(delete(drafts).where(*own))
    values = {"kind": draft.kind, "chat_id": draft.chat_id, "user_id": draft.user_id, "content": draft.content}
    made = insert(drafts).values(**values, made_at=draft.made_at, message_id=draft.message_id)
    return int(connection.scalars(made.returning(drafts.c.id)).one())


def find(connection: Connection, draft_id: int) -> Draft | None:
    """Return a draft, or None when it was finished or given up."""
    row = connection.execute(select(drafts).where(drafts.c.id == draft_id)).one_or_none()
    return None if row is None else Draft(**row._mapping)


def latest(connection: Connection, kind: str, *, chat_id: int, user_id: int) -> Draft | None:
    """Return what someone is in the middle of in a chat, or None."""
    own = (drafts.c.kind == kind, drafts.c.chat_id == chat_id, drafts.c.user_id == user_id)
    row = connection.execute(select(drafts).where(*own).order_by(drafts.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else Draft(**row._mapping)


def change(connection: Connection, draft_id: int, content: dict[str, Any], *, message_id: int | None = None) -> None:
    """Keep other content, and which message shows it when that is given."""
    values = {"content": content} | ({} if message_id is None else {"message_id": message_id})
    connection.execute(update(drafts).where(drafts.c.id == draft_id).values(**values))


def finish(connection: Connection, draft_id: int) -> bool:
    """Forget a draft; tell whether it was still there, so that of two presses one counts."""
    return connection.execute(delete(drafts).where(drafts.c.id == draft_id)).rowcount > 0
