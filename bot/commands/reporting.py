"""*Report an error*: a person says which statement is wrong, and how."""

from typing import TYPE_CHECKING

from bot.commands.published import Place, find, read_place
from bot.commands.requests import Press
from bot.document import Line, Lines, Panel, Remark, Text
from bot.present.evidence import Numbered, statements_on
from digests.errors import UserError
from digests.model import ErrorReport, Published, ReportState
from digests.model.ids import content_id
from digests.text.clean import one_line

if TYPE_CHECKING:
    from bot.commands.reception import Reception

LONGEST = 1_000
MOST_OPEN = 10
"""Reports of one person that nobody has looked at."""
_LABEL = 75
"""Characters of a choice in a form: Slack's limit."""
_EMPTY = "Say in a few words what is wrong with the statement, then send it again."
_WHICH = "Say which statement is wrong: open Sources & quotes and press Report an error there."
_TAKEN_OUT = "That statement does not stand there, or not any more."
_MANY = "You have reported {n} errors that nobody has looked at yet. Wait for an answer to these."
_THANKS = "Thank you. A person will look at it, and you will be told what came of it."


async def report(reception: "Reception", press: Press) -> Panel:
    """Keep what a person says is wrong with a statement.

    Raises:
        UserError: nothing is said, or of no statement, or too often.
    """
    place = read_place(press.value)
    published = await find(reception, press, place.published_id)
    claim_id = place.claim_id
    if claim_id is None:
        shown = _shown(reception, published, place)
        if not shown:
            raise UserError(_TAKEN_OUT)
        if len(shown) != 1:
            raise UserError(_WHICH)
        claim_id = shown[0].claim.id
    if claim_id not in {claim.id for claim in published.claims()}:
        raise UserError(_TAKEN_OUT)
    words = one_line(press.words or "")[:LONGEST]
    if not words:
        raise UserError(_EMPTY)
    waiting = await reception.feedback.reports(state=ReportState.OPEN)
    theirs = [
        one
        for one in waiting
        if one.by == press.person.id and one.channel.workspace == press.channel.workspace
    ]
    if len(theirs) >= MOST_OPEN:
        raise UserError(_MANY.format(n=len(theirs)))
    kept = await reception.feedback.save_report(
        ErrorReport(
            id=content_id(
                "report", press.channel.workspace, press.person.id, published.id, claim_id, words
            ),
            at=reception.now(),
            by=press.person.id,
            channel=press.channel,
            published_id=published.id,
            claim_id=claim_id,
            words=words,
        )
    )
    return Panel(
        title="Reported",
        icon="📝",
        blocks=(
            Lines(lines=(Line(spans=(Text(text=_THANKS),)),)),
            Remark(id="report", text=f"Its number is {kept.id}."),
        ),
        summary=_THANKS,
    )


async def statements(reception: "Reception", press: Press) -> list[tuple[str, str]]:
    """Return (label, value) of each statement on the page that a button stands on.

    Raises:
        UserError: none stands there, or it is not for this person.
    """
    place = read_place(press.value)
    published = await find(reception, press, place.published_id)
    shown = _shown(reception, published, place)
    if not shown:
        raise UserError(_TAKEN_OUT)
    return [(_label(one), f"{published.id}/{one.claim.id}") for one in shown]


def _shown(reception: "Reception", published: Published, place: Place) -> list[Numbered]:
    return statements_on(
        published,
        page=place.page,
        story_id=place.story_id,
        record_url=reception.record_url(published),
    )


def _label(one: Numbered) -> str:
    label = f"{one.n}. {one_line(one.claim.text)}"
    return label if len(label.encode("utf-16-le")) // 2 <= _LABEL else f"{label[: _LABEL // 2]}…"
