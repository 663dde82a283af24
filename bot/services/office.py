"""What every service stands on: the database, the clock, the office's zone and calendar, its groups and people."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.access import served_groups
from bot.config import Config
from bot.office.calendar import Calendar
from bot.office.people import Person
from bot.office.published import published_years
from bot.storage import Connection, Engine, people
from bot.storage.admins import AdminStore
from bot.storage.chats import ChatStore
from bot.storage.years import imported_years

Clock = Callable[[], datetime]


class Office:
    """The office as it is now; every call reads the rows."""

    def __init__(self, config: Config, engine: Engine, now: Clock) -> None:
        self.config = config
        self.engine = engine
        self.now = now
        self._published = published_years()

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone of the office's clock."""
        return self.config.office.timezone

    def today(self) -> date:
        """Return the date by the office's clock."""
        return self.now().astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        """Return when a date begins by the office's clock."""
        return datetime.combine(day, time(), self.zone)

    def begin(self) -> AbstractContextManager[Connection]:
        """Begin a transaction, which is kept whole or not at all."""
        return self.engine.begin()

    def calendar(self) -> Calendar:
        """Return the office's calendar; its own tables go before those of the package."""
        with self.begin() as connection:
            return Calendar(self._published | imported_years(connection))

    def groups(self) -> tuple[int, ...]:
        """Return the ids of the groups that are served, each under its newest id."""
        return served_groups(self.config.access.chats, ChatStore(self.engine))

    def admins(self) -> frozenset[int]:
        """Return the administrators' accounts."""
        return frozenset(self.config.access.admins) | AdminStore(self.engine).ids()

    def person(self, user_id: int) -> Person | None:
        """Return who has an account, or None when they are not registered by name."""
        with self.begin() as connection:
            return people.by_user(connection, user_id)

    def people(self) -> tuple[Person, ...]:
        """Return everybody who is registered by name."""
        with self.begin() as connection:
            return people.everyone(connection)

    def director(self) -> Person | None:
        """Return the director, or None while none is named who is registered."""
        with self.begin() as connection:
            return people.by_name(connection, self.config.duty.director)
