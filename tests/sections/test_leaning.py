"""Votes move what is near in weight: a little, bounded, and less as time goes by."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from digests.model import Aspect, Leaning, VotedStory
from digests.sections.leaning import lean, leanings
from tests.builders import MONDAY
from tests.store.builders_feedback import a_vote

DAY = timedelta(days=1)
RELEASE = VotedStory(tags=("release", "hardware"), outlets=("vLLM",))
FUNDING = VotedStory(tags=("funding",), outlets=("The Register",))


def moved(*votes: object) -> dict[str, int]:
    found = leanings(votes, now=MONDAY)  # type: ignore[arg-type] # votes
    return {one.name: one.percent for one in found}


def test_a_vote_moves_every_tag_and_outlet_of_its_story_by_ten_percent() -> None:
    assert leanings([a_vote(stories=(RELEASE,))], now=MONDAY) == (
        Leaning(aspect=Aspect.OUTLET, name="vLLM", percent=10),
        Leaning(aspect=Aspect.TAG, name="hardware", percent=10),
        Leaning(aspect=Aspect.TAG, name="release", percent=10),
    )


def test_votes_for_and_against_are_set_off() -> None:
    for_it, against = a_vote(stories=(FUNDING,)), a_vote(stories=(FUNDING,), value=-1)
    assert moved(for_it, against) == {}
    assert moved(for_it, against, against) == {"funding": -10, "The Register": -10}


def test_a_vote_on_a_digest_is_shared_out_over_its_stories() -> None:
    assert moved(a_vote(stories=(RELEASE, FUNDING), story_id=None)) == {
        "vLLM": 5,
        "hardware": 5,
        "release": 5,
        "funding": 5,
        "The Register": 5,
    }


def test_a_vote_counts_in_full_for_two_months_and_not_at_all_after_six() -> None:
    for days, percent in ((0, 10), (60, 10), (120, 5), (179, 0), (180, 0), (900, 0)):
        vote = a_vote(stories=(FUNDING,), at=MONDAY - days * DAY)
        assert moved(vote).get("funding", 0) == percent


def test_nothing_that_was_voted_on_moves_nothing() -> None:
    assert moved(a_vote(stories=())) == {}
    assert moved(a_vote(stories=(VotedStory(),))) == {}


@given(
    st.lists(
        st.tuples(
            st.sampled_from([1, -1]),
            st.integers(0, 300),
            st.lists(st.sampled_from([RELEASE, FUNDING, VotedStory()]), max_size=8),
        ),
        max_size=200,
    )
)
def test_no_number_of_votes_moves_a_story_by_more_than_thirty_percent(
    cast: list[tuple[int, int, list[VotedStory]]],
) -> None:
    found = leanings(
        [a_vote(value=v, at=MONDAY - d * DAY, stories=tuple(s)) for v, d, s in cast], now=MONDAY
    )
    assert all(0 < abs(one.percent) <= 30 for one in found)
    for story in (RELEASE, FUNDING):
        assert -0.3 <= lean(story.tags, story.outlets, found) <= 0.3
    assert lean(["other"], ["Other"], found) == 0
