"""Text as it is compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.text.normal import find_all, normalise

pieces = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("aé½ﬁ …“”‘’—–\u200b\u00a0\u0301\u00ad\ufe0f가\u1100\u1161\u11a8 \n\t-'\""),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Open” — it’s…", '"Open" - it\'s...'),
        ("a\u00a0b\u2009c\n\n d", "a b c d"),
        ("zero\u200bwidth\u00ad soft", "zerowidth soft"),
        ("cafe\u0301 ﬁne ½", "café fine 1/2"),
        ("ｖＬＬＭ", "vLLM"),
        ("", ""),
    ],
)
def test_what_looks_the_same_is_the_same(text: str, expected: str) -> None:
    assert normalise(text).text == expected


@given(pieces)
def test_every_character_maps_into_the_source_in_order(text: str) -> None:
    result = normalise(text)
    assert len(result.text) == len(result.offsets) == len(result.ends)
    assert list(result.offsets) == sorted(result.offsets)
    assert list(result.ends) == sorted(result.ends)
    assert all(
        0 <= start < end <= len(text)
        for start, end in zip(result.offsets, result.ends, strict=True)
    )


@given(pieces)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(pieces, st.integers(0, 60), st.integers(1, 60))
def test_offsets_round_trip(text: str, start: int, length: int) -> None:
    result = normalise(text)
    piece = result.text[start : start + length]
    if piece:
        at, end = result.span(start, start + len(piece))
        assert piece in normalise(text[at:end]).text


@given(pieces, pieces, pieces)
def test_a_contained_text_is_found_at_its_true_offsets(before: str, text: str, after: str) -> None:
    if text.strip():
        whole = before + text + after
        assert (len(before), len(before) + len(text)) in find_all(whole, text)


def test_a_quote_with_typed_marks_is_found_at_the_printed_ones() -> None:
    text = "He said: “It’s a first\u00a0step” — no more."
    assert [text[a:b] for a, b in find_all(text, '"It\'s a first step" - no more')] == [
        "“It’s a first\u00a0step” — no more"
    ]


def test_every_occurrence_is_found() -> None:
    assert find_all("ab ab", "ab") == [(0, 2), (3, 5)]
    assert find_all("aaa", "aa") == [(0, 2), (1, 3)]


@pytest.mark.parametrize("needle", ["", "  ", "\u200b"])
def test_nothing_is_found_nowhere(needle: str) -> None:
    assert find_all("some text", needle) == []
