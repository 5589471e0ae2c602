"""Votes on digests and stories: cast, shown with what they move, and taken back."""

from typing import TYPE_CHECKING

from bot.commands.published import GONE, posted, read_place
from bot.commands.requests import Press
from bot.delivery import leanings_of
from bot.document import Action, Actions, Line, Lines, Panel, Remark, Style, Text
from bot.present.wording import count
from digests.errors import UserError
from digests.model import Aspect, Digest, Leaning, Vote, VotedStory
from digests.sections.leaning import A_VOTE, FADED_AFTER, MOST

if TYPE_CHECKING:
    from bot.commands.reception import Reception

NOT_POSTED = "This digest was not posted here, so this channel cannot vote on it."
RULE = (
    f"Each vote moves stories with the same tags or outlets by {A_VOTE} % of their weight, by {MOST} % at"
    " most, and fades within half a year. It changes the order and what is cut, never what is said."
)


async def up(reception: "Reception", press: Press) -> Panel:
    """Vote for a digest or a story, or take that back."""
    return await _cast(reception, press, 1)


async def down(reception: "Reception", press: Press) -> Panel:
    """Vote against a digest or a story, or take that back."""
    return await _cast(reception, press, -1)


async def _cast(reception: "Reception", press: Press, value: int) -> Panel:
    """Cast a vote, in the channel that the digest was posted in.

    Raises:
        UserError: what is voted on is not kept, or was not posted here.
    """
    place = read_place(press.value)
    digest = await reception.store.digest(place.published_id)
    if digest is None:
        raise UserError(GONE)
    message = await posted(reception, press, digest)
    if message is None:
        raise UserError(NOT_POSTED)
    stories = voted_stories(digest, place.story_id)
    if place.story_id is not None and not stories:
        raise UserError(GONE)
    vote = Vote(
        channel=message.channel,
        digest_id=await _first_version(reception, digest),
        story_id=place.story_id,
        person=press.person.id,
        value=value,
        at=reception.now(),
        stories=stories,
    )
    stands = await reception.feedback.cast(vote)
    what = "this story" if place.story_id else "this digest"
    if stands is None:
        said = f"Your vote on {what} is taken back."
    else:
        said = f"Your vote counts: {'more' if value > 0 else 'less'} like {what}."
    undo = "Press the same button again to take it back."
    return Panel(
        title="Your vote",
        icon="👍" if value > 0 else "👎",
        blocks=(
            Lines(lines=(Line(spans=(Text(text=said),)),)),
            Remark(id="rule", text=RULE if stands is None else f"{undo} {RULE}"),
        ),
        summary=said,
    )


async def _first_version(reception: "Reception", digest: Digest) -> str:
    """Return the id of what was corrected to become the digest: a vote on it is a vote on this one."""
    first, before = digest.id, digest.provenance.supersedes
    while before is not None:
        first, earlier = before, await reception.store.digest(before)
        before = earlier.provenance.supersedes if earlier else None
    return first


def voted_stories(digest: Digest, story_id: str | None) -> tuple[VotedStory, ...]:
    """Return what the stories of a digest, or the one that is named, are known by."""
    outlets = {source.article.id: source.article.outlet for source in digest.provenance.sources}
    return tuple(
        VotedStory(
            tags=item.tags,
            outlets=tuple(dict.fromkeys(outlets[one] for one in item.also[:1] if one in outlets)),
        )
        for section in digest.sections
        for item in section.items
        if item.story_id is not None and story_id in {None, item.story_id}
    )


async def votes(reception: "Reception", press: Press) -> Panel:
    """Show what the channel's votes move, and by how much."""
    return await _panel(reception, press)


async def undo_votes(reception: "Reception", press: Press) -> Panel:
    """Take back all votes of the channel."""
    gone = [await reception.feedback.undo_votes(channel) for channel in press.places]
    return await _panel(reception, press, f"{count(sum(gone), 'vote')} taken back.")


async def _panel(reception: "Reception", press: Press, done: str = "") -> Panel:
    now, places = reception.now(), press.places
    cast = await reception.feedback.votes(places, since=now - FADED_AFTER)
    moved = await leanings_of(places, reception.feedback, now=now)
    said = done or (
        f"Moved by {count(len(cast), 'vote')} of this channel:"
        if moved
        else "No vote moves this channel's digests."
    )
    lines = [Line(spans=(Text(text=said),)), *(_line(one) for of in moved.values() for one in of)]
    undo = Action(id="undo_votes", label="Take back all votes", value=press.channel.key)
    return Panel(
        title="What votes move here",
        icon="🗳️",
        blocks=(
            Lines(lines=tuple(lines)),
            Remark(id="rule", text=RULE),
            *((Actions(actions=(undo,)),) if cast else ()),
        ),
        summary=said,
    )


def _line(one: Leaning) -> Line:
    named = f"#{one.name}" if one.aspect is Aspect.TAG else one.name
    return Line(
        spans=(Text(text=named, style=Style.STRONG), Text(text=f"{one.percent:+d} %")), bullet=True
    )
