"""Subscribing a channel, and changing, pausing and ending its subscriptions."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.commands.finding import meant, pressed
from bot.commands.naming import clock_for, find_topic, title_of, zone_for
from bot.commands.panels import ICON, NO_ZONE, buttons, fact, fitting, subscription_panel
from bot.commands.requests import Person, Press, Request
from bot.commands.settings import SETTINGS, read_settings, settings_given
from bot.commands.subscribing import Desk
from bot.document import Lines, Panel, Shown
from digests.errors import UserError
from digests.model import Schedule, Subscription
from digests.schedule import FARTHEST

if TYPE_CHECKING:
    from bot.commands.reception import Reception

_REMEMBERED = 1_000
"""Ended subscriptions that can still be taken up again."""

Act = Callable[["Reception", Person, Subscription], Awaitable[Panel]]


async def subscribe(reception: "Reception", request: Request) -> Shown:
    """Subscribe the channel: weekly, Monday 09:00 in the person's zone, unless said otherwise."""
    written = (request.options.get("topic") or "").strip()
    if not written:
        ids = ", ".join(topic.id for topic in reception.catalogue.topics[:20])
        raise UserError(f"Say which topic: /digest subscribe TOPIC. Topics: {ids}.")
    topic = find_topic(reception.catalogue, written)
    person, channel = request.person, request.channel
    zone = await zone_for(person, channel, reception.subscriptions)
    schedule, fields = read_settings(request.options, Schedule(zone=zone or "UTC"), topic)
    made = await _desk(reception, person).subscribe(channel, topic, schedule, **fields)
    unknown = zone is None and "zone" not in settings_given(request.options)
    return subscription_panel(
        made,
        topic.title,
        said=f"This channel gets digests on {topic.title}.",
        zone=await clock_for(person, channel, reception.subscriptions),
        remarks=[NO_ZONE] if unknown else [],
    )


async def settings(reception: "Reception", request: Request) -> Shown:
    """Change what is given; with nothing given show how it stands, and who changed it last."""
    before = await meant(reception, request)
    if not settings_given(request.options):
        return await current(reception, request.person, before)
    topic = reception.catalogue.topic_by_id.get(before.topic_id)
    if topic is None:
        raise UserError("This topic is configured no more. End it: /digest unsubscribe")
    schedule, fields = read_settings(request.options, before.schedule, topic)
    desk = _desk(reception, request.person)
    after = await desk.change(before.id, schedule=schedule, **fields)
    said = "This was so already." if after == before else "The settings are changed."
    return await _panel(reception, request.person, after, said)


async def pause(reception: "Reception", person: Person, one: Subscription) -> Panel:
    """Send no more digests until it is resumed."""
    paused = await _desk(reception, person).pause(one.id)
    return await _panel(reception, person, paused, "The digests are paused.", "resume", "settings")


async def resume(reception: "Reception", person: Person, one: Subscription) -> Panel:
    """Send digests again; the next one covers the time of the pause, `FARTHEST` at most."""
    resumed = await _desk(reception, person).resume(one.id)
    days = FARTHEST.days
    said = f"The digests go on; the next one covers the time of the pause, {days} days at most."
    return await _panel(reception, person, resumed, said, "preview", "settings", "pause")


async def unsubscribe(reception: "Reception", person: Person, one: Subscription) -> Panel:
    """End a subscription, with a way back."""
    ended = await _desk(reception, person).unsubscribe(one.id)
    remembered = reception.ended
    remembered[ended.id] = ended
    while len(remembered) > _REMEMBERED:
        remembered.pop(next(iter(remembered)))
    title = title_of(reception.catalogue, one.topic_id)
    said = f"This channel gets no more digests on {title}."
    return Panel(
        title=title,
        icon=ICON,
        blocks=(Lines(lines=(fact(said),)), buttons(ended, "resubscribe")),
        summary=said,
    )


async def resubscribe(reception: "Reception", press: Press) -> Panel:
    """Take up a subscription that was just ended, as it was."""
    ended = reception.ended.get(press.value)
    if ended is None:
        raise UserError("It is too late to undo this. Make a new one: /digest subscribe TOPIC")
    if ended.channel not in press.places:
        raise UserError("That was another channel's subscription. Press the button there.")
    again = await _desk(reception, press.person).take_up(ended)
    del reception.ended[press.value]
    return await _panel(reception, press.person, again, "The digests come as before.")


def by_command(act: Act) -> Callable[["Reception", Request], Awaitable[Shown]]:
    """Return what a command does with the subscription that it means."""

    async def answer(reception: "Reception", request: Request) -> Shown:
        return await act(reception, request.person, await meant(reception, request))

    return answer


def by_button(act: Act) -> Callable[["Reception", Press], Awaitable[Shown]]:
    """Return what a button does with the subscription that it is about."""

    async def answer(reception: "Reception", press: Press) -> Shown:
        return await act(reception, press.person, await pressed(reception, press))

    return answer


async def current(reception: "Reception", person: Person, one: Subscription) -> Panel:
    """Show how a subscription is set, and who changed it last."""
    changes = await reception.subscriptions.changes(one.id)
    zone = await clock_for(person, one.channel, reception.subscriptions)
    return subscription_panel(
        one,
        title_of(reception.catalogue, one.topic_id),
        said=f"To change it: /digest settings, with any of {', '.join(SETTINGS)}.",
        zone=zone,
        changed=changes[-1] if changes else None,
        offered=(*fitting(one), "votes"),
    )


async def _panel(
    reception: "Reception", person: Person, one: Subscription, said: str, *offered: str
) -> Panel:
    return subscription_panel(
        one,
        title_of(reception.catalogue, one.topic_id),
        said=said,
        zone=await clock_for(person, one.channel, reception.subscriptions),
        offered=offered,
    )


def _desk(reception: "Reception", person: Person) -> Desk:
    return Desk(subscriptions=reception.subscriptions, by=person.id, now=reception.now())
