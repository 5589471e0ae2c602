"""People's commands, buttons and forms: what is shown for each, and where."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands.naming import find_topic, zone_for
from bot.commands.presses import MANAGING
from bot.commands.reception import Reception
from bot.commands.requests import Person, Press, Request
from bot.commands.settings import read_settings, spelled
from bot.commands.subscribing import ALREADY
from bot.commands.table import COMMANDS, Command
from bot.document import Action, Actions, Panel, Shown
from bot.platforms.slack import forms
from bot.platforms.slack.asked import Asked
from bot.platforms.slack.forms import ASK, REPORT, SETTINGS, SUBSCRIBE
from bot.platforms.slack.people import People
from bot.platforms.slack.reading import read_command
from bot.platforms.slack.replying import PrivateReply
from bot.platforms.slack.windows import Window
from digests.errors import UserError
from digests.model import Schedule, Topic

CHANGE = "change"
"""Slack's own button under a subscription's settings: it opens the form."""
_PAGED = {"previous": "sources", "next": "sources"}
_IN_WINDOWS = {
    CHANGE: SETTINGS.title,
    REPORT.id: REPORT.title,
    ASK.id: ASK.title,
    **dict.fromkeys(("sources", *_PAGED), "Sources & quotes"),
}
"""Buttons whose answer opens in a window, with its title."""
_FORMS = (CHANGE, REPORT.id, ASK.id)
"""Buttons that open a form; in a window it opens on top."""
_SHARE = "share"
"""The one button by which whoever may not manage a channel posts in it."""
_CLEARED = {"tags": "none", "without": "none"}
"""What an empty field of a form means where there were tags."""
FAILED = (
    "Something went wrong on our side, and it has been noted. Try again in a minute. If it stays so,"
    " give whoever runs Citewire this reference: {}."
)

log = structlog.get_logger()


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
            if command.id == SUBSCRIBE.id:
                window = await Window.opened(client, asked.trigger, SUBSCRIBE.title)
                await guarded(lambda: self._subscribe(options, asked, client, window), window.say)
                return
            request = await self._request(command, options, asked, client)
            await reply.show(_with_change(await self.reception.answer(request)))

        await guarded(work, reply.say)

    async def press(self, action: str, value: str, asked: Asked, client: AsyncWebClient) -> None:
        """Do what a button of a message asks for."""
        reply = _reply(asked, client)

        async def work() -> None:
            if action == ASK.id:
                view = forms.question_form(carried=asked.carried(value=value))
                await Window.opened(client, asked.trigger, ASK.title, view=view)
            elif action in _IN_WINDOWS:
                window = await Window.opened(client, asked.trigger, _IN_WINDOWS[action])
                await guarded(lambda: self.fill(action, value, asked, client, window), window.say)
            else:
                await reply.show(_with_change(await self.pressed(action, value, asked, client)))

        await guarded(work, reply.say)

    async def press_within(
        self, action: str, value: str, asked: Asked, client: AsyncWebClient, window: Window
    ) -> None:
        """Do what a button of a window asks for; a form opens on top of it."""

        async def work() -> None:
            if action in _FORMS:
                above = await Window.pushed(client, asked.trigger, _IN_WINDOWS[action])
                await guarded(lambda: self.fill(action, value, asked, client, above), above.say)
            else:
                await self.fill(action, value, asked, client, window)

        await guarded(work, window.say)

    async def turn(
        self,
        page: int,
        carried: Mapping[str, Any],
        asked: Asked,
        client: AsyncWebClient,
        window: Window,
    ) -> None:
        """Show another page of what a window shows."""

        async def work() -> None:
            action, value = str(carried.get("action", "")), str(carried.get("value", ""))
            await self.fill(action, value, asked, client, window, page=page)

        await guarded(work, window.say)

    async def submit(
        self,
        form: str,
        given: Mapping[str, str],
        carried: Mapping[str, Any],
        asked: Asked,
        client: AsyncWebClient,
        window: Window,
    ) -> None:
        """Do what a form that was sent asks for; its window shows what came of it, an answer the channel."""
        reply = _reply(asked, client)

        async def work() -> None:
            words = given.get(forms.WORDS)
            if form == ASK.id:
                value = str(carried.get("value", ""))
                await reply.show(await self.pressed(form, value, asked, client, words=words))
                return
            if form == REPORT.id:
                value = given.get(forms.STATEMENT, "")
                shown = await self.pressed(form, value, asked, client, words=words)
            else:
                topic = given.get("topic") or str(carried.get("topic", ""))
                options = {**(_CLEARED if form == SETTINGS.id else {}), **given, "topic": topic}
                request = await self._request(COMMANDS[form], options, asked, client)
                shown = await self.reception.answer(request)
            await window.show(shown, carried=asked.carried())

        await guarded(work, reply.say if form == ASK.id else window.say)

    async def pressed(
        self,
        action: str,
        value: str,
        asked: Asked,
        client: AsyncWebClient,
        *,
        words: str | None = None,
    ) -> Shown:
        """Return what is shown for a button.

        Raises:
            UserError: it cannot be done; the text says what to do.
        """
        action = _PAGED.get(action, action)
        press = Press(
            action=action,
            value=value,
            person=await self.person(asked, client),
            channel=asked.channel,
            words=words,
            private=asked.private,
        )
        if action == _SHARE:
            place = asked.channel
            if muted := await self.people.muted(client, place.workspace_id, place.channel_id):
                raise UserError(muted)
        if action in MANAGING:
            press = replace(press, barred=await self._barred(asked, client))
        return await self.reception.press(press)

    def topic_of(self, topic_id: object) -> Topic | None:
        """Return a topic by its id."""
        return self.reception.catalogue.topic_by_id.get(str(topic_id))

    async def person(self, asked: Asked, client: AsyncWebClient) -> Person:
        """Return who asks, as far as Slack says it."""
        found = await self.people.profile(client, asked.channel.workspace_id, asked.person)
        name = (found.name if found else None) or asked.name
        return Person(id=asked.person, name=name, zone=found.zone if found else None)

    async def _request(
        self, command: Command, options: Mapping[str, str], asked: Asked, client: AsyncWebClient
    ) -> Request:
        return Request(
            command=command.id,
            person=await self.person(asked, client),
            channel=asked.channel,
            options=options,
            barred=await self._barred(asked, client) if command.manages else None,
            private=asked.private,
        )

    async def _barred(self, asked: Asked, client: AsyncWebClient) -> str | None:
        place = asked.channel
        return await self.people.barred(client, place.workspace_id, place.channel_id, asked.person)

    async def _subscribe(
        self, options: Mapping[str, str], asked: Asked, client: AsyncWebClient, window: Window
    ) -> None:
        """Fill the window with the form, or with why there is none."""
        if barred := await self._barred(asked, client):
            raise UserError(barred)
        person = await self.person(asked, client)
        catalogue = self.reception.catalogue
        topic = find_topic(catalogue, options["topic"])
        kept = await self.reception.subscriptions.subscriptions(channel=asked.channel)
        if any(one.topic_id == topic.id for one in kept):
            raise UserError(ALREADY.format(topic.title))
        zone = await zone_for(person, asked.channel, self.reception.subscriptions)
        typed = spelled(*read_settings(options, Schedule(zone=zone or "UTC"), topic))
        given = {**typed, "topic": topic.id}
        view = forms.schedule_form(SUBSCRIBE, catalogue, given, carried=asked.carried())
        await window.fill(view)

    async def fill(
        self,
        action: str,
        value: str,
        asked: Asked,
        client: AsyncWebClient,
        window: Window,
        *,
        page: int = 0,
    ) -> None:
        """Fill a window with what a button asks for.

        Raises:
            UserError: it cannot be done; the text says what to do.
        """
        if action in _FORMS:
            await window.fill(await self._form(action, value, asked, client))
            return
        shown = await self.pressed(action, value, asked, client)
        carried = asked.carried(action=action, value=value)
        await window.show(_with_change(shown), page=page, carried=carried)

    async def _form(
        self, action: str, value: str, asked: Asked, client: AsyncWebClient
    ) -> dict[str, object]:
        if action == ASK.id:
            return forms.question_form(carried=asked.carried(value=value))
        person = await self.person(asked, client)
        press = Press(action=action, value=value, person=person, channel=asked.channel)
        if action == REPORT.id:
            listed = await self.reception.statements(press)
            return forms.report_form(listed, carried=asked.carried())
        barred = await self._barred(asked, client)
        given = await self.reception.form(replace(press, barred=barred))
        carried = asked.carried(topic=given["topic"])
        return forms.schedule_form(SETTINGS, self.reception.catalogue, given, carried=carried)


async def guarded(
    work: Callable[[], Awaitable[None]], say: Callable[[str], Awaitable[None]]
) -> None:
    """Do the work; say what cannot be done, and of what went wrong a reference and no more."""
    try:
        await work()
    except UserError as error:
        await say(str(error))
    except Exception:
        reference = token_hex(4)
        log.exception("slack_request_failed", reference=reference)
        await say(FAILED.format(reference))


def _reply(asked: Asked, client: AsyncWebClient) -> PrivateReply:
    return PrivateReply(
        client,
        channel=asked.channel.channel_id,
        person=asked.person,
        response_url=asked.response_url,
        thread_ts=asked.thread_ts,
    )


def _with_change(shown: Shown) -> Shown:
    """Add the button that opens the form to the buttons of a subscription."""
    if not isinstance(shown, Panel):
        return shown
    blocks = [
        replace(block, actions=(*block.actions, _change(block.actions)))
        if isinstance(block, Actions) and any(one.id == "settings" for one in block.actions)
        else block
        for block in shown.blocks
    ]
    return replace(shown, blocks=tuple(blocks))


def _change(actions: tuple[Action, ...]) -> Action:
    value = next(one.value for one in actions if one.id == "settings")
    return Action(id=CHANGE, label="Change …", value=value)
