"""Updates brought to the bot's webhook, one after the other, until each is taken; to this machine only."""

import asyncio
import json
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from bot.sandbox.backend import Backend, Webhook
from bot.sandbox.calls import JsonObject

LOCAL = "http://127.0.0.1"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
RETRY_SECONDS = 0.1
ANSWER_SECONDS = 10


async def push(backend: Backend) -> None:
    """Bring every update to the webhook until the server closes."""
    while True:
        await backend.bell.until(lambda: backend.closing or _next(backend), None)
        found = _next(backend)
        if backend.closing:
            return
        if found is None:
            continue
        webhook, update = found
        if await asyncio.to_thread(_bring, webhook, update):
            with backend.lock:
                backend.updates.confirm(update["update_id"] + 1)
            backend.bell.ring()
        else:
            await asyncio.sleep(RETRY_SECONDS)


def _next(backend: Backend) -> tuple[Webhook, JsonObject] | None:
    with backend.lock:
        webhook, pending = backend.webhook, backend.updates.pending
        is_near = webhook is not None and webhook.url.startswith(LOCAL)
        return (webhook, pending[0]) if webhook and is_near and pending else None


def _bring(webhook: Webhook, update: JsonObject) -> bool:
    """Tell whether the bot took an update."""
    address = urlsplit(webhook.url)
    headers = {"content-type": "application/json"}
    if webhook.secret_token:
        headers[HEADER] = webhook.secret_token
    connection = HTTPConnection(address.hostname or "", address.port or 80, timeout=ANSWER_SECONDS)
    try:
        connection.request("POST", address.path or "/", json.dumps(update), headers)
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
