"""A source's own title as a headline."""

import re

from digests.model import Article
from digests.text.words import content_words

_SUFFIX = re.compile(r"\s+(?:[|·•»]|[-–—])\s+(?P<outlet>[^|·•»]{2,60})\Z")
_USELESS = re.compile(
    r"""(?ix)^(?:
    [\w@/.-]*\s*(?:release\s+)?v?\d+(?:\.\d+)+[\w.-]*
    | (?:release|releases?\s+notes?|changelog|update|updates|news|home|blog|untitled|index|announcement|welcome|notice)\b.{0,12}
    | (?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2}(?:,)?\s+\d{4}
    )$"""
)
_TEACHING = re.compile(
    r"(?i)^(?:how\b|why\b|what\b|a\s+(?:guide|primer|look|deep\s+dive)|guide\b|introduction\s+to|intro\s+to|tutorial|getting\s+started"
    r"|understanding\b|(?:\d+|three|five|six|seven|eight|nine|ten|twelve)\s+(?:[\w-]+\s+){0,2}(?:ways|tips|tricks|things|habits|steps|rules|mistakes|reasons|best|lessons|questions|takeaways)\b|best\s+practices|top\s+\d+|the\s+ultimate"
    r"|episode\b|ep\.|podcast|q&a|ask\s|building\b|choosing\b|using\b|lessons\b)|\?\s*$|:\s+(?:a\s+)?(?:guide|tutorial|primer|deep\s+dive|best\s+practices)"
    r"|\bpodcast\b|\bwebinar\b|\btutorial\b|\bvs\.?\s"
)


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
