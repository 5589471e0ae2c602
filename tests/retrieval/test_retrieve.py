"""Passages found for questions over a small store."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from digests.model import Article, FeedState, Health, PollRecord, Window
from digests.ports import Store
from digests.retrieval import THRESHOLD, Retrieved, analyse, looked_for, retrieve
from digests.store.memory import MemoryStore
from tests.builders import an_article, an_entry

PAGES = (
    ("Hooli buys Initech", "Hooli has bought Initech for $40 million, the companies said.", "Cloud Ledger", 3),
    ("Initech", "Initech was founded by Lena Brandt in Oslo and makes compilers.", "Wiki", 5),
    ("Lena Brandt", "Lena Brandt was born in Bergen. She studied physics there.", "Wiki", 6),
    ("Globex opens a data center", "Globex opened a data center in Turin with 400 GPUs.", "Chip Week", 7),
    ("Globex closes a data center", "Globex closed a data center in Oslo.", "Cloud Ledger", 9),
    ("Vandelay ships", "Vandelay shipped its pump to Lagos.", "Cloud Ledger - Trade", 11),
    ("Vandelay ships", "Vandelay shipped a loud green pump to Quito by night.", "Chip Week", 12),
    ("Umbrella grows", "The chief technology officer of Umbrella is Ada Stone.", "Chip Week", 13),
    ("Umbrella grows", "The driver of Umbrella is Bo Reed.", "Chip Week", 14),
    ("Weather", "It rained in Bergen for the whole week.", "Fjord News", 8),
)  # fmt: skip


Row = tuple[str, str, str, int]


def _article(number: int, row: Row) -> Article:
    title, body, outlet, day = row
    return an_article(
        body,
        title=title,
        url=f"https://news.example/{number}",
        outlet=outlet,
        published_at=datetime(2026, 4, day, tzinfo=UTC),
    )


@pytest.fixture
async def store() -> Store:
    return await _filled(PAGES)


async def _filled(pages: Sequence[Row]) -> Store:
    kept = MemoryStore()
    entries = tuple(an_entry(str(number)) for number in range(len(pages)))
    state = FeedState(feed_id="pytorch-foundation", health=Health.OK)
    await kept.save_poll(PollRecord(state=state, new=entries))
    for number, entry in enumerate(entries):
        await kept.save_article(_article(number, pages[number]), entry_id=entry.id)
    return kept


async def ask(store: Store, text: str, *, window: Window | None = None) -> Retrieved:
    return await retrieve(analyse(text), store=store, window=window)


def titles(found: Retrieved) -> list[str]:
    return [one.article.title for one in found.excerpts]


async def test_the_passage_with_the_rare_words_comes_first(store: Store) -> None:
    found = await ask(store, "How many GPUs are in the data center of Globex?")
    assert titles(found)[0] == "Globex opens a data center"
    first = found.excerpts[0]
    assert "400 GPUs" in first.article.text[first.start : first.end]


async def test_an_outlet_that_the_question_names_comes_before_another(store: Store) -> None:
    asked = "What did {} report on a data center of Globex?"
    ledger = await ask(store, asked.format("Cloud Ledger"))
    week = await ask(store, asked.format("Chip Week"))
    assert titles(ledger)[0] == "Globex closes a data center"
    assert titles(week)[0] == "Globex opens a data center"


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "Which loud pump did Vandelay ship by night, according to the Cloud Ledger?",
            "Cloud Ledger - Trade",
        ),
        ("Which pump did Vandelay ship to Lagos, as Chip Week reported?", "Chip Week"),
        (
            "Which loud green pump did Vandelay ship to Quito by night for the Cloud Ledger?",
            "Chip Week",
        ),
    ],
)
async def test_a_source_that_is_asked_for_comes_before_another_that_says_more(
    store: Store, question: str, first: str
) -> None:
    """An outlet that is no source but a party to the news pushes nobody aside."""
    found = await ask(store, question)
    assert found.excerpts[0].article.outlet == first


@pytest.mark.parametrize("written", ["April 11, 2026", "11 April", "2026-04-11"])
async def test_what_was_published_on_the_day_that_is_named_comes_first(
    store: Store, written: str
) -> None:
    found = await ask(store, f"What did Vandelay ship to Quito, as published on {written}?")
    assert found.excerpts[0].article.published_at.day == 11


@pytest.mark.parametrize("name", ["CTO", "cto", "Chief Technology Officer"])
async def test_a_role_is_found_by_either_of_its_names(store: Store, name: str) -> None:
    found = await ask(store, f"Who is the {name} of Umbrella?")
    assert "Ada Stone" in found.excerpts[0].article.text
    assert found.confidence >= THRESHOLD


async def test_a_name_in_the_page_that_is_asked_about_leads_to_its_own_page(store: Store) -> None:
    found = await ask(store, "Where was the founder of Initech born?")
    assert titles(found)[:2] == ["Initech", "Lena Brandt"]


async def test_only_the_window_is_searched(store: Store) -> None:
    window = Window(since=datetime(2026, 4, 8, tzinfo=UTC), until=datetime(2026, 4, 10, tzinfo=UTC))
    found = await ask(store, "What happened to the data center of Globex?", window=window)
    assert titles(found) == ["Globex closes a data center"]


async def test_a_question_on_what_nobody_wrote_is_less_sure_than_its_twin(store: Store) -> None:
    told = await ask(store, "Who bought Initech?")
    silent = await ask(store, "Who bought Umbrella Robotics?")
    assert told.confidence >= THRESHOLD > silent.confidence


def test_the_engine_is_asked_for_rare_words_first_and_not_for_those_in_every_article() -> None:
    query = analyse("which new models does the Umbrella server support")
    known = dict.fromkeys(query.spelled, 5_000) | {"umbrella": 3, "server": 400}
    assert looked_for(query, known)[:2] == ["umbrella", "server"]
    assert len(looked_for(query, known)) == 3
    assert len(looked_for(query, dict.fromkeys(query.spelled, 10))) == len(query.spelled)
    assert looked_for(query, dict.fromkeys(query.spelled, 50_000)) == [query.spelled[0]]


@pytest.mark.parametrize("text", ["", "   ", "who", '?!*"(', "the of and"])
async def test_a_question_without_content_finds_nothing(store: Store, text: str) -> None:
    found = await ask(store, text)
    assert found.excerpts == ()
    assert found.confidence == 0


async def test_every_excerpt_is_a_span_of_its_article_and_no_article_comes_twice(
    store: Store,
) -> None:
    found = await ask(store, "Initech Globex Hooli data center Lena Brandt Bergen")
    ids = [one.article.id for one in found.excerpts]
    assert len(ids) == len(set(ids)) > 3
    for one in found.excerpts:
        assert 0 <= one.start < one.end <= len(one.article.text)
