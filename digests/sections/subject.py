"""What a story is about: whom its headline names, and what its reports speak of."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digests.model import Article, Topic
from digests.sections.prose import Sentence
from digests.sections.relevance import topic_words
from digests.sections.signs import AMOUNT
from digests.sections.standing import names
from digests.sections.titles import headline_text, introduced, is_teaching, is_useless
from digests.text.words import STOPWORDS, content_words, stem, tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a story is about, as its titles and its most shared words say it."""

    title: frozenset[str]
    """Stems of the headline's words."""
    names: frozenset[str]
    """Stems by which the headline names somebody or something."""
    outlets: frozenset[str]
    """Stems of the reports' outlets."""
    coined: str
    """The headline's first word where its maker writes it small: `llm-d`, `torch.compile`."""
    amounts: frozenset[str]
    """Figures of the headline, as written."""
    thing: frozenset[str]
    """Stems of what the headline only names: `Introducing X`, or its name alone; else none."""
    bare: bool
    """The headline is a version or a date: every named thing below it is its subject."""
    teaches: bool
    """The headline is that of an essay, a lesson or a talk."""
    weights: Mapping[str, float]
    """Stem -> how much of the story speaks of it, in [0, 1]."""
    topic: re.Pattern[str] | None
    """The words of the digest's topic."""

    def is_named_in(self, words: str) -> bool:
        """Return whether the words name somebody or something of the headline."""
        coined = self.coined and self.coined in words.split()
        return bool(coined) or bool(named(words) & self.names)

    def share(self, words: frozenset[str]) -> float:
        """Return how much of what the reports speak of is in the words' stems, in [0, 1]."""
        total = sum(sorted(self.weights.values(), reverse=True)[:10]) or 1.0
        return min(math.fsum(self.weights.get(word, 0.0) for word in words) / total, 1.0)


def subject_of(
    reports: Sequence[Article], prose: Sequence[Sequence[Sentence]], topic: Topic | None
) -> Subject:
    """Return what the reports are about; `prose` holds the sentences of each."""
    counts: Counter[str] = Counter()
    common: set[str] = set()
    for article, found in zip(reports, prose, strict=True):
        counts.update({word for sentence in found for word in sentence.words})
        counts.update(content_words(article.title))
        for sentence in found[:40]:
            counts.update(sentence.words)
            common.update(t.text for t in tokens(sentence.text) if t.text.islower())
    # Ties in the order of the words: sets come in another order in every process.
    top = dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:25])
    most = max(top.values(), default=1)
    headline = headline_text(reports[0])
    return Subject(
        title=frozenset(w for w in content_words(headline) if not w.isdigit()),
        names=named(headline, common),
        outlets=frozenset().union(*(named(report.outlet) for report in reports)),
        coined=_coined(headline),
        amounts=frozenset(AMOUNT.findall(headline)),
        thing=named(introduced(headline), common),
        bare=is_useless(headline),
        teaches=is_teaching(headline),
        weights={word: count / most for word, count in top.items() if not word.isdigit()},
        topic=topic_words(topic) if topic else None,
    )


def named(text: str, common: set[str] | None = None) -> frozenset[str]:
    """Return the stems of the names in a text; what is `common` is written small elsewhere."""
    return frozenset(
        stem(name.text) for name in names(text) if name.text.lower() not in (common or ())
    )


def _coined(headline: str) -> str:
    word = headline.split(maxsplit=1)[0].strip(":,") if headline.strip() else ""
    return word if word.islower() and word not in STOPWORDS else ""
