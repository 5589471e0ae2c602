"""An answer is posted by whoever got it, once, with their name."""

from datetime import timedelta

import pytest

from bot.commands.requests import Person
from bot.delivery import is_open
from bot.render import discord_limits, slack_limits
from digests.errors import UserError
from digests.model import Channel
from tests.commands.chats import ADA, BOB, ELSEWHERE, HERE, THERE, Chat, text_of

GUILD = Channel(platform="discord", workspace_id="1", channel_id="2")


async def test_the_answer_is_posted_with_the_name_of_whoever_asked() -> None:
    chat = Chat()
    await chat.digest()
    reply = await chat.asked()
    assert "on its way to this channel" in text_of(await chat.press("share", reply.id))
    first, *_ = await chat.outbox.deliveries(channel=HERE)
    assert "Asked by Ada" in str(first.payload)
    assert reply.provenance.authorship.visible_label in str(first.payload).replace("*", "")
    assert "Platinum member" in str(first.payload)
    assert f"https://citewire.example/r/{reply.id}" in str(first.payload)
    assert "digest.share" not in str(first.payload)
    assert slack_limits.faults(first.payload) == []


async def test_what_is_shared_in_a_private_channel_is_open_to_nobody_else() -> None:
    chat = Chat()
    await chat.digest()
    reply = await chat.asked()
    await chat.press("share", reply.id, private=True)
    await chat.press("share", reply.id, channel=THERE)
    assert not any(map(is_open, await chat.outbox.deliveries(channel=HERE)))
    assert any(map(is_open, await chat.outbox.deliveries(channel=THERE)))


async def test_two_presses_are_one_post_and_another_channel_is_another() -> None:
    chat = Chat()
    await chat.digest()
    reply = await chat.asked()
    await chat.press("share", reply.id)
    posts = await chat.shown_in(HERE)
    assert "in this channel already" in text_of(await chat.press("share", reply.id))
    await chat.work(HERE)
    await chat.press("share", reply.id)
    assert await chat.shown_in(HERE) == posts
    await chat.press("share", reply.id, channel=THERE)
    assert len(await chat.shown_in(THERE)) == len(posts)


@pytest.mark.parametrize(("person", "channel"), [(BOB, HERE), (ADA, ELSEWHERE), (BOB, ELSEWHERE)])
async def test_nobody_shares_what_another_person_or_another_workspace_was_given(
    person: Person, channel: Channel
) -> None:
    chat = Chat()
    await chat.digest()
    reply = await chat.asked()
    with pytest.raises(UserError, match="not given to you"):
        await chat.press("share", reply.id, person=person, channel=channel)
    assert await chat.shown_in(channel) == []


async def test_whoever_asks_the_same_is_given_the_same_and_may_share_it() -> None:
    chat = Chat()
    await chat.digest()
    theirs = await chat.asked()
    assert (await chat.asked(person=BOB)).id == theirs.id
    await chat.press("share", theirs.id, person=BOB)
    assert "Asked by Bob" in (await chat.shown_in(HERE))[0]


async def test_an_answer_can_be_shared_for_a_day() -> None:
    chat = Chat()
    await chat.digest()
    reply = await chat.asked()
    chat.now += timedelta(hours=23)
    await chat.asked("who left the PyTorch Foundation")
    await chat.press("share", reply.id)
    chat.now += timedelta(hours=2)
    with pytest.raises(UserError, match="not today"):
        await chat.press("share", reply.id, channel=THERE)


@pytest.mark.parametrize("value", ["", "answer-0", "../../etc"])
async def test_an_id_that_was_made_up_shares_nothing(value: str) -> None:
    chat = Chat()
    digest = await chat.digest()
    for forged in (value, digest.id):
        with pytest.raises(UserError, match="not kept"):
            await chat.press("share", forged)


@pytest.mark.parametrize(
    "name", ["<!channel> *x*", "@everyone [x](http://evil.example)", "", "\u202eadA" * 200, "<@U1>"]
)
async def test_a_name_says_nothing_but_itself(name: str) -> None:
    chat = Chat()
    await chat.digest()
    person = Person(id="U9", name=name)
    for channel in (HERE, GUILD):
        reply = await chat.asked(person=person, channel=channel)
        await chat.press("share", reply.id, person=person, channel=channel)
    for channel, faults in ((HERE, slack_limits.faults), (GUILD, discord_limits.faults)):
        first, *_ = await chat.outbox.deliveries(channel=channel)
        body = {key: value for key, value in first.payload.items() if key != "options"}
        assert faults(body) == []
        assert "<!channel>" not in str(body)
        assert "<@U1>" not in str(body)
        # In Slack's rich text this is no link, whatever it looks like.
        assert channel == HERE or "[x](" not in str(body)
        assert "Asked by" in str(body)
