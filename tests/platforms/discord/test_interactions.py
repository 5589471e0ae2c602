"""Commands, buttons and forms, from the gateway to what the person sees."""

from dataclasses import replace

import pytest

from bot.document import Shown
from bot.present import present
from digests.errors import StoreError, UserError
from tests.platforms.discord.faults import BROKEN_AFTER, Fault, busy, error
from tests.platforms.discord.front import Front
from tests.platforms.discord.laws import TOO_LATE
from tests.platforms.discord.people import (
    COMMAND,
    EPHEMERAL,
    FORM,
    THINKING,
    TURNING,
    Somebody,
    a_command,
    buttons,
    texts,
)
from tests.platforms.discord.scripted import (
    a_panel,
    asked,
    last_message,
    panel,
    raising,
    scripted,
)
from tests.platforms.discord.world import (
    until,
)
from tests.render.digests import sample_digest
from tests.render.hostile import CHATS


async def test_help_is_shown_to_the_person_alone(alice: Somebody) -> None:
    seen = await alice.says("help")
    assert seen.first == {"type": THINKING, "data": {"flags": EPHEMERAL}}
    assert "/digest subscribe" in seen.plain
    assert await alice.sees(at_least=0) == []


async def test_topics_and_zones_are_completed(alice: Somebody) -> None:
    assert ("PyTorch", "pytorch") in await alice.completes("digest subscribe", "topic", "pyt")
    oslo = ("Europe/Oslo", "Europe/Oslo")
    assert oslo in await alice.completes("digest subscribe", "zone", "oslo")


async def test_who_subscribes_a_channel_is_told_when_its_digest_comes(alice: Somebody) -> None:
    seen = await alice.says("digest subscribe", topic="pytorch", zone="Europe/Oslo")
    assert "(Europe/Oslo)" in seen.plain
    assert {"Settings", "Pause", "Unsubscribe"} <= set(seen.buttons)
    assert "PyTorch" in (await alice.says("digest list")).plain


async def test_the_zone_that_was_given_once_is_taken_the_next_time(alice: Somebody) -> None:
    await alice.says("digest subscribe", topic="pytorch", zone="Asia/Tokyo")
    assert "Asia/Tokyo" in (await alice.says("digest subscribe", topic="vllm")).plain


async def test_followers_and_tags_of_posts_are_settings_of_a_subscription(alice: Somebody) -> None:
    seen = await alice.says(
        "digest subscribe", topic="pytorch", crosspost="yes", forum_tags="#News, weekly, News"
    )
    assert "Followers: get it, too" in seen.plain
    assert "Tags of the post: News, weekly" in seen.plain
    changed = await alice.says("digest settings", crosspost="no", forum_tags="none")
    assert "Followers" not in changed.plain
    assert "Tags of the post" not in changed.plain
    assert "yes or no" in (await alice.says("digest settings", crosspost="perhaps")).plain


async def test_what_is_asked_in_a_thread_is_about_the_thread(discord: Front) -> None:
    reception = scripted(panel)
    async with asked(discord, reception) as alice:
        where = await discord.new_thread(await discord.new_channel())
        assert where.thread_id is not None
        await replace(alice, channel=where.thread_id).says("help")
    assert [request.channel for request in reception.requests] == [where]


async def test_a_fault_of_ours_is_told_by_a_reference_and_nothing_more(discord: Front) -> None:
    async with asked(discord, scripted(raising(RuntimeError("secret of the house")))) as alice:
        seen = await alice.says("help")
    assert "secret" not in seen.plain
    assert "https://reports.example with the reference " in seen.plain


async def test_a_database_that_is_away_is_told_as_passing(discord: Front) -> None:
    async with asked(discord, scripted(raising(StoreError("db.internal refused")))) as alice:
        seen = await alice.says("help")
    assert "Try again in a minute" in seen.plain
    assert "internal" not in seen.plain


@pytest.mark.parametrize("words", CHATS)
async def test_words_of_others_do_nothing_in_a_refusal(discord: Front, words: str) -> None:
    async with asked(discord, scripted(raising(UserError(f"There is no topic “{words}”.")))) as one:
        (body,) = (await one.says("help")).bodies
    assert body["allowed_mentions"] == {"parse": []}
    assert "\n" not in "".join(texts(body))


async def test_a_long_document_goes_on_in_further_private_messages(discord: Front) -> None:
    document = present(sample_digest())
    card = next(block for block in document.blocks if type(block).__name__ == "Card")
    long = replace(document, blocks=(*(card for _ in range(40)), *document.blocks))

    async def says() -> Shown:
        return long

    async with asked(discord, scripted(says)) as alice:
        seen = await alice.says("preview")
    label = document.authorship.visible_label
    assert len(seen.bodies) > 1
    assert all(
        label in "".join(texts(body)).replace("\\", "").replace("*", "") for body in seen.bodies
    )
    assert all(body["flags"] & EPHEMERAL for body in seen.bodies[1:])


async def test_a_private_message_waits_where_discord_asks_for_it(discord: Front) -> None:
    async with asked(discord, scripted(panel)) as alice:
        discord.fail(busy(0.2), "PATCH", "/@original")
        discord.fail(BROKEN_AFTER, "PATCH", "/@original", after=1)
        seen = await alice.says("help")
    assert [body for body in seen.bodies if body == seen.bodies[0]] == list(seen.bodies)
    assert "Done." in seen.plain


async def test_pages_turn_in_place_where_the_message_is_private(discord: Front) -> None:
    async with asked(discord, scripted(panel)) as alice:
        await alice.says("help")
        private = await last_message(alice)
        seen = await alice.presses("cw:sources:digest-1:2", private)
        assert seen.first == {"type": TURNING}
        assert await last_message(alice) == private
        assert (await alice.presses(seen.buttons["up"], private)).first["type"] == THINKING
        assert await last_message(alice) != private


async def test_an_answer_that_comes_too_late_waits_in_the_channel_for_its_asker(
    discord: Front,
) -> None:
    async def says() -> Shown:
        discord.laws.clock += 15 * 60 + 1
        return a_panel("What was asked in private.")

    async with asked(discord, scripted(says)) as alice:
        await alice.begins(COMMAND, a_command("ask", {"question": "who?"}))
        (message,) = await alice.sees()
        assert "private" in "".join(texts(message["components"]))
        assert "What was asked" not in str(message)
        ((_, button),) = buttons(message["components"])
        seen = await alice.presses(button, message["id"])
        assert "What was asked in private." in seen.plain
        bob = replace(alice, person=discord.stand_in.people[1])
        assert "What was asked" not in (await bob.presses(button, message["id"])).plain


async def test_what_discord_waits_for_no_more_is_not_done(discord: Front) -> None:
    reception = scripted(panel)
    discord.fail(TOO_LATE, "POST", "/callback")
    async with asked(discord, reception) as alice:
        await alice.begins(COMMAND, a_command("help", {}))
        (message,) = await alice.sees()
    assert reception.requests == []
    assert "Ask again" in "".join(texts(message["components"]))


async def test_what_another_process_has_answered_is_left_to_it(discord: Front) -> None:
    """While one process takes another's place, both hear what is asked."""
    reception = scripted(panel)
    discord.fail(
        error(400, 40060, "Interaction has already been acknowledged."), "POST", "/callback"
    )
    async with asked(discord, reception) as alice:
        await alice.begins(COMMAND, a_command("help", {}))
        assert "Done." in (await alice.says("help")).plain
        assert len(reception.requests) == 1
        assert await alice.sees(at_least=0) == []


async def test_a_promise_whose_answer_was_lost_is_kept(discord: Front) -> None:
    reception = scripted(panel)
    async with asked(discord, reception) as alice:
        discord.fail(Fault(status=502, accepted=True), "POST", "/callback")
        begun = await alice.begins(COMMAND, a_command("help", {}))

        async def kept() -> bool:
            return any(begun.token in one.path and one.method == "PATCH" for one in discord.asked)

        await until(kept)
    assert len(reception.requests) == 1


async def test_ask_opens_a_form_and_its_question_is_answered_after_a_restart(
    discord: Front,
) -> None:
    async with asked(discord, scripted(panel)) as alice:
        await alice.says("help")
        form = await alice.presses("cw:ask:digest-1", await last_message(alice))
        assert form.first["type"] == FORM
    after = scripted(panel)
    async with asked(discord, after) as alice:
        seen = await alice.sends(form, "who joined")
    assert [(one.action, one.value, one.words) for one in after.presses] == [
        ("ask", "digest-1", "who joined")
    ]
    assert "Done." in seen.plain


async def test_a_button_pressed_after_a_restart_does_what_it_did(discord: Front) -> None:
    async with asked(discord, scripted(panel)) as alice:
        await alice.says("help")
        message = await last_message(alice)
    after = scripted(panel)
    async with asked(discord, after) as alice:
        await alice.presses("cw:up:digest-1/story-2", message)
    assert [(one.action, one.value) for one in after.presses] == [("up", "digest-1/story-2")]


async def test_a_report_form_opens_without_its_list_where_there_is_none(discord: Front) -> None:
    async with asked(discord, scripted(panel)) as alice:
        await alice.says("help")
        form = await alice.presses("cw:report:digest-gone", await last_message(alice))
    asked_for = [label["label"] for label in form.first["data"]["components"]]
    assert asked_for == ["What is wrong with it?"]


async def test_a_command_that_is_no_more_is_told_as_changed(alice: Somebody) -> None:
    assert "was changed" in (await alice.says("digest gone")).plain
    assert "was changed" in (await alice.says("gone")).plain


async def test_a_button_that_is_no_more_says_so(discord: Front) -> None:
    async with asked(discord, scripted(panel)) as alice:
        await alice.says("help")
        message = await last_message(alice)
    async with asked(discord) as alice:
        assert "does nothing any more" in (await alice.presses("cw:dance:x", message)).plain
