"""Where Telegram calls with updates: only who knows the secret is heard, and is told so when an update is kept."""

import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
BYTES = 1 << 20  # of an update; Telegram's are much smaller

# Takes an update in; False when none are taken now. Raises ValueError for what is no update.
Take = Callable[[dict[str, Any]], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Hook:
    """A path of the server that takes updates."""

    path: str
    secret: str
    take: Take

    async def answer(self, request: Request) -> Response:
        """Take an update in; whoever does not know the secret learns nothing, not even whether it could be read."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self.secret.encode()):
            return _status(HTTPStatus.FORBIDDEN)
        try:
            content = await _read(request)
            if content is None:
                return _status(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            is_taken = await self.take(_object(content))
        except (ClientDisconnect, ValueError):
            return _status(HTTPStatus.BAD_REQUEST)
        # Telegram sends again what was not taken.
        return _status(HTTPStatus.OK if is_taken else HTTPStatus.SERVICE_UNAVAILABLE)


async def _read(request: Request) -> bytes | None:
    """Return what is sent, None when it is too much."""
    content = b""
    async for piece in request.stream():
        content += piece
        if len(content) > BYTES:
            return None
    return content


def _object(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except RecursionError as fault:
        raise ValueError("nested too deeply") from fault
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _status(status: HTTPStatus) -> Response:
    return Response(status_code=status)
