"""Finding the few sentences worth reading."""

from hypothesis import given
from hypothesis import strategies as st

from digests.text.glance import sentences_with
from digests.text.sentences import sentences

STEMS = {"in": ("join",), "out": ("left", "leav")}


def test_only_sentences_with_a_stem_come_each_with_its_keys() -> None:
    text = "Intel joined. Nothing here.\nMeta left after it JOINED us.\nStill nothing."
    found = [
        (text[span.start : span.end], sorted(keys)) for span, keys in sentences_with(text, STEMS)
    ]
    assert found == [("Intel joined.", ["in"]), ("Meta left after it JOINED us.", ["in", "out"])]


@given(
    st.lists(
        st.sampled_from(["join", "Left ", "x. ", "İ", "\n", "A", " ", "“", "Mr. "]), max_size=40
    ).map("".join)
)
def test_they_are_the_sentences_that_hold_a_stem(text: str) -> None:
    expected = [
        span
        for span in sentences(text)
        if any(
            stem in text[span.start : span.end].lower()
            for stems in STEMS.values()
            for stem in stems
        )
    ]
    assert [span for span, _ in sentences_with(text, STEMS)] == expected
