"""Sentences: where they end, and what holds for any text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.text.sentences import LONGEST_PAIR, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        # Abbreviations, initials, titles.
        ["The U.S. Department of Commerce agreed.", "He met J. Smith and A. B. Lee."],
        ["The firm left the U.S.", "The staff stayed."],
        [
            "Dr. Feifei Li, Gov. Newsom and Sen. Warren met at approx. 9 a.m. Eastern.",
            "Nobody spoke.",
        ],
        ["Apple Inc. CEO Tim Cook met Nvidia Corp.", "The two agreed."],
        ["He holds a Ph.D.", "He teaches."],
        ["Take plan B. Smith of Acme wrote it."],
        ["See Fig. 3, No. 5 and Eq. 2.", "No.", "They refused."],
        ["Models, e.g. Qwen, i.e. open ones, count.", "Others do not."],
        # Numbers, versions, file and module names.
        ["Use v1.2.", "Then vLLM 0.11.", "Next comes Node.js.", "It is ok.", "End."],
        ["It scored 3.5.", "7 others failed.", "50% passed.", "iPhone sales fell.", "gpt-4 rose."],
        ["Use torch.Tensor and System.Text.Json.", "Then torch.compile().", "Done."],
        ["1. First comes this one.", "2. Second comes that one."],
        ["Visit example.com/a?b=c.", "More follows."],
        # Quotations and brackets.
        ["“We are glad. It is good,” said Li.", "He left."],
        ['"We won."', "The firm added more.", "(See the table.)", "Next one."],
        ['He said "Stop!" and went on.', "Did you see it?", "Yes."],
        ["He asked: “Is it?”", "She said yes.", "“No!” he cried."],
        ["One (long bracket. With two sentences.) goes on.", "Then more."],
        ['A screen of 5" wide.', 'Another of 7" too.', "Both ship."],
        ["An “open quotation never closes.", "So it is cut.", "Twice."],
        ["An (open bracket never closes.", "So it is cut.", "Twice."],
        ["It is so.[1]", "A note follows.²", "Then more."],
        # Other stops.
        ["Wait… what?", "Really?!", "Yes!!", "Good."],
        ["It goes on... and then stops.", "Then…", "Another."],
        ["日本語の文。", "次の文。", "「はい。そうです。」"],
        ["The words stay. lower case goes on."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected: list[str]) -> None:
    assert cut(" ".join(expected)) == expected


def test_sentences_that_lost_their_space_are_parted_only_before_an_opening_word() -> None:
    assert cut("Version 2.0 is out.It has no space.") == ["Version 2.0 is out.", "It has no space."]


def test_a_line_break_ends_a_sentence_so_headings_and_list_items_stand_alone() -> None:
    text = "What is new\n\n- faster loading\n- fewer bugs\r\nThe end of U.S.\npolicy"
    assert cut(text) == [
        "What is new",
        "- faster loading",
        "- fewer bugs",
        "The end of U.S.",
        "policy",
    ]


def test_a_long_quotation_is_cut_at_its_stops() -> None:
    quoted = "“" + "We are glad. " * (LONGEST_PAIR // 10) + "We are done.”"
    assert len(cut(quoted)) == LONGEST_PAIR // 10 + 1


def test_a_wide_space_after_an_initial_is_harmless() -> None:
    assert cut("J.　Smith is in. He stays.") == ["J.　Smith is in.", "He stays."]


@pytest.mark.parametrize(
    "hostile",
    ["." * 200_000, "e.g. " * 40_000, '("a" ' * 40_000, "“a. " * 40_000, "a" * 200_000 + "“b. "],
)
def test_hostile_lines_take_linear_time(hostile: str) -> None:
    before = time.process_time()
    sentences(hostile)
    assert time.process_time() - before < 5


PIECES = st.sampled_from(
    ["Dr. ", "U.S. ", "“", "”", '"', "(", ")", ". ", "? ", "!", "…", "\n", "\u2028", "　", "\u200b",
     "It ", "vLLM 0.11", "e.g. ", "。", "[1]", "²", " ", "word", "Word", "😀", "\ud800"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_spans_are_ordered_disjoint_trimmed_and_cover_all_that_is_not_white(text: str) -> None:
    at = 0
    for start, end in sentences(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(st.lists(PIECES).map("".join))
def test_cutting_a_sentence_again_leaves_its_start(text: str) -> None:
    for start, end in sentences(text):
        assert sentences(text[start:end])[0].start == 0
