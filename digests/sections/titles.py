"""A source's own title as a headline."""

import re

from digests.model import Article
from digests.sections.deeds import deed
from digests.text.words import content_words

_SUFFIX = re.compile(r"\s+(?:[|·•»]|[-–—])\s+(?P<outlet>[^|·•»]{2,60})\Z")
_USELESS = re.compile(
    r"""(?ix)^(?:
    (?!introducing\b|announcing\b|launching\b|meet\b)(?:[\w@/.-]+\s+)?(?:(?-i:[A-Z])[\w@/.-]*\s+){0,2}(?:release\s+)?[\w@/.-]*?v?\d+(?:\.\d+)+[\w.-]*
    | (?:release|releases?\s+notes?|changelog|update|updates|news|home|blog|untitled|index|announcement|welcome|notice)\b.{0,12}
    | hello,?\s+world\W*
    | (?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2}(?:,)?\s+\d{4}
    )$"""
)
_TEACHING = re.compile(
    r"(?i)^(?:how\b|why\b|what\b|more\s+(?:on|about|details)\b|inside\b|a\s+(?:closer|deeper)\s+look|a\s+(?:guide|primer|look|deep\s+dive)|guide\b|introduction\s+to|intro\s+to|tutorial|getting\s+started"
    r"|understanding\b|(?:\d+|three|five|six|seven|eight|nine|ten|twelve)\s+(?:[\w-]+\s+){0,2}(?:ways|tips|tricks|things|habits|steps|rules|mistakes|reasons|best|lessons|questions|takeaways)\b|best\s+practices|top\s+\d+|the\s+ultimate"
    r"|episode\b|ep\.|podcast|q&a|ask\s|building\b|choosing\b|using\b|lessons\b)|\?\s*$|:\s+(?:a\s+)?(?:guide|tutorial|primer|deep\s+dive|best\s+practices)"
    r"|\bpodcast\b|\bwebinar\b|\btutorial\b|\bvs\.?\s"
)


_OPENS = re.compile(r"(?i)(?:introducing|announcing|launching|open[- ]sourcing)\b")
_NAME_ONLY = re.compile(r"(?:[A-Z0-9][\w.+-]*\s?){1,3}\Z")
_ADDRESS = re.compile(r"(?i)(?:you|your|you['’]re|i|i['’]m|i['’]ve|my)\b(?![/.-])")
"""`You're not alone`: somebody is spoken to, nobody named does anything."""
_PARTS = re.compile(r":\s+|\s[—–|]\s|,\s+(?=[A-Z])")
_NO_SUBJECT = re.compile(
    r"(?i)(?:beyond|from|inside|towards?|behind|on|in|at|for|with|without|how|why|what|when|where|(?:\w+ly\s+)?[\w-]+ing|the\s+(?:case|state|road|path|future|rise|art))\b"
)
"""`Beyond rate limits`, `Scaling access`: a part of a title that nobody does anything in."""
_STATES = re.compile(
    r"(?i)\b(?:launch(?:es|ed|ing)?|releas(?:es|ed|ing)|unveil(?:s|ed|ing)?|debuts|joins?|join(?:ed|ing)|acquir(?:es|ed|ing)|raises?|raised|sues?|sued"
    r"|appoints?|names|hires|leaves?|buys?|cuts|bans|wins?|won|opens|expands?|expanding|partners?\s+with|commits?|donat(?:es|ing)|backs|adds?|brings?|now\s+available|is\s+here|is\s+out"
    r"|ships|accuses?|warns?|says?|finds?|beats?|tops|reach(?:es|ed)|fixes|retires?|deprecat(?:es|ed|ing)|shuts?|leaks|exits|approves?|rules\s+(?:that|against|on)|fines|votes|signs|rolls?\s+out|plans?\s+to|will)\b"
)


def states_something(title: str) -> bool:
    """Return whether a title tells news by itself: somebody did something.

    `Harness engineering: leveraging Codex` names a text; a reader learns nothing from the name.
    """
    if is_useless(title) or is_teaching(title) or _ADDRESS.match(title):
        return False
    parts = [part for part in _PARTS.split(title) if not _NO_SUBJECT.match(part)]
    return _OPENS.match(title) is not None or any(_is_statement(part) for part in parts)


def introduced(title: str) -> str:
    """Return the name of the new thing where a title does no more than name it, else nothing."""
    opening = _OPENS.match(title)
    if opening:
        return _PARTS.split(title[opening.end() :])[0]
    return title if _NAME_ONLY.match(title.strip()) else ""


def _is_statement(part: str) -> bool:
    done = deed(f"{part[:1]}{part[1:].lower()}")
    return _STATES.search(part) is not None or (done is not None and done.happened)


def headline_text(article: Article) -> str:
    """Return the title without a trailing ` | Outlet`; not a word of it is changed."""
    match = _SUFFIX.search(article.title)
    if match is None or match.start() < 15:
        return article.title
    suffix = set(content_words(match["outlet"]))
    outlet = set(content_words(article.outlet))
    named = bool(suffix & outlet) or match["outlet"].replace(" ", "").lower() in (
        article.url_key or ""
    )
    return article.title[: match.start()] if named else article.title


def is_useless(title: str) -> bool:
    """Return whether a title says nothing: a bare version, `Release notes`, a date."""
    return not title.strip() or _USELESS.match(title.strip()) is not None


def is_teaching(title: str) -> bool:
    """Return whether a title promises a lesson, a question or a talk and not news."""
    return _TEACHING.search(title) is not None
