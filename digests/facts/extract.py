"""From an article to its facts: rules over sentences, then dates, quotes, and one row an event."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from digests.facts import deals, endings, flaws, membership, people, products
from digests.facts.abstract import Abstract
from digests.facts.found import Found
from digests.facts.marks import read
from digests.facts.scene import Scene
from digests.model import Article, Fact, FactType, Modality, Quote
from digests.model.ids import content_id
from digests.text.glance import sentences_with
from digests.text.periods import Period, periods
from digests.text.sentences import Span

Rule = Callable[[Abstract, Scene], Iterator[Found]]

RULES: dict[FactType, tuple[tuple[str, ...], Rule]] = {
    FactType.JOINED: (membership.STEMS, membership.joined),
    FactType.LEFT: (people.LEFT_STEMS, people.left),
    FactType.APPOINTED: (people.APPOINTED_STEMS, people.appointed),
    FactType.RELEASED: (products.STEMS, products.released),
    FactType.ACQUIRED: (deals.ACQUIRED_STEMS, deals.acquired),
    FactType.FUNDED: (deals.FUNDED_STEMS, deals.funded),
    FactType.DEPRECATED: (endings.STEMS, endings.deprecated),
    FactType.VULNERABILITY: (flaws.STEMS, flaws.vulnerability),
    FactType.PARTNERED: (deals.PARTNERED_STEMS, deals.partnered),
}
"""Type -> the stems without which a sentence is not read for it, and the rule."""

_STEMS = {kind.value: stems for kind, (stems, _) in RULES.items()}

LONGEST = 700
"""A longer sentence, in characters, is a table, code or a list run together."""

SHORTEST = 15
FRESH = 1500
"""Further into the body, in characters, an undated move or deal is background as often as news."""

_TOLD_AS_HISTORY = frozenset(
    {FactType.JOINED, FactType.LEFT, FactType.APPOINTED, FactType.ACQUIRED, FactType.FUNDED}
)
_NOT_PROSE = re.compile(r"[{}<>|=]{2}|https?://|\(\)|::|->|\bSELECT\b")


def extract(article: Article) -> list[Fact]:
    """Return the events that the article's sentences state, in the order of the text.

    One row an event: where several sentences say it, the one in the body that says most. What is
    denied, asked or only supposed gives none; a plan stays a plan.
    """
    if article.language not in {None, "en"}:
        return []
    scene = Scene(article)
    title = Span(0, len(article.title)) if article.text.startswith(article.title) else Span(0, 0)
    spans = dict(sentences_with(article.text, _STEMS))
    if title.end:
        # A bare `vLLM 0.11.0` is a release without a verb.
        spans[title] = spans.get(title, frozenset()) | {FactType.RELEASED.value}
    found = [row for span, keys in spans.items() for row in _in_sentence(scene, span, keys)]
    return sorted(_best(found), key=lambda fact: (fact.quote.start, fact.type, fact.subject))


def _in_sentence(scene: Scene, span: Span, keys: frozenset[str]) -> Iterator[Fact]:
    words = scene.article.text[span.start : span.end]
    titled = span.start == 0
    if len(words) > LONGEST or words.isupper() or _is_instruction(words, scene.article):
        return
    if not titled and (len(words) < SHORTEST or _NOT_PROSE.search(words)):
        return
    abstract = read(scene, span.start, span.end)
    for kind in keys:
        for row in RULES[FactType(kind)][1](abstract, scene):
            fact = _fact(row, abstract, scene)
            if fact is not None:
                yield fact


def _is_instruction(words: str, article: Article) -> bool:
    """Say whether the sentence is, or holds, what was found to be meant for a language model."""
    marked = article.suspicious
    return marked is not None and (marked in words or words in marked)


def _fact(row: Found, abstract: Abstract, scene: Scene) -> Fact | None:
    first, last = _date(row, abstract, scene)
    passing = (
        row.background
        or _IN_PASSING.search(abstract.text[: row.at])
        or _long_ago(row, abstract, scene)
    )
    if passing and first is None and row.modality is not Modality.PLANNED:
        return None
    # Without a date of its own an event is as old as its report, unless it is still to come.
    deep = abstract.start > scene.article.body_start + FRESH and not abstract.headline
    silent = row.modality is Modality.PLANNED or (deep and row.type in _TOLD_AS_HISTORY)
    on = first or (None if silent else scene.published)
    return Fact(
        id=content_id("fact", row.type, row.subject, row.object or "", scene.article.id),
        type=row.type,
        subject=row.subject,
        object=row.object,
        role=row.role,
        people=row.people,
        affiliation=row.affiliation,
        amount=row.amount,
        on=on,
        on_until=last if first and last != first else None,
        modality=row.modality,
        quote=Quote(article_id=scene.article.id, start=abstract.start, end=abstract.end),
    )


def _long_ago(row: Found, abstract: Abstract, scene: Scene) -> bool:
    """`By 1999, it shipped`: what opens with an old date that is not the event's is history."""
    return any(
        at < row.at and (scene.published - period.last).days > LONG_AGO
        for at, period in abstract.periods()
    )


LONG_AGO = 400
"""Days."""

_IN_PASSING = re.compile(
    r"\b(?:when|since|as|back when|ever since|originally|previously|formerly|once|years ago|after|who|which)(?: [^,;]{0,40})?\s\Z"
)
_ABOUT_ELSE = re.compile(
    r"(?:since|until|through|before|after|from|founded in|by|established in|started in|ahead of|between|for)\s*\Z"
)


def _date(row: Found, abstract: Abstract, scene: Scene) -> tuple[date | None, date | None]:
    """Return the first and last day of the date that goes with the event, if the sentence has one."""
    ahead = row.modality is Modality.PLANNED or row.type is FactType.DEPRECATED
    best: tuple[int, date, date] | None = None
    for at, period in _periods(abstract, scene, ahead=row.modality is Modality.PLANNED):
        before = abstract.text[:at]
        if _ABOUT_ELSE.search(before) and not (
            ahead and before.endswith(("by ", "from ", "after "))
        ):
            continue
        if not ahead and period.first > scene.published:
            continue
        if (
            period.first <= scene.published <= period.last
            and period.last != period.first
            and not ahead
        ):
            continue
        distance = at - row.to if at >= row.to else (0 if at >= row.at else row.at - at + 20)
        if distance > 90 or _other_verb(abstract.text, row, at):
            continue
        if best is None or distance < best[0]:
            best = (distance, period.first, period.last)
    return (best[1], best[2]) if best else (None, None)


def _periods(abstract: Abstract, scene: Scene, *, ahead: bool) -> list[tuple[int, Period]]:
    """Return the sentence's dates by place; what is open is settled forwards for a plan."""
    found = abstract.periods()
    if not ahead or not found:
        return found
    later = periods(abstract.source[abstract.start : abstract.end], scene.published, ahead=True)
    settled = {period.start: period for period in later}
    return [(at, settled.get(period.start, period)) for at, period in found]


_VERB = re.compile(
    r"\b(?:founded|launched|raised|released|reported|acquired|signed|published|began|started|created|which|who)\b"
)


def _other_verb(text: str, row: Found, at: int) -> bool:
    """Say whether another event stands between the match and the date."""
    between = text[row.to : at] if at >= row.to else ""
    return bool(_VERB.search(between))


def _best(facts: list[Fact]) -> list[Fact]:
    """Keep one fact for each event: the fullest, then from the body, then the earliest."""
    kept: dict[tuple[str, str, str], Fact] = {}
    for fact in facts:
        key = (fact.type, _key(fact.subject), _key(fact.object or ""))
        rival = kept.get(key)
        if rival is None or _fullness(fact) > _fullness(rival):
            kept[key] = fact
    return list(kept.values())


def _key(name: str) -> str:
    return re.sub(r"\A(?:the|a) |[^\w.]+", "", name.lower())


def _fullness(fact: Fact) -> tuple[int, int, int]:
    slots = (fact.role, fact.amount, fact.affiliation, fact.people)
    return sum(bool(slot) for slot in slots), int(fact.quote.start > 0), -fact.quote.start
