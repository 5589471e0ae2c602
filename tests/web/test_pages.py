"""The pages of the record: what they say, and how they are sent."""

import gzip
import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from markupsafe import escape

from bot.commands.correcting import Editor
from bot.dates import MONTHS
from digests.errors import StoreError
from digests.model import Channel, Claim, Digest, ErrorReport, Reply
from tests.render.digests import AI_AUTHORED, a_digest, sample_digest
from tests.render.reading import skeleton
from tests.web.room import ORIGIN, WEEK, Room, a_sample_room, links_in, story_of

HERE = Channel(platform="slack", workspace_id="T1", channel_id="C1")


class Shown:
    """A room with something on every page."""

    def __init__(self, room: Room, digest: Digest, reply: Reply) -> None:
        self.room, self.digest, self.reply = room, digest, reply
        self.pages = {
            "index": "/",
            "topic": "/t/pytorch",
            "watching": "/t/pytorch/watching",
            "digest": f"/d/{digest.id}",
            "answer": f"/a/{reply.id}",
            "story": f"/s/{story_of(digest)}",
            "who": "/who/pytorch",
            "feeds": "/feeds",
            "how": "/how",
        }


@pytest.fixture
async def shown(room: Room) -> Shown:
    """Open a room with something on every page."""
    return Shown(room, await room.digest(), await room.answer(shared=True))


async def test_every_page_is_whole_and_names_its_authorship_for_programs(shown: Shown) -> None:
    for name, path in shown.pages.items():
        answer = await shown.room.get(path)
        assert answer.status == 200, name
        tags = [tag for tag, _ in skeleton(answer.text).tags]
        assert [tags.count(tag) for tag in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]
        ids = re.findall(r'\bid="([^"]*)"', answer.text)
        assert len(ids) == len(set(ids)), name
        assert set(re.findall(r'href="#([^"]*)"', answer.text)) <= set(ids), name
        assert '<meta name="ai-disclosure" content="none">' in answer.text
        assert f'<meta property="og:url" content="{ORIGIN}{path}">' in answer.text
        data = json.loads(answer.text.partition('ld+json">')[2].partition("</script>")[0])
        assert data["digitalSourceType"].endswith("/dataDrivenMedia")
        assert isinstance(data["isBasedOn"], list)
        assert isinstance(data["citation"], list)


async def test_no_page_runs_or_loads_anything_of_others(shown: Shown) -> None:
    for name, path in shown.pages.items():
        answer = await shown.room.get(path)
        assert answer.headers["Content-Security-Policy"] == (
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
            " frame-ancestors 'none'"
        )
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        tags = [tag for tag, _ in skeleton(answer.text).tags]
        assert not {"img", "iframe", "object", "base", "style"} & set(tags), name
        assert set(re.findall(r"<script[^>]*>", answer.text)) <= {
            '<script type="application/ld+json">'
        }
        loaded = re.findall(r'<link rel="stylesheet" href="([^"]*)"', answer.text)
        assert [address[:7] for address in loaded] == ["/style-"]
        assert " style=" not in answer.text


async def test_links_within_the_site_lead_to_pages(shown: Shown) -> None:
    found = {
        one for path in shown.pages.values() for one in links_in((await shown.room.get(path)).text)
    }
    ours = {one.removeprefix(ORIGIN) for one in found if one.startswith(("/", ORIGIN))}
    assert len(ours) > len(shown.pages)
    for address in ours:
        assert (await shown.room.get(address.partition("#")[0])).status == 200, address


async def test_the_pages_of_a_topic_that_is_configured_no_more_lead_to_pages(
    sample: Path, tmp_path: Path
) -> None:
    async with a_sample_room(sample, tmp_path, public=("*",)) as room:
        digest = await room.site.store.save_digest(a_digest(topic_id="once", title="Once"))
        for path in ("/t/once", "/t/once/watching", f"/d/{digest.id}"):
            text = (await room.get(path)).text
            assert "Once" in text or "once" in text
            for address in links_in(text):
                here = address.removeprefix(ORIGIN).partition("#")[0]
                assert not here.startswith("/") or (await room.get(here)).status == 200, address


async def test_the_label_is_the_first_thing_on_a_page_of_a_digest(shown: Shown) -> None:
    digest = await shown.room.site.store.save_digest(a_digest(authorship=AI_AUTHORED))
    text = (await shown.room.get(f"/d/{digest.id}")).text
    body = text.partition("<header>")[2].lstrip()
    assert body.startswith('<p class="label"><strong>AI-authored, not reviewed by a person.')
    assert '<meta name="ai-disclosure" content="autonomous">' in text
    assert 'property="og:description" content="AI-authored, not reviewed' in text
    archive = (await shown.room.get("/t/pytorch")).text
    assert '<meta name="ai-disclosure" content="autonomous">' in archive
    assert "AI-authored, not reviewed by a person. Written by gpt-x" in archive


async def test_a_claim_has_its_quote_marked_with_times_hash_author_and_the_live_page(
    shown: Shown,
) -> None:
    text = (await shown.room.get(shown.pages["digest"])).text
    articles = {s.article.id: s.article for s in shown.digest.provenance.sources}
    for claim in shown.digest.claims():
        for quote in claim.quotes:
            article = articles[quote.article_id]
            assert f"<mark>{escape(article.text[quote.start : quote.end])}</mark>" in text
            assert f"sha256 {article.text_sha256}" in text
    figure = text.partition("<figure>")[2].partition("</figure>")[0]
    for said in ("published 7 April 2026", "read 13 April 2026, 09:00 UTC", "authorship unknown"):
        assert said in figure
    assert re.search(r'href="https?://foundation\.example/[^"]*#:~:text=', figure)


async def test_the_record_is_the_digests_provenance(shown: Shown) -> None:
    answer = await shown.room.get(f"/d/{shown.digest.id}.json")
    record = json.loads(answer.text)
    assert answer.headers["Content-Type"] == "application/json"
    assert (record["schema"], record["digest_id"]) == ("provenance/1", shown.digest.id)
    assert record["content_sha256"] == shown.digest.provenance.content_sha256


async def test_a_reader_who_has_a_page_gets_it_once(shown: Shown) -> None:
    for path in (*shown.pages.values(), "/t/pytorch/feed.atom", "/who/pytorch.csv"):
        first = await shown.room.get(path)
        again = await shown.room.get(path, If_None_Match=f'"other", {first.headers["ETag"]}')
        assert (again.status, again.text) == (304, ""), path
        assert again.headers["ETag"] == first.headers["ETag"]


async def test_a_page_that_changed_is_sent_again(shown: Shown) -> None:
    before = await shown.room.get("/t/pytorch")
    await shown.room.site.store.save_digest(a_digest())
    after = await shown.room.get("/t/pytorch", If_None_Match=before.headers["ETag"])
    assert after.status == 200
    assert after.headers["ETag"] != before.headers["ETag"]


async def test_pages_are_compressed_for_whoever_can_read_that(shown: Shown) -> None:
    url = shown.room.base + shown.pages["digest"]
    async with aiohttp.ClientSession(auto_decompress=False) as session:
        async with session.get(url, headers={"Accept-Encoding": "gzip"}) as reply:
            packed = await reply.read()
            assert reply.headers["Content-Encoding"] == "gzip"
            assert reply.headers["Vary"] == "Accept-Encoding"
        async with session.get(url, headers={"Accept-Encoding": "identity"}) as reply:
            plain = await reply.read()
            assert "Content-Encoding" not in reply.headers
    assert gzip.decompress(packed) == plain
    assert len(packed) * 3 < len(plain)


async def test_head_says_what_get_would(shown: Shown) -> None:
    for path in shown.pages.values():
        whole = await shown.room.get(path)
        head = await shown.room.get(path, method="HEAD")
        assert (head.status, head.text) == (200, "")
        assert head.headers["ETag"] == whole.headers["ETag"]


async def test_nothing_can_be_written(shown: Shown) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = await shown.room.get("/t/pytorch", method=method)
        assert answer.status == 405
        assert "can only be read" in answer.text


async def test_the_style_is_kept_for_ever_since_another_is_elsewhere(shown: Shown) -> None:
    address = re.search(r'<link rel="stylesheet" href="([^"]*)"', (await shown.room.get("/")).text)
    assert address is not None
    answer = await shown.room.get(address[1])
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "prefers-color-scheme: dark" in answer.text
    assert "url(" not in answer.text


async def test_the_archive_is_searched_and_turned_by_pages(room: Room) -> None:
    for number in range(45):
        made = WEEK.until + timedelta(hours=number)
        digest = a_digest(
            id=f"digest-{number}", created_at=made, provenance={"content_sha256": f"{number:064}"}
        )
        await room.site.store.save_digest(digest)
    await room.site.store.save_digest(sample_digest(id="digest-sample"))
    first = (await room.get("/t/pytorch")).text
    assert first.count('<a href="/d/') == 20
    assert first.index("/d/digest-44") < first.index("/d/digest-43")
    last = (await room.get("/t/pytorch?page=3")).text
    assert last.count('<a href="/d/') == 6
    assert "/t/pytorch?page=2" in links_in(last)
    found = (await room.get("/t/pytorch?q=platinum+ALIBABA")).text
    assert re.findall(r'<a href="/d/([^"]*)"', found) == ["digest-sample"]
    assert 'value="platinum ALIBABA"' in found
    none = (await room.get("/t/pytorch?q=nowhere")).text
    assert "No digest fits." in none


async def test_a_filter_that_does_not_fit_is_said_and_passed_over(shown: Shown) -> None:
    text = (await shown.room.get("/t/pytorch?from=yesterday&page=x&q=" + "a+" * 20)).text
    assert "A day is written as 2026-04-13" in text
    assert "Only the first 8 words" in text


async def test_a_day_is_shown_as_the_form_writes_it_however_it_was_written(shown: Shown) -> None:
    for written in ("2026-04-13", "20260413", "2026-W16-1"):
        text = (await shown.room.get(f"/t/pytorch?from={written}")).text
        assert '<input type="date" name="from" value="2026-04-13">' in text


async def test_a_page_that_is_past_the_end_leads_to_no_other(shown: Shown) -> None:
    for path in ("/t/pytorch", "/who/pytorch"):
        text = (await shown.room.get(f"{path}?page=999")).text
        assert 'rel="prev"' not in text
        assert path in links_in(text)


async def test_tags_narrow_the_archive(shown: Shown) -> None:
    tag = next(t for s in shown.digest.sections for i in s.items for t in i.tags)
    assert f"/d/{shown.digest.id}" in (await shown.room.get(f"/t/pytorch?tag={tag}")).text
    assert f"/d/{shown.digest.id}" not in (await shown.room.get("/t/pytorch?tag=nothing")).text


async def test_pictures_have_words_and_a_table_of_the_same_numbers(shown: Shown) -> None:
    for name in ("topic", "digest", "who"):
        text = (await shown.room.get(shown.pages[name])).text
        figure = text.partition('<figure class="chart">')[2].partition("</figure>")[0]
        label = figure.partition('role="img" aria-label="')[2].partition('"')[0]
        cells = re.findall(r"<(?:td|th scope=\"row\")>([^<]*)</", figure)
        assert cells
        for cell in cells:
            words = [part for part in re.split(r"[^0-9A-Za-z]+", cell) if part not in MONTHS]
            assert all(word in label for word in words if word not in {"0", "2026"})


async def test_a_story_is_told_from_its_first_digest_to_its_last(room: Room) -> None:
    first = await room.site.store.save_digest(sample_digest())
    later = replace(first.window, since=first.window.until, until=first.window.until + timedelta(7))
    second = sample_digest(
        id="digest-later", window=later, created_at=later.until, title="PyTorch again"
    )
    await room.site.store.save_digest(second)
    text = (await room.get(f"/s/{story_of(first)}")).text
    assert text.index(f"/d/{first.id}") < text.index("/d/digest-later")
    assert text.count('<article class="story"') == 2
    assert text.count("Quotes only") >= 2


async def upheld(shown: Shown, claim: Claim) -> str:
    """Uphold a report on a statement of the digest, and return what takes the digest's place."""
    report = ErrorReport(
        id="report-1",
        at=shown.room.now,
        by="UADA",
        channel=HERE,
        published_id=shown.digest.id,
        claim_id=claim.id,
        words="not so",
    )
    await shown.room.site.feedback.save_report(report)
    editor = Editor(
        store=shown.room.site.store,
        replies=shown.room.site.replies,
        feedback=shown.room.site.feedback,
        outbox=shown.room.site.outbox,
        by="grace",
        now=shown.room.now,
    )
    decided = await editor.uphold("report-1", "The number was another one.")
    assert decided.corrected_as is not None
    return decided.corrected_as


async def test_a_digest_that_was_corrected_says_so_and_leads_to_the_new_one(shown: Shown) -> None:
    assert "found wrong" not in (await shown.room.get(shown.pages["digest"])).text
    corrected_as = await upheld(shown, shown.digest.claims()[-1])
    text = (await shown.room.get(shown.pages["digest"])).text
    assert "A statement on this page was found wrong" in text
    assert f"/d/{corrected_as}" in links_in(text)
    newest = (await shown.room.get(f"/d/{corrected_as}")).text
    assert "Corrected on 13 April 2026: The number was another one." in newest
    archive = links_in((await shown.room.get("/t/pytorch")).text)
    assert f"/d/{corrected_as}" in archive
    assert f"/d/{shown.digest.id}" not in archive


async def test_a_digest_leads_to_no_story_that_a_correction_took_out(shown: Shown) -> None:
    stories = next(section for section in shown.digest.sections if section.id == "stories")
    headline = stories.items[0].headline
    assert headline is not None
    gone = f"/s/{stories.items[0].story_id}"
    assert gone in links_in((await shown.room.get(shown.pages["digest"])).text)
    await upheld(shown, headline)
    assert (await shown.room.get(gone)).status == 404
    assert gone not in links_in((await shown.room.get(shown.pages["digest"])).text)


async def test_the_feeds_page_tells_health_and_no_errors(shown: Shown) -> None:
    text = (await shown.room.get("/feeds")).text
    assert "Compiler Notes" in text
    assert "fails" in text
    assert "503" not in text


async def test_a_database_that_is_away_is_said_and_no_crash(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise StoreError("postgresql://ada:secret@db/citewire is away")

    for port, operation in (
        (shown.room.site.archive, "listing"),
        (shown.room.site.archive, "shelves"),
    ):
        monkeypatch.setattr(port, operation, away)
    for path in (shown.pages["digest"], "/t/pytorch", "/"):
        answer = await shown.room.get(path)
        assert answer.status == 503
        assert "Try again in a minute" in answer.text
        assert "secret" not in answer.text


async def test_health_and_metrics_are_still_there(room: Room) -> None:
    assert (await room.get("/healthz")).text == "live\n"
    assert (await room.get("/readyz")).status == 200
    assert "citewire_feeds" in (await room.get("/metrics")).text
