"""A digest is kept as JSON and comes back equal."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from digests.model import (
    Article,
    Check,
    Checks,
    Claim,
    ClaimKind,
    Digest,
    Entailment,
    Item,
    Modality,
    Mode,
    Novelty,
    Quote,
    Section,
    SourceAuthorship,
    Tier,
    Window,
    Wrote,
)
from digests.store.publishing import body_of, digest_of
from tests.builders import an_article
from tests.store.builders_store import a_digest

TEXT = st.text(max_size=12)
MAYBE = st.none() | TEXT
TIME = st.datetimes(
    min_value=datetime(1995, 1, 1),  # noqa: DTZ001 — Hypothesis adds the zone itself
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001 — as above
    timezones=st.just(UTC),
)
OFFSET = st.integers(0, 10**9)
QUOTE = st.builds(Quote, article_id=TEXT, start=OFFSET, end=OFFSET)
CLAIM = st.builds(
    Claim,
    id=TEXT,
    text=TEXT,
    quotes=st.lists(QUOTE, min_size=1, max_size=2).map(tuple),
    kind=st.sampled_from(ClaimKind),
    attributed_to=MAYBE,
    as_of=st.none() | TIME,
    modality=st.sampled_from(Modality),
    checks=st.builds(
        Checks,
        quote=st.sampled_from(Check),
        values=st.sampled_from(Check),
        polarity=st.sampled_from(Check),
        entailment=st.sampled_from(Entailment),
    ),
    support=st.floats(0, 1),
    headline=st.booleans(),
    repairs=st.integers(0, 3),
)
ITEM = st.builds(
    Item,
    id=TEXT,
    claims=st.lists(CLAIM, max_size=2).map(tuple),
    headline=st.none() | CLAIM,
    label=MAYBE,
    detail=MAYBE,
    tags=st.lists(TEXT, max_size=2).map(tuple),
    on=st.none() | st.dates(),
    story_id=MAYBE,
    also=st.lists(TEXT, max_size=2).map(tuple),
    novelty=st.none() | st.sampled_from(Novelty),
    seen_on=st.none() | st.dates(),
)
SECTION = st.builds(
    Section,
    id=TEXT,
    title=TEXT,
    mode=st.sampled_from(Mode),
    items=st.lists(ITEM, max_size=2).map(tuple),
)
ARTICLE = st.builds(
    Article,
    id=TEXT,
    feed_id=TEXT,
    url=MAYBE,
    url_key=MAYBE,
    outlet=TEXT,
    tier=st.sampled_from(Tier),
    title=TEXT,
    byline=MAYBE,
    published_at=TIME,
    date_source=TEXT,
    fetched_at=TIME,
    text=TEXT,
    text_sha256=TEXT,
    raw_sha256=TEXT,
    extractor=TEXT,
    language=MAYBE,
    authorship=st.builds(
        SourceAuthorship, status=st.sampled_from(Wrote), quote=MAYBE, signal=MAYBE
    ),
    suspicious=MAYBE,
    version=st.integers(1, 99),
)


@given(
    sections=st.lists(SECTION, max_size=3).map(tuple),
    articles=st.lists(ARTICLE, min_size=1, max_size=2),
    created_at=TIME,
    window=st.builds(Window, since=TIME, until=TIME),
)
@settings(deadline=None, max_examples=60)
def test_what_was_written_is_what_is_read(
    sections: tuple[Section, ...], articles: list[Article], created_at: datetime, window: Window
) -> None:
    digest = replace(a_digest(*articles, window=window, created_at=created_at), sections=sections)
    again = digest_of(body_of(digest))
    assert again == digest
    assert body_of(again) == body_of(digest)


def test_types_and_zones_come_back_too() -> None:
    digest = a_digest(an_article("Zürich 🙂"))
    again = digest_of(body_of(digest))
    assert type(again.sections) is tuple
    assert type(again.sections[0].mode) is Mode
    assert again.created_at.utcoffset() == digest.created_at.utcoffset()
    assert again.provenance.generator.cost_usd is None


@pytest.mark.parametrize(
    ("right", "wrong"),
    [('"n":1', '"n":"1"'), ('"mode":"extract"', '"mode":"fiction"'), ('"language":"en",', "")],
)
def test_a_body_that_is_no_digest_is_not_read_as_one(right: str, wrong: str) -> None:
    body = body_of(a_digest())
    assert right in body
    with pytest.raises(ValidationError):
        digest_of(body.replace(right, wrong))


def test_a_digest_that_was_kept_before_stories_had_a_novelty_is_read() -> None:
    digest = a_digest()
    old = body_of(digest)
    for field in (',"novelty":null', ',"seen_on":null', ',"unchanged":0'):
        assert field in old
        old = old.replace(field, "")
    assert digest_of(old) == digest


def test_a_quiet_digest_comes_back() -> None:
    digest: Digest = replace(a_digest(), sections=())
    assert digest_of(body_of(digest)) == digest
