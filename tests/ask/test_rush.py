"""What many ask at once is answered once; what differs, or failed, or is old is answered again."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from config.loading import load_catalogue
from digests.ask import Asking
from digests.ask.rush import FRESH, Rush
from digests.model import Reply
from tests.render.replies import differing_reply

NOW = datetime(2026, 4, 13, 9, tzinfo=UTC)
PYTORCH, VLLM = (load_catalogue(None).topic_by_id[name] for name in ("pytorch", "vllm"))
ASKED = Asking(text="who joined", topic=PYTORCH, now=NOW, asker="slack/T1/U1")


class Answers:
    """Counts how often something was really answered."""

    def __init__(self, *failures: Exception) -> None:
        self.made = 0
        self._failures = list(failures)

    def answer(self) -> Callable[[], Awaitable[Reply]]:
        async def make() -> Reply:
            self.made += 1
            await asyncio.sleep(0)
            if self._failures:
                raise self._failures.pop()
            return differing_reply()

        return make


async def test_people_who_ask_the_same_at_once_get_one_reply() -> None:
    rush, answers = Rush(), Answers()
    asked = [
        replace(ASKED, asker=f"slack/T1/U{n}", now=NOW + timedelta(milliseconds=n))
        for n in range(50)
    ]
    replies = await asyncio.gather(*(rush.once(one, answers.answer()) for one in asked))
    assert answers.made == 1
    assert len({reply.id for reply in replies}) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(ASKED, text="who left"),
        replace(ASKED, topic=VLLM),
        replace(ASKED, topic=None),
        replace(ASKED, zone=ZoneInfo("Asia/Tokyo")),
        replace(ASKED, since=NOW - timedelta(days=3)),
        replace(ASKED, kept_words="since January"),
        replace(ASKED, now=NOW + FRESH + timedelta(seconds=1)),
    ],
)
async def test_what_differs_or_is_old_is_answered_for_itself(other: Asking) -> None:
    rush, answers = Rush(), Answers()
    await rush.once(ASKED, answers.answer())
    await rush.once(other, answers.answer())
    assert answers.made == 2


async def test_a_failure_is_everybodys_once_and_nobodys_afterwards() -> None:
    rush, answers = Rush(), Answers(RuntimeError("lost"))
    both = [rush.once(ASKED, answers.answer()) for _ in range(2)]
    failed = await asyncio.gather(*both, return_exceptions=True)
    assert all(isinstance(one, RuntimeError) for one in failed)
    await rush.once(ASKED, answers.answer())
    assert answers.made == 2


async def test_whoever_gives_up_ends_it_for_nobody_else() -> None:
    rush, answers = Rush(), Answers()
    first = asyncio.ensure_future(rush.once(ASKED, answers.answer()))
    second = asyncio.ensure_future(rush.once(ASKED, answers.answer()))
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).id == differing_reply().id
