"""The ledger of who joined, left or was appointed."""

import csv
import re
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

import pytest

from bot.web.who import as_csv
from digests.ask.ledger import TYPES, Ledger, Narrowed, ledger, page_of
from digests.ask.sides import Laid
from digests.model import FactType, Item
from tests.builders import an_article
from tests.render.digests import a_claim
from tests.web.room import Room


def told(items: tuple[Item, ...]) -> list[tuple[object, ...]]:
    return [(i.label, i.detail, i.on, [(c.id, c.text, c.quotes) for c in i.claims]) for i in items]


async def whole(room: Room) -> Ledger:
    topic = room.site.catalogue.topic_by_id["pytorch"]
    return await ledger(topic, archive=room.site.archive, store=room.site.store, now=room.now)


async def test_the_ledger_is_the_answer_to_who_joined_row_by_row(room: Room) -> None:
    answer = await room.answer("who joined", shared=False)
    listed = await whole(room)
    joined = listed.narrowed(Narrowed(types=(FactType.JOINED, FactType.APPOINTED)))
    rows = [item for section in answer.sections for item in section.items]
    assert len(rows) >= 3
    assert told(joined.laid.items) == told(tuple(rows))
    page = await page_of(
        joined,
        feeds=room.site.catalogue.feeds,
        store=room.site.store,
        now=room.now,
        version="test",
    )
    assert [s.article.id for s in page.provenance.sources] == [
        s.article.id for s in answer.provenance.sources
    ]


async def test_the_page_has_the_rows_of_the_answer_in_its_order(room: Room) -> None:
    answer = await room.answer("who joined", shared=True)
    pages = [await room.get(f"/a/{answer.id}"), await room.get("/who/pytorch")]
    lists = [re.findall(r'<li id="claim-[^"]*">.*?</li>', page.text, re.DOTALL) for page in pages]
    assert len(lists[0]) >= 3
    assert lists[0] == lists[1]


async def test_rows_are_narrowed_by_what_happened_words_and_days(room: Room) -> None:
    listed = await whole(room)
    names = [item.label for item in listed.laid.items]
    assert "Alibaba Cloud" in names
    assert "Tao Ma" in names

    def kept(by: Narrowed) -> list[str | None]:
        return [item.label for item in listed.narrowed(by).laid.items]

    assert kept(Narrowed(words=("tao", "COUNCIL"))) == ["Tao Ma"]
    assert kept(Narrowed(words=("nobody",))) == []
    assert kept(Narrowed(types=(FactType.LEFT,))) == []
    assert kept(Narrowed(since=datetime(2026, 4, 7, tzinfo=UTC))) == names
    assert kept(Narrowed(until=datetime(2026, 4, 7, tzinfo=UTC))) == []


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("q=tao", ["Tao Ma"]),
        ("q=nobody", []),
        ("what=left", []),
        ("what=nonsense", ["Alibaba Cloud", "Tao Ma"]),
        ("from=2026-04-08", []),
        ("to=2026-04-07", ["Alibaba Cloud", "Tao Ma"]),
        ("page=900", []),
    ],
)
async def test_the_filter_of_the_page_works_by_its_address(
    room: Room, query: str, shown: list[str]
) -> None:
    text = (await room.get(f"/who/pytorch?{query}")).text
    main = text.partition("<main")[2].partition("</main>")[0]
    for name in ("Alibaba Cloud", "Tao Ma"):
        assert (f">{name}</strong>" in main) is (name in shown)
    assert ("No row fits" in main) is (not shown)


async def test_the_csv_has_every_quote_at_its_place(room: Room) -> None:
    answer = await room.get("/who/pytorch.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(StringIO(answer.text)))
    assert [row["who"] for row in rows] == [i.label for i in (await whole(room)).laid.items]
    for row in rows:
        article = await room.site.store.article(row["article_id"])
        assert article is not None
        assert article.text[int(row["start"]) : int(row["end"])] == row["quote"]
        assert article.text_sha256 == row["text_sha256"]
    narrowed = await room.get("/who/pytorch.csv?q=tao")
    assert len(list(csv.DictReader(StringIO(narrowed.text)))) == 1


async def test_no_cell_is_a_formula(room: Room) -> None:
    listed = await whole(room)
    article = an_article('=HYPERLINK("https://evil.example","x") joined.', outlet="@SUM(1)")
    claim = a_claim(article, article.body)
    items = tuple(
        Item(id=f"item-{n}", claims=(claim,), label=label)
        for n, label in enumerate(("+1", "-1", "=1", "\t=1", "Ada"))
    )
    made = replace(listed, laid=Laid(items=items), articles={article.id: article})
    rows = list(csv.DictReader(StringIO(as_csv(made))))
    assert [row["who"] for row in rows] == ["'+1", "'-1", "'=1", "'=1", "Ada"]
    assert all(row["quote"].startswith("'=") and row["outlet"] == "'@SUM(1)" for row in rows)


def test_every_kind_of_row_can_be_asked_for() -> None:
    assert {kind.value for kind in TYPES} == {"joined", "left", "appointed"}
