"""What is heard is served, and what cannot be is said: to the person, in words, and no more."""

from dataclasses import dataclass

import pytest
from typing_extensions import override

from bot.commands.requests import Request
from bot.commands.subscribing import Desk
from bot.document import Shown
from bot.platforms.slack import people
from bot.platforms.slack.forms import filled_in
from bot.platforms.slack.hearing import GONE
from digests.model import Schedule
from tests.platforms.slack.front import Front
from tests.platforms.slack.heard import OWN, a_press, heard, subscribed
from tests.platforms.slack.person import filled, said_in
from tests.platforms.slack.receiving import (
    Hall,
    a_hall,
    a_place,
    until,
)
from tests.platforms.slack.standin import BOB, NEWS, OTHER, Slack
from tests.platforms.slack.trouble import says


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken(Hall):
    """A reception that fails at everything."""

    @override
    async def answer(self, request: Request) -> Shown:
        raise RuntimeError("password=hunter2 in digests.store")


async def test_what_goes_wrong_is_a_reference_to_the_person_and_the_rest_to_the_log(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    broken = Broken(**{name: getattr(a_hall(), name) for name in Hall.__dataclass_fields__})
    async with heard(front, sqlite_url, broken, acme) as alice:
        await alice.says("/digest", "help")
        said = said_in(await alice.sees("reference", private=True))
    assert "hunter2" not in said
    assert "RuntimeError" not in said
    assert "digests" not in said


@pytest.mark.parametrize(
    ("info", "told"),
    [
        ({"id": NEWS, "is_member": False, "is_private": False}, people.INVITE),
        ({"id": NEWS, "is_member": True, "is_private": True}, people.NOT_A_MEMBER),
    ],
)
async def test_who_may_not_subscribe_reads_why_in_the_window_and_nothing_is_kept(
    front: Front, sqlite_url: str, acme: Slack, info: dict[str, object], told: str
) -> None:
    front.answers["conversations.info"] = {"channel": info}
    front.answers["conversations.members"] = {"members": [BOB]}
    hall = a_hall()
    async with heard(front, sqlite_url, hall, acme) as alice:
        await alice.says("/digest", "subscribe pytorch")
        await alice.window(told)
        await alice.says("/digest", "pause")
        await alice.sees(told, private=True)
    assert await hall.subscriptions.subscriptions() == []


async def test_only_admins_may_where_the_operator_says_so(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    async with heard(front, sqlite_url, a_hall(), acme, slack_admins_only=True) as alice:
        await alice.says("/digest", "list")
        await alice.sees(people.NOT_AN_ADMIN, private=True)


async def test_what_cannot_be_read_is_answered_to_the_person_alone(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    async with heard(front, sqlite_url, a_hall(), acme) as alice:
        await alice.says("/digest", "subscrib")
        await alice.sees("Did you mean /digest subscribe?", private=True)


async def test_a_window_that_slack_does_not_open_any_more_is_said_in_the_channel(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    front.next["views.open"].append(says("expired_trigger_id"))
    async with heard(front, sqlite_url, a_hall(), acme) as alice:
        await alice.says("/digest", "subscribe pytorch")
        await alice.sees("Try again", private=True)


async def test_a_form_to_change_settings_takes_tags_back_where_they_are_cleared(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    hall = a_hall()
    desk = Desk(subscriptions=hall.subscriptions, by="U1", now=hall.now())
    topic = hall.catalogue.topic_by_id["pytorch"]
    await desk.subscribe(a_place(), topic, Schedule(), tags_in=("release",))
    async with heard(front, sqlite_url, hall, acme) as alice:
        await alice.says("/digest", "settings")
        await alice.presses(await alice.sees("#release", private=True), "Change")
        form = await alice.window("Save")
        await alice.sends(form, tags="", time="07:00")
        await alice.window("07:00")
    (kept,) = await hall.subscriptions.subscriptions()
    assert kept.tags_in == ()


async def test_options_that_were_typed_stand_in_the_form_as_slack_takes_them(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    typed = "subscribe pytorch every=Fortnightly day=fri time=8:30 zone=oslo language=Deutsch"
    async with heard(front, sqlite_url, a_hall(), acme) as alice:
        await alice.says("/digest", typed)
        form = await alice.window("How often")
    sent = filled_in({"values": filled(form, {})})
    assert sent == {
        "topic": "pytorch",
        "every": "fortnightly",
        "day": "Friday",
        "time": "08:30",
        "zone": "Europe/Oslo",
        "format": "brief",
        "language": "de",
        "quiet": "skip",
    }


async def test_a_topic_that_the_channel_gets_already_is_said_before_a_form_is_filled_in(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    hall = a_hall()
    await subscribed(hall, a_place())
    async with heard(front, sqlite_url, hall, acme) as alice:
        await alice.says("/digest", "subscribe pytorch")
        await alice.window("gets PyTorch already")


async def test_an_option_that_cannot_be_read_is_said_before_a_form_is_filled_in(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    async with heard(front, sqlite_url, a_hall(), acme) as alice:
        await alice.says("/digest", "subscribe pytorch time=noon")
        await alice.window("is no time")


async def test_a_day_that_does_not_fit_how_often_is_said_at_its_field_and_the_form_stays(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    hall = a_hall()
    async with heard(front, sqlite_url, hall, acme) as alice:
        await alice.says("/digest", "subscribe pytorch")
        form = await alice.window("How often")
        await alice.sends(form, every="monthly")
        await alice.sends(await alice.window("How often"), every="monthly", day="15")
        await alice.window("monthly, day 15")
    (kept,) = await hall.subscriptions.subscriptions()
    assert kept.schedule.day == 15


async def test_a_question_can_be_put_from_within_a_window(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    hall = a_hall()
    await subscribed(hall, a_place())
    async with heard(front, sqlite_url, hall, acme) as alice:
        await alice.says("/digest", "list")
        await alice.opens_home()
        await alice.presses_in(await alice.home("Preview"), "Preview")
        preview = await alice.window("Nothing new in")
        await alice.presses_in(preview, "Ask")
        await alice.sends(await alice.window("Question"), words="who joined")
        await alice.sees("My sources do not say", private=True)


async def test_a_question_is_answered_where_citewire_is_no_member_of_the_channel(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    front.closed[NEWS] = "not_in_channel"
    async with heard(front, sqlite_url, a_hall(), acme) as alice:
        await alice.says("/digest", "preview pytorch")
        await alice.presses(await alice.sees("Nothing new in", private=True), "Ask")
        await alice.sends(await alice.window("Question"), words="who joined")
        await alice.sees("My sources do not say", private=True)


async def test_a_window_is_opened_before_anything_is_asked_of_slack(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    async with heard(front, sqlite_url, a_hall(), acme) as alice:
        await alice.says("/digest", "subscribe pytorch")
        await alice.window("How often")
    methods = [one.method for one in front.calls]
    assert methods.index("views.open") < methods.index("conversations.info")


@pytest.mark.parametrize("kind", list(GONE))
async def test_a_lost_channel_is_paused_once_and_whoever_subscribed_it_is_told(
    front: Front, sqlite_url: str, acme: Slack, kind: str
) -> None:
    hall = a_hall()
    await subscribed(hall, a_place(NEWS))
    await subscribed(hall, a_place(OTHER))
    front.sockets.twice = True
    async with heard(front, sqlite_url, hall, acme):
        event = {"type": kind, "channel": NEWS}
        await front.sockets.send(event, team_id=acme.team, event_id="Ev-lost")
        await front.sockets.send(event, team_id=acme.team, event_id="Ev-lost")

        async def lost() -> bool:
            kept = await hall.subscriptions.subscriptions(channel=a_place(NEWS))
            return kept[0].paused == GONE[kind]

        await until(lost)
    (other,) = await hall.subscriptions.subscriptions(channel=a_place(OTHER))
    assert other.paused is None
    (told,) = await hall.outbox.deliveries()
    assert told.channel.channel_id == "U1"
    assert GONE[kind] in str(told.payload)


async def test_only_who_may_manage_the_channel_takes_back_the_votes_of_all(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    front.answers["conversations.members"] = {"members": [BOB]}
    async with heard(front, sqlite_url, a_hall(), acme) as alice:
        await alice.interact(a_press(front, acme, "undo_votes", a_place().key))
        await alice.sees(people.NOT_A_MEMBER, private=True)


async def test_an_answer_is_not_said_to_be_shared_where_nothing_can_be_posted(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    share = a_press(front, acme, "share", "answer-1")
    async with heard(front, sqlite_url, a_hall(), acme) as alice:
        front.answers["conversations.info"] = {"channel": {"id": NEWS, "is_member": False}}
        await alice.interact(share)
        await alice.sees(people.INVITE, private=True)
        await alice.interact({**share, "channel": {"id": "D01BOB", "name": "directmessage"}})
        await until(lambda: len(front.made("chat.postEphemeral")) > 1)
        assert front.made("chat.postEphemeral")[-1].body["text"] == people.NOT_WITH_US
        del front.answers["conversations.info"]
        await alice.interact(share)
        await alice.sees("not kept any more", private=True)


async def test_what_is_pressed_in_a_thread_is_answered_in_the_thread(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    front.expire_response_urls()
    async with heard(front, sqlite_url, a_hall(), acme) as alice:
        # A message that has a thread names it by its own time: whoever presses there reads the channel.
        for thread, shown_in in (
            ("1700000000.000100", "1700000000.000100"),
            (None, None),
            (OWN, None),
        ):
            await alice.interact(a_press(front, acme, "up", "digest-1", thread=thread))
            await until(lambda: bool(front.made("chat.postEphemeral")))
            shown = [front.overdue.pop(), front.made("chat.postEphemeral")[-1].body]
            assert [one.get("thread_ts") for one in shown] == [shown_in, shown_in]
            front.calls.clear()
