"""A person's Home: what their channels get, what they do about it there, and what is said where they cannot."""

from bot.commands.subscribing import Desk
from bot.platforms.slack import people
from bot.platforms.slack.home import ENDED
from tests.platforms.slack.front import Front
from tests.platforms.slack.heard import heard, subscribed
from tests.platforms.slack.person import text_of
from tests.platforms.slack.receiving import a_hall, a_place
from tests.platforms.slack.standin import NEWS, Slack
from tests.platforms.slack.trouble import says


async def test_a_home_shows_only_channels_that_the_person_is_in(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    hall = a_hall()
    await subscribed(hall, a_place(NEWS))
    await subscribed(hall, a_place("C0SECRET"))
    front.answers["users.conversations"] = {"channels": [{"id": NEWS, "name": "news"}]}
    async with heard(front, sqlite_url, hall, acme) as alice:
        await alice.opens_home()
        home = await alice.home("#news")
    assert "SECRET" not in text_of(home["blocks"])


async def test_a_home_of_which_slack_says_nothing_says_so_and_what_to_do(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    hall = a_hall()
    await subscribed(hall, a_place(NEWS))
    front.next["users.conversations"].append(says("internal_error"))
    async with heard(front, sqlite_url, hall, acme) as alice:
        await alice.opens_home()
        await alice.home(people.NOT_TOLD)
        await alice.opens_home()
        await alice.home("Preview")


async def test_a_window_of_a_subscription_that_has_ended_says_so(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    hall = a_hall()
    await subscribed(hall, a_place(NEWS))
    async with heard(front, sqlite_url, hall, acme) as alice:
        await alice.says("/digest", "list")
        await alice.opens_home()
        home = await alice.home("Preview")
        (kept,) = await hall.subscriptions.subscriptions()
        await Desk(subscriptions=hall.subscriptions, by="U2", now=hall.now()).unsubscribe(kept.id)
        await alice.presses_in(home, "Preview")
        await alice.window(ENDED)


async def test_a_home_has_the_buttons_of_every_subscription(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    hall = a_hall()
    names = [f"C0{number:04d}" for number in range(30)]
    for name in names:
        await subscribed(hall, a_place(name))
    front.answers["users.conversations"] = {"channels": [{"id": n, "name": n} for n in names]}
    async with heard(front, sqlite_url, hall, acme) as alice:
        await alice.opens_home()
        home = await alice.home("Your channels get 30 digests.")
    assert text_of(home["blocks"]).count("Unsubscribe") == 30


async def test_what_was_ended_at_home_can_be_taken_up_again_there(
    front: Front, sqlite_url: str, acme: Slack
) -> None:
    hall = a_hall()
    await subscribed(hall, a_place(NEWS))
    async with heard(front, sqlite_url, hall, acme) as alice:
        await alice.says("/digest", "list")
        await alice.opens_home()
        await alice.presses_in(await alice.home("Preview"), "Unsubscribe")
        ended = await alice.home("gets no more digests")
        assert await hall.subscriptions.subscriptions() == []
        await alice.presses_in(ended, "Undo")
        await alice.home("The digests come as before")
    (again,) = await hall.subscriptions.subscriptions()
    assert again.channel == a_place(NEWS)
