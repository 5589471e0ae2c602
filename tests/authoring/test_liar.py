"""The liar: whatever a model says, nothing unmatched is printed, the digest appears, drops are counted."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category
from urllib.parse import urlsplit

import pytest

from bot.present import present
from bot.render import RENDERERS
from digests.audit import audit
from digests.llm.double import ScriptedModel
from digests.model import Digest, Shortfall
from tests.authoring import liars
from tests.authoring.liars import FORMS, NONSENSE, OPINIONS, REPLACED, Change, liar
from tests.authoring.newsroom import the_material, written_digest
from tests.claims.mutations import MUTATORS

OUR_HOSTS = {"cv.iptc.org", "schema.org", "www.w3.org"}
"""Of the vocabularies that a page names."""
SEEDS = range(5)
PLACES = ("claim", "headline", "why", "watch")
NOT_WRITTEN = {"version_changed", "hedge_dropped"}
"""No sentence of the honest reports has what these spoil; claims have."""
MORE_PLACES = ("quote", "summary", "tag")
MORE_FORMS = 8
"""So many of the forms are tried in every place."""


def cases() -> Iterator[tuple[str, Change, int]]:
    for kind in MUTATORS:
        for seed in SEEDS:
            yield f"{kind}-{seed}", liars.mutating(kind), seed
        if kind not in NOT_WRITTEN:
            yield f"written-{kind}", liars.mutating_pieces(kind), 0
    for number, form in enumerate(FORMS):
        for place in (*PLACES, *(MORE_PLACES if number < MORE_FORMS else ())):
            yield f"form{number}-{place}", liars.adding(form, place), 0
    for how in REPLACED:
        for seed in SEEDS:
            yield f"{how}-{seed}", liars.replacing(how), seed
    for number, opinion in enumerate(OPINIONS):
        yield f"opinion-{number}", liars.opining(opinion), 0
    for how in ("unknown", "none", "both", "wrong"):
        yield f"misnamed-{how}", liars.misnaming(how), 0


CASES = list(cases())
"""Name, how it lies, and its seed; an odd seed says its lies again when asked to mend them."""


def test_there_are_enough_lies() -> None:
    assert len(CASES) + 2 * len(NONSENSE) > 300


@pytest.mark.parametrize(("name", "change", "seed"), CASES, ids=[name for name, _, _ in CASES])
async def test_no_lie_is_printed_and_each_is_counted(name: str, change: Change, seed: int) -> None:
    """One that is true somewhere else all the same (a name exchanged with itself) is none."""
    script = liar(change, seed, stubborn=bool(seed % 2))
    digest = await written_digest(ScriptedModel(script))
    lies = {lie for lie in script.lies if lie.strip()}
    assert lies or script.misplaced
    _stands(digest)
    said = {claim.text for claim in digest.claims()} | set(_labels(digest))
    assert not lies & said
    shown = _shown(digest)
    assert [lie for lie in lies if _plain(lie) in shown and _plain(lie) not in _true()] == []
    dropped = [one.draft.text for one in digest.provenance.dropped]
    if not seed % 2 and "tag" not in name and "quote" not in name.partition("-")[2]:
        assert lies | set(script.misplaced) <= set(dropped)
    if (lies or script.misplaced) and not name.endswith(("-tag", "-quote")):
        assert digest.provenance.coverage.claims_dropped >= 1


@pytest.mark.parametrize("stage", ["extract", "write"])
@pytest.mark.parametrize("what", NONSENSE)
async def test_nonsense_leaves_a_digest_of_quotes(what: str, stage: str) -> None:
    model = ScriptedModel(liar(liars.talking(NONSENSE[what], stage)))
    digest = await written_digest(model)
    _stands(digest)
    short = digest.provenance.shortfall
    if what == "no budget":
        assert short is Shortfall.BUDGET
    elif what == "no model":
        assert short is Shortfall.OUTAGE
    elif stage == "extract":
        assert short is Shortfall.UNUSABLE
    written = any(claim.written_by for claim in digest.claims())
    assert written is (stage == "write")


def _stands(digest: Digest) -> None:
    """Check what must hold of every digest: it appears, its claims hold, and it is only text."""
    assert digest.sections[0].id == "stories"
    assert len(digest.sections[0].items) == 4
    assert audit(digest, dict(the_material().articles)) == []
    coverage = digest.provenance.coverage
    assert coverage.claims_dropped == len(digest.provenance.dropped)
    document = present(digest)
    own = {str(source.article.url) for source in digest.provenance.sources}
    for name, render in RENDERERS.items():
        out = render(digest, document)
        if name == "json":
            kept = [one for one in json.loads(out)["claims"] if one["status"] == "dropped"]
            assert len(kept) == coverage.claims_dropped
            continue
        assert "evil" not in out, name
        hosts = set(re.findall(r"(?i)\bhttps?://([^\s/<>\"')\\#|]+)", out))
        assert hosts <= {urlsplit(url).hostname for url in own} | OUR_HOSTS, name
        assert not re.search(r"<!?[@#!](?:here|channel|everyone|U\d)|@(?:everyone|here)", out), name


def _shown(digest: Digest) -> str:
    """Return what a reader sees, in every format."""
    document = present(digest)
    texts = (render(digest, document) for name, render in RENDERERS.items() if name != "json")
    return "\n".join(map(_plain, texts))


def _labels(digest: Digest) -> Iterator[str]:
    return (item.label for one in digest.sections for item in one.items if item.label)


@lru_cache
def _true() -> str:
    """Return the sources: a part of what they say may stand in a longer quote of it."""
    return "\n".join(_plain(article.text) for article in the_material().articles.values())


def _plain(text: str) -> str:
    """Return letters, digits and signs that are no punctuation, so that no escape hides a lie."""
    kept = (c if c.isalnum() or category(c) in {"So", "Cf"} else " " for c in text)
    return " ".join("".join(kept).lower().split())
