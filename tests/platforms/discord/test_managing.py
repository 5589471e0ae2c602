"""Who may do what where: people in a channel, and the bot itself."""

from dataclasses import replace

import pytest

from bot.document import Action, Actions, Panel, Shown
from bot.platforms.discord.permissions import permission_bits
from tests.platforms.discord.front import Front
from tests.platforms.discord.laws import FORUM
from tests.platforms.discord.people import Somebody
from tests.platforms.discord.scripted import OFFERED, asked, last_message, panel, scripted

MANAGE_CHANNELS, MANAGE_SERVER = 1 << 4, 1 << 5
SEND, SEND_IN_THREADS = 1 << 11, 1 << 38


async def test_who_may_not_manage_the_channel_is_told_whom_to_ask(alice: Somebody) -> None:
    await alice.may(0)
    seen = await alice.says("digest subscribe", topic="pytorch")
    assert "Manage Channels" in seen.plain
    assert "nothing" not in seen.plain
    await alice.may(MANAGE_CHANNELS)
    assert "no digest" in (await alice.says("digest list")).plain.lower()


async def test_a_button_checks_again_who_may_press_it(alice: Somebody) -> None:
    await alice.says("digest subscribe", topic="pytorch")
    shown = await alice.says("digest list")
    pause = next(name for name in shown.buttons.values() if name.startswith("cw:pause:"))
    message = await last_message(alice)
    await alice.may(0)
    assert "Manage Channels" in (await alice.presses(pause, message)).plain
    await alice.may(MANAGE_CHANNELS)
    assert "paused" in (await alice.presses(pause, message)).plain


async def test_another_channel_is_subscribed_where_the_person_may_manage_that(
    discord: Front,
) -> None:
    reception = scripted(panel)
    async with asked(discord, reception) as alice:
        forum = {"id": "99", "name": "news", "type": 15, "permissions": str(MANAGE_CHANNELS)}
        await alice.says_of(forum, "digest subscribe", topic="pytorch")
        await alice.says_of({**forum, "permissions": "0"}, "digest subscribe", topic="pytorch")
        await alice.says_of({**forum, "type": 4}, "digest subscribe", topic="pytorch")
    barred = [request.barred for request in reception.requests]
    assert {request.channel.channel_id for request in reception.requests} == {"99"}
    assert barred[0] is None
    assert barred[1] is not None
    assert "takes messages" in (barred[2] or "")


async def test_buttons_below_another_channels_subscription_are_about_that_channel(
    discord: Front, alice: Somebody
) -> None:
    """In a forum nobody can write, so its subscription is managed from elsewhere."""
    where = await discord.new_channel(FORUM)
    forum = {"id": where.channel_id, "name": "news", "type": 15}
    seen = await alice.says_of(
        {**forum, "permissions": str(MANAGE_CHANNELS)}, "digest subscribe", topic="pytorch"
    )
    message = await last_message(alice)
    await alice.may(MANAGE_CHANNELS)
    refused = await alice.presses(seen.buttons["Pause"], message)
    assert "Manage Channels" in refused.plain
    await alice.may(MANAGE_SERVER)
    assert "paused" in (await alice.presses(seen.buttons["Pause"], message)).plain
    listed = await alice.says_of({**forum, "permissions": str(MANAGE_CHANNELS)}, "digest list")
    assert "none (paused by hand)" in listed.plain


async def test_votes_are_taken_back_in_the_channel_that_they_were_shown_of(discord: Front) -> None:
    where = await discord.new_channel(FORUM)
    undo = Action(id="undo_votes", label="Take back", value=where.key)

    async def votes() -> Shown:
        return Panel(title="Votes", blocks=(Actions(actions=(undo,)),), summary="Votes.")

    reception = scripted(votes)
    async with asked(discord, reception) as alice:
        seen = await alice.says("help")
        await alice.may(MANAGE_SERVER)
        await alice.presses(seen.buttons["Take back"], await last_message(alice))
        await alice.may(0)
        await alice.presses(seen.buttons["Take back"], await last_message(alice))
        await alice.may(None)
    assert [(press.channel, press.barred is None) for press in reception.presses] == [
        (where, True),
        (where, False),
    ]


async def test_whoever_brought_the_bot_with_an_account_can_ask_and_not_subscribe(
    discord: Front,
) -> None:
    reception = scripted(panel)
    async with asked(discord, reception) as alice:
        await alice.says("help")
        discord.laws.own_account = True
        await alice.says("help")
    invited, brought = reception.requests
    assert (invited.barred, invited.private) == (None, False)
    assert "Invite me to this server first" in (brought.barred or "")


@pytest.mark.parametrize("thread", [False, True])
async def test_what_leads_to_posts_is_refused_where_the_bot_may_not_post(
    discord: Front, *, thread: bool
) -> None:
    reception = scripted(panel)
    lacking = SEND_IN_THREADS if thread else SEND
    async with asked(discord, reception) as somebody:
        channel = await discord.new_channel()
        where = await discord.new_thread(channel) if thread else channel
        alice = replace(somebody, channel=where.thread_id or where.channel_id)
        await alice.says("help")
        message = await last_message(alice)
        discord.laws.bot_may = permission_bits() & ~lacking
        for command in ("subscribe", "now", "resume"):
            seen = await alice.says(f"digest {command}", topic="pytorch")
            assert "Send Messages" in seen.plain
        for action in ("share", "resume", "resubscribe"):
            pressed = await alice.presses(f"cw:{action}:{OFFERED[action]}", message)
            assert "Send Messages" in pressed.plain
        assert len(reception.requests) == 1
        assert reception.presses == []
        for command in ("list", "pause"):
            assert "Done." in (await alice.says(f"digest {command}")).plain
        discord.laws.bot_may = permission_bits()
        assert "Done." in (await alice.presses("cw:share:answer-1", message)).plain


async def test_an_answer_of_ones_own_account_is_not_shared(discord: Front) -> None:
    reception = scripted(panel)
    async with asked(discord, reception) as alice:
        await alice.says("help")
        discord.laws.own_account = True
        seen = await alice.presses("cw:share:answer-1", await last_message(alice))
    assert "Invite me to this server first" in seen.plain
    assert reception.presses == []
