"""Feeds out: other programs read back what the pages say, and who wrote it."""

import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import jsonschema
import pytest

from bot.present import present
from bot.render.html import body_of
from bot.web.leaves import Rack
from bot.web.syndication import ATOM, SCHEME, as_atom, as_json
from digests.model import Digest, Window
from tests.render.digests import AI_AUTHORED, a_digest
from tests.render.hostile import HOSTILE
from tests.render.test_hostile import everywhere
from tests.web.room import ORIGIN, WEEK, Room, links_in, served

SCHEMA = json.loads(Path(__file__).with_name("json_feed.schema.json").read_text(encoding="utf-8"))


async def some_weeks(room: Room) -> list[Digest]:
    """Keep the digests of three weeks, and return them with the last made first."""
    made = []
    for back in (2, 1, 0):
        shift = timedelta(weeks=back)
        room.now = WEEK.until + timedelta(hours=9) - shift
        window = Window(since=WEEK.since - shift, until=WEEK.until - shift)
        made.append(await room.digest(window=window))
    return made[::-1]


async def test_a_feed_reader_reads_every_entry_and_its_authorship(room: Room) -> None:
    digests = await some_weeks(room)
    answer = await room.get("/t/pytorch/feed.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(io.BytesIO(answer.text.encode()))
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert [entry.link for entry in feed.entries] == [f"{ORIGIN}/d/{d.id}" for d in digests]
    assert len({entry.id for entry in feed.entries}) == len(digests)
    for entry, digest in zip(feed.entries, digests, strict=True):
        terms = [(tag.scheme, tag.term, tag.label) for tag in entry.tags]
        label = digest.provenance.authorship.visible_label
        assert (SCHEME, "dataDrivenMedia", label) in terms
        assert entry.summary.startswith(label)
        assert entry.content[0].value.startswith("<p><strong>Quotes only</strong>")
        tags = {tag for s in digest.sections for i in s.items for tag in i.tags}
        assert tags <= {term for scheme, term, _ in terms if scheme is None}


async def test_what_a_feed_links_to_is_found_wherever_it_is_read(room: Room) -> None:
    digests = await some_weeks(room)
    feed = json.loads((await room.get("/t/pytorch/feed.json")).text)
    ours = 0
    for item, digest in zip(feed["items"], digests, strict=True):
        page = f"{ORIGIN}/d/{digest.id}"
        for address in links_in(item["content_html"]):
            assert address.startswith(("http://", "https://")), address
            if address.startswith(ORIGIN):
                ours += 1
                here, _, place = address.partition("#")
                answer = await room.get(here)
                assert answer.status == 200, address
                assert not place or (here == page and f'id="{place}"' in answer.text)
    assert ours > 10


async def test_a_feed_is_the_same_one_when_the_pages_move(room: Room) -> None:
    await room.digest()
    ids = []
    for origin in (ORIGIN, "https://moved.example"):
        async with served(replace(room.site, origin=origin, rack=Rack())) as base:
            room.base = base
            feed = ET.fromstring((await room.get("/t/pytorch/feed.atom")).text)  # noqa: S314 — ours
            ids.append([one.text for one in feed.iter(f"{{{ATOM}}}id")])
    assert ids[0] == ids[1]
    assert len(ids[0]) == 2


async def test_a_json_feed_fits_its_specification_and_says_who_wrote_it(room: Room) -> None:
    digests = await some_weeks(room)
    answer = await room.get("/t/pytorch/feed.json")
    assert answer.headers["Content-Type"] == "application/feed+json"
    feed = json.loads(answer.text)
    jsonschema.validate(feed, SCHEMA, format_checker=jsonschema.FormatChecker())
    assert [item["url"] for item in feed["items"]] == [f"{ORIGIN}/d/{d.id}" for d in digests]
    for item, digest in zip(feed["items"], digests, strict=True):
        authorship = digest.provenance.authorship
        assert item["_provenance"]["digital_source_type"] == authorship.digital_source_type
        assert item["_provenance"]["content_sha256"] == digest.provenance.content_sha256
        assert authorship.visible_label in item["summary"]
        record = await room.get(item["_provenance"]["record"])
        assert json.loads(record.text)["digest_id"] == digest.id


async def test_a_machines_words_are_named_as_such(room: Room) -> None:
    digest = await room.site.store.save_digest(a_digest(authorship=AI_AUTHORED))
    atom = feedparser.parse(io.BytesIO((await room.get("/t/pytorch/feed.atom")).text.encode()))
    assert atom.entries[0].tags[0].term == "trainedAlgorithmicMedia"
    feed = json.loads((await room.get("/t/pytorch/feed.json")).text)
    assert feed["items"][0]["_provenance"]["level"] == "ai_authored"
    assert feed["items"][0]["content_html"].startswith("<p><strong>AI-authored")
    assert digest.id in feed["items"][0]["url"]


async def test_a_topic_without_digests_has_an_empty_feed(room: Room) -> None:
    atom = feedparser.parse(io.BytesIO((await room.get("/t/pytorch/feed.atom")).text.encode()))
    assert (atom.bozo, atom.entries) == (False, [])
    jsonschema.validate(json.loads((await room.get("/t/pytorch/feed.json")).text), SCHEMA)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_leave_both_feeds_whole(words: str) -> None:
    digest = everywhere(words)
    entries = [(digest, body_of(present(digest, record_url=f"{ORIGIN}/d/{digest.id}")))]
    atom = as_atom(words.strip() or "x", words, ORIGIN, ORIGIN, entries)
    root = ET.fromstring(atom)  # noqa: S314 — of our own making
    assert [child.tag for child in root].count(f"{{{ATOM}}}entry") == 1
    content = root.find(f"{{{ATOM}}}entry/{{{ATOM}}}content")
    assert content is not None
    assert "<script" not in (content.text or "").lower()
    jsonschema.validate(json.loads(as_json("x", words, ORIGIN, ORIGIN, entries)), SCHEMA)
