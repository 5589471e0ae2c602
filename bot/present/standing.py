"""How the sources of a digest or answer stand today, as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from digests.model import Published, SourceCheck, SourceState
from digests.rechecking import Key, state_for

SAYS = {
    SourceState.UNCHANGED: "unchanged",
    SourceState.CHANGED_ELSEWHERE: "changed since; what is quoted still stands there",
    SourceState.CHANGED_UNDER_QUOTE: "changed since; words that are quoted no longer stand there",
    SourceState.GONE: "gone",
    SourceState.UNKNOWN: "could not be compared",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One source, as it was when it was last looked at."""

    n: int
    """Its number in the list of sources."""
    state: SourceState
    words: str
    checked_at: datetime
    reason: str | None
    """Why it is gone or could not be compared."""
    lost_claims: tuple[str, ...]
    """Ids of the statements whose words no longer stand there."""


def standings(published: Published, checks: Mapping[Key, SourceCheck]) -> dict[int, Standing]:
    """Return by number how the sources stand that were looked at again."""
    found = {}
    for source in published.provenance.sources:
        article = source.article
        check = checks.get((article.id, article.text_sha256))
        if check is not None:
            state = state_for(published, article.id, check)
            lost = [c.id for c in published.claims() if not check.lost.isdisjoint(c.quotes)]
            found[source.n] = Standing(
                n=source.n,
                state=state,
                words=SAYS[state],
                checked_at=check.checked_at,
                reason=check.reason,
                lost_claims=tuple(lost),
            )
    return found
