"""Pictures drawn by program: bars and words at their places, with the same numbers as a table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.dates import MONTHS, day, short_day
from bot.present.momentum import momentum_title, momentum_words
from bot.present.wording import WROTE, count
from digests.model import Source, Tier, Wrote
from digests.pipeline import NewsWeek
from digests.text.clean import one_line
from digests.text.phrases import phrase

WIDTH = 640
ROW = 26
LEFT = 190
"""Where bars begin whose names stand before them."""
MOST_EVENTS = 15
_LONGEST = 26
_KINDS = {
    Wrote.DECLARED_HUMAN: "two",
    Wrote.UNKNOWN: "four",
    Wrote.DECLARED_AI_ASSISTED: "one",
    Wrote.DECLARED_AI: "three",
}
"""What a source says of who wrote it -> the class of its bar, in the order of the bars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A rectangle; `kind` is its class."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Words at a place."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is drawn, in units of about a pixel."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture with its words and its table."""

    picture: Picture
    title: str
    words: str
    """What it shows, for whoever does not see it."""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    table: str = "As a table"
    """What opens the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to somebody on a day."""

    on: date
    who: str
    what: str


def momentum_chart(title: str, weeks: Sequence[NewsWeek]) -> Drawn:
    """Return a topic's articles and stories week by week."""
    height, floor, top = 220, 180, 30
    most = max((week.articles for week in weeks), default=0) or 1
    step = WIDTH / max(len(weeks), 1)
    wide = min(step * 0.36, 48.0)
    bars, words = [Bar(x=0, y=floor, width=WIDTH, height=1, kind="axis")], []
    for at, week in enumerate(weeks):
        middle = step * (at + 0.5)
        for value, x, kind in (
            (week.articles, middle - wide, "one"),
            (week.stories, middle, "two"),
        ):
            tall = round((floor - top) * value / most, 1)
            bars.append(Bar(x=round(x, 1), y=floor - tall, width=wide - 2, height=tall, kind=kind))
            words.append(
                Word(x=round(x + wide / 2, 1), y=floor - tall - 5, text=str(value), anchor="middle")
            )
        label = short_day(week.since)
        words.append(
            Word(x=round(middle, 1), y=floor + 18, text=label, anchor="middle", kind="soft")
        )
    bars += [
        Bar(x=0, y=206, width=12, height=12, kind="one"),
        Bar(x=100, y=206, width=12, height=12, kind="two"),
    ]
    words += [Word(x=18, y=217, text="articles"), Word(x=118, y=217, text="stories")]
    return Drawn(
        picture=Picture(width=WIDTH, height=height, bars=tuple(bars), words=tuple(words)),
        title=momentum_title(title),
        words=momentum_words(weeks),
        heads=("Week of", "Articles", "Stories"),
        rows=tuple((day(w.since), f"{w.articles:,}", f"{w.stories:,}") for w in weeks),
    )


def sources_chart(sources: Iterable[Source], language: str = "en") -> Drawn:
    """Return how many sources of each tier say what of who wrote them."""
    counted = Counter((one.article.tier, one.authorship.status) for one in sources)
    tiers = [tier for tier in Tier if any(tier is one for one, _ in counted)]
    said = [wrote for wrote in _KINDS if any(wrote is one for _, one in counted)]
    names = {tier: phrase(language, tier.value) for tier in tiers}
    says = {wrote: phrase(language, WROTE.get(wrote, "nothing stated")) for wrote in said}
    of_tier = {tier: sum(counted[tier, wrote] for wrote in said) for tier in tiers}
    unit = (WIDTH - LEFT - 40) / max(of_tier.values(), default=1)
    bars: list[Bar] = []
    drawn: list[Word] = []
    for at, tier in enumerate(tiers):
        x, y = float(LEFT), at * ROW + 4
        drawn.append(Word(x=0, y=y + 15, text=names[tier]))
        for wrote in said:
            if wide := counted[tier, wrote] * unit:
                bars.append(
                    Bar(
                        x=round(x, 1),
                        y=y,
                        width=round(max(wide - 2, 1), 1),
                        height=20,
                        kind=_KINDS[wrote],
                    )
                )
                x += wide
        drawn.append(Word(x=round(x + 6, 1), y=y + 15, text=str(of_tier[tier])))
    y = len(tiers) * ROW + 12
    for at, wrote in enumerate(said):
        x = (at % 2) * (WIDTH / 2)
        line = y + (at // 2) * 22
        bars.append(Bar(x=x, y=line, width=12, height=12, kind=_KINDS[wrote]))
        drawn.append(Word(x=x + 18, y=line + 11, text=says[wrote]))
    told = (
        f"{names[tier]}: "
        + ", ".join(f"{counted[tier, w]} {says[w]}" for w in said if counted[tier, w])
        for tier in tiers
    )
    return Drawn(
        picture=Picture(
            width=WIDTH,
            height=y + 22 * ((len(said) + 1) // 2),
            bars=tuple(bars),
            words=tuple(drawn),
        ),
        title=phrase(language, "Sources by tier, and by what they say of who wrote them"),
        words=" · ".join(told),
        heads=(phrase(language, "Tier"), *says.values()),
        rows=tuple((names[tier], *(str(counted[tier, w]) for w in said)) for tier in tiers),
        table=phrase(language, "As a table"),
    )


def timeline_chart(title: str, events: Sequence[Event]) -> Drawn:
    """Return when each event was, the last `MOST_EVENTS` of them in order of time."""
    shown = sorted(events, key=lambda event: event.on)[-MOST_EVENTS:]
    first, last = shown[0].on, shown[-1].on
    span = max((last - first).days, 1)
    reach = WIDTH - LEFT - 110
    bars, words = [], []
    for at, event in enumerate(shown):
        x = round(LEFT + reach * (event.on - first).days / span, 1)
        y = at * ROW + 4
        bars.append(Bar(x=LEFT, y=y + 10, width=reach + 12, height=1, kind="axis"))
        bars.append(Bar(x=x, y=y + 4, width=12, height=12, kind="two"))
        words.append(Word(x=0, y=y + 15, text=_short(event.who)))
        words.append(Word(x=WIDTH, y=y + 15, text=_month(event.on), anchor="end", kind="soft"))
    left_out = len(events) - len(shown)
    more = f"; {count(left_out, 'earlier one')} not drawn" if left_out else ""
    return Drawn(
        picture=Picture(
            width=WIDTH, height=len(shown) * ROW + 8, bars=tuple(bars), words=tuple(words)
        ),
        title=f"{title}: when{more}",
        words=" · ".join(f"{day(e.on)}: {one_line(e.who)}, {e.what}" for e in shown),
        heads=("When", "Who", "What"),
        rows=tuple((day(e.on), one_line(e.who), one_line(e.what)) for e in shown),
    )


def _short(name: str) -> str:
    line = one_line(name)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _month(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}"
