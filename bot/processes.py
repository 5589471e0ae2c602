"""The processes that go on until they are told to stop: everything in one, a worker, a clock."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from secrets import token_hex

import structlog

from bot.commands.channels import read_channel
from bot.commands.reception import Reception
from bot.delivery import Desk, Renewing, Replacing, Terms
from bot.engine import EmbeddedEngine, Engine, Pulse, QueuedEngine, open_queue
from bot.platforms import PLATFORMS, Adapter
from bot.scheduler import Parts, Stages, run_clock
from bot.web import Lately, Site, make_app, make_record, networks, serve
from bot.wiring import App
from config.settings import listed
from digests.errors import ConfigError, StoreError
from digests.ports import Platform

_log = structlog.get_logger()

FRESH_SECONDS = 5.0
"""How late a correction may be on a page; readers may keep a page for longer."""

DRY = ("slack", "discord", "recording")
"""What a recording stands in for on a dry run."""


async def run_everything(app: App, *, dry_run: bool) -> None:
    """Poll, plan and post in this process, and serve health and metrics."""
    stop = stop_on_signals()
    async with open_platforms(app, dry_run=dry_run) as adapters:
        stages = make_stages(app, _posting(adapters), stop)
        engine = EmbeddedEngine(stages, concurrency=app.settings.workers_at_once)
        await together(
            stop,
            engine.run(stop),
            _clock(app, stages, engine, stop),
            _web(app, stop, adapters),
            *_listening(adapters, stop),
        )


async def run_listener(app: App) -> None:
    """Take what people ask for, and serve the web, beside workers of the same PostgreSQL.

    One process of a fleet does this: two would both answer.
    """
    stop = stop_on_signals()
    async with open_platforms(app, dry_run=False) as adapters:
        await together(stop, _web(app, stop, adapters), *_listening(adapters, stop))


async def run_web(app: App) -> None:
    """Serve the public record alone, beside whatever fills the database.

    Raises:
        ConfigError: no port is set.
    """
    if app.settings.web_port == 0:
        raise ConfigError("CITEWIRE_WEB_PORT is 0: set a port to serve the pages on.")
    stop = stop_on_signals()
    await together(stop, _web(app, stop, {}))


async def run_worker(app: App, queues: Sequence[str], *, dry_run: bool) -> None:
    """Do jobs beside other workers of the same PostgreSQL; ask for jobs, too.

    Raises:
        ConfigError: the database is not shared.
    """
    stop = stop_on_signals()
    async with (
        open_platforms(app, dry_run=dry_run) as adapters,
        open_queue(_shared_database(app)) as queue,
    ):
        stages = make_stages(app, _posting(adapters), stop)
        engine = QueuedEngine(
            queue,
            stages,
            queues=queues,
            concurrency=app.settings.workers_at_once,
            pulse=Pulse.of(lease_of(app)),
        )
        await together(
            stop,
            engine.run(stop),
            _clock(app, stages, engine, stop),
            _reaper(engine, stop, every=lease_of(app) / 2),
            _web(app, stop, {}, record=False),
        )


async def run_clock_alone(app: App) -> None:
    """Ask for jobs, and leave them to the workers of the same PostgreSQL.

    Raises:
        ConfigError: the database is not shared.
    """
    stop = stop_on_signals()
    async with (
        open_platforms(app, dry_run=True) as adapters,
        open_queue(_shared_database(app)) as queue,
    ):
        stages = make_stages(app, _posting(adapters), stop)
        await together(stop, _clock(app, stages, QueuedEngine(queue, stages), stop))


def lease_of(app: App) -> timedelta:
    """Return after how long a silent worker's work is another's."""
    return timedelta(seconds=app.settings.lease_seconds)


def make_stages(app: App, platforms: Mapping[str, Platform], stop: asyncio.Event) -> Stages:
    """Return what this process does with jobs."""
    settings = app.settings
    operators = read_channel(settings.operator_channel) if settings.operator_channel else None
    desk = Desk(
        holder=f"{socket.gethostname()}:{os.getpid()}:{token_hex(4)}",
        outbox=app.outbox,
        subscriptions=app.subscriptions,
        platforms=platforms,
        now=app.now,
        terms=Terms(lease=lease_of(app)),
        renewing=Renewing(lambda: _replacing(app)),
    )
    parts = Parts(
        feeds=app.catalogue.feeds,
        topics=app.catalogue.topic_by_id,
        store=app.store,
        source=app.source,
        reader=app.reader,
        desk=desk,
        version=app.version,
        concurrency=settings.max_concurrent_polls,
        upkeep=app.upkeep,
        keep=timedelta(days=settings.keep_days),
        meaning=app.meaning,
        writer=app.writer,
        operators=operators,
        feedback=app.feedback,
        watching=app.watching,
        revisiting=app.revisiting() if settings.recheck_days else None,
        record_url=app.posted_url,
    )
    return Stages(parts, stop=stop)


def _replacing(app: App) -> Replacing:
    return Replacing(
        store=app.store,
        replies=app.replies,
        feedback=app.feedback,
        outbox=app.outbox,
        now=app.now(),
        record_url=app.posted_url,
    )


@asynccontextmanager
async def open_platforms(app: App, *, dry_run: bool) -> AsyncIterator[Mapping[str, Adapter]]:
    """Connect the platforms that are set up; on a dry run one recording stands in for them all."""
    settings, reception = app.settings, make_reception(app)
    async with AsyncExitStack() as stack:
        if dry_run:
            recording = PLATFORMS["recording"].open(settings, reception)
            yield dict.fromkeys(DRY, await stack.enter_async_context(recording))
            return
        opened = {
            name: await stack.enter_async_context(kind.open(settings, reception))
            for name, kind in PLATFORMS.items()
            if kind.is_set_up(settings)
        }
        if not opened:
            _log.warning("no chat platform is set up: feeds are polled, and nothing is posted")
        yield opened


def make_reception(app: App) -> Reception:
    """Return what answers people in this process."""
    return Reception(
        catalogue=app.catalogue,
        store=app.store,
        replies=app.replies,
        subscriptions=app.subscriptions,
        outbox=app.outbox,
        feedback=app.feedback,
        now=app.now,
        version=app.version,
        meaning=app.meaning,
        writer=app.writer,
        watching=app.watching,
        report_to=app.settings.contact_url,
        record_url=app.record_url,
        posted_url=app.posted_url,
    )


def _posting(adapters: Mapping[str, Adapter]) -> dict[str, Platform]:
    return {name: adapter.platform for name, adapter in adapters.items()}


def _listening(
    adapters: Mapping[str, Adapter], stop: asyncio.Event
) -> list[Coroutine[None, None, None]]:
    return [adapter.listen(stop) for adapter in adapters.values() if adapter.listen is not None]


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGTERM and SIGINT set; a second one ends the process at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def asked(number: int) -> None:
        _log.info("stopping", signal=signal.Signals(number).name)
        stop.set()
        loop.remove_signal_handler(number)
        # Python's own handler of SIGINT would wait for the store's threads.
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked, number)
    return stop


async def together(stop: asyncio.Event, *running: Coroutine[None, None, None]) -> None:
    """Run all until the stop; where one ends by itself or fails, all are stopped.

    Raises:
        CitewireError: what the first one to fail raised.
    """
    tasks = [asyncio.create_task(one) for one in running]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop.set()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome


async def _clock(app: App, stages: Stages, engine: Engine, stop: asyncio.Event) -> None:
    await run_clock(
        stages.ticks(), engine=engine, subscriptions=app.subscriptions, now=app.now, stop=stop
    )


async def _reaper(engine: QueuedEngine, stop: asyncio.Event, *, every: timedelta) -> None:
    while not stop.is_set():
        try:
            if count := await engine.reap():
                _log.warning("jobs of dead workers were given to others", count=count)
        except StoreError as error:
            _log.warning("reaping failed", error=str(error))
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every.total_seconds())


def make_site(app: App) -> Site:
    """Return what the public record is made from."""
    settings = app.settings
    host = f"[{settings.web_host}]" if ":" in settings.web_host else settings.web_host
    return Site(
        catalogue=app.catalogue,
        store=app.store,
        archive=app.archive,
        replies=app.replies,
        outbox=app.outbox,
        feedback=app.feedback,
        revisits=app.revisits,
        watching=app.watching,
        links=app.links,
        now=app.now,
        version=app.version,
        lately=Lately(seconds=FRESH_SECONDS),
        origin=app.links.base or f"http://{host}:{settings.web_port}",
    )


async def _web(
    app: App, stop: asyncio.Event, adapters: Mapping[str, Adapter], *, record: bool = True
) -> None:
    settings = app.settings
    if settings.web_port == 0:
        await stop.wait()
        return

    async def database() -> str | None:
        try:
            await app.store.feed_states([])
        except StoreError as error:
            return str(error)
        return None

    proxies = networks(listed(settings.trusted_proxies))
    site = make_site(app)
    # Last: it answers whatever nobody else does.
    pages = [make_record(site, rate=settings.web_rate, trusted=proxies)] if record else []
    checks = {name: one.check for name, one in adapters.items() if one.check is not None}
    web = make_app(
        {"database": database, **checks},
        routes=[*(route for adapter in adapters.values() for route in adapter.routes), *pages],
        store=app.store,
        subscriptions=app.subscriptions,
        outbox=app.outbox,
        now=app.now,
    )
    await serve(web, host=settings.web_host, port=settings.web_port, stop=stop)


def _shared_database(app: App) -> str:
    url = app.settings.database_url or ""
    if not url.startswith("postgres"):
        raise ConfigError(
            "Workers share a PostgreSQL: set CITEWIRE_DATABASE_URL to postgresql://…, and move what"
            " is kept there with `citewire migrate-store`. One process alone: `citewire run`."
        )
    return url
