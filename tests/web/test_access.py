"""Nobody reads a page that the operator did not make public, but by a link that is signed for it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from bot.delivery import share_reply
from bot.demo.server import NOW
from bot.links import Links
from digests.model import GivenUp
from tests.commands.hall import THERE
from tests.render.digests import sample_digest
from tests.web.room import KEY, ORIGIN, Room, a_sample_room, links, links_in, story_of


@pytest.fixture
async def closed(sample: Path, tmp_path: Path) -> AsyncIterator[Room]:
    """Open a room in which nothing is public."""
    async with a_sample_room(sample, tmp_path, public=()) as opened:
        yield opened


def signed(room: Room, subject: str) -> str:
    url = room.site.links.url(subject, public=False, now=room.now)
    assert url is not None
    return url


async def test_a_topic_that_is_not_public_looks_as_if_it_were_not_there(room: Room) -> None:
    digest = await room.digest("open-weights")
    nothing = await room.get("/t/nothing")
    for path in ("/t/open-weights", f"/d/{digest.id}", f"/d/{digest.id}.json", "/d/digest-x"):
        answer = await room.get(path)
        assert (answer.status, answer.text) == (404, nothing.text)
    for path in ("/who/open-weights", "/who/open-weights.csv", "/t/open-weights/feed.atom"):
        assert (await room.get(path)).status == 404


async def test_a_refusal_says_what_to_do(room: Room) -> None:
    answer = await room.get("/d/digest-0123456789abcdef")
    assert "whole link of the message that you were sent" in answer.text
    assert "/digest preview" in answer.text


async def test_the_first_page_names_public_topics_only(room: Room, closed: Room) -> None:
    text = (await room.get("/")).text
    assert 'href="/t/pytorch"' in text
    assert "open-weights" not in text
    assert "The pages here are private" in (await closed.get("/")).text
    assert (await closed.get("/feeds")).status == 404


async def test_a_signed_link_opens_its_page_and_its_record_and_nothing_else(closed: Room) -> None:
    digest, other = await closed.digest(), await closed.digest("open-weights")
    url = signed(closed, f"d/{digest.id}")
    assert (await closed.get(url)).status == 200
    assert (await closed.get(url.replace("?", ".json?"))).status == 200
    query = urlsplit(url).query
    for path in (f"/d/{other.id}", "/t/pytorch", "/who/pytorch", "/t/pytorch/feed.atom"):
        assert (await closed.get(f"{path}?{query}")).status == 404
    text = (await closed.get(url)).text
    assert "/t/pytorch" not in text
    assert "/s/story-" not in text


async def test_a_topics_link_leads_to_all_that_is_on_it(closed: Room) -> None:
    digest = await closed.digest()
    page = await closed.get(signed(closed, "t/pytorch"))
    found = [one for one in links_in(page.text) if "sig=" in one]
    assert any(one.startswith(f"/d/{digest.id}?") for one in found)
    assert any(one.startswith("/who/pytorch?") for one in found)
    assert any(one.startswith("/t/pytorch/feed.atom?") for one in found)
    for one in found:
        assert (await closed.get(one)).status == 200
    feed = await closed.get(next(one for one in found if "feed.json" in one))
    assert f"{ORIGIN}/d/{digest.id}?until=" in feed.text
    ledger = await closed.get(next(one for one in found if one.startswith("/who/")))
    csv = next(one for one in links_in(ledger.text) if ".csv" in one)
    assert (await closed.get(csv)).status == 200


async def test_a_topics_link_leads_to_its_stories_and_to_no_other_topics(closed: Room) -> None:
    digest = await closed.digest()
    other = await closed.site.store.save_digest(sample_digest(topic_id="open-weights"))
    query = urlsplit(signed(closed, "t/pytorch")).query
    assert (await closed.get(f"/s/{story_of(digest)}?{query}&topic=pytorch")).status == 200
    assert (await closed.get(f"/s/{story_of(digest)}?{query}")).status == 404
    assert (await closed.get(f"/s/{story_of(digest)}?{query}&topic=open-weights")).status == 404
    assert (await closed.get(f"/s/{story_of(other)}?{query}&topic=pytorch")).status == 404


async def test_a_link_ends(closed: Room) -> None:
    digest = await closed.digest()
    url = signed(closed, f"d/{digest.id}")
    closed.now = NOW + timedelta(days=29)
    assert (await closed.get(url)).status == 200
    closed.now = NOW + timedelta(days=30)
    assert (await closed.get(url)).status == 404


async def test_a_link_that_was_changed_opens_nothing(closed: Room) -> None:
    digest = await closed.digest()
    url = urlsplit(signed(closed, f"d/{digest.id}"))
    good = dict(parse_qsl(url.query))
    later = str(int(good["until"]) + 86_400)
    for changes in (
        {"until": later},
        {"until": f"0{good['until']}"},
        {"until": f"+{good['until']}"},
        {"until": "١٢٣٤٥٦٧٨٩٠١"},
        {"until": "9" * 400},
        {"until": ""},
        {"sig": ""},
        {"sig": good["sig"][:-1]},
        {"sig": good["sig"].swapcase()},
        {"sig": "ÿ" * 43},
    ):
        query = urlencode(good | changes)
        opened = (await closed.get(f"{url.path}?{query}")).status
        # A zero before the number is the same number.
        assert opened == (200 if changes.get("until", "").startswith("0") else 404)


async def test_another_key_opens_nothing(closed: Room) -> None:
    digest = await closed.digest()
    theirs = links(key=f"not {KEY}").url(f"d/{digest.id}", public=False, now=closed.now)
    assert theirs is not None
    assert (await closed.get(theirs)).status == 404


def test_without_a_key_nothing_is_signed_and_no_signature_holds() -> None:
    nobody = links("pytorch", key=None)
    assert nobody.url("d/digest-1", public=False, now=NOW) is None
    until = int((NOW + timedelta(days=1)).timestamp())
    signature = dict(parse_qsl(nobody.query("d/digest-1", until)))["sig"]
    assert not nobody.allows("d/digest-1", until=str(until), signature=signature, now=NOW)


async def test_an_answer_is_shown_where_it_was_shared_and_its_topic_is_public(room: Room) -> None:
    private = await room.answer("who was appointed", shared=False)
    shared = await room.answer("who joined", shared=True)
    assert (await room.get(f"/a/{private.id}")).status == 404
    assert (await room.get(signed(room, f"a/{private.id}"))).status == 200
    page = await room.get(f"/a/{shared.id}")
    assert page.status == 200
    assert "Ada" not in page.text
    assert (await room.get(f"/a/{shared.id}.json")).status == 200


async def test_an_answer_that_was_shared_in_a_private_channel_needs_a_link(room: Room) -> None:
    reply = await room.answer(shared=True, private=True)
    assert (await room.get(f"/a/{reply.id}")).status == 404
    assert (await room.get(signed(room, f"a/{reply.id}"))).status == 200


async def test_an_answer_that_one_channel_refused_is_shown_once_another_has_it(room: Room) -> None:
    reply = await room.answer(shared=True)
    outbox = room.database.outbox
    [lane] = await outbox.waiting_lanes(room.now)
    until = room.now + timedelta(minutes=1)
    await outbox.lease_lane(lane, holder="test", now=room.now, until=until)
    [taken] = await outbox.take(lane, holder="test", now=room.now, until=until, limit=1)
    await outbox.settle(taken, GivenUp(reason="the bot was removed"))
    assert (await room.get(f"/a/{reply.id}")).status == 404
    await share_reply(
        reply,
        THERE,
        given_as=reply.id,
        asked_by="Ada Lovelace",
        outbox=outbox,
        record_url=None,
        now=room.now,
    )
    assert (await room.get(f"/a/{reply.id}")).status == 200


async def test_an_answer_of_a_private_topic_needs_a_link_although_it_was_shared(
    closed: Room,
) -> None:
    reply = await closed.answer(shared=True)
    assert (await closed.get(f"/a/{reply.id}")).status == 404
    assert (await closed.get(signed(closed, f"a/{reply.id}"))).status == 200


async def test_addresses_are_plain_for_public_topics_and_signed_for_others(room: Room) -> None:
    digest, other = await room.digest(), await room.digest("open-weights")
    reply = await room.answer(shared=False)
    assert room.site.links.record_url(digest, room.now) == f"{ORIGIN}/d/{digest.id}"
    for published in (other, reply):
        url = room.site.links.record_url(published, room.now)
        assert url is not None
        assert (await room.get(url)).status == 200
    nowhere = Links(base=None, public=frozenset("*"), key=KEY, lasts=timedelta(days=1))
    assert nowhere.record_url(digest, room.now) is None


async def test_without_a_key_an_answer_has_an_address_only_where_it_is_posted(room: Room) -> None:
    links = replace(room.site.links, key=None)
    digest, reply = await room.digest(), await room.answer(shared=True)
    assert links.record_url(reply, room.now) is None
    assert links.posted_url(reply, room.now) == f"{ORIGIN}/a/{reply.id}"
    assert (await room.get(f"/a/{reply.id}")).status == 200
    assert links.posted_url(digest, room.now) == links.record_url(digest, room.now)
    assert replace(links, public=frozenset()).posted_url(reply, room.now) is None


async def test_a_message_has_the_same_address_all_day(room: Room) -> None:
    other = await room.digest("open-weights")
    of = room.site.links.record_url
    assert of(other, room.now) == of(other, room.now + timedelta(hours=14))
    assert of(other, room.now) != of(other, room.now + timedelta(hours=16))


async def test_a_star_makes_every_topic_public(sample: Path, tmp_path: Path) -> None:
    async with a_sample_room(sample, tmp_path, public=("*",)) as room:
        digest = await room.digest("open-weights")
        assert (await room.get(f"/d/{digest.id}")).status == 200
        assert 'href="/t/open-weights"' in (await room.get("/")).text


async def test_private_pages_are_kept_by_nobody_on_the_way(room: Room) -> None:
    digest, other = await room.digest(), await room.digest("open-weights")
    public = await room.get(f"/d/{digest.id}")
    assert public.headers["Cache-Control"] == "public, max-age=60"
    assert "X-Robots-Tag" not in public.headers
    page = await room.get(signed(room, f"d/{other.id}"))
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "no-referrer"
