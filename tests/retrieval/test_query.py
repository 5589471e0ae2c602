"""What a question is taken to ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.retrieval import LONGEST, Wanted, analyse


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("who joined the foundation", Wanted.WHO),
        ("Which company bought Initech?", Wanted.WHO),
        ("When was Ray 2.9 released?", Wanted.WHEN),
        ("how many GPUs did Initech order", Wanted.NUMBER),
        ("which version of vLLM supports TPUs", Wanted.VERSION),
        ("Where is the conference?", Wanted.WHERE),
        ("Did Globex join the foundation?", Wanted.YES_NO),
        ("why was the model withdrawn", Wanted.WHY),
        ("what changed in vLLM", Wanted.WHAT),
        ("When did the board say who would leave?", Wanted.WHEN),
    ],
)
def test_the_question_word_says_what_an_answer_holds(question: str, wanted: Wanted) -> None:
    assert analyse(question).wanted is wanted


def test_names_are_kept_whole_and_words_about_the_telling_are_left_out() -> None:
    query = analyse("According to the article, what did Hooli Cloud say about Ray?")
    assert ("hooli", "cloud") in query.names
    assert "ray" in query.spelled
    assert not {"article", "according", "say"} & set(query.spelled)


def test_only_the_beginning_of_an_endless_question_is_read() -> None:
    query = analyse("who joined " + "very " * LONGEST + "lastword")
    assert len(query.text) == LONGEST
    assert "lastword" not in query.spelled


@given(st.text(max_size=300))
def test_a_question_becomes_plain_words_whatever_it_holds(text: str) -> None:
    query = analyse(text)
    assert len(query.words) == len(query.spelled) == len(set(query.words))
    assert not any(mark in word for word in query.spelled for mark in '"()*:^ \n')
