"""A digest that a model wrote is reviewed as it stands: for that text, and wherever it was posted."""

import json
from collections.abc import Iterator

import jsonschema
import pytest

from bot.commands.reviewing import Reviewer
from bot.delivery import correct, deliveries_of
from bot.platforms.recording import RecordingPlatform
from bot.present import present
from bot.render import RENDERERS
from bot.render.notices import MESSAGES
from bot.render.record import schema
from digests.compose import reviewed, without_claim
from digests.errors import UserError
from digests.model import Digest, Level, Published
from digests.pipeline import recheck
from digests.store.memory import MemoryStore
from digests.store.memory_feedback import MemoryFeedback
from digests.store.publishing import body_of, digest_of
from tests.authoring.honest import honest_model
from tests.authoring.newsroom import a_store, articles, kept_digest
from tests.builders import MONDAY
from tests.delivery.posts import Office, a_channel
from tests.delivery.virtual import in_virtual_time, now

ADA = "Ada Lovelace"
REVIEWED = "AI-authored, reviewed by Ada Lovelace on 13 Apr 2026."
UNREVIEWED = "AI-authored, not reviewed by a person."
CHANNELS = (a_channel("C1"), a_channel("1", platform="discord"))


def a_page(published: Published) -> str:
    return f"https://record.example/d/{published.id}"


class Desk:
    """A digest that was posted to Slack and Discord, and who reviews it."""

    def __init__(self, store: MemoryStore, digest: Digest) -> None:
        self.store, self.digest = store, digest
        self.feedback = MemoryFeedback()
        self.office = Office(platform=RecordingPlatform(now=now))

    def reviewer(self, name: str = ADA) -> Reviewer:
        return Reviewer(
            name=name,
            store=self.store,
            feedback=self.feedback,
            outbox=self.office.outbox,
            now=MONDAY,
            record_url=a_page,
        )

    async def post(self) -> None:
        for channel in CHANNELS:
            posted = deliveries_of(
                MESSAGES[channel.platform](present(self.digest, record_url=a_page(self.digest))),
                group=f"group-{channel.key}",
                channel=channel,
                subscription=None,
                digest_id=self.digest.id,
                now=MONDAY,
            )
            await self.office.outbox.enqueue(posted)
        await self.office.work()

    def shown(self) -> Iterator[str]:
        for post in self.office.platform.posts:
            yield json.dumps(post.message.payload).replace("*", "")


async def a_desk(*, model: bool = True, layout: str = "brief") -> Desk:
    store, feeds = await a_store(articles())
    digest = await kept_digest(store, feeds, honest_model() if model else None, layout=layout)
    return Desk(store, digest)


def test_posted_messages_say_who_reviewed_them_in_place() -> None:
    async def work() -> None:
        desk = await a_desk()
        await desk.post()
        before = len(desk.office.platform.posts)
        assert all(UNREVIEWED in text for text in desk.shown())
        done = await desk.reviewer().approve(await desk.reviewer().find(desk.digest.id))
        await desk.office.work()
        assert len(desk.office.platform.posts) == before, "a review adds no message"
        assert all(REVIEWED in text and UNREVIEWED not in text for text in desk.shown())
        payloads = [post.message.payload for post in desk.office.platform.posts]
        slack = next(payload for payload in payloads if "metadata" in payload)
        assert str(slack["text"]).splitlines()[0] == REVIEWED, "the fallback text begins with it"
        assert json.dumps(slack["metadata"]).count(Level.AI_AUTHORED_REVIEWED.value) == 1
        assert await desk.feedback.corrected_as(desk.digest.id) == done.id
        linked = [a_page(done) in text for text in desk.shown()]
        assert linked.count(True) >= len(CHANNELS), "a message leads to the record as it led before"

    in_virtual_time(work)


@pytest.mark.parametrize("layout", ["brief", "analyst", "reader", "cards"])
async def test_a_review_is_of_the_text_as_it_stands_and_ends_with_an_edit(layout: str) -> None:
    desk = await a_desk(layout=layout)
    done = await desk.reviewer().approve(desk.digest)
    assert done.sections == desk.digest.sections
    assert done.provenance.content_sha256 == desk.digest.provenance.content_sha256
    assert done.provenance.supersedes == desk.digest.id != done.id
    assert await desk.store.digest(desk.digest.id) == desk.digest, "nothing is overwritten"
    assert digest_of(body_of(done)) == done
    assert await recheck(done, store=desk.store) == []
    wrong = done.claims()[-1]
    edited = without_claim(done, wrong.id, what="It was withdrawn.", at=MONDAY)
    assert isinstance(edited, Digest)
    assert edited.provenance.authorship.level is Level.AI_AUTHORED
    kept = {}
    for name, digest, label in (("reviewed", done, REVIEWED), ("edited", edited, UNREVIEWED)):
        document = present(digest)
        for form, render in RENDERERS.items():
            assert label in render(digest, document).replace("*", "").replace("\\", ""), form
        kept[name] = json.loads(RENDERERS["json"](digest, document))
        jsonschema.validate(kept[name], schema())
    assert kept["reviewed"]["review"]["reviewed_sha256"] == kept["reviewed"]["content_sha256"]
    assert kept["edited"]["review"]["reviewed_sha256"] != kept["edited"]["content_sha256"]
    assert '<meta name="ai-disclosure" content="ai-generated">' in RENDERERS["html"](
        done, present(done)
    )


async def test_a_digest_of_quotes_is_not_reviewed() -> None:
    desk = await a_desk(model=False)
    with pytest.raises(UserError, match=r"quotes only.*Report an error"):
        await desk.reviewer().find(desk.digest.id)
    with pytest.raises(ValueError, match="quotes only"):
        reviewed(desk.digest, reviewer=ADA, at=MONDAY)


async def test_a_text_is_reviewed_once_and_saying_it_again_changes_nothing() -> None:
    desk = await a_desk()
    done = await desk.reviewer().approve(desk.digest)
    for again in (desk.digest, done):
        assert await desk.reviewer().find(again.id) == again
        assert await desk.reviewer().approve(again) == done
        with pytest.raises(UserError, match=f"reviewed already, by {ADA}"):
            await desk.reviewer("Bob").approve(again)


async def test_what_was_corrected_since_is_not_reviewed() -> None:
    desk = await a_desk()
    wrong = desk.digest.claims()[-1]
    edited = without_claim(desk.digest, wrong.id, what="It was withdrawn.", at=MONDAY)
    assert isinstance(edited, Digest)
    await desk.store.save_digest(edited)
    review = reviewed(desk.digest, reviewer=ADA, at=MONDAY).provenance.review
    assert review is not None
    await desk.feedback.save_review(review, of=desk.digest.id, kept_as=edited.id)
    with pytest.raises(UserError, match=f"review what stands now: {edited.id}"):
        await desk.reviewer().find(desk.digest.id)
    # It was found before, and corrected while the person read it.
    with pytest.raises(UserError, match=f"review what stands now: {edited.id}"):
        await desk.reviewer().approve(desk.digest)


@pytest.mark.parametrize("name", ["", " \n", "x" * 81])
async def test_a_name_that_cannot_stand_in_the_label_is_refused(name: str) -> None:
    desk = await a_desk()
    with pytest.raises(UserError, match="takes a name"):
        await desk.reviewer(name).approve(desk.digest)


async def test_there_is_no_such_digest() -> None:
    desk = await a_desk()
    with pytest.raises(UserError, match="no such digest"):
        await desk.reviewer().find("digest-0")


def test_an_edit_that_tells_nothing_leaves_the_thread_alone() -> None:
    async def work() -> None:
        desk = await a_desk()
        await desk.post()
        posts = len(desk.office.platform.posts)
        fresh = await correct(
            present(desk.digest),
            sent_as=desk.digest.id,
            what=None,
            outbox=desk.office.outbox,
            now=MONDAY,
        )
        assert fresh == posts

    in_virtual_time(work)
