"""Slack misbehaves, and the outbox with it: no post is doubled, none lost, and people are told."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from random import Random

import pytest

from bot.delivery.deciding import Terms
from digests.model import DeliveryState
from tests.platforms.slack.front import Front
from tests.platforms.slack.office import Office
from tests.platforms.slack.receiving import a_place, opened, settings_of, until
from tests.platforms.slack.standin import ALICE, NEWS, OTHER, Slack
from tests.platforms.slack.trouble import (
    BREAKS,
    DROPS,
    NONSENSE,
    SLOW,
    UNREACHABLE,
    Trouble,
    busy,
    says,
)

SENT, FAILED, UNKNOWN = DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNKNOWN


@pytest.fixture
async def office(front: Front, sqlite_url: str) -> AsyncIterator[Office]:
    async with opened(settings_of(front, sqlite_url)) as adapter:
        yield Office(platform=adapter.platform)


def texts(slack: Slack, channel: str = NEWS) -> list[str]:
    return [message["text"] for message in slack.shown(channel)]


def told(front: Front) -> list[str]:
    """Return what was said to people in their conversations."""
    posts = [call.body for call in front.made("chat.postMessage")]
    return [body["text"] for body in posts if body["channel"].startswith("D")]


async def test_a_limited_channel_waits_as_long_as_it_is_asked_to_and_others_do_not(
    front: Front, office: Office, acme: Slack
) -> None:
    front.next["chat.postMessage"].append(busy(60))
    first, second = await office.plan(a_place(NEWS), a_place(OTHER))
    await office.work()
    assert (texts(acme, NEWS), texts(acme, OTHER)) == ([], ["C02OTHER: part 0."])
    office.ahead += timedelta(seconds=50)
    await office.work()
    assert texts(acme, NEWS) == []
    office.ahead += timedelta(seconds=11)
    await office.work()
    assert texts(acme, NEWS) == ["C01NEWS: part 0."]
    assert await office.ending([first, second]) == [SENT, SENT]


@pytest.mark.parametrize("trouble", [DROPS, BREAKS, NONSENSE, UNREACHABLE, says("fatal_error")])
async def test_what_may_have_been_posted_is_looked_for_and_shown_once(
    front: Front, office: Office, acme: Slack, trouble: Trouble
) -> None:
    front.next["chat.postMessage"].append(trouble)
    planned = await office.plan(a_place(), parts=2)
    await office.finish()
    assert texts(acme) == ["C01NEWS: part 0.", "C01NEWS: part 1."]
    assert await office.ending(planned) == [SENT, SENT]
    threads = [message.get("thread_ts") for message in acme.shown()]
    assert threads[1] == acme.shown()[0]["ts"]


async def test_a_post_that_is_answered_too_late_is_shown_once(
    front: Front, office: Office, acme: Slack
) -> None:
    office.terms = Terms(lease=timedelta(seconds=9))
    front.next["chat.postMessage"].append(SLOW)
    planned = await office.plan(a_place())
    await office.finish()
    assert texts(acme) == ["C01NEWS: part 0."]
    assert await office.ending(planned) == [SENT]


@pytest.mark.parametrize("trouble", [DROPS, UNREACHABLE])
async def test_where_history_may_not_be_read_a_doubt_is_kept_and_nothing_is_posted_twice(
    front: Front, office: Office, acme: Slack, trouble: Trouble
) -> None:
    front.next["chat.postMessage"].append(trouble)
    front.next["conversations.history"].append(says("missing_scope"))
    await office.plan(a_place())
    await office.finish()
    assert len(texts(acme)) <= 1
    assert len(front.made("chat.postMessage")) == 1
    (kept,) = await office.outbox.deliveries()
    assert kept.state is UNKNOWN
    assert "missing_scope" in (kept.reason or "")


async def test_a_worker_that_died_after_posting_is_followed_by_one_that_finds_the_post(
    front: Front, office: Office, acme: Slack
) -> None:
    front.next["chat.postMessage"].append(SLOW)
    planned = await office.plan(a_place(), parts=2)
    working = asyncio.create_task(office.work())
    await until(lambda: bool(texts(acme)))
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    office.ahead += timedelta(seconds=31)
    await office.finish()
    assert texts(acme) == ["C01NEWS: part 0.", "C01NEWS: part 1."]
    assert await office.ending(planned) == [SENT, SENT]


@pytest.mark.parametrize(
    "code", ["not_in_channel", "is_archived", "channel_not_found", "restricted_action"]
)
async def test_a_channel_that_takes_nothing_pauses_and_its_owner_is_told_what_to_do(
    front: Front, office: Office, code: str
) -> None:
    front.closed[NEWS] = code
    planned = await office.plan(a_place(NEWS), a_place(OTHER))
    await office.finish()
    assert await office.ending(planned) == [FAILED, SENT]
    assert set(await office.paused()) == {NEWS}
    (words,) = told(front)
    assert "Invite Citewire again, then say /digest resume there." in words
    assert (
        len([call for call in front.made("chat.postMessage") if call.body["channel"] == NEWS]) == 1
    )


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "invalid_auth"])
async def test_a_workspace_that_withdraws_access_is_left_alone(
    front: Front, office: Office, acme: Slack, code: str
) -> None:
    front.revoked[acme.bot_token] = code
    planned = await office.plan(a_place(NEWS), a_place(OTHER))
    await office.finish()
    assert await office.ending(planned) == [FAILED, FAILED]
    paused = await office.paused()
    assert set(paused) == {NEWS, OTHER}
    assert "withdrawn" in (paused[NEWS].paused or "")
    assert len(front.made("chat.postMessage")) <= 2


async def test_a_digest_that_slack_refuses_is_told_to_its_owner(
    front: Front, office: Office
) -> None:
    front.next["chat.postMessage"].append(says("msg_blocks_too_long"))
    planned = await office.plan(a_place(NEWS))
    await office.finish()
    assert await office.ending(planned) == [FAILED]
    assert await office.paused() == {}
    (words,) = told(front)
    assert "could not be posted" in words
    assert front.made("conversations.open")[0].body["users"] == ALICE


@pytest.mark.parametrize("seed", range(3))
async def test_a_storm_loses_nothing_and_doubles_nothing(
    front: Front, office: Office, acme: Slack, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 — repeatable
    kinds = [None, None, busy(20), DROPS, BREAKS, UNREACHABLE, NONSENSE, says("fatal_error")]
    front.next["chat.postMessage"].extend(random.choice(kinds) for _ in range(12))
    front.next["conversations.history"].extend(random.choice([None, busy(30)]) for _ in range(6))
    planned = await office.plan(a_place(NEWS), a_place(OTHER), parts=3)
    await office.finish()
    assert await office.ending(planned) == [SENT] * 6
    shown = Counter([*texts(acme, NEWS), *texts(acme, OTHER)])
    assert shown == Counter(f"{c}: part {n}." for c in (NEWS, OTHER) for n in range(3))
