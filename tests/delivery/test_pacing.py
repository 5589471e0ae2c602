"""How fast lanes post, as the platform sees it."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.pacing import LANES, Pace, lane_of, pace_of, rest_of_window
from bot.platforms.recording import RecordingPlatform
from digests.model import Channel, LaneLease
from tests.builders import MONDAY
from tests.delivery.posts import Office, a_channel, a_digest_for, a_subscription
from tests.delivery.virtual import in_virtual_time, now

SECOND = timedelta(seconds=1)


def most_in_a_second(arrivals: Sequence[datetime]) -> int:
    """Return the most arrivals in any second, its start included and its end not."""
    times = sorted(arrivals)
    start, most = 0, 0
    for end, moment in enumerate(times):
        while moment - times[start] >= SECOND:
            start += 1
        most = max(most, end - start + 1)
    return most


def jittered(random: Random, most: float) -> Callable[[], float]:
    return lambda: random.uniform(0, most)


@settings(max_examples=60, deadline=None)
@given(
    a_second=st.integers(1, 12),
    latency=st.sampled_from([0.0, 0.01, 0.3, 1.5, 4.0]),
    channels=st.integers(1, 30),
    seed=st.integers(0, 1_000),
)
def test_no_second_sees_more_than_the_pace_whatever_the_latency(
    a_second: int, latency: float, channels: int, seed: int
) -> None:
    """A request arrives at any moment between its start and its end."""

    async def work() -> None:
        random = Random(seed)  # noqa: S311 — repeatable
        pace = Pace(a_second)
        arrived: dict[str, list[datetime]] = defaultdict(list)

        async def request(channel: Channel) -> None:
            await asyncio.sleep(random.uniform(0, 3))
            async with pace.turn(channel):
                await asyncio.sleep(random.uniform(0, latency))
                arrived[channel.key].append(now())
                await asyncio.sleep(random.uniform(0, latency))

        async with asyncio.TaskGroup() as group:
            for number in range(80):
                group.create_task(request(a_channel(f"C{number % channels}")))
        assert most_in_a_second([at for times in arrived.values() for at in times]) <= a_second
        assert max(most_in_a_second(times) for times in arrived.values()) == 1

    in_virtual_time(work)


def test_a_pace_is_used_up_where_enough_waits() -> None:
    async def work() -> None:
        pace = Pace(10)

        async def request(number: int) -> None:
            async with pace.turn(a_channel(f"C{number}")):
                await asyncio.sleep(0.05)

        await asyncio.gather(*(request(number) for number in range(210)))
        assert now() - MONDAY < timedelta(seconds=21 / 0.95)

    in_virtual_time(work)


def test_fifty_a_second_are_never_exceeded_and_nearly_reached() -> None:
    """Five lanes, 150 channels with messages of one to four parts, and an uneven network."""

    async def work() -> None:
        random = Random(1)  # noqa: S311 — repeatable
        platform = RecordingPlatform(now=now, latency=jittered(random, 0.06))
        office = Office(platform=platform)
        for number in range(600):
            channel = a_channel(f"C{number}", platform="discord")
            parts = a_digest_for(a_subscription(channel), parts=1 + number % 4)
            await office.outbox.enqueue(parts)
        await office.work()
        arrivals = platform.arrivals
        assert most_in_a_second([one.at for one in arrivals]) <= LANES["discord"].a_second
        by_channel: dict[str, list[datetime]] = defaultdict(list)
        for one in arrivals:
            by_channel[one.channel.key].append(one.at)
        assert max(map(most_in_a_second, by_channel.values())) == 1
        # While every lane has something to post; at the end, some are done before others.
        times = sorted(one.at for one in arrivals)
        full = times[: int(len(times) * 0.8)]
        assert len(full) / (full[-1] - full[0]).total_seconds() >= 45

    in_virtual_time(work)


def test_a_lane_that_changes_hands_keeps_its_pace() -> None:
    """Each worker has posted all that there was when more comes and the next one takes over."""

    async def work() -> None:
        platform = RecordingPlatform(now=now, latency=lambda: 0.05)
        office = Office(platform=platform)
        for number in range(6):
            for place in range(60):
                channel = a_channel(f"C{number}-{place}", platform="discord")
                await office.outbox.enqueue(a_digest_for(a_subscription(channel)))
            worker = office.hire(f"worker-{number}")
            await office.done()
            await worker.leave()
        by_lane: dict[str, list[datetime]] = defaultdict(list)
        for one in platform.arrivals:
            by_lane[lane_of(one.channel)].append(one.at)
        assert sum(map(len, by_lane.values())) == 360
        assert max(map(most_in_a_second, by_lane.values())) <= 10

    in_virtual_time(work)


def test_the_first_post_waits_until_the_last_holders_counts_no_more() -> None:
    def rest(idle_for: timedelta | None) -> float:
        return rest_of_window(LaneLease(until=MONDAY, idle_for=idle_for))

    assert rest(None) == 0
    assert rest(timedelta(seconds=0.25)) == 0.75
    assert rest(timedelta(seconds=30)) == 0


def test_a_channel_and_its_threads_have_one_lane_the_same_on_every_machine() -> None:
    discord = Channel(platform="discord", workspace_id="G1", channel_id="17")
    thread = Channel(platform="discord", workspace_id="G1", channel_id="17", thread_id="4")
    # Kept with the deliveries: another value would leave what waits on two lanes.
    assert lane_of(discord) == lane_of(thread) == "discord/1"
    assert lane_of(a_channel("C9", workspace="T7")) == "slack/T7"


def test_the_lanes_of_a_platform_share_its_pace_evenly() -> None:
    names = Counter(lane_of(a_channel(f"C{n}", platform="discord")) for n in range(5_000))
    plan = LANES["discord"]
    assert len(names) == plan.lanes
    assert max(names.values()) < 1.15 * min(names.values())
    assert sum(pace_of(lane).a_second for lane in names) == plan.a_second
