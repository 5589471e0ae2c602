"""What Bolt hears: each request is acknowledged on the first line, then served."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands.reception import Reception
from bot.platforms.slack import forms
from bot.platforms.slack.asked import PLATFORM, carried_by, of_command, of_press
from bot.platforms.slack.events import SeenEvents, on_event
from bot.platforms.slack.forms import ASK
from bot.platforms.slack.home import Home
from bot.platforms.slack.people import People
from bot.platforms.slack.serving import Service
from bot.platforms.slack.windows import WAIT, Window
from bot.render.panels import ACTION_ID
from bot.render.slack_private import TURN, words_view
from digests.model import Channel

GONE = {
    "channel_archive": "the channel was archived",
    "channel_deleted": "the channel was deleted",
    "channel_left": "Citewire was removed from it",
    "group_archive": "the channel was archived",
    "group_deleted": "the channel was deleted",
    "group_left": "Citewire was removed from it",
}
"""Events after which nothing can be posted to a channel, and what its subscribers are told."""

SETTLES = 0.3
"""Seconds: an acknowledgement and a call are not ordered, and the later one stays in the window."""

Body = Mapping[str, Any]


def hear_people(
    app: AsyncApp, seen: SeenEvents, reception: Reception, *, admins_only: bool
) -> None:
    """Listen for everything that people ask for, and for channels that are lost."""
    service = Service(reception=reception, people=People(admins_only=admins_only))
    _hear_commands(app, service)
    _hear_buttons(app, service, Home(service))
    _hear_forms(app, service)

    async def opened(event: Body, context: AsyncBoltContext) -> None:
        if event.get("tab", "home") == "home":
            team_id = str(context.team_id)
            await Home(service).show(str(event["user"]), team_id, context["client"])

    async def lost(event: Body, context: AsyncBoltContext) -> None:
        place = Channel(
            platform=PLATFORM, workspace_id=str(context.team_id), channel_id=str(event["channel"])
        )
        await reception.lost(place, GONE[str(event["type"])])

    on_event(app, "app_home_opened", seen, opened)
    for kind in GONE:
        on_event(app, kind, seen, lost)


def _hear_commands(app: AsyncApp, service: Service) -> None:
    @app.command(re.compile("/"))
    async def command(
        ack: AsyncAck, body: Body, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        await ack()
        asked = of_command(body, str(context.team_id))
        await service.command(str(body["command"]), str(body.get("text") or ""), asked, client)


def _hear_buttons(app: AsyncApp, service: Service, home: Home) -> None:
    @app.action(re.compile(f"^(digest|{TURN})\\."))
    async def button(
        ack: AsyncAck, body: Body, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        await ack()
        pressed = body["actions"][0]
        found = ACTION_ID.fullmatch(pressed["action_id"])
        action, value = found[1] if found else "", str(pressed.get("value") or "")
        team_id, view = str(context.team_id), body.get("view") or {}
        if view.get("type") == "home":
            await home.press(action, value, body, team_id, client)
            return
        asked = of_press(body, team_id)
        if asked is None:
            return
        if not view:
            await service.press(action, value, asked, client)
            return
        window = Window(client, str(view["id"]), view["title"]["text"])
        if found is None:
            await service.turn(int(value), carried_by(body), asked, client, window)
        else:
            await service.press_within(action, value, asked, client, window)


def _hear_forms(app: AsyncApp, service: Service) -> None:
    @app.view(re.compile("."))
    async def form(
        ack: AsyncAck, body: Body, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        view, carried = body["view"], carried_by(body)
        given = forms.filled_in(view["state"])
        kind, title = str(view["callback_id"]), view["title"]["text"]
        topic = service.topic_of(given.get("topic") or carried.get("topic"))
        if topic is not None and (faults := forms.faults(given, topic)):
            await ack(response_action="errors", errors=faults)
            return
        if kind == ASK.id:
            await ack()
        else:
            await ack(response_action="update", view=words_view(WAIT, title=title))
            await asyncio.sleep(SETTLES)
        asked = of_press(body, str(context.team_id))
        if asked is not None:
            window = Window(client, str(view["id"]), title)
            await service.submit(kind, given, carried, asked, client, window)
