"""Where an article went, how feeds do, and what can be asked for."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.commands.health import answered, health_lines, unwell
from bot.commands.naming import find_topic
from bot.commands.panels import fact, labelled
from bot.commands.requests import Request
from bot.commands.table import COMMANDS, usage
from bot.commands.tracing import explain, trace
from bot.document import Heading, Line, Lines, Panel, Remark, Shown
from bot.present.wording import count, some, window_name
from digests.errors import UserError
from digests.model import Feed, Topic, Trace

if TYPE_CHECKING:
    from bot.commands.reception import Reception

_STAGES = {
    "feed": "Feed:",
    "article": "Article:",
    "topic": "Topic:",
    "story": "Story:",
    "digest": "Digest:",
}
_NAMED_DIGESTS = 5
PROMISES = (
    "The first line of every digest and answer says who wrote it: a program that chose quotes, or which model.",
    "I read no channel: only what you give with a command, and the buttons you press.",
)


async def why(reception: "Reception", request: Request) -> Shown:
    """Show where an article went, and why."""
    url = (request.options.get("url") or "").strip().strip("<>")
    if not url:
        raise UserError("Give the article's address: /digest why URL")
    found = await trace(url, reception.store)
    steps = explain(found, reception.catalogue, ids=False)
    if cited := await _digests(reception, found):
        steps.append(("digest", f"cited in {some(cited)}"))
    return Panel(
        title="Where this article went",
        icon="🔎",
        blocks=(Lines(lines=tuple(labelled(_STAGES[stage], what) for stage, what in steps)),),
        summary=steps[-1][1],
    )


async def feeds(reception: "Reception", request: Request) -> Shown:
    """Show the health of the feeds: the topic's own, and of the others those that are unwell."""
    topic = await _topic(reception, request)
    every = reception.catalogue.feeds
    states = await reception.store.feed_states()
    own = [feed for feed in every if topic is not None and _belongs(feed, topic)]
    others = [feed for feed in every if feed not in own]
    ill = unwell(others, states)
    now = reception.now()
    said = answered(every, states)
    blocks: list[Heading | Lines | Remark] = [Lines(lines=(fact(said),))]
    if own and topic is not None:
        blocks.append(Heading(text=f"{topic.title}’s own", section_id="own"))
        blocks.append(Lines(lines=tuple(health_lines(own, states, now=now))))
    if ill:
        blocks.append(Heading(text="Others that did not answer", section_id="ill"))
        blocks.append(Lines(lines=tuple(health_lines(ill, states, now=now))))
    words = "All feeds are read for every topic; an article's own words say where it belongs."
    blocks.append(Remark(id="hint", text=words))
    return Panel(
        title=f"Feeds of {topic.title}" if topic else "Feeds",
        icon="📡",
        blocks=tuple(blocks),
        summary=said,
    )


async def helped(reception: "Reception", _: Request) -> Shown:
    """Show what can be asked for, of which topics, and where to report a problem."""
    topics = reception.catalogue.topics
    asks = [
        labelled(f"/{one.id} QUESTION", f"— Ask about {one.title}", bullet=True) for one in topics
    ]
    remarks = [*PROMISES]
    if reception.report_to:
        remarks.append(f"Report a problem: {reception.report_to}")
    return Panel(
        title="What you can ask for",
        icon="💡",
        blocks=(
            Lines(lines=tuple(_rows())),
            Heading(text="Topics", section_id="topics"),
            Lines(lines=tuple(asks)),
            *(Remark(id="promise", text=text) for text in remarks),
        ),
        summary=f"{count(len(COMMANDS), 'command')}, {count(len(topics), 'topic')}.",
    )


def _rows() -> Iterator[Line]:
    for command in COMMANDS.values():
        yield labelled(usage(command), f"— {command.description}", bullet=True)


async def _topic(reception: "Reception", request: Request) -> Topic | None:
    """Return the topic that is named, or the only one that the channel gets."""
    if written := (request.options.get("topic") or "").strip():
        return find_topic(reception.catalogue, written)
    kept = await reception.subscriptions.subscriptions(channel=request.channel)
    return reception.catalogue.topic_by_id.get(kept[0].topic_id) if len(kept) == 1 else None


def _belongs(feed: Feed, topic: Topic) -> bool:
    return topic.id in feed.topics or feed.outlet in topic.match.outlets


async def _digests(reception: "Reception", found: Trace) -> Sequence[str]:
    """Return the names of the newest digests that cite an article."""
    names: dict[str, None] = {}
    for digest_id in found.digest_ids[:_NAMED_DIGESTS]:
        digest = await reception.store.digest(digest_id)
        if digest is not None:
            names[f"{digest.title}, {window_name(digest.window)}"] = None
    return list(names)
