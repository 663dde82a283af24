"""What can be looked at from outside: /healthz for whoever keeps the bot running, /metrics for Prometheus."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.metrics import TEXT_TYPE
from bot.storage.health import Health
from bot.web.hook import Hook

HEALTH, METRICS = "/healthz", "/metrics"
PATIENCE = 5  # seconds for the database to answer


@dataclass(frozen=True, slots=True)
class Looks:
    """Where the answers come from: ``health`` asks the database."""

    health: Callable[[], Health]
    metrics: Callable[[], bytes]

    async def answer_health(self, _request: Request) -> Response:
        """Tell whether all is well, in words and in the status."""
        try:
            async with asyncio.timeout(PATIENCE):
                found = await asyncio.to_thread(self.health)
        except TimeoutError:
            found = Health(has_database=False, turned_ago=None)
        turned = None if found.turned_ago is None else round(found.turned_ago.total_seconds(), 1)
        content = {"ok": found.is_well, "database": found.has_database, "delivery_turned_seconds_ago": turned}
        return JSONResponse(content, HTTPStatus.OK if found.is_well else HTTPStatus.SERVICE_UNAVAILABLE)

    async def answer_metrics(self, _request: Request) -> Response:
        """Give what was counted."""
        return Response(self.metrics(), headers={"content-type": TEXT_TYPE})


def application(looks: Looks, hook: Hook | None = None) -> Starlette:
    """Return the web application."""
    hooks = [Route(hook.path, hook.answer, methods=["POST"])] if hook else []
    routes = [Route(HEALTH, looks.answer_health), Route(METRICS, looks.answer_metrics), *hooks]
    return Starlette(routes=routes)
