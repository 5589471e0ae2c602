"""Words, stems and content words."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.text.words import STOPWORDS, content_words, stem, tokens


@given(st.text())
def test_a_token_is_where_it_says(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
        assert at <= token.start < token.end
        at = token.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alibaba’s U.S. arm, don't", ["Alibaba’s", "U.S.", "arm", "don't"]),
        ("vLLM 0.11 v1.2.3, 1,000 H100s", ["vLLM", "0.11", "v1.2.3", "1,000", "H100s"]),
        ("GPT-4o open-weight 50% $3.5B.", ["GPT", "4o", "open", "weight", "50", "3.5B"]),
    ],
)
def test_numbers_and_versions_stay_whole_and_hyphens_part(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(text)] == expected


def test_content_words_are_stems_without_stop_words() -> None:
    assert content_words("The members of Alibaba’s boards aren’t joining it") == [
        "member",
        "alibaba",
        "board",
        "join",
    ]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz’'", min_size=1))
def test_a_stem_ignores_case(word: str) -> None:
    assert stem(word) == stem(word.upper())


def test_stop_words_are_written_as_they_are_looked_up() -> None:
    assert all(word == word.lower() and "’" not in word for word in STOPWORDS)


def test_stems_are_the_same_from_many_threads() -> None:
    words = [
        f"{start}{end}"
        for start in ("relat", "gener", "oper")
        for end in ("ional", "ations", "ively", "izing")
    ]
    words = [f"{word}{number}s" for number in range(300) for word in words]
    alone = [stem.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda _: [stem.__wrapped__(word) for word in words], range(8)))
    assert all(found == alone for found in together)
