"""The words of computed remarks: windows, counts, receipts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.dates import day, day_of_month, in_utc
from digests.model import (
    Coverage,
    Note,
    Reason,
    RejectedClaim,
    Shortfall,
    SourceState,
    Tier,
    Window,
    Wrote,
)
from digests.text.phrases import counted, grouped, phrase

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
    Note.VAGUE: "Reads as vague on who, what or when:",
    Note.AUTHORITY: "Reads as an authority in place of evidence:",
    Note.POPULARITY: "Reads as popularity in place of proof:",
    Note.TWO_OPTIONS: "Reads as leaving two options only:",
    Note.SCOPE_SHIFT: "Reads as a part here and the whole there:",
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
    Reason.EVENT: "an opinion with an event of its own",
    Reason.OPINION: "an opinion worded as a fact",
}


MOVED_BY_VOTES = "Order moved by this channel's votes"
WHY_IT_MATTERS = "Why it matters"
OPINION = "AI opinion"
"""Heads whatever is no fact but what a model makes of facts."""

_SHORT = {
    Shortfall.BUDGET: "the budget of the language model is reached",
    Shortfall.OUTAGE: "the language model did not answer",
    Shortfall.UNUSABLE: "nothing that the language model wrote could be matched to a quote",
}


def fell_short(
    shortfall: Shortfall, budget: str | None, *, told: int, written: int, language: str = "en"
) -> str:
    """Return `Quotes chosen by program, since …`, or how many of the stories `told` are not `written`."""
    why = budget or phrase(language, _SHORT[shortfall])
    if not written:
        return phrase(language, "Quotes chosen by program, since {why}", why=why)
    stories = counted(language, told, "story", "stories")
    words = "{n} of {stories} told by program alone, since {why}"
    return phrase(language, words, n=told - written, stories=stories, why=why)


def left_out_parts(titles: Sequence[str], *, written: bool, language: str = "en") -> str:
    """Return `Left out, as only a language model writes it: Full take`."""
    words = "Left out, as only a language model writes it: {parts}"
    if written:
        words = "Left out, as nothing that was written for it held: {parts}"
    named = some([phrase(language, title) for title in titles], language)
    return phrase(language, words, parts=named)


NOT_TRANSLATED = (
    "The quotes are in the languages of their sources; only a language model translates them"
)
TRANSLATED = "(AI translation)"
"""After a sentence that a model translated; its quotes are in the source's own words."""


NEW = "(new)"
"""After the headline of a story that the channel was not shown before."""


def developing(seen_on: date | None, more: int, language: str = "en") -> str:
    """Return `Developing: you saw this on 6 April 2026; 2 more reports`."""
    reported = counted(language, more, "more report", "more reports")
    if seen_on is None:
        return phrase(language, "Developing: {reports}", reports=reported)
    words = "Developing: you saw this on {day}; {reports}"
    return phrase(language, words, day=day(seen_on, language), reports=reported)


def not_heard_of(due: date | None, language: str = "en") -> str:
    """Return `not heard of since; it was to be by 4 May 2026`."""
    if due is None:
        return phrase(language, "not heard of since")
    words = "not heard of since; it was to be by {day}"
    return phrase(language, words, day=day(due, language))


def count(n: int, one: str, many: str | None = None) -> str:
    """Return `1 story`, `3 stories`."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def window_name(window: Window, language: str = "en") -> str:
    """Return `week of 6 April 2026`, or the first and the last day where it is not a week."""
    # A local week is an hour longer or shorter where the clocks change.
    if abs(window.until - window.since - _WEEK) <= _DST:
        return phrase(language, "week of {day}", day=day(window.since, language))
    first = in_utc(window.since)
    last = in_utc(max(window.since, window.until - timedelta(microseconds=1)))
    if (first.year, first.month, first.day) == (last.year, last.month, last.day):
        return day(last, language)
    if (first.year, first.month) == (last.year, last.month):
        start = phrase(language, "{day}–", day=first.day)
        return f"{start}{day(last, language)}"
    if first.year == last.year:
        return f"{day_of_month(first, language)} – {day(last, language)}"
    return f"{day(first, language)} – {day(last, language)}"


def receipt(coverage: Coverage, *, told: int | None = None, language: str = "en") -> str:
    """Return `7 of 7 feeds answered · 41 entries read · 3 stories · 0 statements left out`.

    Where fewer stories are `told` than were found, it says `7 of 19 stories`.
    """
    stories = counted(language, coverage.stories, "story", "stories")
    if told is not None and told < coverage.stories:
        stories = phrase(language, "{n} of {all}", n=grouped(language, told), all=stories)
    asked = coverage.feeds_ok + coverage.feeds_failed
    omitted = [_omitted(language, coverage.claims_dropped, "statement", "statements")]
    if coverage.unchanged:
        known = ("unchanged story", "unchanged stories")
        omitted.insert(0, _omitted(language, coverage.unchanged, *known))
    answered = "{n} of {feeds} answered"
    all_feeds = counted(language, asked, "feed", "feeds")
    feeds = phrase(language, answered, n=grouped(language, coverage.feeds_ok), feeds=all_feeds)
    if coverage.failed_feeds:
        names = some(coverage.failed_feeds, language)
        feeds += phrase(language, " (not {names})", names=names)
    entries = counted(language, coverage.entries_read, "entry", "entries")
    read = phrase(language, "{entries} read", entries=entries)
    return " · ".join((feeds, read, stories, *omitted))


def _omitted(language: str, n: int, one: str, many: str) -> str:
    return phrase(language, "{what} left out", what=counted(language, n, one, many))


def left_out(dropped: Sequence[RejectedClaim], language: str = "en") -> str:
    """Return `2 statements left out: no supporting quotation`, with every reason counted."""
    reasons = Counter(phrase(language, _LEFT_OUT[claim.reason]) for claim in dropped)
    head = _omitted(language, len(dropped), "statement", "statements")
    if len(reasons) == 1:
        return f"{head}: {next(iter(reasons))}"
    return f"{head}: {', '.join(f'{reason} ({n})' for reason, n in reasons.most_common())}"


def quiet(coverage: Coverage, window: Window, language: str = "en") -> str:
    """Return `Nothing new in 7 feeds since 6 April`."""
    feeds = counted(language, coverage.feeds_ok, "feed", "feeds")
    since = day_of_month(window.since, language)
    return phrase(language, "Nothing new in {feeds} since {day}", feeds=feeds, day=since)


def reports(kinds: Iterable[str], *, first: date | None = None, language: str = "en") -> str:
    """Return `3 reports: 1 primary · 1 press · 1 declares itself AI-written · first 7 April 2026`.

    The nearest to the event comes first, what a machine wrote last.
    """
    parts = Counter(kinds)
    named = [
        f"{n} {phrase(language, kind if n == 1 else kind.replace('declares itself', 'declare themselves'))}"
        for kind, n in sorted(parts.items(), key=lambda part: _nearness(part[0]))
    ]
    dated = [phrase(language, "first {day}", day=day(first, language))] if first else []
    total = counted(language, parts.total(), "report", "reports")
    return f"{total}: {' · '.join(named + dated)}"


def one_report(outlet: str, on: date, kind: str, language: str = "en") -> str:
    """Return `1 report: OpenAI · 7 April 2026 · primary`: who says it and when."""
    parts = (outlet, day(on, language), phrase(language, kind))
    return f"{counted(language, 1, 'report', 'reports')}: {' · '.join(parts)}"


def _nearness(kind: str) -> int:
    tiers = [tier.value for tier in Tier]
    return tiers.index(kind) if kind in tiers else len(tiers)


def some(names: Sequence[str], language: str = "en") -> str:
    """Return `A, B and C`, `A, B, C and 4 more`."""
    shown = list(names[:_NAMED_FEEDS])
    if rest := len(names) - len(shown):
        shown.append(phrase(language, "{n} more", n=rest))
    if len(shown) == 1:
        return shown[0]
    return f"{', '.join(shown[:-1])} {phrase(language, 'and')} {shown[-1]}"
