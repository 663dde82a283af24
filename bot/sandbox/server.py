"""The server itself: started and stopped on a free port of 127.0.0.1, with what tests and pages do and await.

    async with Sandbox(token="123456:TEST") as server:
        wang = server.add_user("王")
        server.say(wang, wang, "/start")
        greeting = await server.next_message(wang)

It runs in the event loop of whoever enters it. Verbs may come from any thread; waiting is for coroutines.
"""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeVar

from starlette.requests import Request
from starlette.routing import BaseRoute

from bot.sandbox.backend import Backend
from bot.sandbox.faults import Fault, Faults, FloodControl, Moment
from bot.sandbox.journal import Event, Kind
from bot.sandbox.people import People
from bot.sandbox.pushing import push
from bot.sandbox.refusals import Refusal
from bot.sandbox.service import BotApi, LoggedCall
from bot.sandbox.world import CallbackAnswer, CallbackQuery, Message, Place, User, World
from bot.web.serving import Serving

HOST = "127.0.0.1"
WAIT_SECONDS = 5.0

Found = TypeVar("Found")


class Sandbox(People):
    """A Telegram of one's own for one bot. ``limits`` turns on Telegram's limits; ``port`` 0 takes a free one."""

    def __init__(
        self,
        *,
        token: str = "123456:TEST",
        username: str = "canmou_bot",
        privacy: bool = True,
        limits: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        port: int = 0,
    ) -> None:
        bot = User(int(token.partition(":")[0]), "参谋", username=username, is_bot=True)
        super().__init__(Backend(World(bot, privacy=privacy, users={bot.id: bot}), now))
        self.token = token
        self.faults = Faults()
        self.api = BotApi(
            self.backend, token, self._hang_up, faults=self.faults, flood_control=FloodControl(now) if limits else None
        )
        self.application = self.api.application()
        self._port = port
        self._read: dict[tuple[int, Kind], int] = {}

    async def __aenter__(self) -> Self:
        """Start to listen; requests are taken from here on."""
        self._server = Serving(self.application, host=HOST, port=self._port)
        await self._server.start()
        self._port = self._server.port
        self._pushing = asyncio.create_task(push(self.backend))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Send every waiting request away and stop."""
        self.backend.closing = True
        self.backend.bell.ring()
        await self._server.stop()
        await self._pushing

    @property
    def url(self) -> str:
        """Return the server's own address."""
        return f"http://{HOST}:{self._port}"

    @property
    def base_url(self) -> str:
        """Return what python-telegram-bot puts the token behind for methods."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """Return what python-telegram-bot puts the token behind for files."""
        return f"{self.url}/file/bot"

    @property
    def log(self) -> list[LoggedCall]:
        """Return all calls in the order of their ends."""
        return self.api.log

    def serve(self, routes: Iterable[BaseRoute]) -> None:
        """Serve pages of one's own too; to be said before the server is started."""
        self.application = self.api.application(routes)

    def calls(self, method: str) -> list[LoggedCall]:
        """Return the calls of one method."""
        return [call for call in self.log if call.method.lower() == method.lower()]

    def sent(self, place: Place) -> list[Message]:
        """Return what the bot ever sent to a chat, as it was when sent."""
        return [
            event.message
            for event in self.backend.journal.events
            if event.message and self._is_from_bot(event, Kind.MESSAGE, self.world.place(place).id)
        ]

    async def next_message(self, place: Place, seconds: float = WAIT_SECONDS) -> Message:
        """Return the next message of the bot in a chat that was not returned before."""
        return await self._next(place, Kind.MESSAGE, seconds)

    async def next_edit(self, place: Place, seconds: float = WAIT_SECONDS) -> Message:
        """Return the bot's next edit in a chat that was not returned before."""
        return await self._next(place, Kind.EDIT, seconds)

    async def answer_to(self, query: CallbackQuery, seconds: float = WAIT_SECONDS) -> CallbackAnswer:
        """Return the bot's answer to a press on a button."""
        event = await self.wait_for(lambda event: bool(event.answer and event.answer.query_id == query.id), seconds)
        assert event.answer is not None
        return event.answer

    async def wait_for(self, wanted: Callable[[Event], bool], seconds: float = WAIT_SECONDS) -> Event:
        """Return the first wanted event since the start, waiting for it if need be."""
        journal = self.backend.journal
        place = await self._until(lambda: journal.find(wanted), seconds, "no such event")
        return journal.events[place]

    async def wait_for_call(self, method: str, seconds: float = WAIT_SECONDS, *, number: int = 1) -> LoggedCall:
        """Return the so-manieth call of a method once it has ended."""
        found = await self._until(
            lambda: self.calls(method)[number - 1 : number] or None, seconds, f"no call {number} of {method}"
        )
        return found[0]

    def refuse_next(self, method: str, refusal: Refusal, *, times: int = 1, place: Place | None = None) -> None:
        """Refuse the next calls of a method, or of any with ``*``, in one chat or everywhere."""
        self.faults.planned.append(Fault(method, times, self._id(place), refusal=refusal))

    def drop_next(
        self, method: str, *, when: Moment = Moment.BEFORE, times: int = 1, place: Place | None = None
    ) -> None:
        """Break the connection of the next calls, before or after they are carried out."""
        self.faults.planned.append(Fault(method, times, self._id(place), drop=when))

    def delay_next(self, method: str, seconds: float, *, times: int = 1, place: Place | None = None) -> None:
        """Let the next calls wait before they are carried out."""
        self.faults.planned.append(Fault(method, times, self._id(place), delay=seconds))

    def _id(self, place: Place | None) -> int | None:
        return None if place is None else self.world.place(place).id

    async def _next(self, place: Place, kind: Kind, seconds: float) -> Message:
        chat_id, journal = self.world.place(place).id, self.backend.journal
        start = self._read.get((chat_id, kind), 0)
        found = await self._until(
            lambda: journal.find(lambda event: self._is_from_bot(event, kind, chat_id), start),
            seconds,
            f"no {kind} from the bot in chat {chat_id}",
        )
        self._read[chat_id, kind] = found + 1
        message = journal.events[found].message
        assert message is not None
        return message

    async def _until(self, probe: Callable[[], Found | None], seconds: float, complaint: str) -> Found:
        try:
            return await self.backend.bell.until(probe, seconds)
        except TimeoutError:
            last = ", ".join(f"{call.method} {call.status} {call.description}".strip() for call in self.log[-5:])
            raise TimeoutError(f"{complaint} within {seconds} s; last calls: {last or 'none'}") from None

    def _is_from_bot(self, event: Event, kind: Kind, chat_id: int) -> bool:
        message = event.message
        if event.kind is not kind or event.chat_id != chat_id or message is None:
            return False
        return message.sender == self.bot and message.notice is None

    def _hang_up(self, request: Request) -> None:
        self._server.hang_up(request.client)
