"""The administrators that were admitted by the one-time code; those of the settings are not kept here."""

from datetime import datetime

from sqlalchemy import Engine, select

from bot.storage.tables import admins
from bot.storage.upsert import upsert


class AdminStore:
    """Administrators as rows."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ids(self) -> frozenset[int]:
        """Return the user ids of all."""
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(select(admins.c.user_id)))

    def add(self, user_id: int, *, since: datetime) -> None:
        """Make someone an administrator."""
        upsert(self._engine, admins, key={"user_id": user_id}, values={"since": since})
