"""Whatever words a model says, they are a claim that holds or a rejection; nothing is raised."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.authoring.pieces import Base, Piece, Place, believe
from digests.authoring.replies import Extracted, Mended, Report, Rewritten, parsed
from digests.claims import verify
from digests.model import Claim, DraftClaim, QuotedWords, RejectedClaim
from tests.authoring.newsroom import articles

BY_ID = {article.id: article for article in articles()}
_FIRST = articles()[0]
_QUOTE = _FIRST.body.splitlines()[0].split(". ")[0]
_CLAIM = verify(
    DraftClaim(text=_QUOTE, quotes=(QuotedWords(article_id=_FIRST.id, exact=_QUOTE),)), BY_ID
)
PARTS = st.sampled_from(
    [*_QUOTE.split(), "not", "may", "Will", "?", "7", "$1", "%", "OpenAI", "@", "//", ".", "“", "\u200b"]
)  # fmt: skip
WORDS = st.one_of(st.text(max_size=60), st.lists(PARTS, max_size=20).map(" ".join))
SHAPES = st.sampled_from([Extracted, Mended, Report, Rewritten])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["claims", "notes", "text", "headline"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(text=WORDS, place=st.sampled_from(Place))
@settings(deadline=None, max_examples=150)
def test_any_piece_is_believed_or_not(text: str, place: Place) -> None:
    assert isinstance(_CLAIM, Claim)
    base = Base(claims={"c1": _CLAIM}, articles=BY_ID, written_by="gpt-x")
    outcome = believe(Piece(place=place, text=text, claims=("c1",)), base)
    assert isinstance(outcome, Claim | RejectedClaim)
    if isinstance(outcome, Claim):
        assert not {"@", "//", "<"} & set(outcome.text)
        assert "OpenAI" not in outcome.text


@given(value=JSON, shape=SHAPES)
@settings(deadline=None, max_examples=100)
def test_any_json_is_a_reply_or_none(value: object, shape: type[Extracted]) -> None:
    reply = parsed(json.dumps(value), shape)
    assert reply is None or isinstance(reply, shape)
