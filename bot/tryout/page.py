"""The page's addresses: its files, what one sees, what happens as server-sent events, and what one does.

It listens on loopback only, takes orders only from its own pages, and gives out nothing but the world of the sandbox.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route

from bot.sandbox.calls import JsonObject
from bot.sandbox.journal import Event, Kind
from bot.sandbox.methods.content import MAX_UPLOAD_BYTES
from bot.sandbox.people import MisuseError
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Chat, Message, User
from bot.tryout.clock import TimeMachine
from bot.tryout.views import Views, is_in

ASSETS = {"page.css": "text/css", "page.js": "text/javascript", "drawing.js": "text/javascript"}
# Orders carry this header, which no other site can have a browser send.
HEADER = "x-canmou"
POLICY = "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; base-uri 'none'; form-action 'none'"
HEADERS = {"content-security-policy": POLICY, "cache-control": "no-store", "x-content-type-options": "nosniff"}
KEEP_ALIVE = 15.0  # seconds


class Page:
    """Serves the page of a sandbox."""

    def __init__(self, server: Sandbox, views: Views, machine: TimeMachine) -> None:
        self._server = server
        self._views = views
        self._machine = machine

    def routes(self) -> list[BaseRoute]:
        """Return the page's addresses, open to this machine alone."""
        routes = [
            Route("/", _index),
            Route("/assets/{name}", _asset),
            Route("/people", self.people),
            Route("/view", self.view),
            Route("/events", self.events),
            Route("/files/{chat:int}/{message:int}", self.file),
            *(Route(f"/{name}", _ordered(order), methods=["POST"]) for name, order in self._orders().items()),
        ]
        guarded = Starlette(
            routes=routes,
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
            exception_handlers={MisuseError: _misused, HTTPException: _refused},
        )
        return [Mount("/try", app=guarded), Route("/", _index)]

    def _orders(self) -> dict[str, Callable[[Request], Awaitable[object]]]:
        return {"say": self.say, "edit": self.edit, "press": self.press, "upload": self.upload, "clock": self.clock}

    async def people(self, _request: Request) -> Response:
        """Return the people whom one can be."""
        return JSONResponse(self._views.people(), headers=HEADERS)

    async def view(self, request: Request) -> Response:
        """Return all that a person sees."""
        return JSONResponse(self._views.whole(self._person(request.query_params.get("person"))), headers=HEADERS)

    async def events(self, request: Request) -> Response:
        """Stream what happens in a person's chats from then on."""
        person = self._person(request.query_params.get("person"))
        since = int(request.headers.get("last-event-id") or request.query_params.get("since") or 0)
        return StreamingResponse(self._stream(person, since), media_type="text/event-stream", headers=HEADERS)

    async def file(self, request: Request) -> Response:
        """Return a file of a chat that the person is in."""
        chat = self._chat(self._person(request.query_params.get("person")), request.path_params["chat"])
        message = chat.messages.get(request.path_params["message"])
        if message is None or message.file is None:
            raise HTTPException(404)
        name = f"{'inline' if message.file.is_photo else 'attachment'}; filename*=UTF-8''{quote(message.file.name)}"
        kind = "image/png" if message.file.is_photo else "application/octet-stream"
        return Response(message.file.content, media_type=kind, headers=HEADERS | {"content-disposition": name})

    async def say(self, request: Request) -> object:
        """Write a message."""
        given = await _json(request)
        person = self._person(given.get("person"))
        chat = self._chat(person, given.get("chat"))
        reply_to = chat.messages.get(_number(given.get("reply_to")))
        topic = chat.topics.get(_number(given.get("topic")))
        self._server.say(person, chat, str(given.get("text", "")), reply_to=reply_to, thread=topic)
        return {}

    async def edit(self, request: Request) -> object:
        """Change one's own message."""
        given = await _json(request)
        person = self._person(given.get("person"))
        self._server.edit(person, self._message(person, given), str(given.get("text", "")))
        return {}

    async def press(self, request: Request) -> object:
        """Press a button."""
        given = await _json(request)
        person = self._person(given.get("person"))
        self._server.press(person, self._message(person, given), str(given.get("data", "")))
        return {}

    async def upload(self, request: Request) -> object:
        """Send a file."""
        async with request.form(max_files=1, max_part_size=MAX_UPLOAD_BYTES) as form:
            person = self._person(form.get("person"))
            chat, file = self._chat(person, form.get("chat")), form.get("file")
            if not isinstance(file, UploadFile):
                raise HTTPException(400)
            if (file.size or 0) > MAX_UPLOAD_BYTES:
                raise HTTPException(413)
            topic, caption = chat.topics.get(_number(form.get("topic"))), str(form.get("caption") or "")
            name, content = file.filename or "文件", await file.read()
            self._server.upload(person, chat, name, content, caption=caption, thread=topic)
        return {}

    async def clock(self, request: Request) -> object:
        """Move the clock forward: by so many minutes, or to what is due next."""
        given = await _json(request)
        if minutes := _number(given.get("minutes")):
            await self._machine.pass_by(timedelta(minutes=max(minutes, 0)))
        else:
            await self._machine.pass_to_next()
        return self._views.clock()

    async def _stream(self, person: User, since: int) -> AsyncIterator[str]:
        """Yield the events that a person sees, numbered, and a sign of life in between."""
        journal, pressed, place = self._server.backend.journal, set[str](), max(since, 0)
        yield f"retry: 1000\n\n{_event('clock', self._views.clock())}"
        while not self._server.backend.closing:
            events = journal.events[place:]
            for event in events:
                place += 1
                if told := self._told(event, person, pressed):
                    yield _event(event.kind, told, place)
            if not events:
                yield _event("clock", self._views.clock())
                await self._something(place)

    async def _something(self, place: int) -> None:
        """Wait for the next event, for a sign of life to be due, or for the end."""
        backend = self._server.backend
        try:
            await backend.bell.until(
                lambda: (len(backend.journal.events) > place or backend.closing) or None, KEEP_ALIVE
            )
        except TimeoutError:
            return

    def _told(self, event: Event, person: User, pressed: set[str]) -> JsonObject | None:
        if event.kind is Kind.PRESS and event.query and event.query.user == person:
            pressed.add(event.query.id)
        with self._server.backend.lock:
            return self._views.event(event, pressed) if is_in(person, self._server.world.chats[event.chat_id]) else None

    def _person(self, number: object) -> User:
        person = self._views.person(_number(number))
        if person is None:
            raise HTTPException(404)
        return person

    def _chat(self, person: User, number: object) -> Chat:
        chat = self._server.world.chats.get(_number(number))
        if chat is None or not is_in(person, chat):
            raise HTTPException(404)
        return chat

    def _message(self, person: User, given: JsonObject) -> Message:
        message = self._chat(person, given.get("chat")).messages.get(_number(given.get("message")))
        if message is None:
            raise HTTPException(404)
        return message


async def _index(_request: Request) -> Response:
    return _asset_response("index.html", "text/html")


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in ASSETS:
        raise HTTPException(404)
    return _asset_response(name, ASSETS[name])


def _asset_response(name: str, kind: str) -> Response:
    content = files("bot.tryout").joinpath("static", name).read_bytes()
    return Response(content, media_type=kind, headers=HEADERS)


def _ordered(order: Callable[[Request], Awaitable[object]]) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that carries out an order of the page's own."""

    async def carry_out(request: Request) -> Response:
        """Carry out the order of a request."""
        if HEADER not in request.headers:
            raise HTTPException(403)
        return JSONResponse(await order(request), headers=HEADERS)

    return carry_out


async def _json(request: Request) -> JsonObject:
    try:
        given: Any = await request.json()
    except ValueError:
        raise HTTPException(400) from None
    if not isinstance(given, dict):
        raise HTTPException(400)
    return given


def _number(value: object) -> int:
    """Return a number that came from outside; 0 when it is none."""
    try:
        return int(str(value))
    except ValueError:
        return 0


def _event(kind: str, told: object, number: int | None = None) -> str:
    id_line = "" if number is None else f"id: {number}\n"
    return f"{id_line}event: {kind}\ndata: {json.dumps(told, ensure_ascii=False)}\n\n"


async def _misused(_request: Request, fault: Exception) -> Response:
    return JSONResponse({"fault": str(fault)}, status_code=409, headers=HEADERS)


async def _refused(_request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 400
    return JSONResponse({"fault": "refused"}, status_code=status, headers=HEADERS)
