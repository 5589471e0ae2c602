"""What a query asks for. Anybody may write anything there: what does not fit is said, and passed over."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from starlette.datastructures import QueryParams

from digests.text.clean import one_line

LONGEST = 200
MOST_WORDS = 8
LAST_PAGE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A list's filter, as it is shown again and as it is used."""

    q: str
    tag: str
    what: str
    since: str
    until: str
    page: int
    """From 1."""
    remarks: tuple[str, ...]
    """What did not fit, for people."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words to look for."""
        return tuple(self.q.split()[:MOST_WORDS])

    @property
    def begins(self) -> datetime | None:
        """Midnight of the first day, UTC."""
        return _midnight(self.since)

    @property
    def ends(self) -> datetime | None:
        """Midnight after the last day, UTC."""
        found = _midnight(self.until)
        try:
            return found + timedelta(days=1) if found else None
        except OverflowError:
            return None

    def query(self) -> list[tuple[str, str]]:
        """Return the filter without its page, as a query has it."""
        given = (("q", self.q), ("tag", self.tag), ("what", self.what))
        return [pair for pair in (*given, ("from", self.since), ("to", self.until)) if pair[1]]


def asked_by(query: QueryParams) -> Asked:
    """Return what a query asks for."""
    remarks = []
    q, tag, what = (one_line(query.get(name, ""))[:LONGEST] for name in ("q", "tag", "what"))
    if len(q.split()) > MOST_WORDS:
        remarks.append(f"Only the first {MOST_WORDS} words were looked for.")
    days = {}
    for name in ("from", "to"):
        written = one_line(query.get(name, ""))
        midnight = _midnight(written)
        # As the field of a form has it: 20260413 and 2026-W16-1 are the same day.
        days[name] = midnight.date().isoformat() if midnight else ""
        if written and not midnight:
            remarks.append("A day is written as 2026-04-13; what was written was passed over.")
    number = query.get("page", "1")
    plain = number.isascii() and number.isdecimal() and len(number) <= 4
    return Asked(
        q=q,
        tag=tag,
        what=what,
        since=days["from"],
        until=days["to"],
        page=min(max(int(number), 1), LAST_PAGE) if plain else 1,
        remarks=tuple(dict.fromkeys(remarks)),
    )


def _midnight(written: str) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(written), time(), UTC)
    except ValueError:
        return None
