"""What sets two articles apart though they share their words: days, outlet, versions, kinds."""

import re
from typing import NamedTuple

from digests.model import Article

NEAR_DAYS = 1.0
FAR_DAYS = 12.0
"""Reports of one event lie days apart, not weeks: nearness falls from the one to 0 at the other."""
SAME_OUTLET = 0.4
"""An outlet seldom reports one event twice under two titles, and words its entries alike."""
BARE_WORDS = 3
"""A title of so few words beside its version names a product and nothing else."""

SECONDS_A_DAY = 86_400

_VERSION = re.compile(
    r"(?:(?P<name>[^\W\d_][\w+]*)(?:\s+version)?[\s-]*)?"
    r"(?<![\w.,$€£])(?:v|version\s+)?(?P<number>\d+(?:\.\d+)+(?:[-.]?(?:rc|alpha|beta|dev)[-.]?\d*)?)"
    r"(?!\w|[.,]\d|\s*(?:%|per\s?cent|[mb]illion|trillion|[bm]n\b))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?P<name>[A-Z]\w*[A-Z]|(?i:part|episode|ep|issue|volume|vol|week|wave|round|season|day))"
    r"(?:-|\.?\s+#?)(?P<number>\d{1,4})\b(?![.,]\d|\s*%)"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_MEASURES = frozenset({"magnitude", "richter", "strength", "grade", "size"})
_VARIABLE = re.compile(
    r"\d+|\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_SECURITY = re.compile(
    r"\b(?:CVE-\d+|vulnerabilit(?:y|ies)|exploit(?:s|ed)?|zero-day|remote code execution|RCE"
    r"|security (?:flaw|hole|bug|advisory|issue)s?)\b",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"\b(?:releas(?:es?|ed|ing)|launch(?:es|ed|ing)?|introduc(?:es?|ed|ing)|unveil(?:s|ed)?"
    r"|debuts?|ships?|generally available|now available)\b",
    re.IGNORECASE,
)


class Marks(NamedTuple):
    """What tells an article's event from others of its kind, beside its words."""

    outlet: str
    """Case-folded."""
    day: float | None
    """Days since 1970; None where the day of first sight is all that is known."""
    versions: dict[str, frozenset[str]]
    """Product or series, lower-case, to the numbers named with it; "" where none is named."""
    template: str
    """The title with every number and month masked."""
    variables: tuple[str, ...]
    """What was masked."""
    is_bare: bool
    """Whether the title is hardly more than a product and its version."""
    kind: str
    """`security`, `release`, or empty where the title says neither or both."""


def marks(article: Article) -> Marks:
    """Read the marks off an article's title, outlet and date."""
    title = article.title
    lowered = title.lower()
    is_security, is_release = bool(_SECURITY.search(title)), bool(_RELEASE.search(title))
    versions = _versions(title)
    is_unknown = article.date_source == "first_seen"
    return Marks(
        outlet=article.outlet.casefold(),
        day=None if is_unknown else article.published_at.timestamp() / SECONDS_A_DAY,
        versions=versions,
        template=_VARIABLE.sub("#", lowered),
        variables=tuple(_VARIABLE.findall(lowered)),
        is_bare=bool(versions) and len(_WORD.findall(title)) <= BARE_WORDS,
        kind="" if is_security == is_release else "security" if is_security else "release",
    )


def contrast(first: Marks, second: Marks) -> bool:
    """Return whether the titles name two different events of one kind.

    Two versions of one product; two issues of one series; one outlet's title with another
    number or month; a product's release and its vulnerability.
    """
    if {first.kind, second.kind} == {"security", "release"}:
        return True
    is_same_outlet = first.outlet == second.outlet
    if is_same_outlet and first.template == second.template:
        return first.variables != second.variables
    if is_same_outlet or (first.is_bare and second.is_bare):
        own, others = _numbers(first), _numbers(second)
        return bool(own and others and own.isdisjoint(others))
    shared = first.versions.keys() & second.versions.keys() - {""}
    return any(first.versions[name].isdisjoint(second.versions[name]) for name in shared)


def closeness(first: Marks, second: Marks) -> float:
    """Return by how much days and outlets leave two articles near: 0 to 1.

    Unknown days keep nothing apart.
    """
    repeats = first.outlet == second.outlet and first.template != second.template
    factor = SAME_OUTLET if repeats else 1.0
    apart = days_apart(first, second)
    if apart is None or apart <= NEAR_DAYS:
        return factor
    return factor * max(0.0, (FAR_DAYS - apart) / (FAR_DAYS - NEAR_DAYS))


def days_apart(first: Marks, second: Marks) -> float | None:
    """Return the days between two publications, None where one of them is unknown."""
    if first.day is None or second.day is None:
        return None
    return abs(first.day - second.day)


def _versions(title: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for match in _VERSION.finditer(title):
        name = (match["name"] or "").lower()
        is_product = match["name"] and any(letter.isupper() for letter in match["name"])
        if name not in _MEASURES:
            found.setdefault(name if is_product else "", set()).add(_plain(match["number"]))
    for match in _NUMBERED.finditer(title):
        found.setdefault(match["name"].lower(), set()).add(match["number"])
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _plain(number: str) -> str:
    """Return a version without trailing zero parts: 0.11.0 is 0.11, and 0.10 stays."""
    return re.sub(r"(?:\.0)+\Z", "", number.lower())


def _numbers(of: Marks) -> frozenset[str]:
    return frozenset().union(*of.versions.values())
