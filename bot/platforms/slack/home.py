"""A person's Home tab: what their channels get, when, and what they may do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.commands.panels import ICON, fact
from bot.commands.requests import Person
from bot.document import Actions, Lines, Panel, Remark, Shown
from bot.platforms.slack.asked import Asked
from bot.platforms.slack.calling import answer
from bot.platforms.slack.serving import CHANGE, Service, guarded
from bot.platforms.slack.windows import Window
from bot.render.panels import slack_panel
from bot.render.slack_view_limits import BLOCKS
from digests.errors import UserError

_IN_A_WINDOW = frozenset({"preview", "settings", CHANGE})
ENDED = "This subscription has ended."


class Home:
    """Shows people their home, and does what its buttons ask for."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def show(
        self,
        person_id: str,
        team_id: str,
        client: AsyncWebClient,
        *,
        done: Sequence[Remark | Actions] = (),
    ) -> None:
        """Show a person's home as it is now, or why it cannot be; `done` says what was just done."""

        async def publish(panel: Panel) -> None:
            told = replace(panel, blocks=(*done, *panel.blocks))
            call = client.views_publish(user_id=person_id, view=home_view(told))
            await answer(call, "views.publish", repeatable=True)

        async def say(words: str) -> None:
            lines = Lines(lines=(fact(words),))
            await publish(Panel(title="Citewire", icon=ICON, blocks=(lines,), summary=words))

        async def work() -> None:
            await publish(await self._panel(person_id, team_id, client))

        await guarded(work, say)

    async def _panel(self, person_id: str, team_id: str, client: AsyncWebClient) -> Panel:
        people, reception = self._service.people, self._service.reception
        profile = await people.profile(client, team_id, person_id)
        person = Person(
            id=person_id,
            name=(profile.name if profile else None) or person_id,
            zone=profile.zone if profile else None,
        )
        kept = await reception.subscriptions.subscriptions(workspace=f"slack/{team_id}")
        subscribed = {one.channel for one in kept}
        channels = await people.channels(client, team_id, person_id) if subscribed else {}
        return await reception.home(
            person,
            {place: name for place, name in channels.items() if place in subscribed},
            admin=bool(profile and profile.admin),
        )

    async def press(
        self, action: str, value: str, body: Mapping[str, Any], team_id: str, client: AsyncWebClient
    ) -> None:
        """Do what a button asks for in the channel of its subscription, and show the home anew."""
        person_id = str(body["user"]["id"])

        async def say(words: str) -> None:
            await self.show(person_id, team_id, client, done=[Remark(id="note", text=words)])

        async def fill(window: Window) -> None:
            asked = await self._asked(value, body, team_id)
            await self._service.fill(action, value, asked, client, window)

        async def work() -> None:
            if action in _IN_A_WINDOW:
                window = await Window.opened(client, body.get("trigger_id"), "Citewire")
                await guarded(lambda: fill(window), window.say)
                return
            asked = await self._asked(value, body, team_id)
            shown = await self._service.pressed(action, value, asked, client)
            await self.show(person_id, team_id, client, done=_done(shown))

        await guarded(work, say)

    async def _asked(self, value: str, body: Mapping[str, Any], team_id: str) -> Asked:
        place = await self._service.reception.place(value)
        # A value of another workspace's is nobody's business here.
        if place is None or place.workspace_id != team_id:
            raise UserError(ENDED)
        user = body["user"]
        return Asked(
            person=str(user["id"]),
            name=str(user.get("name") or user["id"]),
            channel=place,
            private=True,
            response_url=None,
            trigger=body.get("trigger_id"),
        )


def _done(shown: Shown) -> list[Remark | Actions]:
    """Return what was done, and the way back: the other buttons stand with their subscription."""
    back = [
        replace(block, actions=offered)
        for block in shown.blocks
        if isinstance(block, Actions)
        and (offered := tuple(one for one in block.actions if one.id == "resubscribe"))
    ]
    return [Remark(id="note", text=shown.summary), *back]


def home_view(panel: Panel) -> dict[str, object]:
    """Return the Home tab. Pure."""
    return {"type": "home", "blocks": slack_panel(panel, most=BLOCKS)}
