"""What goes with a statement that is found to be wrong, and what stays."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digests.compose import content_hash, without_claim
from digests.model import (
    Claim,
    ClaimKind,
    Digest,
    Generator,
    Level,
    Mode,
    Note,
    Published,
    Quote,
    Replaced,
    Review,
    Section,
    WordingNote,
)
from tests.builders import MONDAY
from tests.render.digests import (
    PRESS,
    RELEASE,
    VLLM,
    a_claim,
    a_digest,
    a_headline,
    a_quote,
    an_item,
    sample_digest,
    stories_section,
)
from tests.render.test_packing import a_random_digest

LATER = MONDAY + timedelta(days=2)
WHAT = "the member is Gold"
JOINED = a_claim(RELEASE, "Alibaba Cloud has joined as a Platinum member.")
SEAT = a_claim(PRESS, "Alibaba Cloud will sit on the board of the PyTorch Foundation.")

POLICY = a_claim(RELEASE, "sets policy through bylaws", text="The board sets policy.")


def corrected(digest: Published, claim: Claim) -> Digest:
    found = without_claim(digest, claim.id, what=WHAT, at=LATER)
    assert isinstance(found, Digest)
    return found


def of(*sections: Section) -> Digest:
    return a_digest(sections, [RELEASE, PRESS, VLLM])


def test_the_new_version_says_what_it_supersedes_and_what_was_corrected() -> None:
    digest = sample_digest()
    found = corrected(digest, JOINED)
    provenance = found.provenance
    assert (provenance.supersedes, found.created_at) == (digest.id, LATER)
    (fix,) = provenance.corrections
    assert (fix.at, fix.claim_id, fix.what) == (LATER, JOINED.id, WHAT)
    assert found.id != digest.id
    assert JOINED.id not in {claim.id for claim in found.claims()}
    assert found.provenance.dropped == digest.provenance.dropped


def test_a_statement_that_is_not_printed_cannot_be_taken_out() -> None:
    with pytest.raises(ValueError, match="claim-0"):
        without_claim(sample_digest(), "claim-0", what=WHAT, at=LATER)


def test_the_same_correction_on_the_same_day_is_the_same_version() -> None:
    one = without_claim(sample_digest(), JOINED.id, what=WHAT, at=LATER)
    two = without_claim(sample_digest(), JOINED.id, what=WHAT, at=LATER + timedelta(minutes=5))
    other = without_claim(sample_digest(), JOINED.id, what="it is Silver", at=LATER)
    assert one.id == two.id
    assert other.id != one.id


def test_a_story_goes_with_its_headline_and_stays_without_a_sentence() -> None:
    story = an_item(JOINED, SEAT, headline=a_headline(RELEASE), story_id="story-1")
    digest = of(stories_section(story))
    assert corrected(digest, a_headline(RELEASE)).sections == ()
    (left,) = corrected(digest, JOINED).sections[0].items
    assert (left.headline, left.claims) == (a_headline(RELEASE), (SEAT,))


def test_a_name_goes_with_the_sentence_that_it_stands_in() -> None:
    who = Section(
        id="joined",
        title="Who joined",
        mode=Mode.FACT,
        items=(
            an_item(JOINED, SEAT, label="Alibaba Cloud", detail="Platinum member"),
            an_item(SEAT, label="Alibaba"),
        ),
    )
    (left,) = corrected(of(who), JOINED).sections[0].items
    assert left.label == "Alibaba"


def test_notes_on_the_words_of_a_statement_go_with_it() -> None:
    def note(quote: Quote) -> WordingNote:
        return WordingNote(note=Note.SUPERLATIVE, quote=quote)

    on_it = note(a_quote(RELEASE, "joined as a Platinum member"))
    on_another = note(a_quote(RELEASE, "sets policy through bylaws"))
    story = an_item(JOINED, SEAT, headline=a_headline(PRESS), notes=(on_it, on_another))
    (left,) = corrected(of(stories_section(story)), JOINED).sections[0].items
    assert left.notes == (on_another,)


def test_accounts_that_differed_are_no_dispute_once_one_is_left() -> None:
    differ = Section(
        id="differ",
        title="The sources differ",
        mode=Mode.EXTRACT,
        items=(an_item(JOINED), an_item(SEAT)),
        disputed=True,
    )
    (left,) = corrected(of(differ), JOINED).sections
    assert (left.disputed, left.title) == (False, "What one source says")


def test_what_was_said_to_be_replaced_holds_again_where_the_replacement_was_wrong() -> None:
    before = replace(
        an_item(SEAT), replaced=Replaced(by=JOINED.id, words=a_quote(RELEASE, "has joined"))
    )
    section = Section(id="answer", title="", mode=Mode.EXTRACT, items=(an_item(JOINED), before))
    (left,) = corrected(of(section), JOINED).sections[0].items
    assert left.replaced is None


def written_by_a_model(*claims: Claim) -> Digest:
    """Return a reviewed digest with a story of claims that a model worded, above one of quotes."""
    worded = (replace(claim, written_by="gpt-x") for claim in claims)
    digest = of(
        stories_section(
            an_item(*worded, headline=a_headline(RELEASE)),
            an_item(SEAT, headline=a_headline(PRESS)),
        )
    )
    review = Review(reviewer="Grace", at=MONDAY, reviewed_sha256=digest.provenance.content_sha256)
    made = Generator(software="citewire", version="1", model="gpt-x", prompt="extract.v1")
    return replace(digest, provenance=replace(digest.provenance, review=review, generator=made))


def test_a_text_that_a_person_approved_is_unreviewed_again() -> None:
    found = corrected(written_by_a_model(JOINED, POLICY), JOINED)
    assert found.provenance.authorship.level is Level.AI_AUTHORED
    assert found.provenance.authorship.visible_label.startswith("AI-authored, not reviewed")
    assert found.provenance.generator.model == "gpt-x"


def test_without_its_last_sentence_of_a_model_it_is_quotes_only() -> None:
    found = corrected(written_by_a_model(JOINED), JOINED)
    assert found.provenance.authorship.level is Level.EXTRACTIVE
    assert found.provenance.authorship.visible_label.startswith("Quotes only")
    assert found.provenance.generator == Generator(software="citewire", version="1")


def test_opinions_and_questions_on_a_story_go_with_it_and_with_what_they_rest_on() -> None:
    opinion = replace(
        SEAT, id="claim-why", kind=ClaimKind.ANALYSIS, written_by="gpt-x", rests_on=("c1",)
    )
    question = replace(opinion, id="claim-watch", kind=ClaimKind.QUESTION)
    worded = replace(JOINED, written_by="gpt-x", rests_on=("c1", "c2"))
    other = replace(SEAT, written_by="gpt-x", rests_on=("c3",))
    headline = a_headline(RELEASE)
    digest = of(
        stories_section(an_item(worded, other, headline=headline, story_id="story-1")),
        Section(id="analysis", title="Why it matters", mode=Mode.ANALYSIS, items=(an_item(opinion, story_id="story-1"),)),
        Section(id="watch", title="What to watch", mode=Mode.QUESTION, items=(an_item(question, label="Seat", story_id="story-1"),)),
    )  # fmt: skip
    assert corrected(digest, headline).sections == ()
    (left,) = corrected(digest, worded).sections
    assert left.id == "stories"
    kept = corrected(digest, other).sections
    assert [section.id for section in kept] == ["stories", "analysis", "watch"]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(20, 200), min_size=1, max_size=60), st.integers(0, 2**32), st.data())
def test_every_statement_can_be_taken_out_and_the_rest_stays_as_it_was(
    lengths: list[int], seed: int, data: st.DataObject
) -> None:
    digest = a_random_digest(lengths, seed)
    wrong = data.draw(st.sampled_from(digest.claims()))
    found = corrected(digest, wrong)
    kept = {claim.id: claim for claim in digest.claims()}
    assert all(kept[claim.id] == claim for claim in found.claims())
    assert wrong.id not in {claim.id for claim in found.claims()}
    provenance = found.provenance
    assert [source.n for source in provenance.sources] == [*range(1, len(provenance.sources) + 1)]
    listed = {source.article.id for source in provenance.sources}
    assert {q.article_id for claim in found.claims() for q in claim.quotes} <= listed
    assert provenance.coverage.claims_matched == len(found.claims())
    assert provenance.content_sha256 == content_hash(
        found.title,
        found.window,
        found.sections,
        provenance.sources,
        corrections=provenance.corrections,
    )
