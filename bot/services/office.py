"""What every service stands on: the database, the clock, the office's zone and calendar, groups, people, roles."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.office.calendar import Calendar
from bot.office.people import Person
from bot.office.published import published_years
from bot.permissions import Act, Role, highest, may
from bot.storage import Connection, Engine, guests, people, roles
from bot.storage.chats import ChatStore
from bot.storage.years import imported_years

Clock = Callable[[], datetime]

# The accounts under which Telegram shows whoever writes namelessly: a group's administrators, channels, their posts.
SHARED = frozenset({1087968824, 136817688, 777000})


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
        """Return the ids of the groups that are served, each once and under its newest id."""
        with self.begin() as connection:
            approved = guests.served(connection)
        moves = ChatStore(self.engine).moves()
        return tuple(dict.fromkeys(_newest(chat_id, moves) for chat_id in (*self.config.access.chats, *approved)))

    def admins(self) -> frozenset[int]:
        """Return the administrators' accounts."""
        with self.begin() as connection:
            return frozenset(self.config.access.admins) | roles.holders(connection, Role.ADMIN)

    def role(self, user_id: int) -> Role:
        """Return what an account is as far as the office knows; who is in which group only Telegram does."""
        with self.begin() as connection:
            return self.role_in(connection, user_id)

    def role_in(self, connection: Connection, user_id: int) -> Role:
        """Return what an account is, as ``role`` does."""
        return Role.STRANGER if user_id in SHARED else highest(self._roles(connection, user_id))

    def may(self, user_id: int, act: Act) -> bool:
        """Tell whether an account that the office knows may do something."""
        return may(self.role(user_id), act)

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

    def _roles(self, connection: Connection, user_id: int) -> Iterator[Role]:
        listed, person = self.config.access, people.by_user(connection, user_id)
        if given := roles.given(connection, user_id):
            yield given
        if user_id in listed.admins:
            yield Role.ADMIN
        if person and person.name == self.config.duty.director:
            yield Role.DIRECTOR
        if person or user_id in listed.users:
            yield Role.STAFF


def _newest(chat_id: int, moves: dict[int, int]) -> int:
    """Return where a group is after all its moves; a circle of moves is not followed twice."""
    seen = set()
    while chat_id in moves and chat_id not in seen:
        seen.add(chat_id)
        chat_id = moves[chat_id]
    return chat_id
