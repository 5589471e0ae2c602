"""A told story to another language: each sentence verified in English is translated, and checked."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from digests.authoring.form import clipped, form_fault, rejected
from digests.authoring.laying import Retold
from digests.authoring.replies import Translated
from digests.authoring.writer import ModelRun
from digests.authoring.writing import Told
from digests.claims import names_in, rare_names_in, translation_of
from digests.model import Article, Claim, DraftClaim, Item, Material, RejectedClaim

TRANSLATE, RETRANSLATE = "translate.v1", "retranslate.v1"
LANGUAGES = {"de": "German", "fr": "French", "es": "Spanish"}
"""Language code -> its name, as prompts have it."""
_SIGNS = "„“”«»¿¡’‘–\u00a0\u202f"
"""Signs that the languages have and English has not."""
Judged = Claim | RejectedClaim


async def translate(
    retold: Sequence[Retold],
    originals: Sequence[Item],
    articles: Mapping[str, Article],
    run: ModelRun,
    *,
    language: str,
) -> list[Retold]:
    """Return told stories in another language; of one of which no sentence held the original.

    The sentences of one story are translated in a call of their own. Those that failed are
    translated once more when all stories were, while there are calls left. A headline that failed
    is the source's own title.
    """
    told = [one for one in retold if one.told]
    titles = (f"{one.title}. {one.outlet}" for one in articles.values())
    rare = await asyncio.to_thread(rare_names_in, titles)
    stories = [_Story(one, articles, run, language, _strange_to(one, told, rare)) for one in told]
    await asyncio.gather(*(story.translate() for story in stories))
    await asyncio.gather(*(story.mend() for story in stories))
    done = {id(story.retold): story for story in stories}
    return [
        _laid(one, original, done[id(one)].judged) if one.told else one
        for one, original in zip(retold, originals, strict=True)
    ]


def _laid(retold: Retold, original: Item, judged: Mapping[str, Judged]) -> Retold:
    """Return a story with its translations, by the ids of what they translate."""
    told = retold.told or Told()
    held = {key: one for key, one in judged.items() if isinstance(one, Claim)}
    failed = (one for one in judged.values() if isinstance(one, RejectedClaim))
    dropped = (*retold.dropped, *failed)
    sentences = tuple(held[c.id] for c in retold.item.claims if c.id in held)
    if not sentences:
        return Retold(item=original, dropped=dropped)
    head = retold.item.headline
    headline = held.get(head.id) if head is not None and head.written_by else head
    watch = told.watch
    asked = held.get(watch.claim.id) if watch else None
    again = Told(
        headline=headline,
        sentences=sentences,
        why=tuple(held[c.id] for c in told.why if c.id in held),
        take=tuple(
            (held.get(question.id) if question else None, held[claim.id])
            for question, claim in told.take
            if claim.id in held
        ),
        watch=replace(watch, claim=asked) if watch and asked else None,
    )
    item = replace(retold.item, headline=headline or original.headline, claims=sentences)
    return Retold(item=item, told=again, dropped=dropped)


def _strange_to(retold: Retold, others: Sequence[Retold], rare: frozenset[str]) -> frozenset[str]:
    """Return the names that other stories and the week's titles have, and this one has not."""
    own = frozenset[str]().union(*(names_in(one.text) for one in _of(retold)))
    told = (one for other in others if other is not retold for one in _of(other))
    return frozenset[str]().union(*(names_in(one.text) for one in told), rare) - own


def _of(retold: Retold) -> list[Claim]:
    return _claims(retold.item, retold.told or Told())


def _claims(item: Item, told: Told) -> list[Claim]:
    """Return what a model worded of a story, each once."""
    head = [item.headline] if item.headline and item.headline.written_by else []
    parts = [claim for asked, said in told.take for claim in (asked, said) if claim is not None]
    watch = [told.watch.claim] if told.watch else []
    found = [*head, *item.claims, *told.why, *parts, *watch]
    return list({claim.id: claim for claim in found}.values())


@dataclass(slots=True)
class _Story:
    """One story on its way to another language."""

    retold: Retold
    articles: Mapping[str, Article]
    run: ModelRun
    language: str
    strangers: frozenset[str]
    judged: dict[str, Judged] = field(default_factory=dict)
    """Id of a verified sentence -> what came of its translation; empty where the model was away."""
    _said: dict[str, str] = field(default_factory=dict)

    async def translate(self) -> None:
        """Ask for all its sentences."""
        named = {f"s{n}": claim for n, claim in enumerate(_of(self.retold), start=1)}
        await self._ask(TRANSLATE, named, [])

    async def mend(self) -> None:
        """Ask once more for those that failed."""
        named = {
            f"s{n}": claim
            for n, claim in enumerate(_of(self.retold), start=1)
            if isinstance(self.judged.get(claim.id), RejectedClaim)
        }
        lines = [
            f"{key}: {self._said.get(key, '')[:500]}\nfault: {one.detail}"
            for key, claim in named.items()
            if isinstance(one := self.judged[claim.id], RejectedClaim)
        ]
        if named:
            faults = Material(id="faults", text="\n".join(lines))
            await self._ask(RETRANSLATE, named, [faults], repairs=1)

    async def _ask(
        self,
        prompt: str,
        named: Mapping[str, Claim],
        more: Sequence[Material],
        *,
        repairs: int = 0,
    ) -> None:
        listed = "\n".join(f"{key}: {claim.text}" for key, claim in named.items())
        reply = await self.run.ask(
            prompt,
            [Material(id="sentences", text=listed), *more],
            Translated,
            one_of={"id": list(named)},
            language=LANGUAGES[self.language],
        )
        if reply is None:
            return
        said = {one.id: one.text for one in reversed(reply.sentences) if one.id in named}
        self._said |= said
        asked = named if not repairs else {key: named[key] for key in said}
        judged = await asyncio.to_thread(self._judge, said, asked, repairs)
        self.judged |= judged

    def _judge(
        self, said: Mapping[str, str], named: Mapping[str, Claim], repairs: int
    ) -> dict[str, Judged]:
        return {
            claim.id: self._believe(claim, said.get(key, ""), repairs)
            for key, claim in named.items()
        }

    def _believe(self, claim: Claim, text: str, repairs: int) -> Judged:
        by = self.run.writer.name
        quoted = [self.articles[q.article_id].text[q.start : q.end] for q in claim.quotes]
        fault = form_fault(text, "\n".join((claim.text, *quoted, _SIGNS)))
        if fault is not None:
            draft = DraftClaim(
                text=clipped(text) or claim.text,
                quotes=(),
                kind=claim.kind,
                written_by=by,
                rests_on=(claim.id,),
                repairs=repairs,
            )
            return rejected(draft, *fault)
        judged = translation_of(
            claim, text, language=self.language, written_by=by, strangers=self.strangers
        )
        if isinstance(judged, Claim):
            return replace(judged, repairs=judged.repairs or repairs)
        return replace(judged, draft=replace(judged.draft, repairs=repairs))
