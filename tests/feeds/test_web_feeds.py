"""The feed source of the real web, against a loopback server."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from digests.feeds.guard import open_session
from digests.feeds.pool import ParsePool
from digests.feeds.source import WebFeeds
from digests.model import FeedState, FetchedFeed, FetchOutcome, FetchProblem, Health, NotModified
from tests.builders import MONDAY, a_feed
from tests.fakes.web import FakeWeb

XML = (
    '<rss version="2.0"><channel><title>T</title><item><title>Hello</title></item></channel></rss>'
)
CHALLENGE = "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>"


@pytest.fixture
async def web() -> AsyncIterator[FakeWeb]:
    async with FakeWeb() as web:
        yield web


@pytest.fixture
async def pool() -> AsyncIterator[ParsePool]:
    async with ParsePool(workers=1) as pool:
        yield pool


@pytest.fixture
async def feeds(pool: ParsePool) -> AsyncIterator[WebFeeds]:
    async with open_session(allow_private=True, user_agent="Test/1") as session:
        yield WebFeeds(session, pool, clock=lambda: MONDAY)


NEW = FeedState(feed_id="f")


def after(outcome: FetchOutcome) -> FeedState:
    """Return what is remembered of a feed that was read."""
    assert isinstance(outcome, FetchedFeed), outcome
    return replace(
        NEW,
        etag=outcome.etag,
        last_modified=outcome.last_modified,
        body_sha256=outcome.body_sha256,
    )


def problem(outcome: FetchOutcome) -> FetchProblem:
    assert isinstance(outcome, FetchProblem), outcome
    return outcome


async def test_a_feed_is_read(web: FakeWeb, feeds: WebFeeds) -> None:
    outcome = await feeds.fetch(a_feed(url=web.feed("/f", XML, etag='"1"')), NEW)

    assert isinstance(outcome, FetchedFeed)
    assert [entry.title for entry in outcome.entries] == ["Hello"]
    assert (outcome.title, outcome.format, outcome.etag) == ("T", "rss20", '"1"')
    assert outcome.moved_to is None


@pytest.mark.parametrize("etag", ['"a"', 'W/"a-b"', "unquoted", '"with \\" and ;,"'])
async def test_validators_are_echoed_as_they_came(web: FakeWeb, feeds: WebFeeds, etag: str) -> None:
    date = "Mon, 13 Apr 2026 08:00:00 GMT"
    feed = a_feed(url=web.feed("/f", XML, etag=etag, last_modified=date))
    state = after(await feeds.fetch(feed, NEW))
    outcome = await feeds.fetch(feed, state)

    assert isinstance(outcome, NotModified)
    assert web.requests[1].headers["If-None-Match"] == etag
    assert web.requests[1].headers["If-Modified-Since"] == date
    assert [seen.status for seen in web.requests] == [200, 304]
    assert (outcome.etag, outcome.last_modified) == (etag, date)
    assert outcome.body_sha256 == state.body_sha256


async def test_a_first_request_has_no_conditions(web: FakeWeb, feeds: WebFeeds) -> None:
    await feeds.fetch(a_feed(url=web.feed("/f", XML, etag='"1"')), NEW)

    assert not {"If-None-Match", "If-Modified-Since"} & set(web.requests[0].headers)
    assert web.requests[0].headers["Accept"].startswith("application/atom+xml")


async def test_the_bytes_of_last_time_are_not_read_again(web: FakeWeb, feeds: WebFeeds) -> None:
    feed = a_feed(url=web.feed("/f", XML))
    state = after(await feeds.fetch(feed, NEW))
    web.feed("/f", XML, etag='"late"', headers={"Cache-Control": "max-age=60"})
    outcome = await feeds.fetch(feed, state)

    assert outcome == NotModified(
        body_sha256=state.body_sha256, etag='"late"', min_interval=timedelta(minutes=1)
    )


async def test_a_validator_that_cannot_be_echoed_is_not_kept(web: FakeWeb, feeds: WebFeeds) -> None:
    url = web.feed("/f", XML, headers={"ETag": '"zürich"', "Last-Modified": "x" * 2_000})
    outcome = await feeds.fetch(a_feed(url=url), NEW)

    assert isinstance(outcome, FetchedFeed)
    assert (outcome.etag, outcome.last_modified) == (None, None)


@pytest.mark.parametrize(
    ("channel", "headers", "expected"),
    [
        ("<ttl>60</ttl>", {}, timedelta(hours=1)),
        ("", {"Cache-Control": "public, max-age=1800"}, timedelta(minutes=30)),
        ("<ttl>60</ttl>", {"Cache-Control": "max-age=7200"}, timedelta(hours=2)),
        ("<ttl>60</ttl>", {"Retry-After": "10800"}, timedelta(hours=3)),
        ("", {"Cache-Control": "no-cache, max-age=0"}, None),
        ("", {"Cache-Control": "s-maxage=60"}, None),
        ("", {"Cache-Control": "max-age=9999999999"}, timedelta(days=366)),
    ],
)
async def test_the_longest_wish_for_peace_is_the_floor(
    web: FakeWeb,
    feeds: WebFeeds,
    channel: str,
    headers: Mapping[str, str],
    expected: timedelta | None,
) -> None:
    document = XML.replace("<item>", f"{channel}<item>")
    outcome = await feeds.fetch(a_feed(url=web.feed("/f", document, headers=headers)), NEW)

    assert isinstance(outcome, FetchedFeed)
    assert outcome.min_interval == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", timedelta(minutes=2)),
        ("Mon, 13 Apr 2026 10:00:00 GMT", timedelta(hours=1)),
        ("Mon, 13 Apr 2026 08:00:00 GMT", None),
        ("0", None),
        ("soon", None),
        ("9" * 30, timedelta(days=366)),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_is_seconds_or_a_date(
    web: FakeWeb, feeds: WebFeeds, status: int, value: str, expected: timedelta | None
) -> None:
    url = web.status("/f", status, headers={"Retry-After": value})
    outcome = problem(await feeds.fetch(a_feed(url=url), NEW))

    assert (outcome.health, outcome.status) == (Health.FAILING, status)
    assert outcome.retry_after == expected


@pytest.mark.parametrize(
    ("status", "health", "words"),
    [
        (410, Health.GONE, "410 Gone: the feed was closed for good"),
        (404, Health.FAILING, "404 Not Found: nothing is there"),
        (500, Health.FAILING, "500 Internal Server Error: the fault is on its side"),
        (503, Health.FAILING, "503 Service Unavailable"),
        (429, Health.FAILING, "429 Too Many Requests"),
        (401, Health.BLOCKED, "401 Unauthorized"),
        (403, Health.BLOCKED, "403 Forbidden: it refuses this reader"),
        (418, Health.FAILING, "it does not accept the request"),
        (599, Health.FAILING, "599: the fault is on its side"),
        (204, Health.FAILING, "204 No Content: that is no way to hand out a feed"),
    ],
)
async def test_a_status_becomes_a_state_with_advice(
    web: FakeWeb, feeds: WebFeeds, status: int, health: Health, words: str
) -> None:
    outcome = problem(await feeds.fetch(a_feed(url=web.status("/f", status)), NEW))

    assert (outcome.health, outcome.status) == (health, status)
    assert words in outcome.reason


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (403, CHALLENGE, {}),
        (503, CHALLENGE, {}),
        (200, CHALLENGE, {}),
        (403, "", {"cf-mitigated": "challenge"}),
        (200, "<html><script>window._cf_chl_opt={}</script></html>", {}),
    ],
)
async def test_a_bot_challenge_blocks(
    web: FakeWeb, feeds: WebFeeds, status: int, body: str, headers: Mapping[str, str]
) -> None:
    url = web.status("/f", status, body=body, headers=headers)
    outcome = problem(await feeds.fetch(a_feed(url=url), NEW))

    assert outcome.health is Health.BLOCKED
    assert "challenge" in outcome.reason


async def test_a_feed_about_challenges_is_a_feed(web: FakeWeb, feeds: WebFeeds) -> None:
    document = XML.replace("Hello", "Just a moment... cf-chl-bypass and <![CDATA[<html>]]>")

    assert isinstance(await feeds.fetch(a_feed(url=web.feed("/f", document)), NEW), FetchedFeed)


@pytest.mark.parametrize("body", ["", "   \n", "<!DOCTYPE html><html><body>News</body></html>"])
async def test_nothing_or_a_web_page_blocks(web: FakeWeb, feeds: WebFeeds, body: str) -> None:
    outcome = problem(await feeds.fetch(a_feed(url=web.page("/f", body)), NEW))

    assert (outcome.health, outcome.status) == (Health.BLOCKED, 200)


async def test_a_feed_of_one_notice_blocks(web: FakeWeb, feeds: WebFeeds) -> None:
    document = XML.replace("Hello", "RSS reader not yet whitelisted!")
    outcome = problem(await feeds.fetch(a_feed(url=web.feed("/f", document)), NEW))

    assert outcome.health is Health.BLOCKED
    assert "“RSS reader not yet whitelisted!”" in outcome.reason


async def test_one_such_title_among_others_is_news(web: FakeWeb, feeds: WebFeeds) -> None:
    document = XML.replace(
        "<item>", "<item><title>Why we were not whitelisted</title></item><item>"
    )

    assert isinstance(await feeds.fetch(a_feed(url=web.feed("/f", document)), NEW), FetchedFeed)


async def test_an_unreadable_document_fails(web: FakeWeb, feeds: WebFeeds) -> None:
    outcome = problem(await feeds.fetch(a_feed(url=web.feed("/f", "/etc/passwd")), NEW))

    assert (outcome.health, outcome.status) == (Health.FAILING, 200)
    assert "neither XML nor JSON" in outcome.reason


async def test_not_modified_to_a_first_request_fails(web: FakeWeb, feeds: WebFeeds) -> None:
    outcome = problem(await feeds.fetch(a_feed(url=web.not_modified("/f")), NEW))

    assert outcome.status == 304


async def test_a_permanent_move_is_told_on_200_and_304(web: FakeWeb, feeds: WebFeeds) -> None:
    target = web.feed("/new", XML, etag='"1"')
    feed = a_feed(url=web.redirect("/old", "/new", status=308))
    first = await feeds.fetch(feed, NEW)
    second = await feeds.fetch(feed, after(first))

    assert isinstance(first, FetchedFeed)
    assert isinstance(second, NotModified)
    assert first.moved_to == second.moved_to == target


async def test_a_passing_redirect_is_not_told(web: FakeWeb, feeds: WebFeeds) -> None:
    web.feed("/new", XML)
    outcome = await feeds.fetch(a_feed(url=web.redirect("/old", "/new", status=302)), NEW)

    assert isinstance(outcome, FetchedFeed)
    assert outcome.moved_to is None


async def test_a_feed_that_moved_for_good_is_asked_at_its_new_home(
    web: FakeWeb, feeds: WebFeeds
) -> None:
    target = web.feed("/new", XML)
    feed = a_feed(url=web.redirect("/old", "/new"))
    state = replace(NEW, moved_to=target, moved_since=MONDAY - timedelta(days=4))
    await feeds.fetch(feed, state)

    assert [seen.path for seen in web.requests] == ["/new"]


async def test_relative_links_are_taken_from_where_the_feed_came_from(
    web: FakeWeb, feeds: WebFeeds
) -> None:
    web.feed("/sub/new.xml", XML.replace("<item>", "<item><link>a</link>"))
    outcome = await feeds.fetch(a_feed(url=web.redirect("/old", "/sub/new.xml")), NEW)

    assert isinstance(outcome, FetchedFeed)
    assert outcome.entries[0].url == web.url("/sub/a")


async def test_what_nobody_foresaw_costs_one_feed(web: FakeWeb) -> None:
    pool = ParsePool(workers=1)
    await pool.close()
    async with open_session(allow_private=True, user_agent="Test/1") as session:
        outcome = await WebFeeds(session, pool).fetch(a_feed(url=web.feed("/f", XML)), NEW)

    assert "unforeseen" in problem(outcome).reason


async def test_private_addresses_fail_with_the_way_out(web: FakeWeb, pool: ParsePool) -> None:
    async with open_session(allow_private=False, user_agent="Test/1") as session:
        outcome = await WebFeeds(session, pool).fetch(a_feed(url=web.feed("/f", XML)), NEW)

    assert problem(outcome).health is Health.FAILING
    assert "CITEWIRE_ALLOW_PRIVATE_ADDRESSES" in problem(outcome).reason
