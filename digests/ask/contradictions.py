"""Whether two sentences of different articles contradict each other.

They do where they say the same of the same and differ in one value that both cannot have: an
amount, a day, a version that is needed, a grade, who holds an office; or where one denies what the
other states. Whatever leaves a doubt (other subjects, periods, versions; ranges, rounding, bounds)
is no contradiction: a false alarm costs more trust than a missed one.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from enum import StrEnum

from digests.ask.measures import Amount
from digests.ask.statements import Statement, statement
from digests.claims.thesaurus import opposites, synonyms
from digests.model import Article
from digests.stories.contrasts import contrast, marks
from digests.text.periods import Period
from digests.text.words import stem

SHARED = 0.75
"""Of the words of the sentence that has fewer: so many stand in the other one too."""
LEAST = 0.4
"""Of the words of the longer one; of an amount half of that, where the other has no word of its own."""
DENIED = 0.75
"""The same, where one denies what the other states: a denial is of the very words."""
WORDS = 2
"""So many words are shared at least, beside the value."""
NAMELESS = 4
"""So many where no name is shared: two figures of nobody in particular are of two."""
MONTH = 31
NEAR = timedelta(days=45)
"""An article tells of a period that is named elsewhere when it appears so soon after it."""
TERM = timedelta(days=60)
"""Two who take one office within it are rivals, not one after the other."""
_ONCE = frozenset(
    stem(word) for word in ("founded", "established", "born", "acquired", "created", "bought")
)
"""What happens once: another year is another account of it."""
_NEEDS = frozenset(stem(word) for word in ("requires", "required", "needs", "minimum"))


class Difference(StrEnum):
    """In what two sentences differ."""

    AMOUNT = "amount"
    DATE = "date"
    VERSION = "version"
    GRADE = "grade"
    PERSON = "person"
    DENIAL = "denial"


Said = tuple[Article, str]
"""A sentence and the article that it stands in."""


def contradiction(one: Said, other: Said) -> Difference | None:
    """Return in what the sentences contradict each other, None where both may be right."""
    if one[0].id == other[0].id or contrast(marks(one[0]), marks(other[0])):
        return None
    mine, theirs = (statement(text, _day(article)) for article, text in (one, other))
    if not (mine.asserts and theirs.asserts) or {mine.planned, theirs.planned} == {True, False}:
        return None
    days = _day(one[0]), _day(other[0])
    if mine.denied or theirs.denied:
        return Difference.DENIAL if _denial(mine, theirs, days) else None
    return next((found for found, differ in _DIFFERS.items() if differ(mine, theirs, days)), None)


def _day(article: Article) -> date:
    return article.published_at.date()


Days = tuple[date, date]


def _amount(mine: Statement, theirs: Statement, days: Days) -> bool:
    if not _same_matter(mine, theirs, short=LEAST / 2) or not _same_time(mine, theirs, days):
        return False
    if mine.versions != theirs.versions or mine.grade != theirs.grade:
        return False
    left, right = _unmatched(mine.amounts, theirs.amounts), _unmatched(theirs.amounts, mine.amounts)
    if len(left) != 1 or len(right) != 1 or not left[0].rivals(right[0]):
        return False
    return _subject(mine, left[0].start) == _subject(theirs, right[0].start)


def _date(mine: Statement, theirs: Statement, _days: Days) -> bool:
    if not _same_matter(mine, theirs) or mine.versions != theirs.versions:
        return False
    if mine.amounts or theirs.amounts or len(mine.dated) != 1 or len(theirs.dated) != 1:
        return False
    left, right = mine.dated[0], theirs.dated[0]
    if any(_overlap(one, other) for one in mine.periods for other in theirs.periods):
        return False
    if _length(left) > MONTH or _length(right) > MONTH or left.first.year != right.first.year:
        once = not _ONCE.isdisjoint(mine.words & theirs.words)
        return once and not (_is_part(left) or _is_part(right))
    return True


def _version(mine: Statement, theirs: Statement, days: Days) -> bool:
    left, right = mine.versions - theirs.versions, theirs.versions - mine.versions
    if len(left) != 1 or len(right) != 1 or not _same_time(mine, theirs, days):
        return False
    shared = mine.words & theirs.words
    if not shared & _NEEDS:
        return False
    return _same_matter(mine, theirs) and not _unmatched(mine.amounts, theirs.amounts)


def _grade(mine: Statement, theirs: Statement, _days: Days) -> bool:
    if not (mine.grade and theirs.grade) or mine.grade == theirs.grade:
        return False
    if _apart({*mine.names} - theirs.said, {*theirs.names} - mine.said):
        return False
    first = mine.names[:1] == theirs.names[:1]
    return first and len({*mine.names} & {*theirs.names}) >= WORDS


def _person(mine: Statement, theirs: Statement, days: Days) -> bool:
    if not mine.office or mine.office != theirs.office or not (mine.appoints and theirs.appoints):
        return False
    left = [name for name in mine.people if not _part_of(name, theirs)]
    right = [name for name in theirs.people if not _part_of(name, mine)]
    if len(left) != 1 or len(right) != 1:
        return False
    gone = {stem(word) for name in (*left, *right) for word in name.split()}
    ours, yours = {*mine.names} - gone, {*theirs.names} - gone
    return bool(ours & yours) and not _apart(ours, yours) and abs(days[0] - days[1]) <= TERM


def _denial(mine: Statement, theirs: Statement, days: Days) -> bool:
    if bool(mine.denied) is bool(theirs.denied) or len(mine.denied | theirs.denied) != 1:
        return False
    stated, word = (theirs if mine.denied else mine), next(iter(mine.denied | theirs.denied))
    if stated.negated or not _has(word, stated.words) or mine.versions != theirs.versions:
        return False
    if mine.certain.isdisjoint(theirs.certain):
        return False
    if _unmatched(mine.amounts, theirs.amounts) or _unmatched(theirs.amounts, mine.amounts):
        return False
    return _same_matter(mine, theirs, least=DENIED) and _same_time(mine, theirs, days)


_DIFFERS = {
    Difference.AMOUNT: _amount,
    Difference.DATE: _date,
    Difference.VERSION: _version,
    Difference.GRADE: _grade,
    Difference.PERSON: _person,
}


def _same_matter(
    mine: Statement, theirs: Statement, *, least: float = LEAST, short: float | None = None
) -> bool:
    """Say whether both tell the same of the same, whatever the value.

    `short` takes the place of `least` where one sentence has no word of its own.
    """
    if _apart({*mine.names} - theirs.said, {*theirs.names} - mine.said):
        return False
    if _apart(mine.labels, theirs.labels):
        return False
    few, many = sorted((mine.said, theirs.said), key=len)
    shared = [word for word in few if _has(word, many)]
    if short is not None and len(shared) == len(few):
        least = short
    if len(shared) < max(WORDS, SHARED * len(few), least * len(many)):
        return False
    if not any(word in mine.words or word in theirs.words for word in shared):
        return False
    if len(shared) < NAMELESS and {*mine.names}.isdisjoint(theirs.names):
        return False
    extra, more = few.difference(shared), many - few
    return not any(opposites(a, b) for a in extra for b in more)


def _has(word: str, others: AbstractSet[str]) -> bool:
    return word in others or any(synonyms(word, other) for other in others)


def _apart(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    """Say whether each side names somebody or something that the other does not."""
    left, right = {*mine}, {*theirs}
    return bool(left - right) and bool(right - left)


def _subject(of: Statement, at: int) -> str | None:
    """Return the last name before a place: whose amount it is."""
    return next((key for start, key in reversed(of.marked) if start < at), None)


def _part_of(name: str, other: Statement) -> bool:
    return {stem(word) for word in name.split()} <= {*other.names}


def _unmatched(mine: Iterable[Amount], theirs: Iterable[Amount]) -> list[Amount]:
    """Return the amounts that no amount of the other sentence agrees with."""
    others = [amount for amount in theirs if not amount.former]
    return [
        amount
        for amount in mine
        if not amount.former
        and not any(amount.unit == other.unit and amount.agrees(other) for other in others)
    ]


def _same_time(mine: Statement, theirs: Statement, days: Days) -> bool:
    """Say whether both may tell of one time: by the periods named, else by the publication."""
    if mine.periods and theirs.periods:
        return any(_overlap(one, other) for one in mine.periods for other in theirs.periods)
    named, day = (mine.periods, days[1]) if mine.periods else (theirs.periods, days[0])
    return not named or any(p.first - NEAR <= day <= p.last + NEAR for p in named)


def _overlap(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def _length(period: Period) -> int:
    return (period.last - period.first).days + 1


def _is_part(period: Period) -> bool:
    return MONTH < _length(period) < 365
