"""Through a Discord that fails: no duplicate, no lost digest, and people are told what to do."""

import pytest

from tests.platforms.discord.faults import (
    BLOCKED,
    BROKEN,
    BROKEN_AFTER,
    DROPPED,
    DROPPED_AFTER,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    TOO_MANY_THREADS,
    Fault,
    banned,
    busy,
)
from tests.platforms.discord.front import Front
from tests.platforms.discord.laws import FORUM
from tests.platforms.discord.office import Office
from tests.platforms.discord.reading import posts_of, texts_in

TWO = ("## One", "Two")
THREE = (*TWO, "Three")


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(busy(2), id="route"),
        pytest.param(busy(2, everywhere=True), id="global"),
        pytest.param(busy(2, shared=True), id="shared"),
        pytest.param(banned(2), id="Cloudflare"),
        pytest.param(BROKEN, id="broken"),
        pytest.param(BROKEN_AFTER, id="broken after it was taken"),
        pytest.param(DROPPED, id="dropped"),
        pytest.param(DROPPED_AFTER, id="dropped after it was taken"),
    ],
)
@pytest.mark.parametrize("after", [0, 1])
async def test_whatever_passes_a_digest_is_whole_and_once(
    discord: Front, office: Office, fault: Fault, after: int
) -> None:
    channel = await discord.new_channel()
    discord.fail(fault, "POST", f"{channel.channel_id}/messages$", after=after)
    parts = await office.enqueue(await office.subscribe(channel), *TWO)
    await office.work()
    assert await texts_in(discord, channel.channel_id) == list(TWO)
    assert await office.states(parts) == ["sent"] * 2


async def test_a_busy_route_holds_its_channel_and_the_others_go_on(
    discord: Front, office: Office
) -> None:
    busy_one, other = await discord.new_channel(), await discord.new_channel()
    discord.fail(busy(20), "POST", f"{busy_one.channel_id}/messages$")
    for channel in (busy_one, other):
        await office.enqueue(await office.subscribe(channel), *THREE)
    await office.work()
    tried = [one.path.split("/")[2] for one in discord.sent()]
    last_of_other = len(tried) - 1 - tried[::-1].index(other.channel_id)
    assert tried[: last_of_other + 1].count(busy_one.channel_id) == 1
    assert await texts_in(discord, busy_one.channel_id) == list(THREE)


@pytest.mark.parametrize(
    "fault",
    [pytest.param(busy(20, everywhere=True), id="global"), pytest.param(banned(20), id="ban")],
)
async def test_a_limit_of_the_bot_or_of_its_address_holds_every_channel(
    discord: Front, office: Office, fault: Fault
) -> None:
    channels = [await discord.new_channel(guild=n % 2) for n in range(4)]
    discord.fail(fault, "POST", "/messages$")
    for channel in channels:
        await office.enqueue(await office.subscribe(channel), *THREE)
    began = office.now()
    await office.work()
    # What was on its way when it was said may have gone through: the first messages alone.
    early = [one for one in discord.sent() if one.seconds_after(fault_at(discord)) < 20 / 10]
    assert all("One" in str(one.body) for one in early)
    assert (office.now() - began).total_seconds() >= 20
    for channel in channels:
        assert await texts_in(discord, channel.channel_id) == list(THREE)


def fault_at(discord: Front) -> float:
    return next(one.at for one in discord.asked if one.status == 429)


async def test_a_post_in_doubt_is_looked_for_once_discord_has_forgotten_its_nonce(
    discord: Front, office: Office
) -> None:
    channel = await discord.new_channel()
    discord.fail(BROKEN_AFTER, "POST", f"{channel.channel_id}/messages$")
    discord.laws.forgets_at_once = True
    office.platform.dedupes_for *= 0
    parts = await office.enqueue(await office.subscribe(channel), *THREE)
    await office.work()
    assert await texts_in(discord, channel.channel_id) == list(THREE)
    assert await office.states(parts) == ["sent"] * 3


async def test_a_post_in_doubt_that_cannot_be_looked_for_is_never_made_again(
    discord: Front, office: Office
) -> None:
    channel = await discord.new_channel()
    await discord.say(channel, "somebody was here before")
    discord.laws.unreadable.add(channel.channel_id)
    discord.fail(DROPPED_AFTER, "POST", f"{channel.channel_id}/messages$")
    discord.laws.forgets_at_once = True
    office.platform.dedupes_for *= 0
    parts = await office.enqueue(await office.subscribe(channel), "## One")
    await office.work()
    assert await texts_in(discord, channel.channel_id) == ["## One"]
    assert await office.states(parts) == ["unknown"]


@pytest.mark.parametrize("fault", [BROKEN_AFTER, DROPPED_AFTER, BROKEN, DROPPED])
async def test_a_forum_post_which_no_nonce_covers_is_looked_for_before_it_is_made_again(
    discord: Front, office: Office, fault: Fault
) -> None:
    forum = await discord.new_channel(FORUM)
    discord.fail(fault, "POST", f"{forum.channel_id}/threads$")
    parts = await office.enqueue(await office.subscribe(forum), *THREE)
    await office.work()
    assert await office.states(parts) == ["sent"] * 3
    (post,) = await posts_of(discord, forum)
    assert await texts_in(discord, post) == list(THREE)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        pytest.param(MISSING_PERMISSIONS, "Give Citewire the permissions", id="50013"),
        pytest.param(MISSING_ACCESS, "Give Citewire the permissions", id="50001"),
    ],
)
async def test_permissions_lost_midway_pause_the_channel_and_its_owner_is_told(
    discord: Front, office: Office, fault: Fault, told: str
) -> None:
    channel = await discord.new_channel()
    subscription = await office.subscribe(channel)
    discord.fail(fault, "POST", f"{channel.channel_id}/messages$", after=1, times=99)
    parts = await office.enqueue(subscription, *THREE)
    await office.work()
    assert await office.states(parts) == ["sent", "failed", "failed"]
    assert await texts_in(discord, channel.channel_id) == ["## One"]
    assert await office.paused(subscription) is not None
    (notice,) = await texts_in(discord, discord.laws.conversations[subscription.owner])
    assert told in notice
    assert "/digest resume" in notice


async def test_a_deleted_channel_pauses_what_it_had_and_its_owner_is_told(
    discord: Front, office: Office
) -> None:
    channel = await discord.new_channel()
    subscription = await office.subscribe(channel)
    await discord.delete(channel)
    parts = await office.enqueue(subscription, *THREE)
    await office.work()
    assert await office.states(parts) == ["failed"] * 3
    assert await office.paused(subscription) is not None
    (notice,) = await texts_in(discord, discord.laws.conversations[subscription.owner])
    assert "deleted" in notice


async def test_an_archived_thread_is_opened_again(discord: Front, office: Office) -> None:
    thread = await discord.new_thread(await discord.new_channel())
    assert thread.thread_id is not None
    discord.laws.archived.add(thread.thread_id)
    parts = await office.enqueue(await office.subscribe(thread), *THREE)
    await office.work()
    assert await office.states(parts) == ["sent"] * 3
    assert await texts_in(discord, thread.thread_id) == list(THREE)


async def test_a_locked_thread_pauses_its_subscription_and_says_what_to_do(
    discord: Front, office: Office
) -> None:
    thread = await discord.new_thread(await discord.new_channel())
    assert thread.thread_id is not None
    discord.laws.archived.add(thread.thread_id)
    discord.laws.locked.add(thread.thread_id)
    subscription = await office.subscribe(thread)
    await office.enqueue(subscription, *THREE)
    await office.work()
    assert await office.paused(subscription) is not None
    (notice,) = await texts_in(discord, discord.laws.conversations[subscription.owner])
    assert "Open the thread again" in notice


async def test_as_many_threads_as_discord_allows_is_a_passing_trouble(
    discord: Front, office: Office
) -> None:
    forum = await discord.new_channel(FORUM)
    discord.fail(TOO_MANY_THREADS, "POST", f"{forum.channel_id}/threads$")
    subscription = await office.subscribe(forum)
    (delivery, *_) = await office.enqueue(subscription, *THREE)
    await office.work_until_postponed(delivery)
    assert await office.paused(subscription) is None
    assert await office.postponed_for(delivery) > 14 * 60


async def test_what_automod_blocks_costs_itself_and_the_channel_is_told(
    discord: Front, office: Office
) -> None:
    channel = await discord.new_channel()
    subscription = await office.subscribe(channel)
    discord.fail(BLOCKED, "POST", f"{channel.channel_id}/messages$", after=1)
    parts = await office.enqueue(subscription, *THREE)
    await office.work()
    assert await office.states(parts) == ["sent", "failed", "failed"]
    assert await office.paused(subscription) is None
    first, notice = await texts_in(discord, channel.channel_id)
    assert first == "## One"
    assert "AutoMod" in notice


async def test_a_refused_token_loses_nothing(discord: Front, office: Office) -> None:
    channel = await discord.new_channel()
    subscription = await office.subscribe(channel)
    given, discord.token = discord.token, "another"
    (delivery, *_) = await office.enqueue(subscription, *THREE)
    await office.work_until_postponed(delivery)
    discord.token = given
    assert await office.paused(subscription) is None
    assert len(discord.asked) == 1


async def test_a_correction_edits_what_was_posted_and_answers_it(
    discord: Front, office: Office
) -> None:
    channel = await discord.new_channel()
    (delivery,) = await office.enqueue(await office.subscribe(channel), "## One")
    await office.work()
    discord.fail(BROKEN_AFTER, "PATCH")
    await office.edit(delivery, "## One, corrected")
    await office.work()
    assert await texts_in(discord, channel.channel_id) == ["## One, corrected"]
