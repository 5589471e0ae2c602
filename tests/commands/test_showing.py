"""Digests on request: to one person alone, or to the channel at once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery import Desk, post_lane
from bot.delivery.corrections import CHART_PART
from bot.document import Card, Document, Heading
from bot.platforms.recording import RecordingPlatform
from bot.render.momentum import chart_in
from bot.render.notices import MESSAGES
from config.loading import Catalogue
from digests.errors import UserError
from digests.model import Change, DeliveryState
from digests.schedule import due_now
from tests.commands.hall import BOB, HERE, THERE, Hall, buttons_of, labels_of, words_of

DAY = timedelta(days=1)


def headlines(document: Document) -> list[str]:
    return [str(block.headline[1]) for block in document.blocks if isinstance(block, Card)]


async def test_a_preview_is_what_would_be_posted_and_changes_nothing(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch", "day": "Tuesday"})
    before = await hall.kept()
    shown = await hall.document("preview")
    assert shown.authorship.visible_label.startswith("Quotes only")
    assert len(headlines(shown)) == 1
    assert labels_of(shown) == ["sources", "ask"]
    assert await hall.store.digest(shown.id) is not None
    assert await hall.kept() == before
    assert await hall.posts() == []


async def test_a_channels_format_and_language_are_those_of_its_digests(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch", "format": "Reader", "language": "Deutsch"})
    (kept,) = await hall.kept()
    assert (kept.format, kept.language) == ("reader", "de")
    shown = await hall.document("preview")
    assert shown.language == "de"
    heads = [block.text for block in shown.blocks if isinstance(block, Heading)]
    assert heads[:2] == ["Nur Fakten", "Zusammenfassung"]
    assert shown.authorship.visible_label.startswith("Nur Zitate")
    panel = words_of(await hall.say("settings"))
    assert "reader" in panel
    assert "Deutsch" in panel


async def test_a_preview_goes_on_from_what_the_channel_was_sent(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    (kept,) = await hall.kept()
    first = await hall.document("preview")
    covered = replace(kept, covered_until=hall.now - 2 * DAY, shown=(first.id,))
    change = Change(subscription_id=kept.id, at=hall.now, by="citewire", what="sent")
    await hall.subscriptions.save_subscription(covered, change)
    second = await hall.document("preview")
    assert not set(headlines(second)) & set(headlines(first))
    digest = await hall.store.digest(second.id)
    assert digest is not None
    assert (digest.window.since, digest.window.until) == (hall.now - 2 * DAY, hall.now)


async def test_a_preview_keeps_to_the_tags_of_the_subscription(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    (kept,) = await hall.kept()
    assert len(headlines(await hall.document("preview"))) == 1
    await hall.say("settings", {"without": "membership"})
    shown = await hall.press("preview", kept.id)
    assert isinstance(shown, Document)
    assert headlines(shown) == []


async def test_a_topic_that_the_channel_does_not_get_is_shown_for_seven_days(hall: Hall) -> None:
    shown = await hall.document("preview", {"topic": "open-weights"})
    digest = await hall.store.digest(shown.id)
    assert digest is not None
    assert digest.window.until - digest.window.since == 7 * DAY
    with pytest.raises(UserError, match="/digest subscribe TOPIC"):
        await hall.say("preview")


async def test_anybody_may_preview(hall: Hall) -> None:
    shown = await hall.say("preview", {"topic": "pytorch"}, person=BOB, barred="Ask an admin.")
    assert isinstance(shown, Document)


async def test_a_digest_now_is_posted_as_it_is_previewed_and_changes_no_schedule(
    hall: Hall,
) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    before = await hall.kept()
    preview = await hall.document("preview")
    said = words_of(await hall.say("now"))
    assert "on its way to this channel" in said
    posts = await hall.posts()
    assert {post.digest_id for post in posts} == {preview.id}
    assert {post.state for post in posts} == {DeliveryState.PLANNED}
    assert [post.part for post in posts] == [*range(len(posts) - 1), CHART_PART]
    assert posts[0].subscription_id == before[0].id
    assert {action.id for action in buttons_of(preview)} < {
        element["action_id"].removeprefix("digest.")
        for block in posts[0].payload["blocks"]  # type: ignore[attr-defined] # JSON
        if block["type"] == "actions"
        for element in block["elements"]
    }
    assert await hall.kept() == before


async def test_a_digest_now_is_watched_and_has_its_chart_and_a_preview_is_neither(
    hall: Hall,
) -> None:
    await hall.document("preview", {"topic": "pytorch"})
    assert await hall.watching.watched("pytorch") == []
    await hall.say("now", {"topic": "pytorch"})
    assert await hall.watching.watched("pytorch")
    *parts, chart = await hall.posts()
    assert chart_in(chart.payload) is not None
    assert not any(chart_in(part.payload) for part in parts)


async def test_what_is_asked_for_now_is_posted_with_its_replies(hall: Hall) -> None:
    await hall.say("now", {"topic": "pytorch"})
    planned = await hall.posts()
    platform = RecordingPlatform(now=lambda: hall.now)
    desk = Desk(
        holder="test",
        outbox=hall.outbox,
        subscriptions=hall.subscriptions,
        platforms={"slack": platform},
        now=lambda: hall.now,
    )
    for lane in await hall.outbox.waiting_lanes(hall.now):
        await post_lane(desk, lane, stop=asyncio.Event())
    assert [post.message.payload for post in platform.posts] == [one.payload for one in planned]
    first, *replies = platform.posts
    assert {reply.message.thread_of for reply in replies} == {first.message_id}


async def test_a_double_click_is_one_post(hall: Hall) -> None:
    await hall.say("now", {"topic": "pytorch"})
    once = await hall.posts()
    hall.now += timedelta(seconds=20)
    assert "on its way already" in words_of(await hall.say("now", {"topic": "pytorch"}))
    assert await hall.posts() == once
    await hall.say("now", {"topic": "pytorch"}, channel=THERE)
    assert len(await hall.posts(THERE)) == len(once)
    hall.now += timedelta(minutes=1)
    await hall.say("now", {"topic": "pytorch"})
    assert len(await hall.posts()) == 2 * len(once)


async def test_the_digest_of_the_schedule_comes_after_one_asked_for(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    await hall.say("now")
    (kept,) = await hall.kept()
    assert kept.due_at is not None
    due = due_now(kept, now=kept.due_at)
    assert due is not None
    assert due.slot.window.until - due.slot.window.since == 7 * DAY


async def test_nothing_is_posted_where_nothing_can_be(hall: Hall) -> None:
    terminal = replace(HERE, platform="terminal")
    assert "terminal" not in MESSAGES
    with pytest.raises(UserError, match="/digest preview"):
        await hall.say("now", {"topic": "pytorch"}, channel=terminal)


async def test_catching_up_on_one_topic_shows_it_whole(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    shown = await hall.document("catchup", {"since": "3d"})
    digest = await hall.store.digest(shown.id)
    assert digest is not None
    assert digest.window.since == hall.now - 3 * DAY


async def test_catching_up_shows_what_the_channel_was_shown_while_away(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    (kept,) = await hall.kept()
    first = await hall.document("preview")
    sent = replace(kept, covered_until=hall.now, shown=(first.id,))
    change = Change(subscription_id=kept.id, at=hall.now, by="citewire", what="sent")
    await hall.subscriptions.save_subscription(sent, change)
    shown = await hall.document("catchup", {"since": "last week"})
    assert set(headlines(shown)) >= set(headlines(first))


async def test_catching_up_on_several_topics_offers_each(hall: Hall) -> None:
    for topic in ("pytorch", "open-weights"):
        await hall.say("subscribe", {"topic": topic})
        hall.now += timedelta(minutes=1)
    shown = await hall.panel("catchup", {"since": "2026-04-06"})
    said = words_of(shown)
    assert "PyTorch: 1 story since Monday 6 April 2026, 00:00 (Europe/Oslo)" in said
    for button in buttons_of(shown):
        document = await hall.press(button.id, button.value)
        assert isinstance(document, Document)
        assert document.title.startswith(button.label.removeprefix("Show "))
        with pytest.raises(UserError, match="another channel"):
            await hall.press(button.id, button.value, channel=THERE)


@pytest.mark.parametrize(
    ("since", "hint"),
    [
        ("when it rained", "such as 7d"),
        ("2027-01-01", "in the past"),
        ("2020-01-01", "last 100 days"),
        ("9999w", "last 100 days"),
        ("0001-01-01", "last 100 days"),
    ],
)
async def test_a_time_that_cannot_be_caught_up_on_is_refused(
    hall: Hall, since: str, hint: str
) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    with pytest.raises(UserError, match=hint):
        await hall.say("catchup", {"since": since})


async def test_an_old_button_and_a_long_pause_reach_back_a_hundred_days(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    (kept,) = await hall.kept()
    paused = replace(kept, covered_until=hall.now - 3_000 * DAY)
    change = Change(subscription_id=kept.id, at=hall.now, by="citewire", what="sent")
    await hall.subscriptions.save_subscription(paused, change)
    pressed = await hall.press("catchup", f"{kept.id}@2001-01-01T00:00:00")
    assert isinstance(pressed, Document)
    for shown in (pressed, await hall.document("preview")):
        digest = await hall.store.digest(shown.id)
        assert digest is not None
        assert digest.window.since == hall.now - 100 * DAY


async def test_a_channel_without_topics_has_nothing_to_catch_up_on(hall: Hall) -> None:
    with pytest.raises(UserError, match="/digest subscribe TOPIC"):
        await hall.say("catchup")


async def test_without_any_topic_whoever_asks_is_told_so(hall: Hall) -> None:
    hall.reception = replace(
        hall.reception, catalogue=Catalogue(feeds=(), topics=(), folder="config")
    )
    with pytest.raises(UserError, match=r"topics\.toml"):
        await hall.say("catchup")


async def test_buttons_that_mean_nothing_say_so(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    (kept,) = await hall.kept()
    with pytest.raises(UserError, match="/digest catchup"):
        await hall.press("catchup", f"{kept.id}@yesterday")
    with pytest.raises(UserError, match="does nothing any more"):
        await hall.press("dance", "x")
    with pytest.raises(UserError, match="does nothing any more"):
        await hall.press("sources", "digest-1\0")
