"""Random digests of up to 300 claims: nothing lost, nothing over a limit, nothing parted."""

import importlib.util
import random
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol, cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.document import Card, Cite, Document, Line, Lines, Remark, Sources
from bot.present import present
from bot.render import discord, discord_limits, slack, slack_limits
from bot.render.spans import plain
from digests.model import Claim, Digest, Mode, Section
from tests.builders import an_article
from tests.render.digests import (
    AI_AUTHORED,
    EXTRACTIVE,
    a_claim,
    a_digest,
    a_headline,
    an_item,
    stories_section,
)
from tests.render.reading import Seen, discord_lines, discord_texts, slack_context, slack_lines
from tests.render.validators import refusals

WORDS = [
    "compiler",
    "support",
    "plugin",
    "interface",
    "board",
    "seat",
    "43.5%",
    "<!channel>",
    "*bold*",
    "_under_",
    "`code`",
    "注意力",
    "機制",
    "@everyone",
    "[x](http://evil.example)",
    "https://evil.example",
    "😀",
    "&",
    "<b>",
    "it’s",
    "“quoted”",
    "–",
    "dash",
    "~x~",
]
LENGTHS = st.one_of(
    st.integers(20, 300), st.sampled_from([2_800, 2_960, 3_001, 3_600, 3_990, 6_000])
)


class Contract(Protocol):
    def errors(self, method: str, path: str, body: object) -> list[str]: ...


def a_random_digest(lengths: list[int], seed: int) -> Digest:
    """Spread claims of these lengths over sources, stories and sections; seeded, so it shrinks."""
    chance = random.Random(seed)  # noqa: S311 — shuffles test data
    texts = [_statement(number, length, chance) for number, length in enumerate(lengths)]
    cuts = max(1, len(texts) // chance.randint(1, 20))
    articles = [
        an_article(
            " ".join(texts[at::cuts]) or "Nothing of note happened.",
            title=f"Title {at} {' '.join(chance.choices(WORDS, k=chance.choice([3, 12, 700])))}",
            url=f"https://s{at}.example/{'p' * chance.choice([3, 60, 900, 1_100])}",
            outlet=f"Outlet {at}",
        )
        for at in range(cuts)
    ]
    claims: list[list[Claim]] = [[] for _ in articles]
    for number, text in enumerate(texts):
        claims[number % cuts].append(a_claim(articles[number % cuts], text))
    if len(articles) > 1 and claims[0]:
        other = articles[1]
        quote = a_claim(other, other.title).quotes[0]
        claims[0].append(a_claim(articles[0], articles[0].title, text="Two sources.", more=[quote]))
    half = len(articles) // 2
    stories = [
        an_item(
            *own,
            headline=a_headline(article),
            also=(article.id,),
            tags=("release",),
            story_id=f"story-{number}",
        )
        for number, (article, own) in enumerate(zip(articles[:half], claims[:half], strict=True))
    ]
    watch = [an_item(claim, label="Board seat") for own in claims[half:] for claim in own]
    sections = [
        stories_section(*stories),
        Section(id="watch", title="What to watch", mode=Mode.QUESTION, items=tuple(watch)),
    ]
    return a_digest(sections, articles, authorship=(EXTRACTIVE, AI_AUTHORED)[seed % 2])


def _statement(number: int, length: int, chance: random.Random) -> str:
    text = f"Statement {number}"
    while len(text) < length:
        text += f" {chance.choice(WORDS)}"
    return f"{text} end."


def spoken(document: Document) -> Iterator[Line]:
    """Yield headlines and lines, without the reading notes that only fuller views show."""
    for block in document.blocks:
        if isinstance(block, Card):
            yield Line(spans=block.headline)
            yield from block.lines
        elif isinstance(block, Lines):
            yield from block.lines


def check_all_is_said(document: Document, seen: Iterable[Seen]) -> None:
    """Each line stands once, whole, with all its citations; or a notice with them stands for it."""
    lines = Counter(seen)
    notices = 0
    for line in spoken(document):
        cites = [span for span in line.spans if isinstance(span, Cite)]
        links = tuple(c.url for c in cites if c.url is not None and len(c.url) <= 1_000)
        size = len(plain(span for span in line.spans if not isinstance(span, Cite)))
        notice = f"A statement of {size:,} characters is too long for chat, see its source:"
        notice += "\u00a0" + "".join(f"[{cite.n}]" for cite in cites)
        whole, short = (plain(line.spans), links), (notice, links)
        ways = [Seen(*whole), Seen(whole[0], ()), Seen(*short), Seen(notice, ())]
        found = next((way for way in ways if lines[way]), None)
        assert found is not None, whole[0][:200]
        lines[found] -= 1
        if found.text == notice:
            assert size > 1_500
            notices += 1
    receipt = [f"{notices} too long for chat, kept in the record"] if notices else []
    texts = [seen.text for seen in lines]
    assert all(any(text in found for found in texts) for text in receipt)


def check_sources_are_listed(document: Document, messages: list[tuple[list[Seen], str]]) -> None:
    """Assert that a message lists what it cites, and that every source is listed somewhere."""
    listed = {
        source.n: source for b in document.blocks if isinstance(b, Sources) for source in b.sources
    }
    for n, source in listed.items():
        assert any(f"[{n}]" in small and source.outlet in small for _, small in messages)
    for lines, small in messages:
        for n in {n for n in listed for line in lines if f"\u00a0[{n}]" in line.text}:
            if not any("too long for chat" in line.text for line in lines):
                assert f"[{n}]" in small


packed = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    # Shrinking hundreds of claims takes minutes; the seed and the lengths say enough.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@packed
@given(st.lists(LENGTHS, max_size=300), st.integers(0, 2**32))
def test_slack_messages_lose_nothing_and_keep_every_limit(lengths: list[int], seed: int) -> None:
    document = present(a_random_digest(lengths, seed))
    bodies = slack.messages(document)
    for body in bodies:
        assert slack_limits.faults(body) == []
        assert refusals(body) == []
        assert slack_context(body)[0].replace("*", "") == document.authorship.visible_label
        assert str(body["text"]).startswith(document.authorship.visible_label)
    digest = [b for b in bodies if not slack_context(b)[1].endswith(" · in full")]
    seen = [s for body in digest for s in slack_lines(body)]
    receipts = [Seen(text, ()) for body in digest for text in slack_context(body)]
    check_all_is_said(document, [*seen, *receipts])
    check_sources_are_listed(
        document, [(list(slack_lines(body)), "\n".join(slack_context(body))) for body in bodies]
    )


@packed
@given(st.lists(LENGTHS, max_size=300), st.integers(0, 2**32))
def test_discord_messages_lose_nothing_and_keep_every_limit(lengths: list[int], seed: int) -> None:
    document = present(a_random_digest(lengths, seed))
    bodies = discord.messages(document)
    for body in bodies:
        assert discord_limits.faults(body) == []
        assert next(discord_lines(body)).text == document.authorship.visible_label
    assert len({body["nonce"] for body in bodies}) == len(bodies)
    check_all_is_said(document, [s for body in bodies for s in discord_lines(body)])
    check_sources_are_listed(
        document,
        [
            (list(discord_lines(body)), "\n".join(discord_texts(body)).replace("\\", ""))
            for body in bodies
        ],
    )


@pytest.fixture(scope="module")
def contract(shared: Path) -> Contract:
    path = shared / "discord" / "contract.py"
    spec = importlib.util.spec_from_file_location("discord_contract", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    make = cast("Callable[[Path], Contract]", module.Contract)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its file to the collector
        return make(shared / "discord" / "openapi.json")


@pytest.mark.parametrize("seed", range(2))
def test_discord_bodies_pass_the_openapi_file_of_discord(contract: Contract, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 — shuffles test data
    lengths = [chance.choice([40, 200, 900, 4_100]) for _ in range(30)]
    for body in discord.messages(present(a_random_digest(lengths, seed))):
        assert contract.errors("POST", "/channels/1/messages", body) == []


def test_a_message_that_discord_refuses_is_refused_by_the_file_too(contract: Contract) -> None:
    body = discord.messages(present(a_random_digest([40], 1)))[0]
    assert contract.errors("POST", "/channels/1/messages", {**body, "nonce": "n" * 26}) != []


def test_receipt_and_actions_come_once_and_where_everyone_sees_them() -> None:
    document = present(a_random_digest([200] * 120, 7))
    receipt = next(b.text for b in document.blocks if isinstance(b, Remark) and b.id == "receipt")
    on_slack = slack.messages(document)
    assert [any(receipt in text for text in slack_context(body)) for body in on_slack] == [
        True,
        *[False] * (len(on_slack) - 1),
    ]
    on_discord = [receipt in "\n".join(discord_texts(b)) for b in discord.messages(document)]
    assert on_discord == [*[False] * (len(on_discord) - 1), True]
