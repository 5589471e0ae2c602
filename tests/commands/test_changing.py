"""Subscribing a channel in a chat, and changing, pausing and ending that."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.commands.requests import Press
from digests.errors import UserError
from digests.model import Cadence, Quiet
from tests.commands.hall import ADA, BOB, HERE, THERE, Hall, buttons_of, labels_of, words_of

BARRED = "Only admins change subscriptions here. Ask one of them."


async def test_a_channel_is_subscribed_in_the_zone_of_who_asks(hall: Hall) -> None:
    shown = await hall.panel("subscribe", {"topic": "PyTorch"})
    (kept,) = await hall.kept()
    assert (kept.topic_id, kept.owner, kept.schedule.zone) == ("pytorch", "UADA", "Europe/Oslo")
    assert kept.due_at == datetime(2026, 4, 20, 7, tzinfo=UTC)
    assert "Monday 20 April 2026, 09:00 (Europe/Oslo)" in words_of(shown)
    assert "do not know your time zone" not in words_of(shown)
    assert labels_of(shown) == ["preview", "settings", "pause", "unsubscribe"]
    assert {action.value for action in buttons_of(shown)} == {kept.id}


async def test_a_person_without_a_zone_gets_utc_and_is_told(hall: Hall) -> None:
    shown = await hall.say("subscribe", {"topic": "pytorch"}, person=BOB)
    assert "I do not know your time zone, so this is UTC" in words_of(shown)
    told = await hall.say(
        "subscribe", {"topic": "pytorch", "zone": "UTC"}, person=BOB, channel=THERE
    )
    assert "do not know" not in words_of(told)


async def test_a_person_without_a_zone_keeps_the_one_used_last(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch", "zone": "tokyo"}, person=BOB)
    hall.now += timedelta(minutes=1)
    shown = await hall.say("subscribe", {"topic": "open-weights"}, person=BOB)
    assert "do not know" not in words_of(shown)
    assert [one.schedule.zone for one in await hall.kept()] == ["Asia/Tokyo", "Asia/Tokyo"]


async def test_every_option_is_kept(hall: Hall) -> None:
    options = {
        "topic": "pytorch foundation",
        "every": "Monthly",
        "day": "15th",
        "time": "5 pm",
        "zone": "new york",
        "format": "brief",
        "tags": "#Compiler, release",
        "without": "funding",
        "quiet": "say",
    }
    await hall.say("subscribe", options)
    (kept,) = await hall.kept()
    assert kept.schedule.cadence is Cadence.MONTHLY
    assert (kept.schedule.day, kept.schedule.at) == (15, time(17))
    assert kept.schedule.zone == "America/New_York"
    assert (kept.tags_in, kept.tags_out) == (("compiler", "release"), ("funding",))
    assert kept.quiet is Quiet.SAY
    assert kept.due_at == datetime(2026, 4, 15, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        ({}, "Say which topic"),
        ({"topic": "pytroch"}, "Did you mean pytorch"),
        ({"topic": "gardening"}, "Topics: pytorch, open-weights"),
        ({"topic": "pytorch", "every": "sometimes"}, "daily, weekdays, weekly"),
        ({"topic": "pytorch", "every": "weekly", "day": "15"}, "weekday, such as Monday"),
        ({"topic": "pytorch", "every": "monthly", "day": "Friday"}, "1 to 31"),
        ({"topic": "pytorch", "day": "40"}, "1 to 31"),
        ({"topic": "pytorch", "time": "25:00"}, "such as 09:00"),
        ({"topic": "pytorch", "zone": "Mars"}, "such as Europe/Berlin"),
        ({"topic": "pytorch", "zone": "berln"}, "Did you mean Europe/Berlin"),
        ({"topic": "pytorch", "format": "poem"}, "Formats: brief, analyst, reader, cards"),
        ({"topic": "pytorch", "language": "Klingon"}, r"en \(English\), de \(Deutsch\)"),
        ({"topic": "pytorch", "tags": "relase"}, "Did you mean #release"),
        ({"topic": "pytorch", "quiet": "perhaps"}, "skip, say"),
    ],
)
async def test_a_refusal_says_what_to_give(hall: Hall, options: dict[str, str], hint: str) -> None:
    with pytest.raises(UserError, match=hint):
        await hall.say("subscribe", options)
    assert await hall.kept() == []


async def test_a_topic_that_the_channel_has_is_refused_with_the_way_on(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    with pytest.raises(UserError, match="Change it with `settings`"):
        await hall.say("subscribe", {"topic": "pytorch"})


@pytest.mark.parametrize(
    "command", ["subscribe", "list", "pause", "resume", "unsubscribe", "settings", "now"]
)
async def test_who_may_not_manage_is_told_what_to_do(hall: Hall, command: str) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    before = await hall.kept()
    with pytest.raises(UserError, match="Ask one of them"):
        await hall.say(command, {"topic": "open-weights"}, barred=BARRED)
    assert await hall.kept() == before
    assert await hall.posts() == []


@pytest.mark.parametrize("action", ["pause", "resume", "unsubscribe", "settings", "resubscribe"])
async def test_no_button_does_more_than_its_command(hall: Hall, action: str) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    (kept,) = await hall.kept()
    with pytest.raises(UserError, match="Ask one of them"):
        await hall.press(action, kept.id, barred=BARRED)
    assert await hall.kept() == [kept]


async def test_settings_are_shown_with_who_changed_them_last(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    hall.now += timedelta(hours=1)
    await hall.say("settings", {"tags": "release", "time": "8:30"}, person=BOB)
    said = words_of(await hall.say("settings"))
    assert "only with #release" in said
    assert "weekly, Monday 08:30 Europe/Oslo" in said
    assert "Monday 13 April 2026, 12:00 (Europe/Oslo), by @UBOB" in said
    assert "tags in: none → release" in said


async def test_settings_are_taken_back_by_none(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch", "tags": "release", "without": "funding"})
    await hall.say("settings", {"tags": "none", "without": "none"})
    (kept,) = await hall.kept()
    assert (kept.tags_in, kept.tags_out) == ((), ())


async def test_a_weekday_alone_makes_a_daily_digest_weekly(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch", "every": "daily"})
    await hall.say("settings", {"day": "friday"})
    (kept,) = await hall.kept()
    assert (kept.schedule.cadence, kept.schedule.weekday) == (Cadence.WEEKLY, 4)


async def test_a_pause_and_its_end_by_command_and_by_button(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    (before,) = await hall.kept()
    paused = await hall.panel("pause")
    assert labels_of(paused) == ["resume", "settings"]
    assert [one.due_at for one in await hall.kept()] == [None]
    resumed = await hall.press("resume", before.id)
    assert "go on" in words_of(resumed)
    assert await hall.kept() == [before]
    await hall.press("pause", before.id)
    await hall.say("resume", {"topic": "PYTORCH"})
    assert await hall.kept() == [before]


async def test_an_end_can_be_undone_with_all_that_was_known(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch", "tags": "release"})
    (before,) = await hall.kept()
    ended = await hall.panel("unsubscribe")
    assert labels_of(ended) == ["resubscribe"]
    assert await hall.kept() == []
    with pytest.raises(UserError, match="another channel"):
        await hall.press("resubscribe", before.id, channel=THERE)
    await hall.press("resubscribe", before.id)
    assert await hall.kept() == [before]
    with pytest.raises(UserError, match="too late"):
        await hall.press("resubscribe", before.id)


async def test_the_only_subscription_need_not_be_named_and_one_of_two_must(hall: Hall) -> None:
    with pytest.raises(UserError, match="gets no digests yet"):
        await hall.say("pause")
    await hall.say("subscribe", {"topic": "pytorch"})
    with pytest.raises(UserError, match="/digest subscribe open-weights"):
        await hall.say("pause", {"topic": "open weights"})
    hall.now += timedelta(minutes=1)
    await hall.say("subscribe", {"topic": "open-weights"})
    with pytest.raises(UserError, match=r"PyTorch and Open weights\..*/digest pause pytorch"):
        await hall.say("pause")
    await hall.say("pause", {"topic": "open-weight models"})
    assert [bool(one.paused) for one in await hall.kept()] == [False, True]


async def test_a_button_of_another_channel_does_nothing_here(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    (kept,) = await hall.kept()
    for action in ("pause", "settings", "unsubscribe", "preview"):
        with pytest.raises(UserError, match="another channel"):
            await hall.press(action, kept.id, channel=THERE)
    assert await hall.reception.place(kept.id) == HERE
    assert await hall.reception.place("gone") is None


async def test_the_settings_button_below_a_digest_means_its_topic_here(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    digest = await hall.document("preview")
    assert "weekly, Monday" in words_of(await hall.press("settings", digest.id))
    with pytest.raises(UserError, match="/digest subscribe"):
        await hall.press("settings", digest.id, channel=THERE)
    with pytest.raises(UserError, match="/digest subscribe"):
        await hall.press("settings", "nothing")


async def test_a_button_in_a_channels_thread_is_about_the_channel(hall: Hall) -> None:
    """A forum's digest is a thread of the forum, which is what is subscribed."""
    within = replace(HERE, thread_id="900")
    await hall.say("subscribe", {"topic": "pytorch"})
    digest = await hall.document("preview")
    assert "weekly, Monday" in words_of(await hall.press("settings", digest.id, channel=within))
    (kept,) = await hall.kept()
    assert "paused" in words_of(await hall.press("pause", kept.id, channel=within))
    await hall.press("unsubscribe", kept.id, channel=within)
    assert await hall.kept() == []
    await hall.press("resubscribe", kept.id, channel=within)
    (again,) = await hall.kept()
    assert again.channel == HERE


async def test_a_button_in_a_thread_that_is_subscribed_is_about_the_thread(hall: Hall) -> None:
    within = replace(HERE, thread_id="900")
    await hall.say("subscribe", {"topic": "pytorch"})
    await hall.say("subscribe", {"topic": "pytorch"}, channel=within)
    digest = await hall.document("preview")
    await hall.press("settings", digest.id, channel=within)
    shown = await hall.press("settings", digest.id, channel=within)
    (kept,) = await hall.kept(within)
    assert {action.value for action in buttons_of(shown)} == {kept.id}


async def test_a_topic_that_is_configured_no_more_can_be_ended(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    (kept,) = await hall.kept()
    topics = tuple(one for one in hall.reception.catalogue.topics if one.id != "pytorch")
    catalogue = replace(hall.reception.catalogue, topics=topics)
    hall.reception = replace(hall.reception, catalogue=catalogue)
    assert "configured no more" in words_of(await hall.say("list"))
    for command in ("preview", "settings"):
        with pytest.raises(UserError, match="/digest unsubscribe"):
            await hall.say(command, {"time": "10:00"})
    await hall.say("unsubscribe", {"topic": "pytorch"})
    assert await hall.kept() == []
    assert kept.topic_id == "pytorch"


async def test_a_list_shows_what_comes_when_in_the_readers_zone(hall: Hall) -> None:
    assert "/digest subscribe TOPIC" in words_of(await hall.say("list"))
    await hall.say("subscribe", {"topic": "pytorch"})
    hall.now += timedelta(minutes=1)
    await hall.say("subscribe", {"topic": "open-weights", "zone": "UTC"})
    await hall.say("pause", {"topic": "pytorch"})
    shown = await hall.panel("list")
    said = words_of(shown)
    assert "Next: none (paused by hand)" in said
    assert "Monday 20 April 2026, 11:00 (Europe/Oslo)" in said
    assert labels_of(shown) == [
        *("preview", "settings", "resume", "unsubscribe"),
        *("preview", "settings", "pause", "unsubscribe"),
    ]


async def test_a_form_opens_with_the_settings_as_they_stand(hall: Hall) -> None:
    options = {"topic": "pytorch", "every": "monthly", "day": "3", "tags": "release"}
    await hall.say("subscribe", options)
    (kept,) = await hall.kept()
    press = Press(action="settings", value=kept.id, person=ADA, channel=HERE)
    filled = await hall.reception.form(press)
    assert filled["topic"] == "pytorch"
    assert (filled["every"], filled["day"], filled["tags"]) == ("monthly", "3", "release")
    await hall.say("settings", filled)
    assert await hall.kept() == [kept]
    with pytest.raises(UserError, match="Ask one of them"):
        await hall.reception.form(replace(press, barred=BARRED))


async def test_a_channel_that_is_gone_is_paused_and_its_owner_told(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    await hall.say("subscribe", {"topic": "pytorch"}, channel=THERE)
    await hall.reception.lost(HERE, "the channel was archived")
    assert [one.paused for one in await hall.kept()] == ["the channel was archived"]
    assert [one.paused for one in await hall.kept(THERE)] == [None]
    owner = replace(HERE, channel_id=ADA.id)
    (note,) = await hall.posts(owner)
    assert "the channel was archived" in str(note.payload["text"])
    await hall.reception.lost(HERE, "the channel was archived")
    assert len(await hall.posts(owner)) == 1


async def test_a_workspace_that_left_is_paused_whole(hall: Hall) -> None:
    elsewhere = replace(HERE, workspace_id="T2")
    for channel in (HERE, THERE, elsewhere):
        await hall.say("subscribe", {"topic": "pytorch"}, channel=channel)
    await hall.reception.left("slack/T1", "Citewire was removed from the workspace")
    paused = [one.paused for c in (HERE, THERE, elsewhere) for one in await hall.kept(c)]
    assert paused == ["Citewire was removed from the workspace"] * 2 + [None]
