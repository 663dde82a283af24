"""getUpdates: offsets, limits, and waiting until something comes or someone else takes the place.

As in Telegram, of two that wait the earlier one is sent away. Telegram slows down who asks the same over and over;
this server does not.
"""

from bot.sandbox import refusals
from bot.sandbox.backend import Backend
from bot.sandbox.calls import Call, JsonObject

MAX_UPDATES = 100
MAX_WAIT_SECONDS = 50


async def get_updates(backend: Backend, call: Call) -> list[JsonObject]:
    """Return the updates from an offset on, waiting up to ``timeout`` seconds for the first."""
    limit = call.within("limit", default=MAX_UPDATES, low=1, high=MAX_UPDATES)
    seconds = call.within("timeout", default=0, low=0, high=MAX_WAIT_SECONDS)
    with backend.lock:
        if backend.webhook:
            raise refusals.webhook_is_active()
        if "allowed_updates" in call.parameters:
            backend.updates.allow(map(str, call.array("allowed_updates", "allowed updates")))
        backend.updates.confirm(call.integer("offset"))
        found = backend.updates.pending[:limit]
        if found or not seconds:
            return found
        turn = backend.updates.begin_poll()
    backend.bell.ring()
    return await _wait(backend, turn, limit, seconds)


async def _wait(backend: Backend, turn: int, limit: int, seconds: int) -> list[JsonObject]:
    def _look() -> list[JsonObject] | None:
        with backend.lock:
            if backend.webhook:
                raise refusals.webhook_was_set()
            if backend.updates.turn != turn:
                raise refusals.other_poller()
            return [] if backend.closing else backend.updates.pending[:limit] or None

    try:
        return await backend.bell.until(_look, seconds)
    except TimeoutError:
        return []
