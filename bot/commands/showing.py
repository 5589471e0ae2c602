"""Digests on request: the next one, one now, and what came since a time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.commands.finding import meant, none_yet, pressed
from bot.commands.moments import read_moment
from bot.commands.naming import clock_for, find_topic, title_of
from bot.commands.panels import ICON, fact, labelled, moment
from bot.commands.requests import Press, Request
from bot.delivery import DigestMaker, Wanted, as_sent, deliveries_of, leanings_of, wanted_by
from bot.document import Action, Actions, Document, Lines, Panel, Shown
from bot.present import present
from bot.present.wording import count
from bot.render.notices import MESSAGES
from digests.errors import UserError
from digests.model import Channel, Digest, Subscription, Topic, Window
from digests.model.ids import content_id
from digests.schedule import FARTHEST, previous_due

if TYPE_CHECKING:
    from bot.commands.reception import Reception

_WEEK = timedelta(days=7)
_OF_A_POST = frozenset({"up", "down", "settings"})
"""Buttons that belong under what the whole channel sees."""


async def preview(reception: "Reception", request: Request) -> Shown:
    """Show the next digest as it would be posted; nothing is posted, and nothing changes."""
    wanted, _ = await _next(reception, request)
    return await _document(reception, await _make(reception, wanted, request.channel))


async def preview_of(reception: "Reception", press: Press) -> Shown:
    """Show the next digest of a subscription."""
    subscription = await pressed(reception, press)
    wanted = _of_subscription(reception, subscription)
    return await _document(reception, await _make(reception, wanted, subscription.channel))


async def now(reception: "Reception", request: Request) -> Shown:
    """Post the next digest at once; the schedule and what it covers stay as they are."""
    wanted, subscription = await _next(reception, request)
    channel = request.channel
    if channel.platform not in MESSAGES:
        raise UserError("Nothing can be posted here. Say /digest preview instead.")
    make, wanted = await _maker(reception, wanted, channel, posted=True)
    digest = await make(wanted)
    weeks = () if digest.quiet else await make.weeks(wanted)
    bodies = await as_sent(digest, reception.posted_url, weeks).bodies(channel.platform, ())
    # A double click is one post: the window ends on a minute, so its digest is the same.
    group = content_id("group", channel.key, digest.id, wanted.window.until.isoformat())
    deliveries = deliveries_of(
        bodies,
        group=group,
        channel=channel,
        subscription=subscription,
        digest_id=digest.id,
        now=reception.now(),
        told=request.person.id,
    )
    fresh = await reception.outbox.enqueue(deliveries)
    title = title_of(reception.catalogue, wanted.topic_id)
    said = f"The digest on {title} is on its way to this channel."
    if not fresh:
        said = f"The digest on {title} was asked for this minute, and is on its way already."
    rows = [fact(said), fact("The schedule is unchanged.")]
    return Panel(title=title, icon=ICON, blocks=(Lines(lines=tuple(rows)),), summary=said)


async def catchup(reception: "Reception", request: Request) -> Shown:
    """Show what the channel's topics brought since a time; by default since the last digest."""
    kept = await reception.subscriptions.subscriptions(channel=request.channel)
    kept = [one for one in kept if one.topic_id in reception.catalogue.topic_by_id]
    if not kept:
        raise UserError(none_yet(reception))
    zone = await clock_for(request.person, request.channel, reception.subscriptions)
    written = (request.options.get("since") or "").strip()
    since = read_moment(written, now=reception.now(), zone=zone) if written else None
    if since is not None and reception.now() - since > FARTHEST:
        raise UserError(f"I can catch up on the last {FARTHEST.days} days; give a later time.")
    made = [await _make(reception, _since(reception, one, since), one.channel) for one in kept]
    if len(made) == 1:
        return await _document(reception, made[0])
    lines, offered = [], []
    for subscription, digest in zip(kept, made, strict=True):
        title = title_of(reception.catalogue, subscription.topic_id)
        start = digest.window.since
        lines.append(labelled(f"{title}:", f"{_brought(digest)} since {moment(start, zone)}"))
        if not digest.quiet:
            value = f"{subscription.id}@{start.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"
            offered.append(Action(id="catchup", label=f"Show {title}", value=value))
    rows = [Actions(actions=tuple(offered))] if offered else []
    return Panel(
        title="What this channel's topics brought",
        icon=ICON,
        blocks=(Lines(lines=tuple(lines)), *rows),
        summary=f"{count(len(made), 'topic')}.",
    )


async def catchup_on(reception: "Reception", press: Press) -> Shown:
    """Show what one topic brought since the time that a button names."""
    kept_id, _, written = press.value.rpartition("@")
    subscription = await pressed(reception, replace(press, value=kept_id))
    try:
        since = datetime.fromisoformat(written).replace(tzinfo=UTC)
    except ValueError:
        raise UserError("This button does nothing any more. Say /digest catchup.") from None
    wanted = _since(reception, subscription, since)
    return await _document(reception, await _make(reception, wanted, subscription.channel))


async def _next(reception: "Reception", request: Request) -> tuple[Wanted, Subscription | None]:
    """Return the channel's next digest; of a topic that it does not get the last seven days."""
    written = (request.options.get("topic") or "").strip()
    if written:
        topic = find_topic(reception.catalogue, written)
        kept = await reception.subscriptions.subscriptions(channel=request.channel)
        found = [one for one in kept if one.topic_id == topic.id]
        if not found:
            return _of_topic(reception, topic), None
        return _of_subscription(reception, found[0]), found[0]
    subscription = await meant(reception, request)
    return _of_subscription(reception, subscription), subscription


def _of_subscription(reception: "Reception", subscription: Subscription) -> Wanted:
    until = _minute(reception.now())
    since = subscription.covered_until
    if since is None:
        # The first one reaches back to where one would have been due before it.
        first = previous_due(subscription.schedule, before=subscription.due_at or until)
        since = min(first, until - _WEEK)
    start = min(max(since, until - FARTHEST), until)
    return wanted_by(subscription, Window(since=start, until=until))


def _of_topic(reception: "Reception", topic: Topic) -> Wanted:
    until = _minute(reception.now())
    window = Window(since=until - _WEEK, until=until)
    return Wanted(topic_id=topic.id, window=window, format="brief", language="en")


def _since(reception: "Reception", subscription: Subscription, since: datetime | None) -> Wanted:
    """Return all that came since: who was away has not seen what the channel was shown."""
    wanted = _of_subscription(reception, subscription)
    until = wanted.window.until
    start = max(min(since, until), until - FARTHEST) if since else wanted.window.since
    return replace(wanted, window=replace(wanted.window, since=start), shown=())


async def _make(reception: "Reception", wanted: Wanted, channel: Channel) -> Digest:
    """Return the digest as the channel gets it: in the order that its votes make."""
    make, wanted = await _maker(reception, wanted, channel)
    return await make(wanted)


async def _maker(
    reception: "Reception", wanted: Wanted, channel: Channel, *, posted: bool = False
) -> tuple[DigestMaker, Wanted]:
    """Return what makes a channel's digest, and what the channel wants, as it leans.

    What one person alone is shown stands in no list, and nothing in it is watched from then on.
    """
    if wanted.topic_id not in reception.catalogue.topic_by_id:
        raise UserError("This topic is configured no more. End it: /digest unsubscribe")
    make = DigestMaker(
        feeds=reception.catalogue.feeds,
        topics=reception.catalogue.topic_by_id,
        store=reception.store,
        now=reception.now,
        version=reception.version,
        feedback=reception.feedback,
        writer=reception.writer,
        channel=channel.key,
        watching=reception.watching if posted else None,
        listed=posted,
    )
    leanings = await leanings_of([channel], reception.feedback, now=reception.now())
    return make, replace(wanted, leanings=leanings.get(channel.key, ()))


async def _document(reception: "Reception", digest: Digest) -> Document:
    """Return the digest as one person sees it."""
    document = present(digest, record_url=reception.record_url(digest))
    blocks = [
        replace(block, actions=tuple(a for a in block.actions if a.id not in _OF_A_POST))
        if isinstance(block, Actions)
        else block
        for block in document.blocks
    ]
    return replace(document, blocks=tuple(blocks))


def _brought(digest: Digest) -> str:
    if digest.quiet:
        return "nothing new"
    told = sum(len(section.items) for section in digest.sections if section.id == "stories")
    return count(told, "story", "stories") if told else count(len(digest.claims()), "statement")


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
