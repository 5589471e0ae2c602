"""Votes and reports of errors, in memory and on both engines."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from digests.model import Channel, ReportState, Review, Vote, VotedStory
from digests.ports import Feedback
from digests.store.memory_feedback import MemoryFeedback
from digests.store.sql import open_database
from tests.builders import MONDAY
from tests.store.builders_feedback import HERE, MINUTE, STORY, THREAD, a_report, a_vote, upheld


@pytest.fixture
async def feedback(store_url: str | None) -> AsyncIterator[Feedback]:
    """Open what keeps feedback, empty, of each kind."""
    if store_url is None:
        yield MemoryFeedback()
    else:
        async with open_database(store_url) as database:
            yield database.feedback


async def votes(feedback: Feedback, *channels: Channel) -> list[Vote]:
    return await feedback.votes(channels or (HERE,), since=MONDAY)


async def test_a_vote_comes_back_as_it_was_cast(feedback: Feedback) -> None:
    on_digest = a_vote(1, story_id=None, value=-1, stories=(STORY, VotedStory()))
    for vote in (on_digest, a_vote()):
        assert await feedback.cast(vote) == vote
    assert await votes(feedback) == [a_vote(), on_digest]


async def test_the_same_vote_again_takes_it_back(feedback: Feedback) -> None:
    await feedback.cast(a_vote())
    assert await feedback.cast(a_vote(1)) is None
    assert await votes(feedback) == []
    assert await feedback.cast(a_vote(2)) == a_vote(2)


async def test_the_other_vote_takes_its_place(feedback: Feedback) -> None:
    await feedback.cast(a_vote())
    against = a_vote(1, value=-1)
    assert await feedback.cast(against) == against
    assert await votes(feedback) == [against]


async def test_people_stories_digests_and_channels_have_votes_of_their_own(
    feedback: Feedback,
) -> None:
    cast = [
        a_vote(0),
        a_vote(1, person="U2"),
        a_vote(2, story_id="story-2"),
        a_vote(3, story_id=None),
        a_vote(4, digest_id="digest-2"),
        a_vote(5, channel=THREAD),
    ]
    for vote in cast:
        await feedback.cast(vote)
    assert await votes(feedback, HERE, THREAD) == cast
    assert await votes(feedback, THREAD) == cast[-1:]
    assert await feedback.votes([HERE], since=MONDAY + 4 * MINUTE) == [cast[4]]
    assert await feedback.votes([], since=MONDAY) == []


async def test_all_votes_of_a_channel_are_taken_back_and_no_others(feedback: Feedback) -> None:
    there = a_vote(channel=THREAD)
    for vote in (a_vote(), a_vote(person="U2"), there):
        await feedback.cast(vote)
    assert await feedback.undo_votes(HERE) == 2
    assert await feedback.undo_votes(HERE) == 0
    assert await votes(feedback, HERE, THREAD) == [there]


async def test_a_report_is_kept_once_and_comes_back_as_it_was(feedback: Feedback) -> None:
    first = await feedback.save_report(a_report())
    assert first == a_report()
    assert await feedback.save_report(a_report(minutes=5)) == first
    assert await feedback.report(first.id) == first
    assert await feedback.report("report-none") is None
    assert await feedback.reports() == [first]


async def test_a_report_is_decided_once(feedback: Feedback) -> None:
    await feedback.save_report(a_report())
    await feedback.save_report(a_report("2", 1))
    decided = upheld(a_report(), 9, "digest-1", "digest-2")
    assert await feedback.decide(decided)
    assert not await feedback.decide(replace(decided, state=ReportState.DISMISSED))
    assert not await feedback.decide(a_report("3"))
    assert await feedback.reports() == [decided, a_report("2", 1)]
    assert await feedback.reports(state=ReportState.UPHELD) == [decided]
    assert await feedback.reports(state=ReportState.OPEN) == [a_report("2", 1)]
    assert await feedback.reports(state=ReportState.DISMISSED) == []


async def test_what_takes_the_place_of_a_digest_is_its_newest_version(feedback: Feedback) -> None:
    assert await feedback.corrected_as("digest-1") is None
    for name, corrected, corrected_as in (("1", "digest-1", "digest-2"), ("2", "digest-2", "d-3")):
        await feedback.save_report(a_report(name))
        await feedback.decide(upheld(a_report(name), int(name), corrected, corrected_as))
    assert await feedback.corrected_as("digest-1") == "d-3"
    assert await feedback.corrected_as("digest-2") == "d-3"
    assert await feedback.corrected_as("d-3") is None


async def test_a_reviewed_version_takes_the_place_of_a_digest_until_it_is_corrected(
    feedback: Feedback,
) -> None:
    review = Review(reviewer="Ada", at=MONDAY, reviewed_sha256="0" * 64)
    await feedback.save_review(review, of="digest-1", kept_as="digest-2")
    await feedback.save_review(review, of="digest-1", kept_as="digest-other")
    assert await feedback.corrected_as("digest-1") == "digest-2"
    await feedback.save_report(a_report())
    await feedback.decide(upheld(a_report(), 1, "digest-2", "digest-3"))
    assert await feedback.corrected_as("digest-1") == "digest-3"
    assert await feedback.corrected_as("digest-3") is None
