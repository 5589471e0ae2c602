"""The record is `provenance/1` to the letter, and says where every quote stands."""

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from bot.render import record
from digests.model import (
    Correction,
    Generator,
    Quote,
    QuotedWords,
    RejectedClaim,
    Review,
    Section,
)
from digests.model.digests import Mode
from tests.builders import MONDAY
from tests.render.digests import (
    RELEASE,
    a_claim,
    a_digest,
    a_rejection,
    an_item,
    sample_digest,
    second_digest,
    stories_section,
)
from tests.render.replies import differing_reply

KEYS = {
    "": "schema digest_id kind created_at supersedes corrections content_sha256 authorship generator review sections sources claims notes coverage",
    "authorship": "level digital_source_type ai_disclosure visible_label",
    "generator": "software version model provider prompt prompt_sha256 usage",
    "sections": "id title mode",
    "sources": "n article_id url outlet title byline published_at fetched_at text_sha256 extractor tier authorship",
    "claims": "id section text kind attributed_to as_of modality evidence checks status repairs",
    "notes": "id evidence by",
    "coverage": "feeds_ok feeds_failed entries_read stories claims_matched claims_dropped",
}
"""Field by field as the contract lists them."""


def faults(made: dict[str, object]) -> list[str]:
    validator = Draft202012Validator(record.schema(), format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(made)]


def claims(made: dict[str, object]) -> list[dict[str, object]]:
    listed = made["claims"]
    assert isinstance(listed, list)
    return listed


def test_the_schema_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(record.schema())


def test_the_samples_fit_the_schema() -> None:
    for digest in (sample_digest(), second_digest()):
        assert faults(record.record(digest)) == []


def test_what_a_story_is_to_the_channel_is_recorded_where_it_was_shown_others() -> None:
    made = record.record(second_digest())
    stories = made["stories"]
    assert isinstance(stories, list)
    assert [(story["novelty"], story["seen_on"]) for story in stories] == [
        ("developing", "2026-04-06"),
        ("new", None),
    ]
    ids = {claim["id"] for claim in claims(made)}
    assert all(set(story["claims"]) <= ids for story in stories)
    assert "stories" not in record.record(sample_digest())


@pytest.mark.parametrize("part", KEYS)
def test_the_fields_are_those_of_the_contract_in_its_order(part: str) -> None:
    made: object = record.record(sample_digest())
    for key in filter(None, [part]):
        made = made[key]  # type: ignore[index] # JSON of a known shape
    first = made[0] if isinstance(made, list) else made
    assert isinstance(first, dict)
    assert list(first) == KEYS[part].split()


def test_every_span_of_a_matched_claim_is_its_quote() -> None:
    digest = sample_digest()
    articles = {s.n: s.article for s in digest.provenance.sources}
    made = [c for c in claims(record.record(digest)) if c["status"] == "matched"]
    assert [c["id"] for c in made] == [claim.id for claim in digest.claims()]
    for claim in made:
        assert isinstance(claim["evidence"], list)
        for found in claim["evidence"]:
            text = articles[found["source_n"]].text
            start, end = found["start"], found["end"]
            assert text[start:end] == found["exact"]
            assert text[:start].endswith(found["prefix"])
            assert text[end:].startswith(found["suffix"])
            assert ":~:text=" in found["text_fragment_url"]


def test_a_claim_of_two_sections_stands_once_under_the_first() -> None:
    made = [c for c in claims(record.record(sample_digest())) if c["status"] == "matched"]
    sections = [c["section"] for c in made]
    assert sections == [*["stories"] * 6, "watch", "watch", "numbers"]


def test_dropped_claims_stay_with_the_words_that_were_not_found() -> None:
    known = RejectedClaim(
        draft=replace(
            a_rejection().draft,
            quotes=(QuotedWords(article_id=RELEASE.id, exact="four words or so"),),
        ),
        reason=a_rejection().reason,
        detail="",
        checks=a_rejection().checks,
    )
    made = record.record(sample_digest(dropped=(a_rejection(), known)))
    dropped = [c for c in claims(made) if c["status"] == "dropped"]
    assert [c["section"] for c in dropped] == [None, None]
    assert [c["evidence"][0]["source_n"] for c in dropped] == [None, 1]  # type: ignore[index] # JSON
    assert dropped[0]["checks"] == {
        "quote": "passed",
        "values": "failed",
        "polarity": "not_run",
        "entailment": "not_run",
    }
    assert faults(made) == []


def test_claims_that_contradict_each_other_are_named_with_what_decides() -> None:
    reply = differing_reply()
    made = record.record(reply)
    assert faults(made) == []
    holds, gone, first, second = (claim.id for claim in reply.claims())
    listed = made["contradictions"]
    assert isinstance(listed, list)
    assert [(one["claims"], one["prevails"]) for one in listed] == [
        ([holds, gone], holds),
        ([first, second], None),
    ]
    assert [one["because"] and one["because"]["exact"] for one in listed] == ["postponed", None]


def test_a_record_without_contradictions_has_no_such_field() -> None:
    assert "contradictions" not in record.record(sample_digest())


def test_an_unknown_cost_is_null() -> None:
    made = record.record(sample_digest())
    assert made["generator"]["usage"] == {  # type: ignore[index] # JSON of a known shape
        "input_tokens": None,
        "output_tokens": None,
        "cost_usd": None,
    }


def test_a_cost_and_a_review_fit_the_schema() -> None:
    generator = Generator(
        software="citewire", version="1", model="m", provider="p", prompt="extract.v1",
        prompt_sha256="0" * 64, input_tokens=3, output_tokens=0, cost_usd="0.0123",
    )  # fmt: skip
    review = Review(reviewer="Ada", at=MONDAY, reviewed_sha256="1" * 64)
    fix = Correction(at=MONDAY, claim_id="claim-1", what="changed")
    extra: dict[str, object] = {
        "generator": generator,
        "review": review,
        "corrections": (fix,),
        "supersedes": "digest-0",
    }
    made = record.record(sample_digest(provenance=extra))
    assert faults(made) == []
    assert made["review"] == {
        "reviewer": "Ada",
        "at": "2026-04-13T09:00:00Z",
        "decision": "approved",
        "reviewed_sha256": "1" * 64,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "provenance/2"},
        {"extra": 1},
        {"created_at": "2026-04-13T09:00:00+02:00"},
        {"content_sha256": "x"},
        {"generator": None},
    ],
)
def test_the_schema_refuses_what_is_not_a_record(change: dict[str, object]) -> None:
    assert faults({**record.record(sample_digest()), **change}) != []


def test_the_schema_refuses_a_matched_claim_without_evidence() -> None:
    made = record.record(sample_digest())
    claims(made)[0]["evidence"] = []
    assert faults(made) != []


def test_a_quiet_week_has_a_record() -> None:
    assert faults(record.record(a_digest())) == []


def test_a_source_without_an_address_has_no_fragment() -> None:
    article = replace(RELEASE, url=None, url_key=None)
    item = an_item(a_claim(article, "Tao Ma joins"))
    made = record.record(a_digest([stories_section(item)], [article]))
    assert claims(made)[0]["evidence"][0]["text_fragment_url"] is None  # type: ignore[index] # JSON
    assert faults(made) == []


def test_a_quote_of_an_unlisted_article_is_refused() -> None:
    quote = Quote(article_id="article-elsewhere", start=0, end=4)
    claim = replace(a_claim(RELEASE, "Tao Ma joins"), quotes=(quote,))
    section = Section(id="x", title="X", mode=Mode.FACT, items=(an_item(claim),))
    with pytest.raises(ValueError, match="not among the sources"):
        record.record(a_digest([section], [RELEASE]))


def test_the_text_is_the_record() -> None:
    digest = sample_digest()
    assert json.loads(record.render(digest)) == record.record(digest)
