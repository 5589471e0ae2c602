"""From the stories that a program chose to the digest that a model wrote of them."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from digests.authoring.extracting import Read, extract
from digests.authoring.laying import Retold, laid
from digests.authoring.sources import STORIES_OF_TWO, to_read
from digests.authoring.translating import translate
from digests.authoring.writer import ModelRun, Writer, Written
from digests.authoring.writing import write
from digests.layouts import is_analysed
from digests.model import Article, Claim, Item, Section
from digests.model.ids import content_id
from digests.notes import MOST as MOST_NOTES
from digests.sections.material import Material
from digests.sections.overlap import said_before, wording

FROM_ANOTHER = 1
"""Claims of a second source below those of the first: however much it says, it displaces nothing."""
SPOKEN = "en"
"""What a model writes in, and what it writes is checked in; other languages are translated from it."""
UNWORDED = 3
"""Claims that are printed as they were extracted, where none of the summary's sentences held."""


async def author(
    material: Material,
    sections: Sequence[Section],
    writer: Writer,
    *,
    now: datetime,
    channel: str | None = None,
) -> Written:
    """Return a digest's sections, its stories told by a model where what it wrote holds.

    `sections` are those of the program's digest, which choose the stories. Each source is read in
    a call of its own, and each story is written in another, from the claims of one source. A story
    of which nothing holds stays as the program tells it. The same material asks the same. Where the
    digest is in another language, what held is translated, and each translation is checked.
    """
    window = material.window
    key = content_id("run", material.topic.id, window.since.isoformat(), window.until.isoformat())
    run = ModelRun(writer=writer, key=key, channel=channel)
    stories = [item for section in sections if section.id == "stories" for item in section.items]
    chosen = [_to_read(item, material, place) for place, item in enumerate(stories)]
    subject = material.topic.title
    read = await asyncio.gather(
        *(
            extract(article, run, subject=subject, language=SPOKEN)
            for articles in chosen
            for article in articles
        )
    )
    by_id = {one.article.id: _unshown(one, material) for one in read}
    retold: Sequence[Retold] = await asyncio.gather(
        *(
            _retell(item, [by_id[a.id] for a in articles], material, run, now.date())
            for item, articles in zip(stories, chosen, strict=True)
        )
    )
    if material.language != SPOKEN:
        articles = material.articles
        retold = await translate(retold, stories, articles, run, language=material.language)
    dropped = [*(d for one in by_id.values() for d in one.dropped)]
    dropped += [d for one in retold for d in one.dropped]
    return Written(
        sections=laid(sections, retold),
        dropped=tuple(dropped),
        writing=run.account(anything=any(one.told for one in retold)),
    )


def _to_read(item: Item, material: Material, place: int) -> tuple[Article, ...]:
    """Return the sources of a story that a model reads: in English, which is what claims are checked in.

    A source in another language is quoted by program, so no model reads it; for a digest in another
    language, one of a story is read.
    """
    places = place if material.language == SPOKEN else STORIES_OF_TWO
    found = to_read(item, material, place=places)
    return tuple(one for one in found if one.language in {None, SPOKEN})


async def _retell(
    item: Item, read: Sequence[Read], material: Material, run: ModelRun, today: date
) -> Retold:
    """Return a story told from the claims of its first source that has any, with one of the other's."""
    telling = [one for one in read if one.claims]
    if not telling:
        return Retold(item=item)
    first = telling[0]
    articles: Mapping[str, Article] = {first.article.id: first.article}
    told = await write(
        first.claims,
        articles,
        run,
        subject=material.topic.title,
        language=SPOKEN,
        today=today,
        analysed=is_analysed(material.format),
    )
    sentences = told.sentences or first.claims[:UNWORDED]
    headline = told.headline if told.sentences else None
    claims = (*sentences, *_others(sentences, telling[1:]))
    notes = (*item.notes, *(note for one in read for note in one.notes))
    again = replace(
        item,
        headline=headline or item.headline,
        claims=claims,
        notes=tuple({note.note: note for note in reversed(notes)}.values())[::-1][:MOST_NOTES],
    )
    return Retold(item=again, told=told, dropped=told.dropped)


def _others(sentences: Sequence[Claim], read: Sequence[Read]) -> list[Claim]:
    """Return what further sources say that is not said yet."""
    said = [wording(claim.text) for claim in sentences]
    return [
        claim
        for one in read
        for claim in [c for c in one.claims if not said_before(wording(c.text), said)][
            :FROM_ANOTHER
        ]
    ]


def _unshown(read: Read, material: Material) -> Read:
    """Return what was read without what the channel was shown before."""
    if material.shown is None:
        return read
    shown = material.shown
    return replace(
        read, claims=tuple(c for c in read.claims if not shown.has_said(wording(c.text)))
    )
