"""Posts a second through the lanes of one platform, in real time, and the most in any one second.

The recording platform answers after 20 to 120 ms and notes when each request came. Deliveries of one
to four messages for many channels wait in an outbox in memory; one worker posts on all lanes.
"""

import asyncio
import logging
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from random import Random

import structlog

from benchmarks.measuring import report
from bot.delivery import LANES, Desk, lane_of, post_lane
from bot.platforms.recording import RecordingPlatform
from digests.model import Channel, Delivery, DeliveryState
from digests.model.ids import content_id
from digests.store.memory_outbox import MemoryOutbox
from digests.store.memory_subscriptions import MemorySubscriptions

PLATFORM = "discord"
LATENCY = (0.01, 0.06)
"""Seconds each way, at least and at most."""
SECOND = timedelta(seconds=1)
WORST_SHARE = 0.9
"""Of the cap that throughput must reach."""


async def main(seconds: float) -> None:
    """Post for so long at full pace, and compare with the caps."""
    random = Random(1)
    platform = RecordingPlatform(latency=lambda: random.uniform(*LATENCY))
    outbox = MemoryOutbox()
    plan = LANES[PLATFORM]
    await outbox.enqueue(list(_deliveries(int(plan.a_second * (seconds + 5)))))
    desk = Desk(
        holder="benchmark",
        outbox=outbox,
        subscriptions=MemorySubscriptions(outbox),
        platforms={PLATFORM: platform},
        now=lambda: datetime.now(UTC),
    )
    stop = asyncio.Event()
    waiting = await outbox.waiting_lanes(desk.now())
    worker = asyncio.gather(*(_post(desk, lane, stop) for lane in waiting))
    await asyncio.sleep(seconds)
    arrivals = list(platform.arrivals)
    stop.set()
    await worker
    times = [one.at for one in arrivals]
    lanes, channels = defaultdict(list), defaultdict(list)
    for one in arrivals:
        lanes[lane_of(one.channel)].append(one.at)
        channels[one.channel.key].append(one.at)
    # Not counting the first second's: the lanes begin with a burst, at no cost of time.
    throughput = (len(times) - plan.a_second) / (times[-1] - times[0]).total_seconds()
    most, in_channel = _most(times), max(map(_most, channels.values()))
    what = f"{PLATFORM}, {len(lanes)} lanes, {len(channels)} channels"
    report(f"{what}: posted", f"{throughput:.1f} a second")
    report(f"{what}: most in 1 s", f"{most} of {plan.a_second}")
    report(f"{what}: most in 1 s, a channel", f"{in_channel} of {plan.channel_a_second}")
    states = await outbox.tally()
    if most > plan.a_second or in_channel > plan.channel_a_second:
        raise RuntimeError("a cap was exceeded")
    if throughput < WORST_SHARE * plan.a_second:
        raise RuntimeError(f"fewer than {WORST_SHARE:.0%} of the cap")
    if set(states) - {DeliveryState.SENT, DeliveryState.PLANNED}:
        raise RuntimeError(f"not all were posted or handed back: {states}")


async def _post(desk: Desk, lane: str, stop: asyncio.Event) -> None:
    while not stop.is_set():
        await post_lane(desk, lane, stop=stop)


def _deliveries(count: int) -> Iterable[Delivery]:
    """Yield messages for channels of one to four each, in turn."""
    now = datetime.now(UTC)
    number = made = 0
    while made < count:
        number += 1
        channel = Channel(platform=PLATFORM, workspace_id="G1", channel_id=f"{number}")
        for part in range(1 + number % 4):
            made += 1
            yield Delivery(
                id=content_id("delivery", str(number), str(part)),
                group=str(number),
                part=part,
                channel=channel,
                lane=lane_of(channel),
                payload={"content": f"Message {part} to {number}"},
                planned_at=now,
            )


def _most(times: list[datetime]) -> int:
    """Return the most arrivals in any second, its start included and its end not."""
    most = start = 0
    for end, moment in enumerate(times):
        while moment - times[start] >= SECOND:
            start += 1
        most = max(most, end - start + 1)
    return most


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m benchmarks.lanes", description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    asyncio.run(main(parser.parse_args().seconds))
