"""The Bot API over HTTP: addresses, tokens, the ways to give parameters, answers, and the log of all calls."""

import asyncio
import json
import re
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox import refusals
from bot.sandbox.backend import Backend
from bot.sandbox.calls import Call, JsonObject, Upload, as_text
from bot.sandbox.faults import Fault, Faults, FloodControl, Moment
from bot.sandbox.methods import METHODS, Method, Result
from bot.sandbox.methods.content import MAX_UPLOAD_BYTES
from bot.sandbox.methods.polling import get_updates
from bot.sandbox.refusals import Refusal

POLL = "getupdates"
# What a request may weigh beside the file in it.
MAX_BODY_BYTES = MAX_UPLOAD_BYTES + (1 << 20)
DROPPED = 0

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """A call and how it went; the status of a dropped connection is 0."""

    method: str
    parameters: Mapping[str, str]
    status: int
    description: str = ""


@dataclass(slots=True)
class BotApi:
    """Answers requests. ``hang_up`` breaks the connection that a request came over."""

    backend: Backend
    token: str = field(repr=False)
    hang_up: Callable[[Request], None]
    faults: Faults = field(default_factory=Faults)
    flood_control: FloodControl | None = None
    log: list[LoggedCall] = field(default_factory=list)

    def application(self, more: Iterable[BaseRoute] = ()) -> Starlette:
        """Return the web application with Telegram's two addresses, and ``more`` before them."""
        routes = [
            *more,
            Route("/bot{token}/{method}", self.answer, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.download, methods=["GET"]),
        ]
        return Starlette(routes=routes, exception_handlers={HTTPException: _answer_elsewhere})

    async def answer(self, request: Request) -> Response:
        """Carry out a method."""
        call = Call(request.path_params["method"])
        try:
            self._check_token(request)
            call = await _read_call(request)
            result = await self._carry_out(call, request)
        except Refusal as refusal:
            return self._refuse(call, refusal)
        except _DroppedError:
            return await self._drop(call, request)
        self._note(call, 200)
        # In ASCII, as Telegram writes it: halves of characters can be told then, too.
        return Response(json.dumps({"ok": True, "result": result}), media_type="application/json")

    async def download(self, request: Request) -> Response:
        """Give a file's content."""
        try:
            self._check_token(request)
        except Refusal as refusal:
            return _refusal_response(refusal)
        for file in self.backend.world.files_at(request.path_params["path"]):
            name = f"attachment; filename*=UTF-8''{quote(file.name)}"
            return Response(file.content, media_type=file.mime_type, headers={"content-disposition": name})
        return _refusal_response(refusals.not_found())

    def _check_token(self, request: Request) -> None:
        token = request.path_params["token"]
        if not _TOKEN.fullmatch(token):
            raise refusals.not_found()
        if token != self.token:
            raise refusals.unauthorized()

    async def _carry_out(self, call: Call, request: Request) -> Result:
        method = METHODS.get(call.method.lower())
        if method is None and call.method.lower() != POLL:
            raise refusals.method_not_found()
        fault = self.faults.take(call)
        if fault:
            await self._suffer(fault)
        if self.flood_control:
            self.flood_control.check(call)
        result = await self._perform(method, call, request)
        if fault and fault.drop is Moment.AFTER:
            raise _DroppedError
        return result

    async def _perform(self, method: Method | None, call: Call, request: Request) -> Result:
        if method is None:
            return await _unless_gone(request, get_updates(self.backend, call))
        with self.backend.lock:
            return method(self.backend, call)

    async def _suffer(self, fault: Fault) -> None:
        if fault.refusal:
            raise fault.refusal
        if fault.drop is Moment.BEFORE:
            raise _DroppedError
        if fault.delay is not None:
            await self._pause(fault.delay)

    async def _pause(self, seconds: float) -> None:
        try:
            await self.backend.bell.until(lambda: self.backend.closing or None, seconds)
        except TimeoutError:
            return

    def _refuse(self, call: Call, refusal: Refusal) -> Response:
        self._note(call, refusal.code, refusal.description)
        return _refusal_response(refusal)

    async def _drop(self, call: Call, request: Request) -> Response:
        self._note(call, DROPPED, "connection dropped")
        self.hang_up(request)
        await _gone(request)
        return Response()

    def _note(self, call: Call, status: int, description: str = "") -> None:
        self.log.append(LoggedCall(call.method, call.parameters, status, description))
        self.backend.bell.ring()


class _DroppedError(Exception):
    """The connection is to break here."""


async def _read_call(request: Request) -> Call:
    """Read parameters from the query and from a form, multipart or JSON body."""
    if int(request.headers.get("content-length", 0)) > MAX_BODY_BYTES:
        # Read to the end all the same: who is still sending would not see the refusal.
        async for _ in request.stream():
            pass
        raise refusals.too_large()
    parameters = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        return Call(request.path_params["method"], parameters | await _read_json(request))
    async with request.form(max_fields=1000, max_part_size=MAX_UPLOAD_BYTES) as form:
        texts = {name: value for name, value in form.items() if isinstance(value, str)}
        return Call(request.path_params["method"], parameters | texts, await _read_uploads(form))


async def _read_json(request: Request) -> dict[str, str]:
    try:
        body: Any = await request.json()
        texts = {name: as_text(value) for name, value in body.items()}
        "".join(texts.values()).encode()
    except (ValueError, AttributeError) as error:
        raise refusals.bad_request("can't parse JSON object") from error
    return texts


async def _read_uploads(form: FormData) -> dict[str, Upload]:
    files = [(name, value) for name, value in form.items() if isinstance(value, UploadFile)]
    return {
        name: Upload(file.filename or name, file.content_type or "application/octet-stream", await file.read())
        for name, file in files
    }


async def _unless_gone(request: Request, work: Coroutine[Any, Any, list[JsonObject]]) -> list[JsonObject]:
    """Wait for a result, but no longer than there is someone to take it."""
    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise _DroppedError
        return working.result()
    finally:
        for task in (working, leaving):
            task.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


async def _gone(request: Request) -> None:
    """Wait until the other side has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _refusal_response(refusal: Refusal) -> JSONResponse:
    body: JsonObject = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = dict(refusal.parameters)
    return JSONResponse(body, status_code=refusal.code)


async def _answer_elsewhere(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code != 404:
        return _refusal_response(Refusal(error.status_code, error.detail))
    return _refusal_response(refusals.not_found())
