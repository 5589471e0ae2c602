"""A statement whose source has changed since is marked on every platform, and stays."""

from datetime import timedelta

import jsonschema
import pytest

from bot.present import present
from bot.present.standing import standings
from bot.render import RENDERERS, record
from digests.compose import content_hash, with_changed_sources, without_claim
from digests.model import Digest, SourceChange, SourceCheck, SourceState
from digests.model.ids import sha256
from tests.builders import MONDAY
from tests.render.digests import RELEASE, a_claim, sample_digest

LATER = MONDAY + timedelta(days=2)
JOINED = a_claim(RELEASE, "Alibaba Cloud has joined as a Platinum member.")
WHAT = "PyTorch Foundation has changed “Alibaba Cloud joins” since."


def changed(state: SourceState = SourceState.CHANGED_UNDER_QUOTE) -> Digest:
    digest = sample_digest()
    ids = tuple(c.id for c in digest.claims() if c.quotes[0].article_id == RELEASE.id)
    change = SourceChange(claim_ids=ids, state=state, what=WHAT)
    found = with_changed_sources(digest, [change], at=LATER)
    assert isinstance(found, Digest)
    assert len(ids) > 1
    return found


@pytest.mark.parametrize("platform", ["terminal", "markdown", "html", "slack", "discord"])
@pytest.mark.parametrize(
    ("state", "mark"),
    [
        (SourceState.CHANGED_UNDER_QUOTE, "the source has changed since"),
        (SourceState.GONE, "the source is gone since"),
    ],
)
def test_the_mark_stands_beside_the_statement_and_the_correction_once(
    platform: str, state: SourceState, mark: str
) -> None:
    found = changed(state)
    shown = " ".join(RENDERERS[platform](found, present(found)).split())
    plain = " ".join(RENDERERS[platform](sample_digest(), present(sample_digest())).split())
    assert mark in shown
    assert mark not in plain
    # Slack says it in the blocks and in the text for notifications.
    times = 2 if platform == "slack" else 1
    assert shown.count("Corrected on 15 April 2026") == times


def test_nothing_is_taken_out_and_the_hash_is_of_the_new_text() -> None:
    digest, found = sample_digest(), changed()
    assert found.claims() == digest.claims()
    provenance = found.provenance
    assert provenance.supersedes == digest.id
    assert found.id != digest.id
    assert provenance.content_sha256 == content_hash(
        found.title,
        found.window,
        found.sections,
        provenance.sources,
        unchanged=provenance.coverage.unchanged,
        corrections=provenance.corrections,
    )


def test_the_record_has_each_correction_and_fits_its_schema() -> None:
    found = changed()
    written = record.record(found)
    jsonschema.validate(written, record.schema())
    assert written["corrections"] == [
        {"at": "2026-04-15T09:00:00Z", "claim_id": fix.claim_id, "what": WHAT}
        for fix in found.provenance.corrections
    ]


def test_a_marked_statement_can_be_taken_out_after_that() -> None:
    found = without_claim(changed(), JOINED.id, what="it is Gold", at=LATER + timedelta(days=1))
    assert JOINED.id not in {claim.id for claim in found.claims()}
    shown = RENDERERS["terminal"](found, present(found))  # type: ignore[arg-type] # a digest stays one
    assert "the source has changed since" in " ".join(shown.split())


def test_a_page_is_told_how_each_source_stands() -> None:
    digest = sample_digest()
    lost = frozenset(JOINED.quotes)
    check = SourceCheck(
        article_id=RELEASE.id,
        text_sha256=sha256(RELEASE.text),
        state=SourceState.CHANGED_UNDER_QUOTE,
        checked_at=LATER,
        lost=lost,
    )
    found = standings(digest, {(RELEASE.id, RELEASE.text_sha256): check})
    (standing,) = found.values()
    assert standing.state is SourceState.CHANGED_UNDER_QUOTE
    assert standing.lost_claims == (JOINED.id,)
    assert "no longer stand there" in standing.words
