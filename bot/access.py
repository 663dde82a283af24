"""Who may do what, and how often: roles, the first administrator's code, limits on a rate.

The table of rights is ``permissions``, the rows are read by ``services.office``. How Telegram is asked about someone in
a group is passed in; what is said to whom is the chat's.
"""

import asyncio
import hmac
import secrets
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.permissions import OF_THE_GROUP, Act, Role, may
from bot.services.office import SHARED, Office

Clock = Callable[[], datetime]
AskMember = Callable[[int, int], Awaitable[bool]]

# Without characters that look alike.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 10
# From how many remembered entries on the stale ones are looked for.
CROWD = 1000


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
    """Answers who may do what, from the office's rows, which are read anew each time, and from Telegram."""

    def __init__(self, office: Office, *, ask_member: AskMember, ask_administrator: AskMember) -> None:
        self._office = office
        self._ask_member = ask_member
        self._ask_administrator = ask_administrator
        self._lifetime = timedelta(minutes=office.config.chat.member_cache_minutes)
        self._memberships: dict[tuple[int, int], tuple[bool, datetime]] = {}

    async def admins(self) -> frozenset[int]:
        """Return the administrators' user ids."""
        return await asyncio.to_thread(self._office.admins)

    async def groups(self) -> tuple[int, ...]:
        """Return the ids of the served groups, each under its newest id."""
        return await asyncio.to_thread(self._office.groups)

    async def is_listed(self, chat_id: int) -> bool:
        """Tell whether a group is served, under this id or the one it had before."""
        return chat_id in self._office.config.access.chats or chat_id in await self.groups()

    async def role(self, user_id: int, chat_id: int = 0) -> Role:
        """Return what someone is, in a group if ``chat_id`` is one's.

        Whoever is in a served group is of the staff, in a group that is not served nobody is anything. Outside groups
        Telegram is asked about those alone whom the office does not know.
        """
        if chat_id < 0 and not await self.is_listed(chat_id):
            return Role.STRANGER
        known = await asyncio.to_thread(self._office.role, user_id)
        if known is Role.STRANGER and (chat_id < 0 or await self._is_in_a_group(user_id)):
            return Role.STAFF
        return known

    async def may(self, user_id: int, act: Act, chat_id: int = 0) -> bool:
        """Tell whether someone may do something, in a group if ``chat_id`` is one's."""
        role = await self.role(user_id, chat_id)
        if may(role, act):
            return True
        is_open = act in OF_THE_GROUP and chat_id < 0 and role is not Role.STRANGER and user_id not in SHARED
        return is_open and await self._ask_administrator(chat_id, user_id)

    def forget(self, chat_id: int, user_id: int) -> None:
        """Ask Telegram anew the next time, because someone came or went."""
        self._memberships.pop((chat_id, user_id), None)

    async def _is_in_a_group(self, user_id: int) -> bool:
        if user_id in SHARED:
            return False
        for chat_id in await self.groups():
            if await self.is_member(chat_id, user_id):
                return True
        return False

    async def is_member(self, chat_id: int, user_id: int) -> bool:
        """Tell whether someone is in a group, as Telegram said a short time ago."""
        known = self._memberships.get((chat_id, user_id))
        if known and self._office.now() < known[1]:
            return known[0]
        found = await self._ask_member(chat_id, user_id)
        self._forget_expired()
        self._memberships[chat_id, user_id] = (found, self._office.now() + self._lifetime)
        return found

    def _forget_expired(self) -> None:
        if len(self._memberships) > CROWD:
            moment = self._office.now()
            self._memberships = {key: known for key, known in self._memberships.items() if moment < known[1]}
