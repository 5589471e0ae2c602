"""Whether a cited text is still as it was quoted: what is looked at, and what a look means."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from digests.model import (
    Article,
    CitedText,
    Citing,
    PageGone,
    PageLook,
    PageText,
    PageUnseen,
    Published,
    Quote,
    SamePage,
    SourceChange,
    SourceCheck,
    SourceState,
)
from digests.text.clean import one_line
from digests.text.normal import find_all, normalise
from digests.text.phrases import phrase
from digests.text.sentences import sentences
from digests.text.urls import anchor, is_web_address

DAY = timedelta(hours=20)
"""No page is looked at twice in so long. Nights begin a little earlier or later."""
NIGHTS = 3
"""A page that was not reached on so many nights in a row is gone."""
SAME = 0.5
"""Share of the sentences beside the quotes that must still stand there: a consent wall, a teaser or
another page under the address has fewer, and says nothing about what is not on it."""
_FEW = 3
"""With fewer sentences beside the quotes, the title tells whether it is the page."""
_MOST = 60
_WORDS = 4
_TITLE = 80
_WITHDRAWN = re.compile(
    r"\b(?:retract(?:ed|ion)|withdrawn|taken down|(?:has|have) been (?:removed|deleted|unpublished))\b",
    re.IGNORECASE,
)
_NEVER_THERE = "its text came from the feed, and its page has other words"
_ELSEWHERE = "another text stands at its address"

Key = tuple[str, str]
"""Article id, hash of the version's text."""


def due_tonight(
    citing: Sequence[Citing],
    checks: Iterable[SourceCheck],
    *,
    now: datetime,
    most: int,
    most_of_host: int,
    again: bool = False,
) -> list[str]:
    """Return the ids of the articles to look at, the one that was looked at longest ago first.

    `again`: though they were looked at today.
    """
    last: dict[str, datetime] = {}
    for check in checks:
        last[check.article_id] = max(check.checked_at, last.get(check.article_id, check.checked_at))
    urls = {one.article_id: one.url for one in citing if one.url and is_web_address(one.url)}
    waiting = [one for one in urls if again or one not in last or now - last[one] >= DAY]
    waiting.sort(key=lambda one: (one in last, last.get(one, now), one))
    chosen: list[str] = []
    of_host: Counter[str] = Counter()
    for article_id in waiting:
        host = _host(urls[article_id] or "")
        if len(chosen) < most and of_host[host] < most_of_host:
            of_host[host] += 1
            chosen.append(article_id)
    return chosen


def is_silent(look: PageLook) -> bool:
    """Return whether a host gave no answer."""
    return isinstance(look, PageUnseen) and look.unreachable


def nobody_was_reached(looks: Iterable[PageLook]) -> bool:
    """Return whether the fault may be on our side: a night without any answer counts for nothing."""
    return all(is_silent(one) for one in looks if not isinstance(one, PageUnseen) or one.asked)


def judge(
    cited: CitedText, look: PageLook, before: SourceCheck | None, *, now: datetime, alone: bool
) -> SourceCheck | None:
    """Return what a look means for a cited text; None where nobody looked.

    `before` is what was found the last time; `alone` says that nobody was reached in this night.
    """
    known = before or SourceCheck(
        article_id=cited.article.id,
        text_sha256=cited.article.text_sha256,
        state=SourceState.UNKNOWN,
        checked_at=now,
    )
    seen = replace(known, checked_at=now, reason=None, failures=0)
    match look:
        case SamePage():
            return _stated(replace(seen, seen_at=now))
        case PageGone():
            return replace(seen, state=SourceState.GONE, reason=look.reason)
        case PageUnseen(asked=False):
            return None
        case PageUnseen(unreachable=False):
            return replace(seen, state=SourceState.UNKNOWN, reason=look.reason)
        case PageUnseen():
            first = before is None or now - before.checked_at >= DAY
            failures = known.failures + (1 if first and not alone else 0)
            gone = failures >= NIGHTS
            reason = f"not reached on {failures} nights in a row" if gone else look.reason
            state = SourceState.GONE if gone else SourceState.UNKNOWN
            return replace(seen, state=state, failures=failures, reason=reason)
        case PageText():
            return _compared(cited, look, seen)


def _compared(cited: CitedText, page: PageText, seen: SourceCheck) -> SourceCheck:
    article = cited.article
    standing = {quote for quote in cited.quotes if _stands(_words(quote, article), page)}
    missing = cited.quotes - standing
    kept = _share_kept(cited, page)
    expected = {
        quote for quote in missing if quote in seen.judged or _was_there(quote, article, kept)
    }
    if missing and not _is_the_page(article, page, kept):
        return replace(seen, state=SourceState.UNKNOWN, reason=_ELSEWHERE)
    found = replace(
        seen,
        seen_at=seen.checked_at,
        held=frozenset(standing),
        lost=frozenset(expected),
        differs=_differs(article, page),
        etag=page.etag,
        last_modified=page.last_modified,
    )
    if missing and not standing and not expected:
        return replace(found, state=SourceState.UNKNOWN, reason=_NEVER_THERE)
    return _stated(found)


def _stated(check: SourceCheck) -> SourceCheck:
    if check.lost:
        return replace(check, state=SourceState.CHANGED_UNDER_QUOTE)
    state = SourceState.CHANGED_ELSEWHERE if check.differs else SourceState.UNCHANGED
    return replace(check, state=state)


def _was_there(quote: Quote, article: Article, kept: float | None) -> bool:
    """Return whether the page had the quote, though nobody saw it there.

    A text that was taken from the page did. A feed's text has words of its own, unless the page has
    most of the others; a title may always be the feed's.
    """
    if quote.start < article.body_start:
        return False
    return _is_of_page(article) or (kept is not None and kept >= SAME)


def _is_of_page(article: Article) -> bool:
    return article.extractor != "feed" and not anchor(article.url or "")


def _is_the_page(article: Article, page: PageText, kept: float | None) -> bool:
    """Return whether the page still shows the article, rather than a wall or another page."""
    titled = bool(article.title) and _stands(article.title, page)
    if kept is not None and kept >= SAME:
        return True
    few = sum(1 for _ in sentences(article.body)) <= _FEW
    withdrawn = _WITHDRAWN.search(page.everything) and not _WITHDRAWN.search(article.text)
    return titled and bool(few or withdrawn)


def _share_kept(cited: CitedText, page: PageText) -> float | None:
    """Return how many of the sentences beside the quotes stand there; None where there are none."""
    article = cited.article
    others = [
        article.text[span.start : span.end]
        for span in sentences(article.text)
        if span.start >= article.body_start
        and not any(q.start < span.end and span.start < q.end for q in cited.quotes)
    ]
    others = [one for one in others if len(one.split()) >= _WORDS][:_MOST]
    return sum(_stands(one, page) for one in others) / len(others) if others else None


def _stands(words: str, page: PageText) -> bool:
    return any(
        _whole(text, start, end)
        for text in (page.body, page.everything, page.title)
        for start, end in find_all(text, words.strip())
    )


def _whole(text: str, start: int, end: int) -> bool:
    """Say whether the words end where a word does: `$40 m` does not stand in `$40 million`."""
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _differs(article: Article, page: PageText) -> bool:
    """Return whether the text is another one; of a feed's text a page is no version."""
    if not _is_of_page(article) or article.extractor != page.extractor:
        return False
    return _plain(article.body, article.title) != _plain(page.body, article.title)


def _plain(body: str, title: str) -> str:
    first, _, rest = body.partition("\n")
    return normalise(rest if first.strip() == title.strip() else body).text.strip()


def source_changes(published: Published, checks: Mapping[Key, SourceCheck]) -> list[SourceChange]:
    """Return what has changed under the statements of a digest or answer, and is not said of them yet."""
    said = {fix.claim_id for fix in published.provenance.corrections}
    found = []
    for source in published.provenance.sources:
        article = source.article
        check = checks.get((article.id, article.text_sha256))
        if check is None or check.state not in _WORDS_FOR:
            continue
        ids = tuple(
            claim.id
            for claim in published.claims()
            if claim.id not in said and any(_is_hit(q, article.id, check) for q in claim.quotes)
        )
        said.update(ids)
        if ids:
            what = phrase(
                published.language,
                _WORDS_FOR[check.state],
                outlet=one_line(article.outlet),
                title=_short(article.title),
            )
            found.append(SourceChange(claim_ids=ids, state=check.state, what=what))
    return found


_WORDS_FOR = {
    SourceState.CHANGED_UNDER_QUOTE: "{outlet} has changed “{title}” since: quoted words no longer"
    " stand there. They are kept, and marked.",
    SourceState.GONE: "“{title}” of {outlet} is no longer to be had at its address. What is quoted"
    " from it is kept, and marked.",
}


def state_for(published: Published, article_id: str, check: SourceCheck) -> SourceState:
    """Return the state of a source as a digest or answer quotes it.

    What has changed under another digest's quote has changed elsewhere for one that does not quote it.
    """
    if check.state in {SourceState.GONE, SourceState.UNKNOWN}:
        return check.state
    every = (quote for claim in published.claims() for quote in claim.quotes)
    quotes = {quote for quote in every if quote.article_id == article_id}
    if quotes & check.lost:
        return SourceState.CHANGED_UNDER_QUOTE
    if not (check.lost or check.differs):
        return check.state
    # What is too old to be looked after was not looked for.
    return SourceState.CHANGED_ELSEWHERE if quotes <= check.judged else SourceState.UNKNOWN


def _is_hit(quote: Quote, article_id: str, check: SourceCheck) -> bool:
    if quote.article_id != article_id:
        return False
    return check.state is SourceState.GONE or quote in check.lost


def _words(quote: Quote, article: Article) -> str:
    return article.text[quote.start : quote.end]


def _short(title: str) -> str:
    line = one_line(title) or "its text"
    return line if len(line) <= _TITLE else f"{line[:_TITLE].rpartition(' ')[0] or line[:_TITLE]}…"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
