"""A night that looks again at sources, and an editor who corrects the same digest meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

from typing_extensions import override

from bot.delivery import Replacing, revise
from digests.articles import WebPageReader
from digests.compose import with_changed_sources
from digests.model import (
    Claim,
    Digest,
    Published,
    SourceChange,
    SourceCheck,
    SourceState,
    Superseded,
)
from digests.pipeline import Revisiting, RevisitTerms
from digests.rechecking import Key
from digests.store.memory_revisits import MemoryRevisits
from tests.commands.chats import HERE, Chat

WHAT = "the member is Gold, not Platinum"
GONE = "is no longer to be had at its address"


async def nobody(url: str, *, headers: Mapping[str, str]) -> NoReturn:
    raise AssertionError((url, headers))


def platinum(digest: Digest) -> Claim:
    return next(claim for claim in digest.claims() if "as a Platinum member." in claim.text)


async def reported(chat: Chat, digest: Digest) -> str:
    await chat.press("report", f"{digest.id}/{platinum(digest).id}", words="It was Gold.")
    return (await chat.feedback.reports())[-1].id


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbed(Revisiting):
    """A night on which every source is gone, and a report is upheld once the digests were read."""

    chat: Chat
    digest: Digest
    report_id: str

    @override
    async def look(
        self, *, now: datetime, published_id: str | None = None, again: bool = False
    ) -> list[SourceCheck]:
        return []

    @override
    async def concerned(self, *, now: datetime, published_id: str | None = None) -> list[Published]:
        self.chat.now += timedelta(minutes=5)
        await self.chat.editor.uphold(self.report_id, WHAT)
        return [self.digest]

    @override
    async def checks_of(self, published: Published) -> dict[Key, SourceCheck]:
        return {
            (one.article.id, one.article.text_sha256): SourceCheck(
                article_id=one.article.id,
                text_sha256=one.article.text_sha256,
                state=SourceState.GONE,
                checked_at=self.chat.now,
            )
            for one in published.provenance.sources
        }


async def newest(chat: Chat, digest: Digest) -> Digest:
    found = await chat.store.digest(await chat.feedback.corrected_as(digest.id) or digest.id)
    assert found is not None
    return found


async def last_texts(chat: Chat) -> Sequence[str]:
    """Return what each message of the channel was edited to last."""
    edits = [one for one in await chat.outbox.deliveries(channel=HERE) if one.replaces]
    return [str(one.payload) for one in {one.replaces: one for one in edits}.values()]


async def test_a_statement_that_was_taken_out_by_night_does_not_come_back() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    wrong = platinum(digest)
    revisits = MemoryRevisits(chat.store, chat.replies, outbox=chat.outbox, feedback=chat.feedback)
    night = Disturbed(
        store=chat.store,
        replies=chat.replies,
        revisits=revisits,
        pages=WebPageReader(nobody),
        terms=RevisitTerms(),
        chat=chat,
        digest=digest,
        report_id=await reported(chat, digest),
    )
    replacing = Replacing(
        store=chat.store,
        replies=chat.replies,
        feedback=chat.feedback,
        outbox=chat.outbox,
        now=chat.now,
    )
    await revise(night, replacing)
    texts = await last_texts(chat)
    assert not any(wrong.text in text for text in texts)
    assert GONE in texts[0]
    assert wrong.id not in {claim.id for claim in (await newest(chat, digest)).claims()}


async def test_an_upheld_report_prevails_over_what_was_corrected_at_the_same_time() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    wrong = platinum(digest)
    report_id = await reported(chat, digest)
    await chat.editor.uphold(report_id, WHAT)
    chat.now += timedelta(minutes=1)
    change = SourceChange(claim_ids=(wrong.id,), state=SourceState.GONE, what=GONE)
    marked = with_changed_sources(digest, [change], at=chat.now)
    assert isinstance(marked, Digest)
    await chat.store.save_digest(marked)
    await chat.feedback.supersede(
        Superseded(corrected=digest.id, corrected_as=marked.id, at=chat.now)
    )
    chat.now += timedelta(minutes=1)
    await chat.editor.uphold(report_id, WHAT)
    assert wrong.id not in {claim.id for claim in (await newest(chat, digest)).claims()}
    assert not any(wrong.text in text for text in await last_texts(chat))
