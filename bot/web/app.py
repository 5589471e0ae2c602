"""Whether the process lives, whether it can do its work, and what it counts; and all else that is served."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot import metrics
from digests.errors import StoreError
from digests.model import DeliveryState, Health
from digests.ports import Outbox, Store, Subscriptions

Check = Callable[[], Awaitable[str | None]]
"""Returns what is wrong, None where nothing is."""

CHECK_SECONDS = 5.0
_DUE_SHOWN = 10_000


def make_app(
    checks: Mapping[str, Check],
    *,
    store: Store,
    subscriptions: Subscriptions,
    outbox: Outbox,
    now: Callable[[], datetime],
    routes: Sequence[BaseRoute] = (),
) -> Starlette:
    """Return the app: `/healthz`, `/readyz`, `/metrics`, then what platforms and readers call.

    What names workspaces, models and faults is the operator's: whoever comes through a proxy is told
    none of it.
    """

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("live\n")

    async def readyz(request: Request) -> Response:
        wrong = {name: what for name, check in checks.items() if (what := await _asked(check))}
        status = 503 if wrong else 200
        told = {} if _is_forwarded(request) else {"wrong": wrong}
        return JSONResponse({"ready": not wrong, **told}, status_code=status)

    async def counted(request: Request) -> Response:
        if _is_forwarded(request):
            return PlainTextResponse("Ask this server itself.\n", status_code=404)
        try:
            await refresh(store=store, subscriptions=subscriptions, outbox=outbox, now=now())
        except StoreError:
            return PlainTextResponse("the database cannot be reached\n", status_code=503)
        return Response(generate_latest(metrics.REGISTRY), media_type=CONTENT_TYPE_LATEST)

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", counted),
            *routes,
        ]
    )


def _is_forwarded(request: Request) -> bool:
    return any(name in request.headers for name in ("x-forwarded-for", "forwarded"))


async def refresh(
    *, store: Store, subscriptions: Subscriptions, outbox: Outbox, now: datetime
) -> None:
    """Bring the gauges of what is kept up to date.

    Raises:
        StoreError: the database cannot be reached.
    """
    states = await store.feed_states()
    for health in Health:
        count = sum(state.health is health for state in states.values())
        metrics.FEEDS.labels(health.value).set(count)
    tally = await outbox.tally()
    for state in DeliveryState:
        metrics.DELIVERIES.labels(state.value).set(tally.get(state, 0))
    metrics.QUEUE_AGE.clear()
    for lane in await outbox.backlog():
        age = (now - lane.oldest).total_seconds() if lane.oldest else 0.0
        metrics.QUEUE_AGE.labels(lane.lane).set(max(age, 0.0))
    metrics.SUBSCRIPTIONS_DUE.set(len(await subscriptions.due(now, limit=_DUE_SHOWN)))


async def _asked(check: Check) -> str | None:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            return await check()
    except TimeoutError:
        return f"no answer within {CHECK_SECONDS:.0f} s"
