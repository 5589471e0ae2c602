"""Posts, edits and look-ups against a real workspace, and what each answer of Slack's means."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms import Adapter
from bot.platforms.slack.bodies import within
from bot.present import present
from bot.render import slack
from digests.errors import PlatformError, Scope
from digests.errors import Trouble as Told
from digests.ports import Platform
from tests.platforms.slack.front import Front
from tests.platforms.slack.receiving import a_message, a_place, opened, settings_of
from tests.platforms.slack.standin import ALICE, NEWS, OTHER, Slack, free_port
from tests.platforms.slack.trouble import (
    BREAKS,
    DROPS,
    FORBIDDEN,
    NONSENSE,
    UNREACHABLE,
    Trouble,
    busy,
    says,
)
from tests.render.digests import sample_digest


@pytest.fixture
async def adapter(front: Front, sqlite_url: str) -> AsyncIterator[Adapter]:
    async with opened(settings_of(front, sqlite_url)) as adapter:
        yield adapter


@pytest.fixture
def platform(adapter: Adapter) -> Platform:
    return adapter.platform


async def test_a_digest_is_posted_as_it_was_rendered_and_can_be_told_by_its_key(
    front: Front, platform: Platform, acme: Slack
) -> None:
    bodies = slack.messages(present(sample_digest()))
    first = replace(a_message(key="part-0"), payload=bodies[0])
    posted = await platform.post(first)
    for part, body in enumerate(bodies[1:], 1):
        reply = replace(first, payload=body, key=f"part-{part}", thread_of=posted.message_id)
        await platform.post(reply)
    calls = [call.body for call in front.made("chat.postMessage")]
    assert [call["text"] for call in calls] == [body["text"] for body in bodies]
    assert [call["blocks"] for call in calls] == [body["blocks"] for body in bodies]
    assert {call["channel"] for call in calls} == {NEWS}
    assert {(c["unfurl_links"], c["unfurl_media"], c["link_names"]) for c in calls} == {
        (False, False, False)
    }
    assert calls[0]["metadata"]["event_type"] == "digest_published"
    keys = [call["metadata"]["event_payload"]["key"] for call in calls]
    assert keys == [f"part-{part}" for part in range(len(bodies))]
    assert [call.get("thread_ts") for call in calls] == [
        None,
        *[posted.message_id] * (len(bodies) - 1),
    ]
    assert acme.shown()[0]["ts"] == posted.message_id


async def test_everything_for_a_thread_goes_into_that_thread(
    front: Front, platform: Platform
) -> None:
    root = await platform.post(a_message())
    thread = a_place(thread=root.message_id)
    first = await platform.post(a_message(key="2", to=thread))
    await platform.post(a_message(key="3", to=thread, thread_of=first.message_id))
    threads = [call.body.get("thread_ts") for call in front.made("chat.postMessage")]
    assert threads == [None, root.message_id, root.message_id]


async def test_a_correction_replaces_the_text_of_what_was_posted(
    front: Front, platform: Platform, acme: Slack
) -> None:
    posted = await platform.post(a_message("Old words."))
    edit = a_message("New words.", key="edit", replaces=posted.message_id)
    for _ in range(2):
        edited = await platform.post(edit)
        assert edited == posted
    (shown,) = acme.shown()
    assert "New words." in shown["text"]
    assert not {"unfurl_links", "thread_ts"} & set(front.made("chat.update")[0].body)


async def test_an_edit_is_shortened_to_what_an_edit_may_have(
    front: Front, platform: Platform
) -> None:
    posted = await platform.post(a_message())
    edit = a_message(replaces=posted.message_id)
    long = {**edit.payload, "text": "Größe &amp; Maß\n" * 300}
    await platform.post(replace(edit, payload=long))
    text = front.made("chat.update")[0].body["text"]
    assert 3_900 < len(text.encode()) <= 4_000
    assert text.endswith("…")


@given(st.text(st.sampled_from("aß& \n€")), st.integers(10, 60))
def test_what_is_cut_is_a_beginning_without_a_broken_entity(words: str, most: int) -> None:
    text = words.replace("&", "&amp;")
    cut = within(text, most)
    assert len(cut.encode()) <= most
    assert text.startswith(cut.removesuffix("…"))
    assert cut.count("&") == cut.count("&amp;")


async def test_a_person_is_written_to_in_a_conversation_that_is_opened_once(
    front: Front, platform: Platform
) -> None:
    for key in ("1", "2"):
        await platform.post(a_message(key=key, to=a_place(ALICE)))
    (opening,) = front.made("conversations.open")
    assert opening.body["users"] == ALICE
    conversations = {call.body["channel"] for call in front.made("chat.postMessage")}
    assert len(conversations) == 1
    assert conversations.pop().startswith("D")


CODES = {
    Told.GONE: ["not_in_channel", "is_archived", "channel_not_found", "restricted_action"],
    Told.REVOKED: ["token_revoked", "account_inactive", "app_uninstalled", "invalid_auth"],
    Told.REFUSED: ["msg_too_long", "msg_blocks_too_long", "invalid_blocks", "no_text"],
    Told.UNDECIDED: ["fatal_error", "internal_error"],
    Told.BUSY: ["ratelimited", "rate_limited"],
    # A scope can be added while the digest waits.
    Told.FAILED: ["team_added_to_org", "missing_scope", "a_code_of_next_year"],
}
ANSWERS = [
    *((says(code), told) for told, codes in CODES.items() for code in codes),
    *((trouble, Told.UNDECIDED) for trouble in (UNREACHABLE, BREAKS, DROPS, NONSENSE)),
    (FORBIDDEN, Told.FAILED),
]


@pytest.mark.parametrize(
    ("trouble", "told"), ANSWERS, ids=lambda one: str(getattr(one, "code", one))
)
async def test_every_answer_says_what_is_to_be_done_and_is_asked_for_once(
    front: Front, platform: Platform, trouble: Trouble, told: Told
) -> None:
    """A post whose connection broke must not be repeated by the SDK: it was taken."""
    front.next["chat.postMessage"].append(trouble)
    with pytest.raises(PlatformError) as met:
        await platform.post(a_message())
    assert met.value.trouble is told
    assert len(front.made("chat.postMessage")) == 1


@pytest.mark.parametrize("trouble", [UNREACHABLE, BREAKS, DROPS, NONSENSE, says("fatal_error")])
async def test_an_edit_is_never_in_doubt(
    front: Front, platform: Platform, trouble: Trouble
) -> None:
    posted = await platform.post(a_message())
    front.next["chat.update"].append(trouble)
    with pytest.raises(PlatformError) as met:
        await platform.post(a_message(replaces=posted.message_id))
    assert met.value.trouble is Told.FAILED


async def test_a_conversation_that_cannot_be_opened_leaves_nothing_in_doubt(
    front: Front, platform: Platform
) -> None:
    front.next["conversations.open"].append(DROPS)
    with pytest.raises(PlatformError) as met:
        await platform.post(a_message(to=a_place(ALICE)))
    assert met.value.trouble is Told.FAILED
    assert front.made("chat.postMessage") == []


async def test_whoever_may_open_no_conversation_loses_no_workspace(
    front: Front, platform: Platform
) -> None:
    front.next["conversations.open"].append(says("missing_scope"))
    with pytest.raises(PlatformError) as met:
        await platform.post(a_message(to=a_place(ALICE)))
    assert met.value.trouble is Told.REFUSED


async def test_a_rate_limit_is_the_channels_and_is_not_waited_for_here(
    front: Front, platform: Platform
) -> None:
    front.next["chat.postMessage"].extend([busy(3_600), busy()])
    with pytest.raises(PlatformError) as met:
        await platform.post(a_message())
    assert met.value.trouble is Told.BUSY
    assert met.value.retry_after == timedelta(hours=1)
    assert met.value.scope is Scope.CHANNEL
    with pytest.raises(PlatformError) as met:
        await platform.post(a_message())
    assert met.value.retry_after is None


async def test_where_nobody_answers_nothing_was_posted(front: Front, sqlite_url: str) -> None:
    nowhere = settings_of(front, sqlite_url, slack_url=f"http://127.0.0.1:{free_port()}/api/")
    async with opened(nowhere) as adapter:
        with pytest.raises(PlatformError) as met:
            await adapter.platform.post(a_message())
    assert met.value.trouble is Told.FAILED


async def test_a_token_of_another_workspace_loses_no_subscription(
    front: Front, platform: Platform
) -> None:
    with pytest.raises(PlatformError, match="T01ACME, not of T9") as met:
        await platform.post(a_message(to=a_place(team="T9")))
    assert met.value.trouble is Told.FAILED
    assert front.made("chat.postMessage") == []


async def test_a_post_is_found_by_its_key_and_by_nothing_else(
    front: Front, platform: Platform
) -> None:
    await platform.post(a_message(key="other"))
    lost = a_message(key="lost")
    assert await platform.find(lost) is None
    front.next["chat.postMessage"].append(DROPS)
    with pytest.raises(PlatformError):
        await platform.post(lost)
    found = await platform.find(lost)
    assert found is not None
    assert await platform.find(replace(lost, channel=a_place(OTHER))) is None
    reply = a_message(key="reply", thread_of=found.message_id)
    assert await platform.find(reply) is None
    posted = await platform.post(reply)
    assert await platform.find(reply) == posted
    assert front.made("conversations.replies")


async def test_only_what_came_since_the_attempt_is_looked_through(
    front: Front, platform: Platform
) -> None:
    looking = a_message()
    assert looking.doubtful_since is not None
    await platform.find(looking)
    oldest = float(front.made("conversations.history")[0].body["oldest"])
    assert (
        timedelta()
        < timedelta(seconds=looking.doubtful_since.timestamp() - oldest)
        < timedelta(minutes=5)
    )


@pytest.mark.parametrize(
    ("trouble", "again"),
    [
        (busy(60), True),
        (UNREACHABLE, True),
        (says("missing_scope"), False),
        (says("not_in_channel"), False),
    ],
)
async def test_where_slack_does_not_say_nobody_can_tell(
    front: Front, platform: Platform, trouble: Trouble, *, again: bool
) -> None:
    front.next["conversations.history"].append(trouble)
    with pytest.raises(PlatformError) as met:
        await platform.find(a_message())
    assert met.value.retryable is again


async def test_where_slack_says_that_there_is_more_and_not_where_nobody_can_tell(
    front: Front, platform: Platform
) -> None:
    front.answers["conversations.history"] = {"messages": [], "has_more": True}
    with pytest.raises(PlatformError, match="too much") as met:
        await platform.find(a_message())
    assert not met.value.retryable


async def test_where_too_much_was_posted_since_an_app_of_little_history_cannot_tell(
    front: Front, platform: Platform
) -> None:
    lost = a_message(key="lost")
    front.next["chat.postMessage"].append(DROPS)
    with pytest.raises(PlatformError):
        await platform.post(lost)
    for number in range(16):
        await platform.post(a_message(key=f"later {number}"))
    front.little_history = True
    with pytest.raises(PlatformError) as met:
        await platform.find(lost)
    assert met.value.retryable
    assert met.value.retry_after == timedelta(minutes=1)
    front.little_history = False
    assert await platform.find(lost) is not None
