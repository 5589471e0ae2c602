"""What a channel, or a person, gets: the subscriptions with their next digests."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING

from bot.commands.finding import none_yet
from bot.commands.health import answered, health_lines, unwell
from bot.commands.naming import clock_for, title_of
from bot.commands.panels import ICON, buttons, fact, following, labelled
from bot.commands.requests import Person, Request
from bot.commands.schedules import spoken
from bot.document import Actions, Heading, Lines, Panel, Remark, Shown
from bot.present.wording import count
from digests.model import Channel, Subscription

if TYPE_CHECKING:
    from bot.commands.reception import Reception

Part = Heading | Lines | Remark | Actions


async def listed(reception: "Reception", request: Request) -> Shown:
    """Show the channel's subscriptions."""
    kept = await reception.subscriptions.subscriptions(channel=request.channel)
    zone = await clock_for(request.person, request.channel, reception.subscriptions)
    if not kept:
        words = none_yet(reception)
        return Panel(
            title="This channel", icon=ICON, blocks=(Lines(lines=(fact(words),)),), summary=words
        )
    blocks = [block for one in kept for block in _subscription(reception, one, zone)]
    return Panel(
        title="What this channel gets",
        icon=ICON,
        blocks=tuple(blocks),
        summary=f"{count(len(kept), 'subscription')}.",
    )


async def home(
    reception: "Reception", person: Person, channels: Mapping[Channel, str], *, admin: bool
) -> Panel:
    """Show a person what their channels get; to an admin also which feeds are unwell.

    `channels` are those that the person is in, each with its name as the person may see it.
    """
    blocks: list[Part] = []
    found = [
        one
        for workspace in dict.fromkeys(channel.workspace for channel in channels)
        for one in await reception.subscriptions.subscriptions(workspace=workspace)
        if one.channel in channels
    ]
    zone = await clock_for(person, found[0].channel, reception.subscriptions) if found else UTC
    for number, (channel, name) in enumerate(channels.items()):
        kept = [one for one in found if one.channel == channel]
        if kept:
            blocks.append(Heading(text=name, section_id=f"channel-{number}"))
        for one in kept:
            blocks += _subscription(reception, one, zone)
    said = f"Your channels get {count(len(found), 'digest')}."
    if not found:
        said = "None of your channels gets digests yet. Say /digest subscribe TOPIC in one."
    blocks.insert(0, Lines(lines=(fact(said),)))
    if admin:
        blocks += await _feeds(reception)
    return Panel(title="Citewire", icon=ICON, blocks=tuple(blocks), summary=said)


def _subscription(reception: "Reception", one: Subscription, zone: tzinfo) -> Iterator[Part]:
    title = title_of(reception.catalogue, one.topic_id)
    lines = [labelled("Next:", following(one, zone))]
    if one.topic_id not in reception.catalogue.topic_by_id:
        lines.append(fact("This topic is configured no more, so nothing comes."))
    yield Lines(lines=(labelled(f"{title}:", spoken(one.schedule)), *lines))
    yield buttons(one)


async def _feeds(reception: "Reception") -> Sequence[Part]:
    states = await reception.store.feed_states()
    feeds = reception.catalogue.feeds
    ill = unwell(feeds, states)
    heading = Heading(text="Feeds", section_id="feeds")
    lines = health_lines(ill, states, now=reception.now())
    return [heading, Lines(lines=(fact(answered(feeds, states)), *lines))]
