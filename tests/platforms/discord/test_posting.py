"""Where and how a message is posted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.platforms.discord.finding import PAGE
from bot.platforms.discord.posting import LOOK_AFTER
from digests.errors import PlatformError, Trouble
from digests.model import Message, MessageRef
from tests.platforms.discord.faults import BROKEN_AFTER, error
from tests.platforms.discord.front import Front
from tests.platforms.discord.laws import ANNOUNCEMENT, FORUM, MEDIA
from tests.platforms.discord.reading import posts_of, texts_in
from tests.platforms.discord.world import a_body, a_message, now, opened_bot


async def post(discord: Front, *messages: Message) -> list[MessageRef]:
    async with opened_bot(discord) as bot:
        return [await bot.platform.post(message) for message in messages]


async def refused(discord: Front, message: Message) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await post(discord, message)
    return raised.value


async def test_a_message_is_posted_with_its_key_as_an_enforced_nonce(discord: Front) -> None:
    message = a_message(await discord.new_channel())
    (posted,) = await post(discord, message)
    (shown,) = await discord.shown(message.channel.channel_id)
    assert shown["id"] == posted.message_id
    (asked,) = discord.sent()
    assert isinstance(asked.body, dict)
    assert (asked.body["nonce"], asked.body["enforce_nonce"]) == (message.key, True)


async def test_the_same_key_again_is_the_same_post(discord: Front) -> None:
    message = a_message(await discord.new_channel())
    first, again = await post(discord, message, message)
    assert first == again
    assert len(await discord.shown(message.channel.channel_id)) == 1


async def test_a_later_part_answers_the_first(discord: Front) -> None:
    channel = await discord.new_channel()
    (first,) = await post(discord, a_message(channel))
    await post(discord, a_message(channel, "More.", thread_of=first.message_id))
    asked = discord.sent()[1].body
    assert isinstance(asked, dict)
    assert asked["message_reference"] == {
        "message_id": first.message_id,
        "fail_if_not_exists": False,
    }


async def test_where_the_history_is_closed_a_later_part_is_posted_without_a_reference(
    discord: Front,
) -> None:
    channel = await discord.new_channel()
    discord.laws.unreadable.add(channel.channel_id)
    (first,) = await post(discord, a_message(channel))
    await post(discord, a_message(channel, "More.", thread_of=first.message_id))
    assert await texts_in(discord, channel.channel_id) == ["## Title\nWords.", "More."]


async def test_an_announcement_is_published_where_the_subscription_says_so(
    discord: Front,
) -> None:
    channel = await discord.new_channel(ANNOUNCEMENT)
    published = a_body() | {"options": {"crosspost": True}}
    kept, sent = await post(
        discord, a_message(channel, "Kept."), a_message(channel, payload=published)
    )
    assert discord.laws.crossposted == [sent.message_id]
    assert kept.message_id != sent.message_id


@pytest.mark.parametrize("failure", [error(400, 50024), error(429, 0), BROKEN_AFTER])
async def test_what_cannot_be_published_is_posted_all_the_same(
    discord: Front, failure: object
) -> None:
    channel = await discord.new_channel()
    discord.fail(failure, "POST", "/crosspost$")  # type: ignore[arg-type] # a Fault
    await post(discord, a_message(channel, payload=a_body() | {"options": {"crosspost": True}}))
    assert len(await discord.shown(channel.channel_id)) == 1


@pytest.mark.parametrize("kind", [FORUM, MEDIA])
async def test_a_forum_gets_a_post_a_digest_with_its_title_and_tags(
    discord: Front, kind: int
) -> None:
    forum = await discord.new_channel(kind, tags=("Weekly", "PyTorch", "Other"))
    options = {"forum_tags": ["#pytorch", "weekly", "unknown"]}
    body = a_body("## 📰 PyTorch \\· week of *6 April* · 1 of 3\nWords.") | {"options": options}
    (first,) = await post(discord, a_message(forum, payload=body))
    (asked,) = discord.sent("POST", "/threads")
    assert isinstance(asked.body, dict)
    assert asked.body["name"] == "📰 PyTorch · week of *6 April*"
    assert asked.body["applied_tags"] == ["102", "101"]
    (thread,) = await posts_of(discord, forum)
    assert first.message_id == f"{thread}/{thread}"


@pytest.mark.parametrize("title", ["📰" * 60, "x" * 101])
async def test_a_title_too_long_for_a_forum_post_is_cut_as_discord_counts(
    discord: Front, title: str
) -> None:
    forum = await discord.new_channel(FORUM)
    await post(discord, a_message(forum, f"## {title}\nWords."))
    (asked,) = discord.sent("POST", "/threads")
    assert isinstance(asked.body, dict)
    name = asked.body["name"]
    assert name.endswith("…")
    assert title.startswith(name.removesuffix("…"))


async def test_further_parts_and_edits_of_a_forum_post_are_in_its_thread(discord: Front) -> None:
    forum = await discord.new_channel(FORUM)
    (first,) = await post(discord, a_message(forum))
    # Another process, which has seen nothing of the forum.
    (more,) = await post(discord, a_message(forum, "More.", thread_of=first.message_id))
    edits = [
        a_message(forum, "Better.", replaces=first.message_id),
        a_message(forum, "More, and better.", replaces=more.message_id),
    ]
    assert [one.message_id for one in await post(discord, *edits)] == [
        first.message_id,
        more.message_id,
    ]
    (thread,) = await posts_of(discord, forum)
    assert await texts_in(discord, thread) == ["Better.", "More, and better."]


async def test_a_forum_post_that_is_gone_says_nothing_of_its_forum(discord: Front) -> None:
    forum = await discord.new_channel(FORUM)
    (first,) = await post(discord, a_message(forum))
    (thread,) = await posts_of(discord, forum)
    await discord.delete(replace(forum, channel_id=thread))
    more = await refused(discord, a_message(forum, "More.", thread_of=first.message_id))
    assert more.trouble is Trouble.REFUSED


async def test_a_forum_that_wants_a_tag_says_what_to_do(discord: Front) -> None:
    forum = await discord.new_channel(FORUM, tags=("Weekly",))
    discord.laws.tag_needed.add(forum.channel_id)
    failure = await refused(discord, a_message(forum))
    assert failure.trouble is Trouble.REFUSED
    assert "/digest settings" in str(failure.remedy)


async def test_a_forum_post_in_doubt_is_not_made_again_while_it_may_be_on_its_way(
    discord: Front,
) -> None:
    forum = await discord.new_channel(FORUM)
    failure = await refused(discord, a_message(forum, doubtful_since=now()))
    assert failure.trouble is Trouble.FAILED
    assert failure.retry_after is not None
    assert timedelta() < failure.retry_after <= LOOK_AFTER
    assert await posts_of(discord, forum) == []


async def test_a_person_is_written_to_in_a_conversation(discord: Front) -> None:
    person = discord.stand_in.people[1]
    to_person = replace(await discord.new_channel(), channel_id=person)
    first, again = await post(discord, a_message(to_person, "One."), a_message(to_person, "Two."))
    conversation = discord.laws.conversations[person]
    assert await texts_in(discord, conversation) == ["One.", "Two."]
    assert {one.message_id.partition("/")[0] for one in (first, again)} == {conversation}
    assert len(discord.sent("POST", "/users/@me/channels")) == 1


async def test_nobody_is_mentioned_and_what_discord_would_refuse_is_not_sent(
    discord: Front,
) -> None:
    channel = await discord.new_channel()
    for payload in (
        a_body(allowed_mentions={"parse": ["everyone"]}),
        a_body("x" * 4_001),
        a_body(content="beside"),
    ):
        failure = await refused(discord, a_message(channel, payload=payload))
        assert failure.trouble is Trouble.REFUSED
    assert discord.asked == []


async def test_an_edit_of_what_was_deleted_costs_itself(discord: Front) -> None:
    channel = await discord.new_channel()
    assert (await refused(discord, a_message(channel, replaces="1"))).trouble is Trouble.REFUSED


async def test_a_post_is_found_by_its_key_among_more_than_a_page_of_others(
    discord: Front,
) -> None:
    channel = await discord.new_channel()
    sought = a_message(channel, "Sought.", doubtful_since=now())
    async with opened_bot(discord) as bot:
        assert await bot.platform.find(sought) is None
        for n in range(PAGE + 1):
            await discord.say(channel, f"{n}")
        posted = await bot.platform.post(sought)
        await discord.say(channel, "And on it goes.")
        assert await bot.platform.find(sought) == posted
        assert await bot.platform.find(a_message(channel, "Another.", doubtful_since=now())) is None


async def test_an_empty_history_is_believed_only_where_the_channel_is_empty(
    discord: Front,
) -> None:
    channel = await discord.new_channel()
    sought = a_message(channel, doubtful_since=now())
    async with opened_bot(discord) as bot:
        discord.laws.unreadable.add(channel.channel_id)
        assert await bot.platform.find(sought) is None
        await bot.platform.post(sought)
        with pytest.raises(PlatformError, match="Read Message History"):
            await bot.platform.find(sought)
