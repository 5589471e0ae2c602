"""What pages say of sources that are no longer as they were quoted, and of what is to come."""

from dataclasses import replace
from datetime import timedelta

from markupsafe import escape

from bot.delivery import Replacing
from digests.compose import with_changed_sources
from digests.model import (
    Article,
    Closing,
    Digest,
    SourceCheck,
    SourceState,
    Superseded,
)
from digests.rechecking import source_changes
from digests.text.phrases import phrase
from tests.render.digests import sample_digest
from tests.web.room import Room

NIGHT = timedelta(hours=15)


def cited(digest: Digest) -> Article:
    """Return the article of the first statement that is no headline."""
    claim = next(claim for claim in digest.claims() if not claim.headline)
    sources = {source.article.id: source.article for source in digest.provenance.sources}
    return sources[claim.quotes[0].article_id]


async def looked_at(room: Room, digest: Digest, state: SourceState) -> SourceCheck:
    """Keep what a night found of the first source, its first quote lost where it has changed."""
    article = cited(digest)
    quotes = [q for c in digest.claims() for q in c.quotes if q.article_id == article.id]
    body = [quote for quote in quotes if quote.start >= article.body_start]
    check = SourceCheck(
        article_id=article.id,
        text_sha256=article.text_sha256,
        state=state,
        checked_at=room.now + NIGHT,
        reason="the page answers 404" if state is SourceState.GONE else None,
        lost=frozenset(body[:1]) if state is SourceState.CHANGED_UNDER_QUOTE else frozenset(),
    )
    await room.database.revisits.save_checks([check])
    return check


async def test_a_digest_says_how_its_sources_stand_once_they_were_looked_at(room: Room) -> None:
    digest = await room.digest()
    before = await room.get(f"/d/{digest.id}")
    assert "The sources today" not in before.text
    check = await looked_at(room, digest, SourceState.CHANGED_UNDER_QUOTE)
    after = (await room.get(f"/d/{digest.id}")).text
    assert "words that are quoted no longer stand there" in after
    (lost,) = check.lost
    claim = next(claim for claim in digest.claims() if lost in claim.quotes)
    assert f'href="#{claim.id}"' in after
    assert f'id="{claim.id}"' in after
    await looked_at(room, digest, SourceState.GONE)
    later = replace(
        check, state=SourceState.GONE, reason="gone <b>", checked_at=room.now + 2 * NIGHT
    )
    await room.database.revisits.save_checks([later])
    again = (await room.get(f"/d/{digest.id}")).text
    assert str(escape("gone (gone <b>)")) in again


async def test_an_older_version_leads_to_the_one_that_marks_what_has_changed(room: Room) -> None:
    digest = await room.digest()
    check = await looked_at(room, digest, SourceState.GONE)
    key = (check.article_id, check.text_sha256)
    changes = source_changes(digest, {key: check})
    database = room.database
    replacing = Replacing(
        store=database.store,
        replies=database.replies,
        feedback=database.feedback,
        outbox=database.outbox,
        now=room.now + NIGHT,
    )
    version = await replacing.save(with_changed_sources(digest, changes, at=replacing.now))
    row = Superseded(corrected=digest.id, corrected_as=version.id, at=replacing.now)
    await database.feedback.supersede(row)
    old = (await room.get(f"/d/{digest.id}")).text
    assert "A source has changed since, or is gone" in old
    assert "found wrong" not in old
    assert f'href="/d/{version.id}"' in old
    new = (await room.get(f"/d/{version.id}")).text
    assert "(the source is gone since)" in new
    assert "is no longer to be had at its address" in new


async def test_what_is_to_come_is_listed_with_its_date_and_its_quote(room: Room) -> None:
    digest = await room.digest()
    watched = await room.database.watching.watched("pytorch")
    assert watched
    page = await room.get("/t/pytorch/watching")
    assert page.status == 200
    for one in watched:
        assert str(escape(one.tag)) in page.text
    assert f'href="/d/{digest.id}"' in page.text
    assert 'href="/t/pytorch/watching"' in (await room.get("/t/pytorch")).text
    first = watched[0]
    closing = Closing(at=room.now, digest_id=digest.id)
    assert await room.database.watching.close(first.id, "pytorch", closing)
    after = (await room.get("/t/pytorch/watching")).text
    assert "not heard of since" in after


async def test_what_came_is_shown_with_both_quotes(room: Room) -> None:
    digest = await room.digest()
    first = (await room.database.watching.watched("pytorch"))[0]
    article = cited(digest)
    claim = next(c for c in digest.claims() if not c.headline)
    closing = Closing(
        at=room.now, digest_id=digest.id, claim=claim, text_sha256=article.text_sha256
    )
    await room.database.watching.close(first.id, "pytorch", closing)
    page = (await room.get("/t/pytorch/watching")).text
    assert "told as done" in page
    quote = claim.quotes[0]
    assert str(escape(article.text[quote.start : quote.end])) in page


async def test_what_is_watched_of_a_private_topic_is_not_for_everybody(room: Room) -> None:
    await room.digest("open-weights")
    assert (await room.get("/t/open-weights/watching")).status == 404


async def test_a_page_of_another_language_says_its_own_words_in_it(room: Room) -> None:
    digest = await room.site.store.save_digest(sample_digest(language="de"))
    await looked_at(room, digest, SourceState.CHANGED_UNDER_QUOTE)
    text = (await room.get(f"/d/{digest.id}")).text
    assert '<html lang="de">' in text
    for said in (
        *("How to read this page", "As a table", "The sources today", "nothing stated"),
        "The provenance record as JSON",
    ):
        assert said not in text
        assert phrase("de", said) in text
    assert "Gemacht am 13. April 2026" in text
    assert "angesehen am 14. April 2026" in text
