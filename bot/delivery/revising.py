"""What is cited is looked at again; a source that changed under a quote, or is gone, makes a correction."""

from dataclasses import dataclass
from datetime import timedelta

from bot.delivery.replacing import Replacing, said_last
from digests.compose import with_changed_sources
from digests.model import Published, SourceCheck, Superseded
from digests.pipeline import Revisiting
from digests.rechecking import source_changes

EDITED_AGAIN = timedelta(days=7)
"""Messages of what was corrected since are looked for again: some were still on their way, or this
process was killed before it edited them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What a night came to."""

    checks: tuple[SourceCheck, ...]
    corrected: tuple[str, ...]
    """Ids of the new versions."""
    edits: int
    """Deliveries that were planned for them."""


async def revise(
    revisiting: Revisiting,
    replacing: Replacing,
    *,
    published_id: str | None = None,
    again: bool = False,
) -> Revision:
    """Look at what is due, correct what no longer stands, and edit what was posted of it, once.

    Killed at any point, it is finished by the next time: what is corrected follows from what is kept.
    """
    now = replacing.now
    checks = await revisiting.look(now=now, published_id=published_id, again=again)
    corrected = [
        version.id
        for published in await revisiting.concerned(now=now, published_id=published_id)
        if (version := await _corrected(published, revisiting, replacing))
    ]
    edits = 0
    for one in await replacing.feedback.superseded(since=now - EDITED_AGAIN):
        version = await replacing.newest(one.corrected)
        if version is not None and version.provenance.corrections:
            edits += await replacing.edit(version, said_last(version.provenance.corrections))
    return Revision(checks=tuple(checks), corrected=tuple(corrected), edits=edits)


async def _corrected(
    published: Published, revisiting: Revisiting, replacing: Replacing
) -> Published | None:
    """Keep and return the version that says what has changed; None where all is said."""
    # A night is long: a report may have been upheld since it was read.
    newest = await replacing.newest(published.id)
    if newest is None:
        return None
    changes = source_changes(newest, await revisiting.checks_of(newest))
    if not changes:
        return None
    now = replacing.now
    version = await replacing.save(with_changed_sources(newest, changes, at=now))
    await replacing.feedback.supersede(
        Superseded(corrected=newest.id, corrected_as=version.id, at=now)
    )
    return version
