"""The words of computed remarks: windows, counts, receipts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.dates import MONTHS, day, in_utc
from digests.model import Coverage, Note, Reason, RejectedClaim, SourceState, Tier, Window, Wrote

_WEEK = timedelta(days=7)
_NAMED_FEEDS = 3
_DST = timedelta(hours=1)

WROTE = {
    Wrote.DECLARED_AI: "declares itself AI-written",
    Wrote.DECLARED_AI_ASSISTED: "declares itself AI-assisted",
    Wrote.DECLARED_HUMAN: "states that a person wrote it",
}
"""What a source says of its own authorship; nothing is said where it is silent."""

UNKNOWN = "No statement found; authorship unknown"
"""What a fuller view says of a source that declares nothing."""

READS_AS = {
    Note.UNNAMED_SOURCE: "Reads as resting on an unnamed source:",
    Note.SUPERLATIVE: "Reads as a superlative without a figure:",
    Note.PLAN_AS_RESULT: "Reads as a plan worded as a result:",
    Note.BOILERPLATE: "Reads as press-release boilerplate:",
    Note.PARTIES_ONLY: "Reads as quoting only parties to the announcement:",
    Note.NUMBER_WITHOUT_BASE: "Reads as a number without base or date:",
}

SAYS = "says"
SAID_BEFORE = "said before"
"""Of a statement that a later source replaces in its own words."""

INSTRUCTS_MODELS = "contains instructions aimed at language models; only quoted"
"""Said of a source whose text speaks to a machine that reads it."""

SINCE = {
    SourceState.CHANGED_UNDER_QUOTE: "(the source has changed since)",
    SourceState.GONE: "(the source is gone since)",
}
"""Beside a statement whose source is no longer as it was quoted."""

_NO_QUOTE = "no supporting quotation"
_LEFT_OUT = {
    Reason.NOT_ELIGIBLE: "no eligible source",
    Reason.QUOTE_NOT_FOUND: _NO_QUOTE,
    Reason.QUOTE_TOO_SHORT: _NO_QUOTE,
    Reason.QUOTE_AMBIGUOUS: _NO_QUOTE,
    Reason.SUPPORT: _NO_QUOTE,
    Reason.VALUE: "a value that the quotation does not hold",
    Reason.NAME: "a name that the quotation does not hold",
    Reason.POLARITY: "the quotation says otherwise",
    Reason.MODALITY: "a plan worded as a fact",
    Reason.ATTRIBUTION: "words without their speaker",
    Reason.SUPERLATIVE: "a superlative that the quotation does not hold",
    Reason.MARKUP: "markup in the text",
}


MOVED_BY_VOTES = "Order moved by this channel's votes"

NEW = "(new)"
"""After the headline of a story that the channel was not shown before."""


def developing(seen_on: date | None, more: int) -> str:
    """Return `Developing: you saw this on 6 April 2026; 2 more reports`."""
    since = f"you saw this on {day(seen_on)}; " if seen_on else ""
    return f"Developing: {since}{count(more, 'more report')}"


def not_heard_of(due: date | None) -> str:
    """Return `not heard of since; it was to be by 4 May 2026`."""
    return f"not heard of since; it was to be by {day(due)}" if due else "not heard of since"


def count(n: int, one: str, many: str | None = None) -> str:
    """Return `1 story`, `3 stories`."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def window_name(window: Window) -> str:
    """Return `week of 6 April 2026`, or the first and the last day where it is not a week."""
    # A local week is an hour longer or shorter where the clocks change.
    if abs(window.until - window.since - _WEEK) <= _DST:
        return f"week of {day(window.since)}"
    first = in_utc(window.since)
    last = in_utc(max(window.since, window.until - timedelta(microseconds=1)))
    if (first.year, first.month, first.day) == (last.year, last.month, last.day):
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def receipt(coverage: Coverage, *, told: int | None = None) -> str:
    """Return `7 of 7 feeds answered · 41 entries read · 3 stories · 0 statements left out`.

    Where fewer stories are `told` than were found, it says `7 of 19 stories`.
    """
    stories = count(coverage.stories, "story", "stories")
    if told is not None and told < coverage.stories:
        stories = f"{told:,} of {stories}"
    asked = coverage.feeds_ok + coverage.feeds_failed
    omitted = [f"{count(coverage.claims_dropped, 'statement')} left out"]
    if coverage.unchanged:
        known = count(coverage.unchanged, "unchanged story", "unchanged stories")
        omitted.insert(0, f"{known} left out")
    feeds = f"{coverage.feeds_ok:,} of {count(asked, 'feed')} answered"
    if coverage.failed_feeds:
        feeds += f" (not {some(coverage.failed_feeds)})"
    return " · ".join(
        (
            feeds,
            f"{count(coverage.entries_read, 'entry', 'entries')} read",
            stories,
            *omitted,
        )
    )


def left_out(dropped: Sequence[RejectedClaim]) -> str:
    """Return `2 statements left out: no supporting quotation`, with every reason counted."""
    reasons = Counter(_LEFT_OUT[claim.reason] for claim in dropped)
    head = f"{count(len(dropped), 'statement')} left out"
    if len(reasons) == 1:
        return f"{head}: {next(iter(reasons))}"
    return f"{head}: {', '.join(f'{reason} ({n})' for reason, n in reasons.most_common())}"


def quiet(coverage: Coverage, window: Window) -> str:
    """Return `Nothing new in 7 feeds since 6 April`."""
    since = day(window.since).rpartition(" ")[0]
    return f"Nothing new in {count(coverage.feeds_ok, 'feed')} since {since}"


def reports(kinds: Iterable[str], *, first: date | None = None) -> str:
    """Return `3 reports: 1 primary · 1 press · 1 declares itself AI-written · first 7 April 2026`.

    The nearest to the event comes first, what a machine wrote last.
    """
    parts = Counter(kinds)
    named = [
        f"{n} {kind if n == 1 else kind.replace('declares itself', 'declare themselves')}"
        for kind, n in sorted(parts.items(), key=lambda part: _nearness(part[0]))
    ]
    dated = [f"first {day(first)}"] if first else []
    return f"{count(parts.total(), 'report')}: {' · '.join(named + dated)}"


def one_report(outlet: str, on: date, kind: str) -> str:
    """Return `1 report: OpenAI · 7 April 2026 · primary`: who says it and when."""
    return f"1 report: {outlet} · {day(on)} · {kind}"


def _nearness(kind: str) -> int:
    tiers = [tier.value for tier in Tier]
    return tiers.index(kind) if kind in tiers else len(tiers)


def some(names: Sequence[str]) -> str:
    """Return `A, B and C`, `A, B, C and 4 more`."""
    shown = list(names[:_NAMED_FEEDS])
    if rest := len(names) - len(shown):
        shown.append(f"{rest} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
