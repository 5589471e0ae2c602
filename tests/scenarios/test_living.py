"""Sources are looked at again by night: what changed under a quote is marked wherever it was posted."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bot.commands.subscribing import Desk as Counter
from bot.delivery import Desk, share_reply
from bot.demo.server import NOW
from bot.engine import Job
from bot.platforms.recording import RecordingPlatform
from bot.scheduler import Parts, Stages
from bot.wiring import App, open_app
from config.loading import load_catalogue
from config.settings import load_settings
from digests.ask import Asking, ask
from digests.model import Channel, Digest, Quiet, Schedule, SourceState
from digests.pipeline import recheck
from digests.rechecking import state_for
from tests.scenarios.living_site import ARTICLES, FASTER, JOINED, Site, a_site, write_config

DAY = timedelta(days=1)
OPENS = ARTICLES["opens"][0]
SLACK = Channel(platform="slack", workspace_id="T1", channel_id="C1")
DISCORD = Channel(platform="discord", workspace_id="G1", channel_id="5")
MARK = "(the source has changed since)"
GONE = "(the source is gone since)"


class Nights:
    """One installation, whose days and nights a test lets pass."""

    def __init__(self, app: App, site: Site) -> None:
        self.app, self.site = app, site
        self.now = NOW
        self.platform = RecordingPlatform(now=lambda: self.now)
        desk = Desk(
            holder="test",
            outbox=app.outbox,
            subscriptions=app.subscriptions,
            platforms={"slack": self.platform, "discord": self.platform},
            now=lambda: self.now,
        )
        parts = Parts(
            feeds=app.catalogue.feeds,
            topics=app.catalogue.topic_by_id,
            store=app.store,
            source=app.source,
            reader=app.reader,
            desk=desk,
            version="test",
            feedback=app.feedback,
            revisiting=app.revisiting(),
        )
        self.stages = Stages(parts, stop=asyncio.Event())

    async def pass_to(self, at: datetime, *jobs: str) -> None:
        """Do jobs at a time, then post what waits."""
        self.now = at
        for name in jobs:
            await self.stages(Job(name=name, queue="digest"))
        while lanes := await self.app.outbox.waiting_lanes(self.now):
            for lane in lanes:
                await self.stages(Job(name="deliver", queue="deliver", argument=lane))

    async def night(self, n: int) -> dict[str, SourceState]:
        """Let the night job run, and return the state of each article by its name."""
        await self.pass_to(NOW + n * DAY, "recheck")
        return await self.states()

    async def states(self) -> dict[str, SourceState]:
        newest = await self.newest()
        checks = {one.article_id: one for one in await self.app.revisits.checks()}
        return {
            str(source.article.url).rpartition("/")[2]: state_for(
                newest, source.article.id, checks[source.article.id]
            )
            for source in newest.provenance.sources
            if source.article.id in checks
        }

    async def newest(self) -> Digest:
        first = (await self.app.store.digests())[0]
        newest = await self.app.feedback.corrected_as(first.id)
        found = await self.app.store.digest(newest or first.id)
        assert found is not None
        return found

    def edits(self) -> int:
        return sum(post.edits for post in self.platform.posts)

    def shown(self, channel: Channel) -> str:
        """Return all that a channel shows, without the escapes of its platform."""
        posts = [post for post in self.platform.posts if post.message.channel == channel]
        shown = [{**post.message.payload, "options": None} for post in posts]
        return " ".join(map(str, shown)).replace("\\", "")


@asynccontextmanager
async def nights(folder: Path) -> AsyncIterator[Nights]:
    async with a_site() as site:
        settings = load_settings(
            data_dir=folder,
            config_dir=write_config(folder, site.web),
            allow_private_addresses=True,
            now=NOW,
        )
        catalogue = load_catalogue(settings.config_dir)
        async with open_app(settings, catalogue) as app:
            yield Nights(app, site)


@asynccontextmanager
async def posted(folder: Path) -> AsyncIterator[Nights]:
    """Post a digest of three articles in two channels, and look at them once."""
    async with nights(folder) as running:
        app = running.app
        counter = Counter(subscriptions=app.subscriptions, by="ada", now=NOW - 7 * DAY)
        for channel in (SLACK, DISCORD):
            topic = app.catalogue.topic_by_id["pytorch"]
            await counter.subscribe(channel, topic, Schedule(), quiet=Quiet.SAY)
        await running.pass_to(NOW, "poll", "plan")
        digest = await running.newest()
        assert {JOINED, OPENS, FASTER} <= {claim.text for claim in digest.claims()}
        yield running


async def holds(running: Nights) -> bool:
    kept = await running.app.store.digests()
    return [await recheck(one, store=running.app.store) for one in kept] == [[]] * len(kept)


async def test_an_edit_under_a_quote_a_removal_and_an_edit_elsewhere(tmp_path: Path) -> None:
    async with posted(tmp_path) as running:
        first = await running.newest()
        site = running.site
        site.edit("joins", "as a Platinum member", "as a Gold member")
        site.web.gone("/opens")
        site.edit("faster", "452 people", "453 people")
        expected = {
            "joins": SourceState.CHANGED_UNDER_QUOTE,
            "opens": SourceState.GONE,
            "faster": SourceState.CHANGED_ELSEWHERE,
        }
        assert await running.night(1) == expected

        corrected = await running.newest()
        assert corrected.provenance.supersedes == first.id
        assert corrected.claims() == first.claims()
        texts = {claim.id: claim.text for claim in corrected.claims()}
        fixes = corrected.provenance.corrections
        marked = {texts[fix.claim_id]: fix.source for fix in fixes}
        assert marked[JOINED] is SourceState.CHANGED_UNDER_QUOTE
        assert marked[OPENS] is SourceState.GONE
        assert FASTER not in marked
        assert await holds(running)
        edits = running.edits()
        assert edits > 0
        for channel in (SLACK, DISCORD):
            assert MARK in running.shown(channel)
            assert GONE in running.shown(channel)

        assert await running.night(2) == expected
        assert running.edits() == edits
        assert await running.newest() == corrected
        assert len(await running.app.store.digests()) == 2


async def test_the_next_digest_lists_the_correction_and_the_one_after_it_does_not(
    tmp_path: Path,
) -> None:
    async with posted(tmp_path) as running:
        running.site.edit("joins", "as a Platinum member", "as a Gold member")
        await running.night(1)
        said = "Corrected in the digest (week of 6 April 2026): The Wire has changed"
        assert said not in running.shown(DISCORD)
        await running.pass_to(NOW + 7 * DAY, "poll", "plan")
        assert running.shown(DISCORD).count(said) == 1
        await running.pass_to(NOW + 14 * DAY, "poll", "plan")
        assert running.shown(DISCORD).count(said) == 1


async def test_a_quote_that_comes_back_and_goes_again_is_corrected_once(tmp_path: Path) -> None:
    async with posted(tmp_path) as running:
        running.site.edit("joins", "as a Platinum member", "as a Gold member")
        await running.night(1)
        running.site.restore("joins")
        assert (await running.night(2))["joins"] is SourceState.UNCHANGED
        edits, corrected = running.edits(), await running.newest()
        running.site.edit("joins", "as a Platinum member", "as a Silver member")
        assert (await running.night(3))["joins"] is SourceState.CHANGED_UNDER_QUOTE
        running.site.web.gone("/joins")
        assert (await running.night(4))["joins"] is SourceState.GONE
        newest = await running.newest()
        again = newest.provenance.corrections[len(corrected.provenance.corrections) :]
        assert JOINED not in {_text(newest, fix.claim_id) for fix in again}
        assert edits < running.edits()


async def test_one_silent_night_is_no_loss_and_three_are(tmp_path: Path) -> None:
    async with posted(tmp_path) as running:
        running.site.web.status("/joins", 500)
        found = [(await running.night(n))["joins"] for n in (1, 2)]
        assert found == [SourceState.UNKNOWN] * 2
        assert running.edits() == 0
        assert (await running.night(3))["joins"] is SourceState.GONE
        assert running.edits() > 0
        running.site.restore("joins")
        assert (await running.night(4))["joins"] is SourceState.UNCHANGED


async def test_nights_on_which_nobody_answers_say_nothing(tmp_path: Path) -> None:
    async with posted(tmp_path) as running:
        for name in ARTICLES:
            running.site.web.status(f"/{name}", 502)
        for n in range(1, 6):
            assert set((await running.night(n)).values()) == {SourceState.UNKNOWN}
        assert running.edits() == 0


async def test_no_page_is_asked_for_twice_a_day_and_a_known_one_is_asked_for_conditionally(
    tmp_path: Path,
) -> None:
    async with posted(tmp_path) as running:
        title, sentences = ARTICLES["joins"]
        page = "".join(f"<p>{sentence}</p>" for sentence in sentences)
        running.site.web.feed(
            "/joins",
            f"<html><body><article><h1>{title}</h1>{page}</article></body></html>",
            etag='"7"',
            content_type="text/html",
        )
        asked = running.site.asked("joins")
        await running.night(1)
        await running.pass_to(NOW + DAY + timedelta(hours=6), "recheck")
        assert running.site.asked("joins") == asked + 1
        assert (await running.night(2))["joins"] is SourceState.UNCHANGED
        assert [seen.status for seen in running.site.web.seen("/joins")][asked:] == [200, 304]


async def test_a_wall_before_the_article_is_no_change(tmp_path: Path) -> None:
    async with posted(tmp_path) as running:
        consent = "Before you go on, tell us whether we may count what you read on these pages."
        running.site.serve("joins", ARTICLES["joins"][0], consent)
        running.site.web.redirect("/opens", "/faster", status=302)
        found = await running.night(1)
        assert (found["joins"], found["opens"]) == (SourceState.UNKNOWN,) * 2
        assert running.edits() == 0


async def test_a_shared_answer_is_looked_after_and_one_that_was_not_shared_is_left_alone(
    tmp_path: Path,
) -> None:
    async with posted(tmp_path) as running:
        app = running.app
        replies = []
        for question in ("who joined", "who joined the PyTorch Foundation"):
            asking = Asking(text=question, topic=None, now=NOW)
            reply = await ask(asking, feeds=app.catalogue.feeds, store=app.store, version="test")
            replies.append(await app.replies.save_reply(reply))
        shared, own = replies
        assert shared.id != own.id
        await share_reply(
            shared,
            SLACK,
            given_as=shared.id,
            asked_by="Ada",
            outbox=app.outbox,
            record_url=None,
            now=NOW,
        )
        await running.pass_to(NOW)
        running.site.edit("joins", "as a Platinum member", "as a Gold member")
        await running.night(1)
        newest = await app.replies.reply(await app.feedback.corrected_as(shared.id) or "")
        assert newest is not None
        assert newest.provenance.supersedes == shared.id
        assert await recheck(newest, store=app.store) == []
        assert await app.feedback.corrected_as(own.id) is None
        [posted_as] = [p for p in running.platform.posts if "who joined" in str(p.message.payload)]
        assert MARK in str(posted_as.message.payload)
        edits = running.edits()
        await running.night(2)
        assert running.edits() == edits


async def test_what_was_still_on_its_way_is_edited_by_the_next_night(tmp_path: Path) -> None:
    async with nights(tmp_path) as running:
        app = running.app
        counter = Counter(subscriptions=app.subscriptions, by="ada", now=NOW - 7 * DAY)
        topic = app.catalogue.topic_by_id["pytorch"]
        await counter.subscribe(DISCORD, topic, Schedule(), quiet=Quiet.SAY)
        for name in ("poll", "plan"):
            await running.stages(Job(name=name, queue="digest"))
        running.site.edit("joins", "as a Platinum member", "as a Gold member")
        running.now = NOW + DAY
        await running.stages(Job(name="recheck", queue="poll"))
        assert (await running.newest()).provenance.corrections
        await running.pass_to(NOW + DAY)
        assert MARK not in running.shown(DISCORD)
        await running.night(2)
        assert MARK in running.shown(DISCORD)
        edits = running.edits()
        await running.night(3)
        assert running.edits() == edits


async def test_a_night_that_was_killed_before_it_corrected_is_finished_by_the_next(
    tmp_path: Path,
) -> None:
    async with posted(tmp_path) as running:
        running.site.edit("joins", "as a Platinum member", "as a Gold member")
        await running.app.revisiting().look(now=NOW + DAY)
        assert not (await running.newest()).provenance.corrections
        await running.pass_to(NOW + DAY + timedelta(minutes=1), "recheck")
        assert (await running.newest()).provenance.corrections
        assert MARK in running.shown(DISCORD)


async def test_the_clock_asks_for_it_once_a_day(tmp_path: Path) -> None:
    async with nights(tmp_path) as running:
        (tick,) = [one for one in running.stages.ticks() if one.name == "recheck"]
        assert tick.every == DAY
        assert [job.name for job in await tick.jobs(NOW)] == ["recheck"]


def _text(digest: Digest, claim_id: str) -> str:
    return next(claim.text for claim in digest.claims() if claim.id == claim_id)
