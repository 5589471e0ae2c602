"""What a question is taken to ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.retrieval import LONGEST, Wanted, analyse
from digests.text.words import content_words


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


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("Who is the CTO of Hooli?", "Hooli named a chief technology officer.", {"cto"}),
        ("who is the cto of Hooli", "Hooli named a chief technology officer.", {"cto"}),
        ("Who is the Chief Technology Officer?", "The CTO spoke.", {"chief", "technolog", "offic"}),
        ("Which laws did the US pass?", "A law of the United States.", {"us"}),
        ("What did they tell us?", "A law of the United States.", set()),
        ("Which laws did the United States pass?", "They told us about a law.", set()),
        ("Who is the CTO of Hooli?", "The officer is chief of technology.", set()),
    ],
)
def test_another_name_of_what_is_named_says_it(question: str, text: str, said: set[str]) -> None:
    assert analyse(question).said_in(content_words(text)) == said


def test_other_names_are_looked_for_as_phrases() -> None:
    assert "chief technology officer" in analyse("who is the CTO of Hooli").terms


def test_the_days_that_a_question_names_are_known_and_months_are_none() -> None:
    days = analyse("Did it change between October 6, 2023 and 2023-10-09, or in November?").days
    assert [(day.month, day.day) for day in days] == [(10, 6), (10, 9)]


def test_only_the_beginning_of_an_endless_question_is_read() -> None:
    query = analyse("who joined " + "very " * LONGEST + "lastword")
    assert len(query.text) == LONGEST
    assert "lastword" not in query.spelled


@given(st.text(max_size=300))
def test_a_question_becomes_plain_words_whatever_it_holds(text: str) -> None:
    query = analyse(text)
    assert len(query.words) == len(query.spelled) == len(set(query.words))
    assert not any(mark in word for word in query.spelled for mark in '"()*:^ \n')
