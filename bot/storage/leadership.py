"""Which of several bots at one database fetches the updates: whoever holds PostgreSQL's advisory lock.

The lock is the connection's: it is free as soon as its bot has died or lost the database. A SQLite file has one bot.
"""

from contextlib import suppress

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

FETCHING = 20261  # the lock's number


class Leadership:
    """The lead of one bot; to be used by one thread at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def holds(self) -> bool:
        """Tell whether this bot has the lead; it takes it when nobody else has it."""
        if self._engine.dialect.name != "postgresql":
            return True
        try:
            if self._connection is None:
                return self._take()
            self._connection.execute(select(1))
        except SQLAlchemyError:
            # Without the connection the lock is gone too.
            self.resign()
            return False
        return True

    def resign(self) -> None:
        """Let another bot have the lead."""
        if self._connection is None:
            return
        # A connection that is lost has no lock to give back.
        with self._connection, suppress(SQLAlchemyError):
            self._connection.execute(select(func.pg_advisory_unlock(FETCHING)))
        self._connection = None

    def _take(self) -> bool:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if connection.scalar(select(func.pg_try_advisory_lock(FETCHING))):
            self._connection = connection
            return True
        connection.close()
        return False
