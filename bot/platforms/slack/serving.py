"""People's commands, buttons and forms: what is shown for each, and where."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands.reception import MANAGING, Reception
from bot.commands.reporting import statements
from bot.commands.requests import Person, Press, Request
from bot.document import Action, Actions, Document, Panel, Shown
from bot.platforms.slack import forms
from bot.platforms.slack.asked import Asked, carried_by
from bot.platforms.slack.forms import ASK, REPORT, SETTINGS, SUBSCRIBE, filled_in
from bot.platforms.slack.people import People
from bot.platforms.slack.reading import read_command
from bot.platforms.slack.replying import PrivateReply
from bot.platforms.slack.windows import Window
from bot.commands.table import Command
from digests.errors import CitewireError, UserError

CHANGE = "change"
"""The button of a settings panel that opens the form; Slack's own."""
PAGES = {"previous": "sources", "next": "sources"}
READ_IN_A_WINDOW = frozenset({"sources", *PAGES})
FAILED = (
    "Something went wrong on our side, and it has been noted. Try again in a minute. If it stays, give"
    " whoever runs Citewire this reference: {reference}."
)

log = structlog.get_logger()

Say = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Serves people by what the reception says."""

    reception: Reception
    people: People

    async def command(self, slash: str, text: str, asked: Asked, client: AsyncWebClient) -> None:
        """Do what a slash command asks for; a form is opened before anything else is asked."""
        reply = _reply(asked, client)

        async def work() -> None:
            command, options = read_command(slash, text, self.reception.catalogue.topics)
            if form := _form_of(command, options):
                window = await Window.opened(client, asked.trigger, form.title)
                await guarded(lambda: self._fill(form, options, asked, client, window), window.say)
                return
            request = await self._request(command, options, asked, client)
            await reply.show(with_change(await self.reception.answer(request)))

        await guarded(work, reply.say)

    async def press(self, action: str, value: str, asked: Asked, client: AsyncWebClient) -> None:
        """Do what a button of a message asks for."""
        reply = _reply(asked, client)

        async def work() -> None:
            if action == "ask":
                carried = asked.carried(value=value)
                view = forms.question_form(about="Only you see the answer.", private=carried)
                await Window.opened(client, asked.trigger, ASK.title, view=view)
            elif action in {CHANGE, "report"} | READ_IN_A_WINDOW:
                title = {CHANGE: SETTINGS.title, "report": REPORT.title}.get(action, "Sources & quotes")
                window = await Window.opened(client, asked.trigger, title)
                await guarded(lambda: self._window(action, value, asked, client, window), window.say)
            else:
                await reply.show(with_change(await self._pressed(action, value, asked, client)))

        await guarded(work, reply.say)

    async def press_in_window(
        self, action: str, value: str, asked: Asked, client: AsyncWebClient, view_id: str
    ) -> None:
        """Do what a button of a modal asks for; a form opens on top of it."""
        window = Window(client, view_id, "Citewire")

        async def work() -> None:
            if action in {CHANGE, "report"}:
                title = SETTINGS.title if action == CHANGE else REPORT.title
                above = await Window.pushed(client, asked.trigger, title)
                await guarded(lambda: self._window(action, value, asked, client, above), above.say)
            elif action in READ_IN_A_WINDOW:
                await self._window(action, value, asked, client, window)
            else:
                shown = await self._pressed(action, value, asked, client)
                await self._show(shown, asked, client, window)

        await guarded(work, window.say)

    async def submit(
        self, form: str, state: Mapping[str, Any], body: Mapping[str, Any], asked: Asked, client: AsyncWebClient
    ) -> None:
        """Do what a form that was sent asks for; its window shows what came of it."""
        given, carried = filled_in(state), carried_by(body)
        window = Window(client, str(body["view"]["id"]), "Citewire")
        reply = _reply(asked, client)

        async def work() -> None:
            match form:
                case ASK.id:
                    words = given.get(forms.WORDS)
                    shown = await self._pressed(
                        "ask", str(carried.get("value", "")), asked, client, words=words
                    )
                    await reply.show(shown)
                case REPORT.id:
                    shown = await self._pressed(
                        "report", given[forms.STATEMENT], asked, client, words=given.get(forms.WORDS)
                    )
                    await self._show(shown, asked, client, window)
                case _:
                    name = form if form == SUBSCRIBE.id else "settings"
                    options = {**({"topic": carried["topic"]} if "topic" in carried else {}), **given}
                    command = forms.command_of(name)
                    request = await self._request(command, options, asked, client)
                    await self._show(await self.reception.answer(request), asked, client, window)

        await guarded(work, reply.say if form == ASK.id else window.say)

    async def home(self, person_id: str, team_id: str, client: AsyncWebClient, note: str = "") -> None:
        """Show a person's home."""
        from bot.platforms.slack.home import home_view

        profile = await self.people.profile(client, team_id, person_id)
        person = Person(
            id=person_id, name=(profile and profile.name) or person_id, zone=profile and profile.zone
        )
        channels = await self.people.channels(client, team_id, person_id)
        admin = bool(profile and profile.admin)
        panel = await self.reception.home(person, channels, admin=admin)
        await client.views_publish(user_id=person_id, view=home_view(panel, note))
