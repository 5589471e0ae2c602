"""Calls and tokens of one weekly digest of 300 articles, by a model without fault and by one at fault each time.

A token is counted as the larger of four characters and 1/1.4 of a word, over all that is sent: the
instructions, the schema, and the texts as they are marked. Each article is longer than a model reads.
"""

import asyncio
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from benchmarks.articles import END, made_articles
from benchmarks.digesting import TOPIC
from benchmarks.measuring import report, timed
from digests.authoring import Writer, author
from digests.authoring.extracting import READ
from digests.compose import Chosen, choose
from digests.facts import extract
from digests.layouts import BRIEF
from digests.llm.marked import MarkedModel
from digests.model import Article, ModelReply, ModelRequest, Window
from digests.model.ids import sha256
from digests.prompts.marking import SIGNS
from digests.sections import Material
from digests.stories import cluster
from digests.text.sentences import sentences

COUNT = 300
_SENTENCE = re.compile(r"(?m)^\s*(s\d+): (.*)$")
_CLAIM = re.compile(r"c\d+(?: \(plan\))?: (.+)")


def tokens(text: str) -> int:
    """Return how many tokens a text has, roughly, and rather too many."""
    return max(len(text) // 4, round(len(text.split()) * 1.4))


class Counting:
    """Replies by rule, and counts what was sent to it."""

    def __init__(self, *, lies: bool, articles: dict[str, Article]) -> None:
        self._lies, self._articles = lies, articles
        self.calls = self.read = self.written = 0

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Return a reply to a marked request."""
        self.calls += 1
        sent = (
            request.instructions,
            json.dumps(request.schema),
            *(m.text for m in request.material),
        )
        self.read += sum(map(tokens, sent))
        text = json.dumps(self._reply(request), ensure_ascii=False)
        self.written += tokens(text)
        return ModelReply(text=text, model=request.model)

    def _reply(self, request: ModelRequest) -> dict[str, object]:
        stage = request.prompt.partition(".")[0]
        shown = request.material[0].text
        article = next((one for key, one in self._articles.items() if f" {key}\n" in shown), None)
        if article is not None:
            claims = [
                {"source_id": article.id, "claim": said, "quote": quote, "kind": "fact"}
                for said, quote in self._claims(article)
            ]
            if stage == "mend":
                return {"claims": [one | {"n": n} for n, one in enumerate(claims, 1)]}
            return {"claims": claims, "notes": []}
        if stage in {"translate", "retranslate"}:
            named = dict(_SENTENCE.findall(re.sub(f"[{SIGNS}]", " ", shown)))
            kept: list[object] = [
                {"id": key, "text": f"{text} 7" if self._lies else text}
                for key, text in named.items()
            ]
            return {"sentences": kept}
        claims_shown = _CLAIM.findall(re.sub(f"[{SIGNS}]", " ", shown))
        said = claims_shown[0].strip()
        piece = {"text": f"Hooli {said}" if self._lies else said, "claims": ["c1"]}
        if stage in {"rewrite", "retell"}:
            return {"pieces": [piece | {"n": n} for n in range(1, 8)]}
        why = {"text": "This could matter.", "claims": ["c1"]}
        report: dict[str, object] = {
            "headline": piece,
            "summary": [piece] * 3,
            "why": [why] * 2,
            "watch": [],
        }
        part = {"question": "What could this mean?", **why}
        return {**report, "take": [part] * 3} if stage == "tell" else report

    def _claims(self, article: Article) -> list[tuple[str, str]]:
        first, *more = _told(article)
        return [(first, first), *((f"Hooli {one}" if self._lies else one, one) for one in more)]


def _told(article: Article) -> list[str]:
    body = article.body
    found = [body[span.start : span.end] for span in sentences(body)]
    return [one for one in found if body.count(one) == 1 and len(one.split()) > 5][:6]


def _long(articles: Iterator[Article]) -> Iterator[Article]:
    """Yield the articles with so much more text that each is cut where a model stops reading."""
    draw = random.Random(1)
    for article in articles:
        more: list[str] = []
        while sum(map(len, more)) < READ:
            more.append(
                f"The report counts {draw.randint(10, 10**6)} cases of it in all of its tables."
            )
        text = "\n".join([article.text, *more])
        yield replace(article, text=text, text_sha256=sha256(text))


def week() -> Material:
    """Return a week of articles as a digest is made of it."""
    articles = {one.id: one for one in _long(made_articles(COUNT, days=7))}
    return Material(
        topic=TOPIC,
        window=Window(since=END, until=END),
        articles=articles,
        stories=tuple(cluster(list(articles.values()))),
        facts=tuple(fact for article in articles.values() for fact in extract(article)),
        fits=dict.fromkeys(articles, 1.0),
    )


async def counted(
    material: Material, chosen: Chosen, *, lies: bool, layout: str = BRIEF, language: str = "en"
) -> Counting:
    """Write the digest, and return what its model was asked."""
    counting = Counting(lies=lies, articles=dict(material.articles))
    writer = Writer(model=MarkedModel(counting), name="m")
    wanted = replace(material, format=layout, language=language)
    await author(wanted, chosen.sections, writer, now=END)
    return counting


async def main() -> None:
    """Count for both models."""
    material = week()
    chosen = choose(material, now=END)
    shapes = ((BRIEF, "en"), ("analyst", "en"), (BRIEF, "de"), ("analyst", "de"))
    for (layout, language), lies in product(shapes, (False, True)):
        who = f"{layout}, {language}, {'faults each time' if lies else 'no fault'}"
        with timed() as lap:
            counting = await counted(material, chosen, lies=lies, layout=layout, language=language)
        report(f"calls for {COUNT} articles, {who}", f"{counting.calls}")
        report(f"tokens read, {who}", f"{counting.read:,}")
        report(f"tokens written, {who}", f"{counting.written:,}")
        report(f"time beside the model's, {who}", f"{lap.seconds:.1f} s")


if __name__ == "__main__":
    asyncio.run(main())
