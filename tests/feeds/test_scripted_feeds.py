"""The feed source without a web."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digests.feeds.double import ScriptedFeeds
from digests.model import FeedState, FetchedFeed, FetchProblem, Health, NotModified
from tests.builders import MONDAY, a_feed

NEW = FeedState(feed_id="blog")


@pytest.fixture
def feeds() -> ScriptedFeeds:
    feeds = ScriptedFeeds()
    feeds.feed("blog", title="Blog", min_interval=timedelta(hours=1))
    feeds.entry("blog", "1", title="First", published_at=MONDAY)
    return feeds


async def read(feeds: ScriptedFeeds, state: FeedState = NEW) -> FetchedFeed:
    outcome = await feeds.fetch(a_feed("blog"), state)
    assert isinstance(outcome, FetchedFeed), outcome
    return outcome


async def test_entries_come_newest_first(feeds: ScriptedFeeds) -> None:
    feeds.entry("blog", "2", title="Second")

    outcome = await read(feeds)

    assert [entry.title for entry in outcome.entries] == ["Second", "First"]
    assert (outcome.title, outcome.min_interval) == ("Blog", timedelta(hours=1))
    assert feeds.asked == ["blog"]


async def test_an_unchanged_feed_is_not_modified_and_a_changed_one_is(feeds: ScriptedFeeds) -> None:
    state = replace(NEW, body_sha256=(await read(feeds)).body_sha256)

    assert isinstance(await feeds.fetch(a_feed("blog"), state), NotModified)
    feeds.entry("blog", "1", title="First, corrected")
    assert [entry.title for entry in (await read(feeds, state)).entries] == ["First, corrected"]


async def test_entries_can_vanish(feeds: ScriptedFeeds) -> None:
    feeds.without("blog", "1")

    assert (await read(feeds)).entries == ()


async def test_a_problem_lasts_until_the_feed_is_well_again(feeds: ScriptedFeeds) -> None:
    feeds.problem("blog", "closed", health=Health.GONE, status=410)
    first = await feeds.fetch(a_feed("blog"), NEW)
    feeds.not_modified("blog")

    assert first == FetchProblem(health=Health.GONE, reason="closed", status=410)
    assert len((await read(feeds)).entries) == 1


async def test_a_feed_that_the_script_does_not_know_is_not_found(feeds: ScriptedFeeds) -> None:
    outcome = await feeds.fetch(a_feed("other"), NEW)

    assert isinstance(outcome, FetchProblem)
    assert outcome.status == 404
