"""Who may manage a channel, and what is said to whoever may not."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack import people
from bot.platforms.slack.calling import open_session, quiet_client
from bot.platforms.slack.people import People
from digests.errors import UserError
from tests.platforms.slack.front import Front
from tests.platforms.slack.standin import ALICE, NEWS
from tests.platforms.slack.trouble import UNREACHABLE, says

STRANGER = "U99STRANGER"


@pytest.fixture
async def client(front: Front) -> AsyncIterator[AsyncWebClient]:
    async with open_session() as session:
        yield quiet_client(front.workspaces[0].bot_token, front.api, session)


def a_channel(**more: object) -> Mapping[str, Any]:
    return {"channel": {"id": NEWS, "is_member": True, "is_private": False, **more}}


async def barred(
    client: AsyncWebClient, *, person: str = ALICE, channel: str = NEWS, admins_only: bool = False
) -> str | None:
    return await People(admins_only=admins_only).barred(client, "T01ACME", channel, person)


async def test_a_member_may(client: AsyncWebClient) -> None:
    assert await barred(client) is None


async def test_whoever_is_not_a_member_is_told_to_join(client: AsyncWebClient) -> None:
    assert await barred(client, person=STRANGER) == people.NOT_A_MEMBER


async def test_a_member_of_a_later_page_may(client: AsyncWebClient, front: Front) -> None:
    front.answers["conversations.members"] = {
        "members": ["U1"],
        "response_metadata": {"next_cursor": "more"},
    }
    assert await barred(client) is None
    assert len(front.made("conversations.members")) == people.PAGES


async def test_where_citewire_is_no_member_it_says_how_to_invite_it(
    client: AsyncWebClient, front: Front
) -> None:
    front.answers["conversations.info"] = a_channel(is_member=False)
    assert "/invite @Citewire" in str(await barred(client))


async def test_a_private_channel_that_it_cannot_see_counts_as_one_it_is_not_in(
    client: AsyncWebClient, front: Front
) -> None:
    front.next["conversations.info"].append(says("channel_not_found"))
    assert await barred(client, channel="C0SECRET") == people.INVITE


async def test_a_conversation_of_two_gets_no_digest(client: AsyncWebClient, front: Front) -> None:
    assert await barred(client, channel="D01") == people.NOT_HERE
    assert front.calls == []


@pytest.mark.parametrize(
    ("role", "says_"), [("is_admin", None), ("is_owner", None), ("other", "ask")]
)
async def test_where_only_admins_may_others_are_told_whom_to_ask(
    client: AsyncWebClient, front: Front, role: str, says_: str | None
) -> None:
    front.answers["users.info"] = {"user": {"id": ALICE, role: True}}
    expected = None if says_ is None else people.NOT_AN_ADMIN
    assert await barred(client, admins_only=True) == expected


async def test_without_the_scopes_it_says_which_are_lacking(
    client: AsyncWebClient, front: Front
) -> None:
    front.next["conversations.info"].append(says("missing_scope"))
    with pytest.raises(UserError, match="channels:read"):
        await barred(client)


async def test_where_slack_does_not_say_nobody_is_let_in(
    client: AsyncWebClient, front: Front
) -> None:
    front.next["conversations.info"].append(UNREACHABLE)
    with pytest.raises(UserError, match="in a minute"):
        await barred(client)


async def test_a_profile_is_asked_for_once_and_its_lack_is_no_failure(
    client: AsyncWebClient, front: Front
) -> None:
    known = People(admins_only=False)
    front.next["users.info"].append(says("internal_error"))
    assert await known.profile(client, "T01ACME", ALICE) is None
    first = await known.profile(client, "T01ACME", ALICE)
    assert first is not None
    assert first.zone == "America/Los_Angeles"
    assert await known.profile(client, "T01ACME", ALICE) == first
    assert len(front.made("users.info")) == 2


@pytest.mark.parametrize("lacking", ["conversations.info", "conversations.members"])
async def test_who_did_what_a_refusal_asks_for_may_at_once(
    client: AsyncWebClient, front: Front, lacking: str
) -> None:
    known = People(admins_only=False)
    front.answers[lacking] = {"channel": {"id": NEWS, "is_member": False}, "members": []}
    assert await known.barred(client, "T01ACME", NEWS, ALICE) is not None
    del front.answers[lacking]
    assert await known.barred(client, "T01ACME", NEWS, ALICE) is None


async def test_who_may_is_not_asked_for_with_each_command(
    client: AsyncWebClient, front: Front
) -> None:
    known = People(admins_only=False)
    for _ in range(3):
        assert await known.barred(client, "T01ACME", NEWS, ALICE) is None
    assert len(front.made("conversations.info")) == len(front.made("conversations.members")) == 1


async def test_of_an_organisation_the_channels_of_one_workspace_are_asked_for(
    client: AsyncWebClient, front: Front
) -> None:
    await People(admins_only=False).channels(client, "T01ACME", ALICE)
    (call,) = front.made("users.conversations")
    assert call.body["team_id"] == "T01ACME"
