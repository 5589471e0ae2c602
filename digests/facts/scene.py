"""What the whole article says about its names: casing, people, who `the company` and `we` are."""

import re
from datetime import date
from functools import cached_property
from itertools import pairwise

from digests.facts import lexicon
from digests.facts.given import GIVEN
from digests.facts.names import Name, names
from digests.facts.tokens import tokens
from digests.model import Article, Tier
from digests.text.periods import periods

_CAPITAL = re.compile(r"(?<=[a-z0-9,;] )[A-Z][\w&-]*(?: [A-Z][\w&-]*)*")
_LOWER = re.compile(r"\b[a-z]{3,}\b")
_ROLE = "|".join(sorted(lexicon.ROLE_HEADS - lexicon.TIERS, key=len, reverse=True))
_PERSON = re.compile(
    r"\b((?:[A-Z][a-zà-ÿ'’-]+|[A-Z]\.)(?: (?:[A-Z][a-zà-ÿ'’.-]+|[A-Z]\.|de|van|von|der)){1,3})(?:, | \()(?:(?:the|a|an|its|our|former|"
    rf"[A-Z][\w&.]+['’]s) )?(?:[\w-]+ ){{0,2}}(?i:{_ROLE})\b"
)
_GIVEN_RUN = re.compile(
    r"\b([A-Z][a-zß-öø-ſ-]+)((?: [A-Z]\.)?(?: (?:de|van|von|der|el|bin))* [A-ZÀ-ÖØ-ÞĀ-ſ][a-zß-öø-ſ'’-]+(?:[A-Z][a-z]+)?)\b"
)
_PEOPLE_WITHIN = 20_000
"""So many characters are read for people; longer texts are transcripts and books."""

_OUTLET_TAIL = re.compile(
    r"(?:['’]s)?\s+(?:(?:engineering|research|official|developer|company|frontier|red|team|teaming|alignment|applied|ai)\s+)*"
    r"(?:blog|news|newsroom|updates|changelog|releases?|engineering|research|hub|feed|announcements|status|press)\b.*\Z",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:[A-Z][\w&+-]*[^\S\n]){1,4}(?:Foundation|Alliance|Consortium|Association|Council|Coalition)\b"
)
_LEADING = re.compile(
    r"\A(?:(?:The|In|At|As|And|Today|Joins?|Joining|Welcomes?|Welcoming|With|For|By|From)\s)+|\A.*\b(?:Joins|Welcomes|Leaves|Enters)\s(?:[Tt]he\s)?"
)


class Scene:
    """An article, and what its words show about one another. Computed as asked for."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.published = _dateline(article) or article.published_at.date()
        """The day that `today` means: of the dateline where there is one."""

    @cached_property
    def _runs(self) -> tuple[list[str], ...]:
        """The runs of capitals inside sentences of the body, headings left out."""
        lines = (line for line in self.article.body.splitlines() if not is_title_case(line))
        return tuple(run.split() for line in lines for run in _CAPITAL.findall(line))

    @cached_property
    def _capitals(self) -> frozenset[str]:
        return frozenset(word for run in self._runs for word in run)

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(pair for run in self._runs for pair in pairwise(run))

    @cached_property
    def _lowers(self) -> frozenset[str]:
        return frozenset(_LOWER.findall(self.article.body))

    @cached_property
    def _people(self) -> frozenset[str]:
        """Full names and surnames."""
        found: set[str] = set()
        text = self.article.text[:_PEOPLE_WITHIN]
        for match in _PERSON.finditer(text):
            words = match[1].split()
            if _may_be_person(words):
                found.update((match[1], words[-1]))
        for match in _GIVEN_RUN.finditer(text):
            words = match[0].split()
            if words[0].lower().split("-")[0] in GIVEN and _may_be_person(words):
                found.update((match[0], words[-1]))
        return frozenset(found)

    def is_name(self, word: str) -> bool:
        """Say whether it stands with a capital where position does not ask for one."""
        return word in self._capitals

    def is_run(self, before: str, word: str) -> bool:
        """Say whether the two words stand together so, in running text."""
        return (before, word) in self._pairs

    def is_word(self, low: str) -> bool:
        """Say whether it stands in lower case, and nowhere with a capital of its own."""
        return low in self._lowers and low.capitalize() not in self._capitals

    def is_person(self, words: str) -> bool:
        """Say whether this is a full name or surname of a person of the article."""
        return words in self._people

    @cached_property
    def publisher(self) -> str | None:
        """The organisation that says `we`: the outlet of a primary source."""
        if self.article.tier is not Tier.PRIMARY:
            return None
        name = _OUTLET_TAIL.sub("", self.article.outlet).strip()
        return name if name and name.lower() not in lexicon.GENERIC | lexicon.COMMON else None

    def quoted(self, at: int) -> bool:
        """Say whether the character stands inside somebody's direct speech."""
        text = self.article.text
        before = text[text.rfind("\n", 0, at) + 1 : at]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    @cached_property
    def title_names(self) -> tuple[Name, ...]:
        """The names of the title, in order."""
        title = self.article.title
        if not title or not self.article.text.startswith(title):
            return ()
        words = tokens(self.article.text, 0, len(title), self.published)
        return tuple(names(words, self, title_case=is_title_case(title)).values())

    @cached_property
    def group(self) -> str | None:
        """The one foundation, alliance … of the article; None where there are several."""
        runs = {_LEADING.sub("", run) for run in _GROUP.findall(self.article.text)}
        found = {run for run in runs if run.lower() not in lexicon.BODIES and " " in run}
        titled = {run for run in found if run in self.article.title}
        pool = titled or found
        return next(iter(pool)) if len(pool) == 1 else None

    def company(self, start: int) -> str | None:
        """Return whom `the company` at `start` plainly means: the title's subject, just named.

        Only where the sentence before opens with it, or speaks of nobody else.
        """
        subject = next((n for n in self.title_names if not n.person), None)
        if subject is None or re.search(r"\d", subject.text):
            return None
        before = self.article.text[max(self.article.body_start, start - 400) : start].rstrip()
        last = re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])|\n+", before)[-1]
        return subject.text if last.startswith((subject.text, f"The {subject.text}")) else None


def _dateline(article: Article) -> date | None:
    """Return the date of `BERLIN, 7 April 2026 –` where it is near the publication date."""
    opening = article.body[:140]
    marks = [mark.start() for mark in re.finditer(r"\s[—–-]{1,2}\s|\s?/PRNewswire/", opening)]
    if not marks:
        return None
    published = article.published_at.date()
    for period in periods(opening[: marks[-1]], published):
        if period.is_day and period.start < 60 and abs((period.first - published).days) <= 10:
            return period.first
    return None


def _may_be_person(words: list[str]) -> bool:
    lows = {word.lower() for word in words}
    return not lows & (
        lexicon.ORG_WORDS | lexicon.KNOWN | lexicon.ROLE_WORDS | lexicon.COMMON - {"will", "may"}
    )


_CAPITAL_FUNCTION = re.compile(r"\w (?:Is|Are|Has|The|And|For|With|Now|Out) ")


def is_title_case(text: str) -> bool:
    """Say whether a line sets its words in capitals, as headlines do."""
    if text.rstrip().endswith((".", ",", ";")):
        return False
    words = re.findall(r"\b[^\W\d_]{4,}\b", text)
    small = [word for word in words if not word[0].isupper()]
    if len(words) < 3 and not _CAPITAL_FUNCTION.search(text):
        return False
    if len(small) > 0.25 * len(words):
        return False
    return all(
        word in {"with", "from", "into", "over", "that", "your", "than", "about"} for word in small
    )
