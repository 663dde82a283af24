"""Who may ask, and how often: listed groups, the roles of people, the first administrator's code, limits on a rate.

Owns the rules. How Telegram is asked whether someone is in a group is passed in; what is said to whom is the chat's.
"""

import asyncio
import hmac
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from bot.config import Config
from bot.storage.admins import AdminStore
from bot.storage.chats import ChatStore

Clock = Callable[[], datetime]
AskMember = Callable[[int, int], Awaitable[bool]]
IsRegistered = Callable[[int], bool]

# Without characters that look alike.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 10
# From how many remembered entries on the stale ones are looked for.
CROWD = 1000


class Role(StrEnum):
    """What someone is to the bot; the values are what people read."""

    ADMIN = "管理员"
    USER = "已登记的使用人"
    MEMBER = "工作群成员"
    STRANGER = "未登记"


class Limiter:
    """So many events in so much time for each key; the keys are ids of people or groups."""

    def __init__(self, count: int, window: timedelta, now: Clock) -> None:
        self._count = count
        self._window = window
        self._now = now
        self._events: dict[int, deque[datetime]] = {}

    def __len__(self) -> int:
        """Return for how many keys events are remembered."""
        return len(self._events)

    def admits(self, key: int) -> bool:
        """Tell whether one more event is within the limit; if so it counts."""
        moment = self._now()
        events = self._events.setdefault(key, deque())
        while events and events[0] <= moment - self._window:
            events.popleft()
        if len(events) >= self._count:
            return False
        events.append(moment)
        self._forget_stale(moment)
        return True

    def _forget_stale(self, moment: datetime) -> None:
        if len(self._events) > CROWD:
            recent = moment - self._window
            self._events = {key: events for key, events in self._events.items() if events and events[-1] > recent}


class Claim:
    """The one-time code that makes its bearer the first administrator."""

    def __init__(self) -> None:
        self._code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))

    @property
    def code(self) -> str:
        """Return the code, for the console alone; "" once it is dead."""
        return self._code

    def redeem(self, guess: str) -> bool:
        """Tell whether the guess is the code; if so the code is dead from here on."""
        is_right = hmac.compare_digest(self._code.encode(), guess.strip().upper().encode())
        if not self._code or not is_right:
            return False
        self._code = ""
        return True


class Access:
    """Answers who may ask, from the settings, the database and Telegram."""

    def __init__(
        self,
        config: Config,
        *,
        admins: AdminStore,
        chats: ChatStore,
        is_registered: IsRegistered,
        ask_member: AskMember,
        now: Clock,
    ) -> None:
        self._listed = config.access
        self._admins = admins
        self._chats = chats
        self._is_registered = is_registered
        self._ask_member = ask_member
        self._now = now
        self._lifetime = timedelta(minutes=config.chat.member_cache_minutes)
        self._memberships: dict[tuple[int, int], tuple[bool, datetime]] = {}

    async def admins(self) -> frozenset[int]:
        """Return the administrators' user ids."""
        return frozenset(self._listed.admins) | await asyncio.to_thread(self._admins.ids)

    async def groups(self) -> tuple[int, ...]:
        """Return the ids of the listed groups, each under its newest id."""
        return await asyncio.to_thread(served_groups, self._listed.chats, self._chats)

    async def is_listed(self, chat_id: int) -> bool:
        """Tell whether a group is listed, under this id or the one it had before."""
        return chat_id in self._listed.chats or chat_id in await self.groups()

    async def role(self, user_id: int) -> Role:
        """Return what someone is; Telegram is asked only about those whom the settings and the database do not know."""
        if user_id in await self.admins():
            return Role.ADMIN
        if user_id in self._listed.users or await asyncio.to_thread(self._is_registered, user_id):
            return Role.USER
        for chat_id in await self.groups():
            if await self._is_member(chat_id, user_id):
                return Role.MEMBER
        return Role.STRANGER

    def forget(self, chat_id: int, user_id: int) -> None:
        """Ask Telegram anew the next time, because someone came or went."""
        self._memberships.pop((chat_id, user_id), None)

    async def _is_member(self, chat_id: int, user_id: int) -> bool:
        known = self._memberships.get((chat_id, user_id))
        if known and self._now() < known[1]:
            return known[0]
        found = await self._ask_member(chat_id, user_id)
        self._forget_expired()
        self._memberships[chat_id, user_id] = (found, self._now() + self._lifetime)
        return found

    def _forget_expired(self) -> None:
        if len(self._memberships) > CROWD:
            moment = self._now()
            self._memberships = {key: known for key, known in self._memberships.items() if moment < known[1]}


def served_groups(listed: Iterable[int], chats: ChatStore) -> tuple[int, ...]:
    """Return the ids of the listed groups, each under its newest id."""
    moves = chats.moves()
    return tuple(_newest(chat_id, moves) for chat_id in listed)


def _newest(chat_id: int, moves: dict[int, int]) -> int:
    """Return where a group is after all its moves; a circle of moves is not followed twice."""
    seen = set()
    while chat_id in moves and chat_id not in seen:
        seen.add(chat_id)
        chat_id = moves[chat_id]
    return chat_id
