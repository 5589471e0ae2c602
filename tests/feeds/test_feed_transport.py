"""Fetching one document: bounded, guarded on every hop, polite."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import aiohttp
import pytest

from digests.feeds import guard
from digests.feeds.guard import NOT_PUBLIC, open_session
from digests.feeds.web import Fetched, fetch_bytes
from digests.model import FetchProblem, Health
from tests.fakes.web import FakeWeb


@pytest.fixture
async def web() -> AsyncIterator[FakeWeb]:
    async with FakeWeb() as web:
        yield web


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with open_session(
        allow_private=True, user_agent="Citewire/1 (+https://c.example)"
    ) as opened:
        yield opened


def reason(answer: Fetched | FetchProblem) -> str:
    assert isinstance(answer, FetchProblem), answer
    assert answer.health is Health.FAILING
    return answer.reason


def fetched(answer: Fetched | FetchProblem) -> Fetched:
    assert isinstance(answer, Fetched), answer
    return answer


async def test_the_user_agent_is_the_one_that_was_given(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    await fetch_bytes(session, web.feed("/f", "<rss/>"))

    assert web.requests[0].headers["User-Agent"] == "Citewire/1 (+https://c.example)"


async def test_an_answer_keeps_its_headers_in_any_case(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    answer = fetched(await fetch_bytes(session, web.feed("/f", "<rss/>", etag='W/"a"')))

    assert answer.headers.get("etag") == answer.headers.get("ETag") == 'W/"a"'


async def test_compressed_answers_are_unpacked(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    url = web.status("/f", 200, body=gzip.compress(b"<rss/>"), headers={"Content-Encoding": "gzip"})

    assert fetched(await fetch_bytes(session, url)).body == b"<rss/>"


async def test_a_gzip_bomb_is_cut_at_the_cap(web: FakeWeb, session: aiohttp.ClientSession) -> None:
    answer = await fetch_bytes(session, web.bomb("/bomb", megabytes=200), max_bytes=2_000_000)

    assert reason(answer) == "the document is larger than 2 MB"


async def test_fifty_megabytes_of_cdata_are_cut_at_the_cap(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    start = b"<rss><channel><item><description><![CDATA["
    url = web.flood("/cdata", start=start, piece=b"x" * 500_000, times=100)

    assert reason(await fetch_bytes(session, url)) == "the document is larger than 10 MB"


async def test_an_error_page_is_read_only_at_its_start(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    answer = fetched(await fetch_bytes(session, web.status("/f", 500, body=b"x" * 1_000_000)))

    assert answer.status == 500
    assert 0 < len(answer.body) <= 131_072


async def test_a_slow_drip_is_cut_when_time_is_up(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    answer = await fetch_bytes(session, web.drip("/drip"), seconds=0.2)

    assert reason(answer) == "the answer was not complete after 0.2 s"


async def test_a_server_that_never_answers_is_given_up(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    assert "not complete" in reason(await fetch_bytes(session, web.silent("/s"), seconds=0.1))


async def test_time_counts_over_all_hops(web: FakeWeb, session: aiohttp.ClientSession) -> None:
    web.drip("/drip")
    began = asyncio.get_running_loop().time()
    answer = await fetch_bytes(session, web.redirect("/r", "/drip"), seconds=0.3)

    assert "not complete" in reason(answer)
    assert asyncio.get_running_loop().time() - began < 1


async def test_permanent_redirects_are_told_from_passing_ones(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    target = web.feed("/new", "<rss/>")
    permanent = web.redirect("/a", web.redirect("/b", target, status=308), status=301)
    passing = web.redirect("/c", web.redirect("/d", target, status=301), status=302)

    first, second, third = [
        fetched(await fetch_bytes(session, url)) for url in (permanent, passing, target)
    ]

    assert (first.url, first.moved_permanently) == (target, True)
    assert (second.url, second.moved_permanently) == (target, False)
    assert (third.url, third.moved_permanently) == (target, False)


async def test_a_relative_redirect_is_followed(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    web.feed("/sub/new.xml", "<rss/>")
    answer = fetched(await fetch_bytes(session, web.redirect("/sub/old.xml", "new.xml")))

    assert answer.url == web.url("/sub/new.xml")


async def test_an_endless_redirect_ends_after_five_hops(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    answer = await fetch_bytes(session, web.redirect("/loop", "/loop"))

    assert "redirects more than 5 times" in reason(answer)
    assert len(web.requests) == 6


async def test_a_redirect_without_a_target_is_an_answer(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    assert fetched(await fetch_bytes(session, web.status("/f", 301))).status == 301


async def test_a_redirect_to_loopback_is_refused_at_its_hop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A test can serve on loopback only, so 127.0.0.2 plays the public address.
    monkeypatch.setattr(guard, "is_public", lambda address: str(address) == "127.0.0.2")
    async with FakeWeb(hosts=("127.0.0.2", "127.0.0.1")) as web:
        inside = web.url("/secret", host="127.0.0.1")
        web.feed("/secret", "<rss/>")
        url = web.redirect("/r", inside)
        async with open_session(allow_private=False, user_agent="Test/1") as session:
            answer = await fetch_bytes(session, url)

    # The port is ephemeral, hence above 1023 and none of another service.
    assert reason(answer) == f"after a redirect to 127.0.0.1: {NOT_PUBLIC}"
    assert [seen.path for seen in web.requests] == ["/r"]


async def test_a_redirect_to_another_scheme_is_refused(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    answer = await fetch_bytes(session, web.redirect("/r", "file:///etc/passwd"))

    assert "only http:// and https://" in reason(answer)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "feeds.example",
        "http://",
        "http://[",
        "http://a b/",
        "http://x:99999/",
        "http://\ud800/",
    ],
)
async def test_what_is_no_address_is_a_problem_in_words(
    session: aiohttp.ClientSession, url: str
) -> None:
    assert "address" in reason(await fetch_bytes(session, url))


async def test_a_host_without_a_server_is_a_problem_in_words(
    session: aiohttp.ClientSession,
) -> None:
    assert "does not accept" in reason(await fetch_bytes(session, "http://127.0.0.1:1/"))


async def test_an_unknown_host_is_a_problem_in_words(session: aiohttp.ClientSession) -> None:
    assert "not found" in reason(await fetch_bytes(session, "http://feeds.invalid/f"))


async def test_plain_http_under_https_is_a_problem_in_words(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    url = web.feed("/f", "<rss/>").replace("http:", "https:")

    assert "secure connection" in reason(await fetch_bytes(session, url))


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
async def test_a_damaged_or_unknown_compression_is_a_problem(
    web: FakeWeb, session: aiohttp.ClientSession, encoding: str
) -> None:
    url = web.status("/f", 200, body=b"\x1f\x8bjunk", headers={"Content-Encoding": encoding})

    assert reason(await fetch_bytes(session, url))


@pytest.mark.parametrize(
    "bytes_sent",
    [
        b"",
        b"no http at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
    ],
)
async def test_whatever_a_server_sends_is_an_outcome(
    session: aiohttp.ClientSession, bytes_sent: bytes
) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(bytes_sent)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert reason(await fetch_bytes(session, f"http://127.0.0.1:{port}/"))


async def test_one_request_at_a_time_goes_to_a_host() -> None:
    async with (
        FakeWeb(hosts=("127.0.0.1", "127.0.0.2")) as web,
        open_session(allow_private=True, user_agent="Test/1") as session,
    ):
        web.feed("/f", "<rss/>")
        urls = [web.url("/f", host=host) for host in ("127.0.0.1", "127.0.0.2")] * 20
        answers = await asyncio.gather(*(fetch_bytes(session, url) for url in urls))

    assert all(isinstance(answer, Fetched) for answer in answers)
    assert set(web.most_at_once.values()) == {1}


async def test_waiting_for_a_turn_takes_nobodys_time(
    web: FakeWeb, session: aiohttp.ClientSession
) -> None:
    slow, quick = web.silent("/slow"), web.feed("/quick", "<rss/>")
    answers = await asyncio.gather(
        fetch_bytes(session, slow, seconds=0.5), fetch_bytes(session, quick, seconds=0.4)
    )

    assert isinstance(answers[0], FetchProblem)
    assert isinstance(answers[1], Fetched)


async def test_credentials_stay_with_their_origin_and_out_of_what_is_shown() -> None:
    async with (
        FakeWeb(hosts=("127.0.0.1", "127.0.0.2")) as web,
        open_session(allow_private=True, user_agent="Test/1") as session,
    ):
        web.feed("/new", "<rss/>")
        web.redirect("/same", web.url("/new"))
        web.redirect("/other", web.url("/new", host="127.0.0.2"))
        near, far = [
            await fetch_bytes(session, web.url(path).replace("//", "//user:secret@"))
            for path in ("/same", "/other")
        ]

    assert ["Authorization" in seen.headers for seen in web.requests] == [True, True, True, False]
    assert "secret" not in fetched(near).url + fetched(far).url


async def test_no_reason_holds_a_secret_of_the_address(session: aiohttp.ClientSession) -> None:
    answer = await fetch_bytes(session, "http://user:secret@127.0.0.1:1/private/f?key=secret")

    assert "secret" not in reason(answer)
    assert "private" not in reason(answer)


async def test_a_session_of_another_kind_is_a_mistake_of_the_caller() -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(TypeError, match="open_session"):
            await fetch_bytes(session, "http://feeds.example/")


def test_the_refusal_names_the_way_out() -> None:
    assert "CITEWIRE_ALLOW_PRIVATE_ADDRESSES=1" in NOT_PUBLIC
