"""Workers die, and the platform misbehaves: nothing is lost, nothing doubled, doubts are said."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platforms.recording import DEDUPES_FOR, Faults, Kind, RecordingPlatform
from digests.model import Delivery, DeliveryState
from tests.delivery.posts import Office, a_channel, a_digest_for, a_subscription
from tests.delivery.virtual import in_virtual_time, now

SENT, FAILED, UNKNOWN = DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNKNOWN
LATENCY = 0.3
"""Seconds there, and as many back."""


def an_office(*, dedupes: bool, finds: bool = True, faults: Faults | None = None) -> Office:
    return Office(
        platform=RecordingPlatform(
            now=now,
            latency=lambda: LATENCY,
            dedupes_for=DEDUPES_FOR if dedupes else timedelta(),
            faults=faults or Faults(),
            finds=finds,
        )
    )


async def _dies_after(office: Office, seconds: float) -> list[Delivery]:
    parts = a_digest_for(a_subscription(), parts=2)
    await office.outbox.enqueue(parts)
    worker = office.hire("first")
    await asyncio.sleep(seconds)
    await worker.die()
    (first,) = await office.outbox.deliveries(states=[DeliveryState.SENDING])
    assert first.id == parts[0].id
    await office.work()
    return parts


def test_a_worker_that_dies_between_commit_and_post_loses_nothing() -> None:
    async def work() -> None:
        for dedupes in (True, False):
            office = an_office(dedupes=dedupes)
            parts = await _dies_after(office, LATENCY / 2)
            assert office.texts() == ["pytorch 1 0", "pytorch 1 1"]
            assert await office.ending(parts) == [SENT, SENT]

    in_virtual_time(work)


def test_a_worker_that_dies_between_post_and_settle_doubles_nothing() -> None:
    async def work() -> None:
        for dedupes in (True, False):
            office = an_office(dedupes=dedupes)
            parts = await _dies_after(office, LATENCY * 1.5)
            assert office.texts() == ["pytorch 1 0", "pytorch 1 1"]
            assert await office.ending(parts) == [SENT, SENT]

    in_virtual_time(work)


def test_a_death_in_the_midst_is_unknown_where_nobody_can_tell() -> None:
    async def work() -> None:
        for seconds, shown in ((LATENCY / 2, 1), (LATENCY * 1.5, 2)):
            office = an_office(dedupes=False, finds=False)
            parts = await _dies_after(office, seconds)
            assert len(office.texts()) == shown
            assert await office.ending(parts) == [UNKNOWN, SENT]

    in_virtual_time(work)


def test_a_key_that_the_platform_has_forgotten_is_looked_up() -> None:
    """The post was taken, its worker died, and the next one came when equal keys were new again."""

    async def work() -> None:
        office = an_office(dedupes=True)
        parts = a_digest_for(a_subscription())
        await office.outbox.enqueue(parts)
        worker = office.hire("first")
        await asyncio.sleep(LATENCY * 1.5)
        await worker.die()
        await asyncio.sleep(DEDUPES_FOR.total_seconds() + 60)
        await office.work()
        assert office.texts() == ["pytorch 1 0"]
        assert await office.ending(parts) == [SENT]

    in_virtual_time(work)


def test_two_workers_on_one_lane_post_everything_once() -> None:
    async def work() -> None:
        office = an_office(dedupes=False, finds=False)
        for number in range(40):
            channel = a_channel(f"C{number}")
            await office.outbox.enqueue(a_digest_for(a_subscription(channel), parts=2))
        workers = [office.hire(f"worker-{number}") for number in range(2)]
        await office.done()
        for worker in workers:
            await worker.leave()
        assert len(office.texts()) == len(office.platform.arrivals) == 80

    in_virtual_time(work)


def test_a_worker_that_lost_its_lease_still_saves_a_second_post() -> None:
    """The first worker's post takes longer than its lease; it comes back as the second waits."""

    async def work() -> None:
        office = an_office(dedupes=False)
        (delivery,) = a_digest_for(a_subscription())
        await office.outbox.enqueue([delivery])
        worker = office.hire("first")
        await asyncio.sleep(LATENCY * 1.5)
        until = now() + timedelta(seconds=30)
        (lost,) = await office.outbox.deliveries(states=[DeliveryState.SENDING])
        assert lost.lease_until is not None
        taken = await office.outbox.reclaim(
            delivery.lane, holder="second", now=lost.lease_until, until=until, limit=1
        )
        assert [one.id for one in taken] == [delivery.id]
        await asyncio.sleep(LATENCY)
        assert await office.ending([delivery]) == [DeliveryState.SENDING]
        await worker.leave()
        await asyncio.sleep(60)
        await office.work()
        assert office.texts() == ["pytorch 1 0"]
        assert await office.ending([delivery]) == [SENT]

    in_virtual_time(work)


@dataclass(frozen=True, kw_only=True)
class Weather:
    """What a run goes through."""

    seed: int
    dedupes: bool
    finds: bool
    shares: dict[Kind, float]
    deaths: list[float]
    """Seconds that each worker lives."""
    pause: float
    """Seconds until the next one comes."""


PASSING = (
    *(Kind.BUSY, Kind.UNREACHABLE, Kind.FAILED_BEFORE, Kind.FAILED_AFTER),
    *(Kind.DROPPED, Kind.SLOW),
)
FINAL = (Kind.REFUSED, Kind.GONE)

WEATHER = st.builds(
    Weather,
    seed=st.integers(0, 10_000),
    dedupes=st.booleans(),
    finds=st.booleans(),
    shares=st.fixed_dictionaries(
        {kind: st.sampled_from([0.0, 0.05, 0.25]) for kind in PASSING}
        | {kind: st.sampled_from([0.0, 0.0, 0.1]) for kind in FINAL}
    ),
    deaths=st.lists(st.floats(0.05, 12), max_size=4),
    pause=st.sampled_from([0.0, 1.0, 31.0, 400.0]),
)


async def _weathered(weather: Weather) -> tuple[Office, list[Delivery]]:
    random = Random(weather.seed)  # noqa: S311 — repeatable
    faults = Faults(seed=weather.seed, shares=weather.shares, seconds=14)
    office = an_office(dedupes=weather.dedupes, finds=weather.finds, faults=faults)
    planned: list[Delivery] = []
    for number in range(6):
        channel = a_channel(f"C{number}", platform=random.choice(["slack", "discord"]))
        for occasion in ("1", "2"):
            subscription = a_subscription(channel)
            planned += a_digest_for(
                subscription,
                parts=random.randint(1, 3),
                occasion=occasion,
                threaded=channel.platform == "slack",
            )
    await office.outbox.enqueue(planned)
    for number, seconds in enumerate(weather.deaths):
        worker = office.hire(f"worker-{number}")
        await asyncio.sleep(seconds)
        await worker.die()
        await asyncio.sleep(weather.pause)
    await office.work()
    return office, await office.outbox.deliveries()


@settings(max_examples=150, deadline=None)
@given(WEATHER)
def test_nothing_is_lost_nothing_doubled_and_every_doubt_is_said(weather: Weather) -> None:
    async def work() -> None:
        office, kept = await _weathered(weather)
        posts = office.platform.posts
        shown = Counter(post.message.key for post in posts)
        for one in kept:
            assert one.state in {SENT, FAILED, UNKNOWN}
            assert shown[one.id] <= 1
            if one.state is SENT:
                (post,) = [post for post in posts if post.message.key == one.id]
                assert one.message_id == post.message_id
            if one.state is FAILED:
                assert shown[one.id] == 0
        if weather.finds and not any(weather.shares[kind] for kind in FINAL):
            assert {one.state for one in kept} == {SENT}
        order = {one.id: n for n, one in enumerate(kept)}
        for channel in {one.channel for one in kept}:
            came = [order[p.message.key] for p in posts if p.message.channel == channel]
            assert came == sorted(came)

    in_virtual_time(work)


def test_a_worker_that_stood_still_hands_back_what_it_had_not_begun() -> None:
    """The machine slept; nobody took its work over, and nothing is in doubt for it."""

    async def work() -> None:
        office = an_office(dedupes=False, finds=False)
        for number in range(12):
            await office.outbox.enqueue(a_digest_for(a_subscription(a_channel(f"C{number}"))))
        slept = timedelta()
        worker = office.hire("sleeper", now=lambda: now() + slept)
        await asyncio.sleep(LATENCY / 2)
        slept = timedelta(minutes=10)
        await office.done()
        await worker.leave()
        assert set((await office.states()).values()) == {SENT}
        assert len(office.platform.arrivals) == 12

    in_virtual_time(work)


def test_a_frozen_worker_that_thaws_posts_nothing_that_was_taken_over() -> None:
    async def work() -> None:
        office = an_office(dedupes=False)
        for number in range(12):
            await office.outbox.enqueue(a_digest_for(a_subscription(a_channel(f"C{number}"))))
        stood_still = timedelta()
        frozen = office.hire("frozen", now=lambda: now() + stood_still)
        await asyncio.sleep(LATENCY / 2)
        stood_still = timedelta(minutes=1)
        second = office.hire("second", now=lambda: now() + stood_still)
        await office.done()
        await frozen.leave()
        await second.leave()
        assert set((await office.states()).values()) == {SENT}
        assert len(office.platform.arrivals) == len(office.platform.posts) == 12

    in_virtual_time(work)
