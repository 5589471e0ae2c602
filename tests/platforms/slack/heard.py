"""A reception that Slack's app listens for, and what people do there that the stand-in cannot."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.commands.subscribing import Desk
from digests.model import Channel, Schedule
from tests.platforms.slack.front import Front
from tests.platforms.slack.person import Person
from tests.platforms.slack.receiving import Hall, is_well, opened, settings_of, until
from tests.platforms.slack.standin import ALICE, NEWS, Slack

OWN = "1700000001.000200"
"""When the message with the button was posted."""


@asynccontextmanager
async def heard(
    front: Front, url: str, hall: Hall, slack: Slack, **more: object
) -> AsyncIterator[Person]:
    """Listen with a reception, and return somebody who talks to it."""
    stop = asyncio.Event()
    async with opened(settings_of(front, url, **more), hall) as adapter:
        assert adapter.listen is not None
        assert adapter.check is not None
        listening = asyncio.create_task(adapter.listen(stop))
        try:
            await is_well(adapter.check)
            await until(lambda: bool(front.sockets.open))
            yield Person(slack=slack, app_id=slack.app_id, interact=front.sockets.interact)
        finally:
            stop.set()
            await listening


async def subscribed(hall: Hall, channel: Channel) -> None:
    desk = Desk(subscriptions=hall.subscriptions, by="U1", now=hall.now())
    await desk.subscribe(channel, hall.catalogue.topics[0], Schedule())


def a_press(
    front: Front, acme: Slack, action: str, value: str, *, thread: str | None = None
) -> dict[str, object]:
    """Return what Slack sends of a button of a message; what comes of it goes to the channel."""
    return {
        "type": "block_actions",
        "api_app_id": acme.app_id,
        "team": {"id": acme.team, "domain": acme.name},
        "user": {"id": ALICE, "name": "alice", "team_id": acme.team},
        "channel": {"id": NEWS, "name": "news"},
        "container": {"type": "message", "channel_id": NEWS},
        "message": {"ts": OWN, **({"thread_ts": thread} if thread else {})},
        "response_url": f"{front.address}/response/over",
        "trigger_id": "1",
        "actions": [{"type": "button", "action_id": f"digest.{action}", "value": value}],
        "is_enterprise_install": False,
    }
