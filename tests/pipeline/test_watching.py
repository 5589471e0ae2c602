"""What a channel was told to watch is taken up when it has come, with both quotes, and never wrongly."""

from datetime import date, timedelta

import pytest

from bot.present import present
from bot.render import RENDERERS
from digests.model import Article, Digest, Modality
from digests.pipeline import recheck
from tests.builders import MONDAY
from tests.pipeline.weeks import WEEK, Channel, items, report

PLAN = "Alibaba Cloud will join the PyTorch Foundation as a Platinum member on April 20, 2026."
DONE = "Alibaba Cloud joined the PyTorch Foundation as a Platinum member on April 20, 2026."
PLANNED = report("register", "Alibaba Cloud turns to the PyTorch Foundation", PLAN)
JOINED = report(
    "pytorch-foundation", "A new Platinum member at the PyTorch Foundation", DONE, week=3
)


async def told(*later: Article, plan: Article = PLANNED) -> tuple[Digest, Digest, Channel]:
    channel = Channel()
    first = await channel.monday(1, plan)
    return first, await channel.monday(3, *later), channel


async def test_a_later_story_resolves_it_with_both_quotes() -> None:
    first, third, channel = await told(JOINED)
    (watched,) = items(first, "watch")
    (item,) = items(third, "watching")
    assert (item.id, item.label) == (watched.id, watched.label)
    assert [claim.text for claim in item.claims] == [PLAN, DONE]
    assert {source.article.id for source in third.provenance.sources} == {PLANNED.id, JOINED.id}
    assert await recheck(third, store=channel.store) == []
    for name in ("terminal", "markdown", "html", "slack", "discord"):
        shown = RENDERERS[name](third, present(third))
        assert "You were watching" in shown
        assert "said on 9 April 2026" in shown
        assert "Now, 23 April 2026:" in shown


async def test_it_is_taken_up_once() -> None:
    _, _, channel = await told(JOINED)
    again = report("stack", "The PyTorch Foundation and its members", DONE, week=4)
    fourth = await channel.monday(4, again)
    assert items(fourth, "watching") == ()


async def test_a_channel_that_was_not_shown_it_was_not_watching() -> None:
    channel = Channel()
    await channel.publish(PLANNED)
    third = await channel.monday(3, JOINED)
    assert items(third, "watching") == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Alibaba Cloud will join the PyTorch Foundation as a Platinum member next week.",
        "Alibaba Cloud has not joined the PyTorch Foundation as a Platinum member.",
        "Alibaba Cloud may have joined the PyTorch Foundation as a Platinum member.",
        "Alibaba Cloud reportedly joined the PyTorch Foundation as a Platinum member.",
        "Huawei Cloud joined the PyTorch Foundation as a Platinum member on April 20, 2026.",
        "Alibaba Cloud joined the Linux Foundation as a Platinum member on April 20, 2026.",
        "Alibaba Cloud joined the PyTorch Foundation as a Gold member on April 20, 2026.",
        "Alibaba Cloud left the PyTorch Foundation as a Platinum member on April 20, 2026.",
        "Alibaba Cloud joined the PyTorch Foundation as a Platinum member in March 2024.",
        "Has Alibaba Cloud joined the PyTorch Foundation as a Platinum member?",
        "Alibaba joined the PyTorch Foundation as a Platinum member on April 20, 2026.",
    ],
)
async def test_what_is_not_the_deed_itself_resolves_nothing(sentence: str) -> None:
    other = report("pytorch-foundation", "News of the PyTorch Foundation", sentence, week=3)
    _, third, _ = await told(other)
    assert items(third, "watching") == ()


@pytest.mark.parametrize(
    ("plan", "done"),
    [
        (
            "The vLLM project plans to release vLLM 0.12 for PyTorch by April 20, 2026.",
            "The vLLM project released vLLM 0.12 for PyTorch on April 20, 2026.",
        ),
        (
            "OpenAI will retire the GPT-4o model on April 20, 2026, the PyTorch team was told.",
            "OpenAI retired the GPT-4o model on April 20, 2026, the PyTorch team was told.",
        ),
        (
            "Meta plans to acquire Manus, which builds on PyTorch, by April 20, 2026.",
            "Meta acquired Manus, which builds on PyTorch, on April 20, 2026.",
        ),
    ],
)
async def test_releases_endings_and_deals_are_resolved(plan: str, done: str) -> None:
    planned = report("register", "What is to come at PyTorch", plan)
    _, third, _ = await told(report("stack", "PyTorch this week", done, week=3), plan=planned)
    (item,) = items(third, "watching")
    assert [claim.text for claim in item.claims] == [plan, done]
    assert item.claims[1].modality is Modality.DONE


async def test_another_version_is_another_thing() -> None:
    planned = report(
        "register",
        "What is to come at PyTorch",
        "The vLLM project plans to release vLLM 0.12 for PyTorch by April 20, 2026.",
    )
    for version in ("0.12.1", "0.13", "0.1"):
        done = f"The vLLM project released vLLM {version} for PyTorch on April 20, 2026."
        _, third, _ = await told(report("stack", "PyTorch this week", done, week=3), plan=planned)
        assert items(third, "watching") == ()


async def test_what_is_long_past_is_said_not_to_be_heard_of_and_breaks_no_quiet_week() -> None:
    _, third, channel = await told(report("stack", "PyTorch in Bergen", BERGEN, week=3))
    assert items(third, "watching") == ()
    quiet = await channel.monday(7)
    assert quiet.quiet
    eighth = await channel.monday(8, report("stack", "PyTorch in Oslo", OSLO, week=8))
    (item,) = items(eighth, "watching")
    assert [claim.text for claim in item.claims] == [PLAN]
    shown = RENDERERS["terminal"](eighth, present(eighth))
    assert "not heard of since; it was to be by 20 April 2026" in " ".join(shown.split())
    assert items(await channel.monday(9, JOINED), "watching") == ()


BERGEN = "Bergen University opened its PyTorch network for X-rays to nine hospitals in Norway."
OSLO = "Oslo University opened its PyTorch network for ultrasound to four hospitals in Norway."


async def test_what_is_watched_is_kept_for_the_topic_until_it_is_closed() -> None:
    channel = Channel()
    first = await channel.monday(1, PLANNED)
    (kept,) = await channel.watching.watched("pytorch")
    assert (kept.tag, kept.claim.text, kept.due) == (
        items(first, "watch")[0].label,
        PLAN,
        date(2026, 4, 20),
    )
    assert (kept.digest_id, kept.opened_at) == (first.id, MONDAY)
    assert [plan.subject for plan in kept.plans] == ["Alibaba Cloud"]
    third = await channel.monday(3, JOINED)
    assert await channel.watching.watched("pytorch") == []
    (closed,) = await channel.watching.watched("pytorch", closed_since=MONDAY)
    assert closed.closing is not None
    assert closed.closing.digest_id == third.id
    assert closed.closing.claim is not None
    assert closed.closing.claim.text == DONE


async def test_what_is_long_past_is_closed_for_the_topic_without_a_story() -> None:
    channel = Channel()
    await channel.monday(1, PLANNED)
    await channel.monday(7)
    (closed,) = await channel.watching.watched(
        "pytorch", closed_since=MONDAY + 6 * WEEK - timedelta(hours=1)
    )
    assert closed.closing is not None
    assert closed.closing.claim is None
