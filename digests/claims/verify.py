"""The ladder from a sentence to a claim. The only maker of `Claim`."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from digests.claims.alignment import align, weight
from digests.claims.anchors import Surroundings, borrowed_fault, name_fault, value_fault
from digests.claims.cuts import cut_fault
from digests.claims.faults import Pairing, cue_fault, order_fault, word_fault
from digests.claims.modality import modality_of
from digests.claims.opinion import opinion_fault
from digests.claims.quotes import Fault, locate
from digests.claims.roles import role_fault
from digests.claims.terms import Term, terms
from digests.model import (
    Article,
    Check,
    Checks,
    Claim,
    ClaimKind,
    DraftClaim,
    Modality,
    Quote,
    Reason,
    RejectedClaim,
)
from digests.model.ids import content_id
from digests.text.normal import find_all, normalise
from digests.text.sentences import sentences

_MARKUP = ("http", "www.", "://", "](", "<", "@", "#:~:")
_CAUTION = (Modality.DONE, Modality.ANNOUNCED, Modality.PLANNED)
_ON_VALUES = frozenset({Reason.VALUE, Reason.NAME})


def verify(draft: DraftClaim, articles: Mapping[str, Article]) -> Claim | RejectedClaim:
    """Return the draft as a claim with true offsets, or the first fault that it has.

    `articles` are those of this run, by id. A verbatim extract (the text is its quote, or its
    quotes in order) needs no more than to stand there whole; of a part of a sentence, the rest
    must not take back what it says. Its modality is computed; a draft's own can only add caution.
    What a model worded (`written_by`) has no word of its own beside its quotes' and the titles', and
    leaves out nothing of their sentences that changes what is said, be it verbatim or not; unless it
    is an opinion: that has no number, name or event of its own (`opinion_fault`).
    """
    quotes = locate(draft, articles)
    if isinstance(quotes, Fault):
        return _reject(draft, quotes, Checks(quote=Check.FAILED))
    verbatim = _is_verbatim(draft, quotes, articles)
    fault = _form_fault(draft, quotes, articles, verbatim=verbatim)
    if fault is not None:
        return _reject(draft, fault, Checks(quote=Check.PASSED))
    pairing = _pair(draft, quotes, articles)
    if pairing is None:
        return _accept(draft, quotes, terms(draft.text), 1.0)
    fault = _fault(draft, pairing, _surroundings(quotes, articles), verbatim=verbatim)
    if fault is not None:
        values = Check.FAILED if fault.reason in _ON_VALUES else Check.PASSED
        polarity = Check.NOT_RUN if fault.reason in _ON_VALUES else Check.FAILED
        return _reject(draft, fault, Checks(quote=Check.PASSED, values=values, polarity=polarity))
    return _accept(draft, quotes, pairing.claim, 1.0 if verbatim else _carried(pairing))


def claim_id(text: str, quotes: Sequence[Quote]) -> str:
    """Return the id of a claim: of its text and its quotes' articles and offsets."""
    spans = (f"{quote.article_id}:{quote.start}:{quote.end}" for quote in quotes)
    return content_id("claim", text, *spans)


def _accept(
    draft: DraftClaim, quotes: tuple[Quote, ...], claim: Sequence[Term], support: float
) -> Claim:
    return Claim(
        id=claim_id(draft.text, quotes),
        text=draft.text,
        quotes=quotes,
        kind=draft.kind,
        attributed_to=draft.attributed_to,
        as_of=draft.as_of,
        modality=max(modality_of(claim), draft.modality or Modality.DONE, key=_CAUTION.index),
        checks=Checks(quote=Check.PASSED, values=Check.PASSED, polarity=Check.PASSED),
        support=support,
        headline=draft.headline,
        repairs=draft.repairs,
        written_by=draft.written_by,
        rests_on=draft.rests_on,
    )


def _reject(draft: DraftClaim, fault: Fault, checks: Checks) -> RejectedClaim:
    return RejectedClaim(draft=draft, reason=fault.reason, detail=fault.detail, checks=checks)


def _is_verbatim(
    draft: DraftClaim, quotes: Sequence[Quote], articles: Mapping[str, Article]
) -> bool:
    quoted = " ".join(articles[q.article_id].text[q.start : q.end] for q in quotes)
    if draft.text == quoted:
        return True
    return normalise(draft.text).text.strip() == normalise(quoted).text.strip()


def _form_fault(
    draft: DraftClaim,
    quotes: Sequence[Quote],
    articles: Mapping[str, Article],
    *,
    verbatim: bool,
) -> Fault | None:
    """Find what no text of ours may hold, and a speaker whom the source does not name."""
    if not draft.text.strip():
        return Fault(Reason.SUPPORT, "the claim has no text")
    hidden = next((c for c in draft.text if unicodedata.category(c) in {"Cc", "Cf"}), None)
    if hidden is not None and not (verbatim and draft.text in articles[quotes[0].article_id].text):
        return Fault(Reason.MARKUP, f"a hidden character (U+{ord(hidden):04X})")
    mark = next((mark for mark in _MARKUP if mark in draft.text.lower()), None)
    if mark is not None and not verbatim:
        return Fault(Reason.MARKUP, f"“{mark}” may only stand in a verbatim quote")
    if draft.attributed_to is None:
        return None
    speaker = draft.attributed_to
    for quote in quotes:
        article = articles[quote.article_id]
        start, end = _line(article, quote)
        named = f"{article.outlet}\n{article.byline or ''}\n{article.text[start:end]}"
        if find_all(named.lower(), speaker.lower()):
            return None
    return Fault(Reason.ATTRIBUTION, f"the quote's paragraph does not name “{speaker}”")


def _pair(
    draft: DraftClaim, quotes: Sequence[Quote], articles: Mapping[str, Article]
) -> Pairing | None:
    """Set the claim beside its quotes' sentences; None where it is exactly those."""
    contexts = [_context(articles[quote.article_id], quote) for quote in quotes]
    if draft.text == " ".join(contexts):
        return None
    quoted: list[Term] = []
    starts: set[int] = set()
    heads: set[int] = set()
    for context, quote in zip(contexts, quotes, strict=True):
        published = articles[quote.article_id].published_at.date()
        first, *rest = terms(context, published) or (None,)
        if first is not None:
            starts.add(len(quoted))
            heads |= {len(quoted) + at for at in _heads(context, (first, *rest))}
            quoted += [first._replace(breaks=bool(quoted)), *rest]
    published = articles[quotes[0].article_id].published_at.date()
    claim = terms(draft.text, published)
    ties = align(claim, quoted)
    return Pairing(claim, quoted, ties, frozenset(starts - {0}), frozenset(heads))


def _heads(context: str, read: Sequence[Term]) -> Iterator[int]:
    """Yield where in the terms of a context its sentences begin."""
    for span in sentences(normalise(context).text):
        at = next((at for at, term in enumerate(read) if term.start >= span.start), None)
        if at is not None:
            yield at


def _fault(
    draft: DraftClaim, pairing: Pairing, around: Surroundings, *, verbatim: bool
) -> Fault | None:
    """Find the first fault of values, names, order, cues and words, in the ladder's order."""
    if draft.kind is ClaimKind.ANALYSIS:
        return opinion_fault(draft.text, pairing, around)
    fault = None
    if not verbatim:
        fault = value_fault(pairing, around) or name_fault(pairing, around) or order_fault(pairing)
    question = draft.kind is ClaimKind.QUESTION and draft.text.rstrip().endswith("?")
    if fault is None and not question:
        fault = cue_fault(pairing, attributed=draft.attributed_to is not None)
    if fault is None and not verbatim:
        own = None if draft.written_by is None else frozenset(t.key for t in around.terms)
        fault = _modality_fault(draft, pairing) or word_fault(pairing, question=question, own=own)
    # A model chooses what it quotes: a piece of a sentence is cut as a claim is.
    if fault is None and draft.written_by is not None:
        attributed = draft.attributed_to is not None
        fault = (
            borrowed_fault(pairing, around)
            or role_fault(pairing, question=question)
            or cut_fault(pairing, question=question, attributed=attributed)
        )
    return fault


def _modality_fault(draft: DraftClaim, pairing: Pairing) -> Fault | None:
    if draft.modality is Modality.DONE and modality_of(pairing.quote) is Modality.PLANNED:
        return Fault(Reason.MODALITY, "the quote tells of a plan, the claim of a deed")
    return None


def _carried(pairing: Pairing) -> float:
    """Return the share of the claim's content that the quotes carry, in [0, 1]."""
    claim, quote, ties, *_ = pairing
    content = [i for i, term in enumerate(claim) if term.content]
    if not content:
        return 0.0
    tied = ((i, ties.quote_index(i)) for i in content)
    return sum(min(1.0, weight(claim[i], quote[j])) for i, j in tied if j is not None) / len(
        content
    )


def _surroundings(quotes: Sequence[Quote], articles: Mapping[str, Article]) -> Surroundings:
    cited = {quote.article_id: articles[quote.article_id] for quote in quotes}.values()
    days = tuple(article.published_at.date() for article in cited)
    titles = tuple(terms(article.title, day) for article, day in zip(cited, days, strict=True))
    outlets = (terms(article.outlet, day) for article, day in zip(cited, days, strict=True))
    found = tuple(term for part in (*titles, *outlets) for term in part)
    return Surroundings(found, days, titles)


def _context(article: Article, quote: Quote) -> str:
    """Return the whole sentences that the quote stands in."""
    if quote.start < article.body_start:
        return article.text[quote.start : quote.end]
    base, line_end = _line(article, quote)
    inside = [
        span
        for span in sentences(article.text[base:line_end])
        if base + span.start < quote.end and base + span.end > quote.start
    ]
    return article.text[base + inside[0].start : base + inside[-1].end]


def _line(article: Article, quote: Quote) -> tuple[int, int]:
    """Return the offsets of the paragraph (or paragraphs) that the quote stands in."""
    text = article.text
    start = max(text.rfind("\n", 0, quote.start) + 1, article.body_start if quote.start else 0)
    end = text.find("\n", quote.end)
    return start, len(text) if end < 0 else end
