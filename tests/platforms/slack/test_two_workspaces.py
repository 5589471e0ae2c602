"""One process serves two workspaces that installed the app: each asks, subscribes and gets its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from aiohttp import web

from bot.demo.server import NOW
from tests.platforms.slack.front import front_of
from tests.platforms.slack.installations.installing import KEY, install
from tests.platforms.slack.oauth import CLIENT_ID, CLIENT_SECRET, Consent
from tests.platforms.slack.person import Person
from tests.platforms.slack.running import citewire_run, gather_news
from tests.platforms.slack.standin import SECRET, Slack


@asynccontextmanager
async def led_to(address: str, port: int) -> AsyncIterator[None]:
    """Lead what a second workspace sends to the same server: in the world both know its one address."""
    async with aiohttp.ClientSession(auto_decompress=False) as session:

        async def forward(request: web.Request) -> web.Response:
            kept = {
                k: v for k, v in request.headers.items() if k.startswith(("X-Slack", "Content-T"))
            }
            url = f"{address}{request.path}"
            async with session.post(url, data=await request.read(), headers=kept) as said:
                kind = said.headers.get("Content-Type", "text/plain")
                return web.Response(
                    status=said.status, body=await said.read(), headers={"Content-Type": kind}
                )

        app = web.Application()
        app.router.add_post("/slack/events", forward)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield
        finally:
            await runner.cleanup()


def somebody(slack: Slack) -> Person:
    async def nothing(_: object) -> None:
        raise AssertionError("no window's button is pressed here")

    return Person(slack=slack, app_id=slack.http_app_id, interact=nothing)


async def test_two_workspaces_at_once(acme: Slack, globex: Slack, tmp_path: Path) -> None:
    await gather_news(tmp_path)
    port = acme.request_port
    async with front_of(acme, globex) as front:
        settings = {
            "SLACK_URL": front.api,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_CLIENT_ID": CLIENT_ID,
            "SLACK_CLIENT_SECRET": CLIENT_SECRET,
            "TOKEN_KEY": KEY,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
        }
        run = citewire_run(tmp_path, now=NOW, web_port=port, settings=settings)
        async with run as address, led_to(address, globex.request_port):
            for slack in (acme, globex):
                assert (await install(front, address, Consent(slack=slack)))[0] == 200
            alice, gloria = somebody(acme), somebody(globex)
            await alice.says("/digest", "subscribe pytorch")
            await gloria.says("/digest", "subscribe open-weights")
            await alice.sends(await alice.window("How often"))
            await gloria.sends(await gloria.window("How often"))
            await alice.window("This channel gets digests on PyTorch")
            await gloria.window("This channel gets digests on Open weights")
            await alice.says("/digest", "now")
            await gloria.says("/pytorch", "who joined")
            await alice.sees("PyTorch · week of", private=False)
            await gloria.sees("Alibaba Cloud", private=True)
            await gloria.says("/digest", "list")
            assert "PyTorch" not in str(await gloria.sees("What this channel gets", private=True))
        assert front.wrong == []
        posts = {(call.token, call.body["channel"]) for call in front.made("chat.postMessage")}
    assert {token for token, _ in posts} == {front.oauth.issued[0]}
    assert not [one for one in await gloria.messages() if one.get("subtype") != "ephemeral"]
