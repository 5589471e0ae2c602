"""A digest is made of what was announced, kept once, and found whole again."""

from dataclasses import replace
from datetime import timedelta

from digests.articles import ScriptedReader
from digests.feeds.double import ScriptedFeeds
from digests.model import Digest, MatchRules, Topic, Window
from digests.pipeline import make_digest, poll, read, recheck
from digests.store.memory import MemoryStore
from tests.builders import MONDAY, a_feed

ONE, DOWN = a_feed("one"), a_feed("down")
WEEK = Window(since=MONDAY - timedelta(days=7), until=MONDAY)
TOPIC = Topic(
    id="pytorch", title="PyTorch", description="PyTorch.", match=MatchRules(any=("pytorch",))
)
HTML = (
    "<p>Alibaba Cloud has joined the PyTorch Foundation as a Platinum member. "
    "Junhua Wang takes the seat on the Governing Board of the foundation.</p>"
)


async def a_read_store() -> MemoryStore:
    store, source = MemoryStore(), ScriptedFeeds()
    source.feed("one")
    for guid, days in (("new", 1), ("old", 30)):
        source.entry(
            "one",
            guid,
            title=f"Alibaba Cloud joins the PyTorch Foundation, {guid}",
            html=HTML,
            published_at=MONDAY - timedelta(days=days),
        )
    source.problem("down", "the server answers 503")
    await poll([ONE, DOWN], store=store, source=source, now=MONDAY)
    await read([ONE, DOWN], store=store, reader=ScriptedReader(), now=MONDAY)
    return store


async def a_digest(store: MemoryStore, window: Window = WEEK) -> Digest:
    return await make_digest(
        TOPIC, window, feeds=[ONE, DOWN], store=store, now=MONDAY, version="test"
    )


async def test_a_kept_digest_holds_and_is_kept_once() -> None:
    store = await a_read_store()
    digest = await a_digest(store)
    assert digest.claims()
    assert await recheck(digest, store=store) == []
    assert (await a_digest(store)).id == digest.id
    assert [kept.id for kept in await store.digests()] == [digest.id]


async def test_the_receipt_counts_feeds_that_did_not_answer() -> None:
    coverage = (await a_digest(await a_read_store())).provenance.coverage
    assert (coverage.feeds_ok, coverage.feeds_failed) == (1, 1)
    assert coverage.failed_feeds == (DOWN.outlet,)
    assert coverage.entries_read == 1


async def test_what_was_old_at_first_sight_stands_in_the_digest_of_its_days() -> None:
    store = await a_read_store()
    older = Window(since=MONDAY - timedelta(days=40), until=MONDAY - timedelta(days=20))
    assert (await a_digest(store)).provenance.coverage.entries_read == 1
    assert (await a_digest(store, older)).provenance.coverage.entries_read == 1


async def test_an_undated_entry_of_a_first_fetch_stands_in_no_digest() -> None:
    store, source = MemoryStore(), ScriptedFeeds()
    source.feed("one")
    source.entry("one", "undated", title="PyTorch, undated", html=HTML)
    await poll([ONE], store=store, source=source, now=MONDAY)
    await read([ONE], store=store, reader=ScriptedReader(), now=MONDAY)
    today = Window(since=MONDAY - timedelta(days=1), until=MONDAY + timedelta(days=1))
    assert len(await store.articles(today)) == 1
    assert (await a_digest(store, today)).quiet


async def test_a_topic_nobody_writes_about_is_quiet() -> None:
    store = await a_read_store()
    topic = replace(TOPIC, match=MatchRules(any=("haystack",)))
    digest = await make_digest(topic, WEEK, feeds=[ONE], store=store, now=MONDAY, version="test")
    assert digest.quiet
    assert await recheck(digest, store=store) == []


async def test_a_changed_text_is_found_out() -> None:
    store = await a_read_store()
    digest = await a_digest(store)
    cited = digest.provenance.sources[0].article

    class Altered(MemoryStore):
        async def article(self, article_id: str, *, text_sha256: str | None = None) -> object:  # type: ignore[override]
            kept = await store.article(article_id, text_sha256=text_sha256)
            assert kept
            return replace(kept, text=kept.text.replace("Platinum", "Diamond"))

    faults = await recheck(digest, store=Altered())
    assert {fault.article_id for fault in faults} == {cited.id}
    assert any("hash" in fault.what for fault in faults)
    assert any(fault.claim_id for fault in faults)


async def test_a_missing_version_is_found_out() -> None:
    digest = await a_digest(await a_read_store())
    faults = await recheck(digest, store=MemoryStore())
    assert any("not in the store" in fault.what for fault in faults)
