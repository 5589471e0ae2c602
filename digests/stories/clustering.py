"""Articles into stories: copies collapse, what is near joins, each story gets its lead."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from digests.model import Article, Copy, Story
from digests.model.ids import content_id
from digests.stories.contrasts import FAR_DAYS, Marks, closeness, contrast, marks
from digests.stories.copies import Source, collapse_equal, near_copies
from digests.stories.linking import link, scaled
from digests.stories.neighbours import Graph, join_equal, nearest
from digests.stories.ranking import rank
from digests.stories.terms import read, title_key, vectors


class Fit(NamedTuple):
    """The two numbers that are fitted on labelled stories."""

    floor: float = 0.24
    """Least scale: how near strangers' nearest are taken to be."""
    threshold: float = 0.34
    """Scaled nearness at which two clusters are one story."""


def cluster(articles: Sequence[Article], *, fit: Fit = Fit()) -> list[Story]:  # noqa: B008
    """Group articles about one event into stories, the oldest story first.

    Every article is in exactly one story, as a member or as a copy of a member. The result does
    not depend on the order of `articles`; of two with one id the later version counts.
    """
    return assemble(compare(articles), fit)


class Comparison(NamedTuple):
    """Articles with their copies set apart, and how near the others are: all but the fit."""

    articles: dict[str, Article]
    kept: list[Article]
    graph: Graph
    copies: list[Copy]


def compare(articles: Sequence[Article]) -> Comparison:
    """Collapse the copies and weigh how near the remaining articles are."""
    by_id = {a.id: a for a in sorted(articles, key=lambda a: (a.id, a.version))}
    distinct, copies = collapse_equal(Source(a, rank(a), marks(a)) for a in by_id.values())
    distinct.sort(key=_chronologically)
    graph = nearest(
        vectors([read(source.article.text) for source in distinct]),
        [source.marks.day for source in distinct],
        FAR_DAYS,
    )
    join_equal(graph, [title_key(source.article.title) for source in distinct])
    close = near_copies(distinct, graph)
    gone = {copy.article_id for copy in close}
    rest = [index for index, source in enumerate(distinct) if source.article.id not in gone]
    kept = [distinct[index] for index in rest]
    weighed = _weighed([source.marks for source in kept], _only(graph, rest))
    return Comparison(by_id, [source.article for source in kept], weighed, _resolved(copies, close))


def _chronologically(source: Source) -> tuple[bool, float, str]:
    day = source.marks.day
    return (day is None, day or 0.0, source.article.id)


def assemble(comparison: Comparison, fit: Fit) -> list[Story]:
    """Join what is near enough by the fit, and make the stories."""
    copies_of: dict[str, list[Copy]] = defaultdict(list)
    for copy in comparison.copies:
        copies_of[copy.of].append(copy)
    stories = [
        _story(
            [comparison.kept[index] for index in indices],
            [copy for index in indices for copy in copies_of[comparison.kept[index].id]],
            comparison.articles,
        )
        for indices in link(scaled(comparison.graph, fit.floor), fit.threshold)
    ]
    return sorted(stories, key=lambda story: (story.first_at, story.id))


def _weighed(marked: Sequence[Marks], graph: Graph) -> Graph:
    """Weaken what days and outlets part; what only shares a form pushes as hard as it drew."""
    weighed: Graph = [{} for _ in marked]
    for i, near in enumerate(graph):
        for j, nearness in near.items():
            if i < j:
                sign = -1.0 if contrast(marked[i], marked[j]) else closeness(marked[i], marked[j])
                if sign:
                    weighed[i][j] = weighed[j][i] = nearness * sign
    return weighed


def _only(graph: Graph, indices: Sequence[int]) -> Graph:
    """Return the graph of these nodes alone, renumbered in their order."""
    renumbered = {old: new for new, old in enumerate(indices)}
    return [
        {renumbered[j]: nearness for j, nearness in graph[i].items() if j in renumbered}
        for i in indices
    ]


def _resolved(equal: Iterable[Copy], close: Iterable[Copy]) -> list[Copy]:
    """Point the copies of an article that is itself a copy to the one that is kept."""
    onward = {copy.article_id: copy for copy in close}
    resolved = list(onward.values())
    for copy in equal:
        further = onward.get(copy.of)
        resolved.append(
            Copy(article_id=copy.article_id, of=further.of, similarity=further.similarity)
            if further
            else copy
        )
    return resolved


def _story(members: Sequence[Article], copies: Sequence[Copy], by_id: dict[str, Article]) -> Story:
    ranked = sorted(members, key=rank)
    everyone = [*members, *(by_id[copy.article_id] for copy in copies)]
    earliest = min(everyone, key=lambda article: (article.published_at, article.id))
    return Story(
        id=content_id("story", earliest.id),
        lead=ranked[0].id,
        members=tuple(article.id for article in ranked),
        copies=tuple(sorted(copies, key=lambda copy: copy.article_id)),
        first_at=earliest.published_at,
        last_at=max(article.published_at for article in everyone),
    )
