"""A reply reaches the person: five posts by its address, the others by the channel, none in public."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.document import Document
from bot.platforms.slack.calling import open_session, quiet_client
from bot.platforms.slack.replying import MOST, PrivateReply
from bot.present import present
from bot.render.slack_private import private_messages
from tests.platforms.slack.front import Front
from tests.platforms.slack.standin import ALICE, NEWS
from tests.platforms.slack.trouble import says
from tests.render.test_packing import a_random_digest


@dataclass(kw_only=True)
class Address:
    """A `response_url` that takes five posts, as Slack's do."""

    url: str = ""
    got: list[dict[str, Any]] = field(default_factory=list)
    expired: bool = False

    async def post(self, request: web.Request) -> web.Response:
        if self.expired or len(self.got) == MOST:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        self.got.append(await request.json())
        return web.Response(text="ok")


@pytest.fixture
async def address() -> AsyncIterator[Address]:
    kept = Address()
    app = web.Application()
    app.router.add_post("/response", kept.post)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    kept.url = f"http://127.0.0.1:{runner.addresses[0][1]}/response"
    yield kept
    await runner.cleanup()


@pytest.fixture
async def client(front: Front) -> AsyncIterator[AsyncWebClient]:
    async with open_session() as session:
        yield quiet_client(front.workspaces[0].bot_token, front.api, session)


def reply(client: AsyncWebClient, address: Address) -> PrivateReply:
    return PrivateReply(client, channel=NEWS, person=ALICE, response_url=address.url)


def a_long_document() -> Document:
    return present(a_random_digest([900] * 60, 7))


async def test_what_takes_more_than_five_messages_goes_on_by_the_channel(
    client: AsyncWebClient, address: Address, front: Front
) -> None:
    document = a_long_document()
    bodies = private_messages(document)
    assert len(bodies) > MOST
    await reply(client, address).show(document)
    rest = [call.body for call in front.made("chat.postEphemeral")]
    shown = sorted(one["text"] for one in (*address.got, *rest))
    assert shown == sorted(str(body["text"]) for body in bodies)
    assert {one["response_type"] for one in address.got} == {"ephemeral"}
    assert {one["user"] for one in rest} == {ALICE}


async def test_an_address_that_is_over_loses_no_reply(
    client: AsyncWebClient, address: Address, front: Front
) -> None:
    address.expired = True
    one = reply(client, address)
    await one.say("First.")
    await one.say("Second.")
    assert [call.body["text"] for call in front.made("chat.postEphemeral")] == ["First.", "Second."]


async def test_where_the_channel_takes_nothing_the_person_is_told_how_to_get_the_rest(
    client: AsyncWebClient, address: Address, front: Front
) -> None:
    front.next["chat.postEphemeral"].append(says("not_in_channel"))
    await reply(client, address).show(a_long_document())
    assert len(address.got) == MOST
    assert "/invite @Citewire" in address.got[-1]["text"]


async def test_an_address_that_nobody_answers_at_loses_no_reply(
    client: AsyncWebClient, front: Front
) -> None:
    nowhere = Address(url="http://127.0.0.1:9/response")
    await reply(client, nowhere).say("Here.")
    assert [call.body["text"] for call in front.made("chat.postEphemeral")] == ["Here."]
