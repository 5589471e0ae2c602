"""Digests whose every field holds words that want to run."""

from collections.abc import Iterator, Sequence

from digests.model import (
    Authorship,
    Digest,
    Level,
    Mode,
    Note,
    Quote,
    Section,
    SourceAuthorship,
    WordingNote,
    Wrote,
)
from digests.model.ids import content_id, sha256
from tests.builders import an_article
from tests.render.digests import a_claim, a_digest, a_headline, an_item, stories_section
from tests.web.corpus import URLS, XSS

AT_ONCE = 24


def hostile_digests() -> Iterator[Digest]:
    """Yield digests in which all of the corpus stands, a few words in each."""
    for start in range(0, len(XSS), AT_ONCE):
        yield _digest(start, XSS[start : start + AT_ONCE])


def _digest(number: int, corpus: Sequence[str]) -> Digest:
    articles, stories, watched, joined = [], [], [], []
    for position, words in enumerate(corpus):
        article = an_article(
            f"{words} stands here. It said {words} again.",
            title=words,
            url=URLS[position % len(URLS)],
            id=content_id("article", str(number), str(position)),
            outlet=words,
            byline=words,
            authorship=SourceAuthorship(status=Wrote.DECLARED_AI, quote=words, signal="note"),
        )
        whole = Quote(article_id=article.id, start=article.body_start, end=len(article.text))
        claim = a_claim(article, article.body)
        note = WordingNote(note=Note.BOILERPLATE, quote=whole)
        spoken = a_claim(article, article.title, text=words, attributed_to=words)
        articles.append(article)
        stories.append(
            an_item(
                claim,
                spoken,
                headline=a_headline(article),
                tags=(words,),
                notes=(note,),
                also=(article.id,),
                story_id=content_id("story", str(number), str(position)),
            )
        )
        watched.append(an_item(claim, label=words))
        joined.append(an_item(claim, label=words, detail=words))
    authorship = Authorship(
        level=Level.AI_AUTHORED,
        visible_label=f"AI-authored, not reviewed by a person. Written by {corpus[0]}.",
        digital_source_type="http://cv.iptc.org/newscodes/digitalsourcetype/dataDrivenMedia",
        ai_disclosure="none",
    )
    sections = [
        stories_section(*stories),
        Section(id="watch", title=corpus[1], mode=Mode.QUESTION, items=tuple(watched)),
        Section(id="joined", title="Who joined", mode=Mode.FACT, items=tuple(joined)),
    ]
    return a_digest(
        sections,
        articles,
        authorship=authorship,
        title=corpus[0] or "x",
        id=content_id("digest", str(number)),
        provenance={"content_sha256": sha256(str(number))},
    )
