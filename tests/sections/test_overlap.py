"""Two sentences that say the same."""

from hypothesis import given
from hypothesis import strategies as st

from digests.sections.overlap import near, overlap, said_before, says_the_same, wording

RELEASE = wording("Alibaba Cloud has joined the PyTorch Foundation as a Platinum member.")


def test_a_rewrite_says_the_same() -> None:
    rewrite = wording("Alibaba Cloud joins PyTorch Foundation as Platinum member, the group said.")
    assert says_the_same(RELEASE, rewrite)
    assert said_before(rewrite, [wording("Ray 3.0 is out."), RELEASE])


def test_another_event_of_the_same_people_does_not() -> None:
    other = wording("Alibaba Cloud opens two regions in Europe and hires 500 engineers.")
    assert not says_the_same(RELEASE, other)
    assert not said_before(other, [RELEASE])


def test_lists_of_the_same_change_are_near() -> None:
    first = wording(
        "AzureGenerator is deprecated and will be removed from Haystack in version 3.0."
    )
    second = wording("HuggingFaceGenerator and LocalGenerator have been deprecated and will be removed in Haystack 3.0.")  # fmt: skip
    assert near(first.words, second.words)


def test_no_words_say_nothing() -> None:
    assert not says_the_same(wording(""), RELEASE)
    assert overlap(frozenset(), RELEASE.words) == 0.0
    assert not near(frozenset(), frozenset())


def test_a_repeated_list_repeats_the_statement_whatever_stands_around_it() -> None:
    areas = "compiler optimization, multi-chip compatibility and large-scale stability"
    press = wording(f"Alibaba Cloud named three areas when it joined this week: {areas}.")
    release = wording(f"Dr. Feifei Li, Chief Technology Officer, said that it will bring {areas}.")
    assert says_the_same(press, release)


SENTENCES = st.lists(
    st.sampled_from(["apple", "bread", "cloud", "delta", "eagle", "fjord"]), max_size=9
)


@given(SENTENCES, SENTENCES)
def test_it_does_not_matter_which_comes_first(one: list[str], two: list[str]) -> None:
    a, b = wording(" ".join(one)), wording(" ".join(two))
    assert says_the_same(a, b) == says_the_same(b, a)
    assert near(a.words, b.words) == near(b.words, a.words)
    assert 0.0 <= overlap(a.words, b.words) <= 1.0


def test_a_short_sentence_within_a_longer_one_that_was_printed_says_nothing_new() -> None:
    long = wording(
        "Today we published an update on our collaboration with Mozilla, in which Claude Opus found"
        " 22 vulnerabilities in Firefox over the course of two weeks."
    )
    short = wording("Claude discovered 22 Firefox vulnerabilities over the course of two weeks.")
    assert said_before(short, [long])
    assert not said_before(long, [short])
