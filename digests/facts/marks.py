"""Reading a sentence into marks: names found, bodies and rounds left as words, `we` resolved."""

from collections.abc import Iterator, Sequence

from digests.facts import lexicon
from digests.facts.abstract import Abstract, Part
from digests.facts.names import Name, names
from digests.facts.scene import Scene, is_title_case
from digests.facts.tokens import Kind, Token, tokens
from digests.text.vocabulary import vocabulary

_BODIES: dict[str, list[tuple[str, ...]]] = {}
for _body in (*lexicon.BODIES, *lexicon.HABITS):
    _BODIES.setdefault(_body.split()[0], []).append(tuple(_body.split()))
_COMPANY = vocabulary("company startup firm lab start-up chipmaker")


def read(scene: Scene, start: int, end: int) -> Abstract:
    """Return the sentence `text[start:end]` of the scene's article in marks."""
    text = scene.article.text
    title_case = is_title_case(text[start:end])
    words = tokens(text, start, end, scene.published)
    abstract = Abstract(text, start, end, headline=title_case or end <= len(scene.article.title))
    return abstract.build(_parts(words, scene, title_case=title_case))


def _parts(words: Sequence[Token], scene: Scene, *, title_case: bool) -> Iterator[Part]:
    found = names(_without_bodies(words), scene, title_case=title_case)
    counts: dict[Kind, int] = {}
    at = 0
    while at < len(words):
        token = words[at]
        name = found.get(at)
        if name is not None:
            yield Part("", name.start, name.end, name=name)
            at = next(i for i in range(at, len(words)) if words[i].end >= name.end) + 1
            continue
        stand_in, width = _stand_in(words, at, scene)
        if stand_in is not None:
            yield Part("", stand_in.start, stand_in.end, name=stand_in)
            at += width
            continue
        yield _plain(token, counts)
        at += 1


def _plain(token: Token, counts: dict[Kind, int]) -> Part:
    if token.kind in {Kind.WORD, Kind.MARK}:
        return Part(token.low, token.start, token.end)
    number = counts.get(token.kind, 0)
    counts[token.kind] = number + 1
    return Part(f"<{token.kind.value}{number}>", token.start, token.end, period=token.period)


def _without_bodies(words: Sequence[Token]) -> list[Token]:
    """Lower bodies (`Governing Board`), positions and rounds (`Series B`), so that no name holds them."""
    lowered = list(words)
    for at, token in enumerate(words):
        for body in _BODIES.get(token.low, ()):
            if tuple(t.low for t in words[at : at + len(body)]) == body:
                for i in range(at, at + len(body)):
                    lowered[i] = words[i]._replace(text=words[i].low, capital=False)
                break
        if token.low == "series" and at + 1 < len(words) and len(words[at + 1].text) == 1:
            lowered[at] = token._replace(text="series", capital=False)
            lowered[at + 1] = words[at + 1]._replace(text=words[at + 1].low, capital=False)
        if token.low == "of" and at + 1 < len(words) and words[at + 1].low in lexicon.FIELDS:
            lowered[at + 1] = words[at + 1]._replace(text=words[at + 1].low, capital=False)
        if token.low == "chief":
            for i in range(at, _officer(words, at)):
                lowered[i] = words[i]._replace(text=words[i].low, capital=False)
    return lowered


def _officer(words: Sequence[Token], at: int) -> int:
    """Return the index after `officer` of `Chief Technology Officer`, or after `chief` alone."""
    return next(
        (i for i in range(at + 2, min(at + 6, len(words))) if words[i].low == "officer"), at + 1
    )


def _stand_in(words: Sequence[Token], at: int, scene: Scene) -> tuple[Name | None, int]:
    """Resolve `we`, `the foundation` and `the company`, only where it is plain whom they mean."""
    low = words[at].low
    if low == "we" and scene.publisher and not scene.quoted(words[at].start):
        return Name(
            scene.publisher, words[at].start, words[at].end, person=False, stands_in=True
        ), 1
    if low != "the" or at + 1 >= len(words):
        return None, 0
    noun = words[at + 1].low
    following = words[at + 2] if at + 2 < len(words) else None
    if following is not None and (
        following.text[:1].isupper() or following.low in {"of", "for", "behind", "that", "which"}
    ):
        return None, 0
    meant = None
    if noun in lexicon.GROUP_NOUNS and noun not in {"project", "group"}:
        meant = scene.group if scene.group and scene.group.lower().endswith(noun) else None
    elif noun in _COMPANY:
        meant = scene.company(words[0].start)
    if meant is None:
        return None, 0
    return Name(meant, words[at].start, words[at + 1].end, person=False, stands_in=True), 2
