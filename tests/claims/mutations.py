"""Programs that make supported claims of a sentence, and that spoil a claim in one named way."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from digests.claims.lexicon import STOPS
from digests.model import Article, DraftClaim, QuotedWords
from digests.text.names import names, other_names
from digests.text.values import Kind, Value, values
from digests.text.words import stem

MONTHS = [
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
]
_AUX = re.compile(
    r"\b(is|are|was|were|has|have|had|will|can|could|should|would|may|might|does|did)\b (?!not\b|n't)"
)
_NEGATIONS = (
    (re.compile(r"\b(is|are|was|were|has|have|had|does|did|do|could|would|should|wo|ca)n['’]t\b"), r"\1"),
    (re.compile(r"\b(is|are|was|were|has|have|had|will|can|could|should|would|may|does|do|did) not\b"), r"\1"),
    (re.compile(r"\bcannot\b"), "can"),
    (re.compile(r"\b(?:never|no longer) "), ""),
    (re.compile(r"\bwithout\b"), "with"),
    (re.compile(r"\b(denied|denies)\b"), "confirmed"),
    (re.compile(r"\b(?:fails|failed) to "), ""),
)  # fmt: skip
_PLANS = (
    (re.compile(r"\b(?:plans|aims|intends|expects|hopes|wants|seeks) to (\w+)"), r"has \1ed"),
    (re.compile(r"\b(?:plan|aim|intend|expect|hope|want|seek) to (\w+)"), r"have \1ed"),
    (re.compile(r"\bwill (?!not)(?:be )?(\w+)"), r"\1"),
    (re.compile(r"\b(?:is|are) (?:going|planning|planned|set|expected|scheduled) to (\w+)"), r"\1"),
    (re.compile(r"\bwe['’]ll (\w+)"), r"we \1"),
)
_HEDGES = re.compile(
    r"\b(may|might|could|likely|probably|possibly|perhaps|potentially|reportedly) "
)
_SAID = (
    re.compile(r",? ?(?:according to|said|says) [^,.]+(?=\.?$)"),
    re.compile(r"^According to [^,]+, "),
)
_ROLES = (
    ("Chief Executive Officer", "Chief Technology Officer"), ("CEO", "CTO"), ("CTO", "CEO"),
    ("Vice President", "President"), ("President", "Chairman"), ("Director", "Secretary"),
    ("engineer", "manager"), ("founder", "investor"), ("professor", "student"),
    ("maintainer", "critic"), ("Platinum", "Gold"), ("member", "sponsor"),
)  # fmt: skip
_SUPERLATIVE = re.compile(r"\b(?:a|an) (?=[a-z]+ )")


_LISTED = re.compile(r"(?:,|,? ?(?:and|or|vs\.?|/|&|\+|[.]?x/)| ?[/&+] ?|\W+)? ?(?:the )?")
"""Between the items of a list, whose order says nothing."""


@dataclass(frozen=True)
class Pair:
    """A claim that its quote supports."""

    text: str
    article: Article
    quoted: QuotedWords
    how: str
    """How the claim was made of the quote: `verbatim`, `aside dropped` …."""

    def draft(self, text: str | None = None) -> DraftClaim:
        """Return the claim, or another text on the same quote."""
        return DraftClaim(text=self.text if text is None else text, quotes=(self.quoted,))


# --- supported ---------------------------------------------------------------


def supported_texts(sentence: str) -> dict[str, str]:
    """Return claims that the sentence supports, by how they were made of it."""
    made = {"verbatim": sentence}
    for how, change in _REWRITES.items():
        text = change(sentence)
        if text is not None and text != sentence and len(text.split()) >= 5:
            made[how] = text[0].upper() + text[1:] if sentence[:1].isupper() else text
    return made


def _sub(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Callable[[str], str | None]:
    compiled = re.compile(pattern)

    def change(text: str) -> str | None:
        return compiled.sub(new, text, count=1) if compiled.search(text) else None

    return change


def _plain_million(match: re.Match[str]) -> str:
    return f"{float(match[1]) * 1e6:,.0f}"


_WORD_NUMBERS = {
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "ten": "10",
}
_REWRITES: dict[str, Callable[[str], str | None]] = {
    "aside dropped": _sub(r" \((?![^)]*\b(?:not|if)\b)[^()]{3,60}\)", ""),
    "relative clause dropped": _sub(r", which (?![^,]*\b(?:said|says|according|if)\b)[^,.]+,", ""),
    "last clause dropped": _sub(r", (?:while|and|which) (?!.*\b(?:said|says|according|if|unless|whether|depending)\b)[^,]{15,}\.$", "."),
    "percent in words": _sub(r"(\d) ?%", r"\1 percent"),
    "thousands without comma": _sub(r"\b(\d{1,3}),(\d{3})\b(?!,)", r"\1\2"),
    "million in digits": _sub(r"(?<![\w$€£.-])(\d+(?:\.\d+)?) million\b", _plain_million),
    "number in digits": _sub(
        r"\b(" + "|".join(_WORD_NUMBERS) + r")\b(?= [a-z])(?!-)", lambda m: _WORD_NUMBERS[m[1]]
    ),
    "date turned": _sub(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}}), (\d{{4}})", r"\2 \1 \3"),
    "name spelled out": _sub(r"\bLLMs\b", "large language models"),
    "name abbreviated": _sub(r"\b(?:United States|Vice President)\b", lambda m: {"U": "US", "V": "VP"}[m[0][0]]),
    "marks changed": _sub(r"[’“”—–]", lambda m: {"’": "'", "“": '"', "”": '"'}.get(m[0], "-")),
}  # fmt: skip


# --- spoiled -----------------------------------------------------------------

Mutator = Callable[[Pair, random.Random, list[str]], str | None]


def _replace(text: str, value: Value, new: str) -> str:
    return text[: value.start] + new + text[value.end :]


def _pick(pair: Pair, rng: random.Random, *kinds: Kind) -> Value | None:
    found = [v for v in values(pair.text) if v.kind in kinds and re.search(r"\d", v.text)]
    return rng.choice(found) if found else None


def _other_digits(text: str, rng: random.Random) -> str:
    at = rng.choice([m.start() for m in re.finditer(r"\d", text)])
    digit = rng.choice([d for d in "123456789" if d != text[at]])
    return text[:at] + digit + text[at + 1 :]


def number_changed(pair: Pair, rng: random.Random, _: list[str]) -> str | None:
    value = _pick(pair, rng, Kind.NUMBER, Kind.MONEY)
    return _replace(pair.text, value, _other_digits(value.text, rng)) if value else None


def number_from_elsewhere(pair: Pair, rng: random.Random, _: list[str]) -> str | None:
    value = _pick(pair, rng, Kind.NUMBER, Kind.MONEY)
    if value is None:
        return None
    here = {v.key for v in values(pair.quoted.exact)}
    others = [
        v.text for v in values(pair.article.text) if v.kind is value.kind and v.key not in here
    ]
    return _replace(pair.text, value, rng.choice(others)) if others else None


def version_changed(pair: Pair, rng: random.Random, _: list[str]) -> str | None:
    value = _pick(pair, rng, Kind.VERSION)
    return _replace(pair.text, value, value.text + str(rng.randint(1, 9))) if value else None


def numbers_exchanged(pair: Pair, _rng: random.Random, _: list[str]) -> str | None:
    found = [v for v in values(pair.text) if v.kind in {Kind.NUMBER, Kind.MONEY, Kind.VERSION}]
    for one, other in pairwise(found):
        between = pair.text[one.end : other.start]
        if (one.key, one.unit, one.bound) != (
            other.key,
            other.unit,
            other.bound,
        ) and not _LISTED.fullmatch(between):
            text = _replace(pair.text, other, one.text)
            return _replace(text, one, other.text)
    return None


def unit_changed(pair: Pair, _rng: random.Random, _: list[str]) -> str | None:
    swaps = (
        (r"(?<=\d) ?%", " points"), (r"\bmillion\b", "billion"), (r"\bbillion\b", "million"),
        (r"\bGB\b", "MB"), (r"\bms\b", "seconds"), (r"\$(?=\d)", "€"), (r"\bhours\b", "days"),
        (r"\bpercent\b", "points"), (r"(?<=\d)[x×]\b", "%"), (r"(?<=\d)B\b", "M"), (r"(?<=\d)K\b", "M"),
    )  # fmt: skip
    for pattern, new in swaps:
        match = re.search(pattern, pair.text)
        if match and any(v.start <= match.start() <= v.end for v in values(pair.text)):
            return pair.text[: match.start()] + new + pair.text[match.end() :]
    return None


def date_changed(pair: Pair, rng: random.Random, _: list[str]) -> str | None:
    value = _pick(pair, rng, Kind.DATE)
    return _replace(pair.text, value, _other_digits(value.text, rng)) if value else None


def month_changed(pair: Pair, rng: random.Random, _: list[str]) -> str | None:
    for value in values(pair.text):
        month = next((m for m in MONTHS if m in value.text), None)
        if value.kind is Kind.DATE and month:
            new = rng.choice([m for m in MONTHS if m != month])
            return _replace(pair.text, value, value.text.replace(month, new))
    return None


def _name(pair: Pair, rng: random.Random) -> tuple[int, int, str] | None:
    found = [n for n in names(pair.text) if n.certain and n.start > 0]
    if not found:
        return None
    name = rng.choice(found)
    return name.start, name.end, name.text


def name_changed(pair: Pair, rng: random.Random, pool: list[str]) -> str | None:
    target = _name(pair, rng)
    known = f"{pair.article.title} {pair.quoted.exact}".lower()
    fresh = [name for name in pool if name.lower() not in known]
    if target is None or not fresh:
        return None
    start, end, _text = target
    return pair.text[:start] + rng.choice(fresh) + pair.text[end:]


def name_from_elsewhere(pair: Pair, rng: random.Random, _: list[str]) -> str | None:
    """Put in a name that the article has in another sentence or in its title."""
    target = _name(pair, rng)
    elsewhere = [
        n.text for n in names(pair.article.text)
        if n.certain and n.text.lower() not in STOPS and n.text.lower() not in pair.quoted.exact.lower()
    ]  # fmt: skip
    if target is None or not elsewhere:
        return None
    start, end, text = target
    new = rng.choice(elsewhere)
    related = {stem(w)[:3] for w in new.split()} & {stem(w)[:3] for w in text.split()}
    short = {"".join(w[0] for w in re.split(r"[ -]", n)).lower() for n in (new, text)}
    aliases = {text.lower(), *other_names(text), *other_names(f"{text}.")}
    if related or short & {new.lower(), text.lower()} or any(a in new.lower() for a in aliases):
        return None
    return pair.text[:start] + new + pair.text[end:]


def first_name_changed(pair: Pair, rng: random.Random, pool: list[str]) -> str | None:
    found = [n for n in names(pair.text)[:1] if n.start == 0 and (n.certain or n.text.isupper())]
    known = f"{pair.article.title} {pair.quoted.exact}".lower()
    fresh = [name for name in pool if name.lower() not in known]
    return rng.choice(fresh) + pair.text[found[0].end :] if found and fresh else None


def names_exchanged(pair: Pair, _rng: random.Random, _: list[str]) -> str | None:
    found = [n for n in names(pair.text) if n.certain]
    for one, other in pairwise(found):
        between = pair.text[one.end : other.start]
        if not _LISTED.fullmatch(between) and not set(one.text.lower().split()) & set(
            other.text.lower().split()
        ):
            return (
                f"{pair.text[: one.start]}{other.text}{between}{one.text}{pair.text[other.end :]}"
            )
    return None


def negation_added(pair: Pair, rng: random.Random, _: list[str]) -> str | None:
    found = list(_AUX.finditer(pair.text))
    if not found:
        return None
    match = rng.choice(found)
    new = rng.choice(["not ", "never ", "no longer "])
    return pair.text[: match.end()] + new + pair.text[match.end() :]


def negation_contracted(pair: Pair, rng: random.Random, _: list[str]) -> str | None:
    found = [m for m in _AUX.finditer(pair.text) if m[1] not in {"will", "can", "may", "might"}]
    if not found:
        return None
    end = rng.choice(found).end() - 1
    return f"{pair.text[:end]}n't{pair.text[end:]}"


def negation_removed(pair: Pair, _rng: random.Random, _: list[str]) -> str | None:
    for pattern, new in _NEGATIONS:
        if pattern.search(pair.text):
            return pattern.sub(new, pair.text, count=1)
    return None


def plan_made_fact(pair: Pair, _rng: random.Random, _: list[str]) -> str | None:
    for pattern, new in _PLANS:
        if pattern.search(pair.text):
            return pattern.sub(new, pair.text, count=1)
    return None


def hedge_dropped(pair: Pair, _rng: random.Random, _: list[str]) -> str | None:
    return _HEDGES.sub("", pair.text, count=1) if _HEDGES.search(pair.text) else None


def attribution_dropped(pair: Pair, _rng: random.Random, _: list[str]) -> str | None:
    for pattern in _SAID:
        text = pattern.sub("", pair.text, count=1)
        if text != pair.text and len(text.split()) >= 4:
            return text
    return None


def superlative_added(pair: Pair, rng: random.Random, _: list[str]) -> str | None:
    new = rng.choice(["the first ", "the largest ", "the leading ", "the only "])
    text = _SUPERLATIVE.sub(new, pair.text, count=1)
    return text if text != pair.text and new.split()[1] not in pair.quoted.exact else None


def role_changed(pair: Pair, _rng: random.Random, _: list[str]) -> str | None:
    for old, new in _ROLES:
        if re.search(rf"\b{old}\b", pair.text) and new.lower() not in pair.quoted.exact.lower():
            return re.sub(rf"\b{old}\b", new, pair.text, count=1)
    return None


MUTATORS: dict[str, Mutator] = {
    mutate.__name__: mutate
    for mutate in (
        number_changed, number_from_elsewhere, version_changed, numbers_exchanged, unit_changed,
        date_changed, month_changed, name_changed, name_from_elsewhere, first_name_changed,
        names_exchanged, negation_added, negation_contracted, negation_removed, plan_made_fact,
        hedge_dropped, attribution_dropped, superlative_added, role_changed,
    )
}  # fmt: skip
