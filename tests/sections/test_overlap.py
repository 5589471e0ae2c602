"""Two sentences that say the same."""

from hypothesis import given
from hypothesis import strategies as st

from digests.sections.overlap import near, overlap, said_before, says_the_same
from digests.text.words import content_words


def words(sentence: str) -> frozenset[str]:
    return frozenset(content_words(sentence))


RELEASE = words("Alibaba Cloud has joined the PyTorch Foundation as a Platinum member.")


def test_a_rewrite_says_the_same() -> None:
    rewrite = words("Alibaba Cloud joins PyTorch Foundation as Platinum member, the group said.")
    assert says_the_same(RELEASE, rewrite)
    assert said_before(rewrite, [words("Ray 3.0 is out."), RELEASE])


def test_another_event_of_the_same_people_does_not() -> None:
    other = words("Alibaba Cloud opens two regions in Europe and hires 500 engineers.")
    assert not says_the_same(RELEASE, other)
    assert not said_before(other, [RELEASE])


def test_lists_of_the_same_change_are_near() -> None:
    first = words("AzureGenerator is deprecated and will be removed from Haystack in version 3.0.")
    second = words("HuggingFaceGenerator and LocalGenerator have been deprecated and will be removed in Haystack 3.0.")  # fmt: skip
    assert near(first, second)


def test_no_words_say_nothing() -> None:
    assert not says_the_same(frozenset(), RELEASE)
    assert overlap(frozenset(), RELEASE) == 0.0
    assert not near(frozenset(), frozenset())


@given(st.frozensets(st.sampled_from("abcdefgh")), st.frozensets(st.sampled_from("abcdefgh")))
def test_it_does_not_matter_which_comes_first(a: frozenset[str], b: frozenset[str]) -> None:
    assert says_the_same(a, b) == says_the_same(b, a)
    assert near(a, b) == near(b, a)
    assert 0.0 <= overlap(a, b) <= 1.0
