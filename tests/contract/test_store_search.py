"""What every store finds: the same articles for the same words, whatever the words are."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from digests.model import FeedState, PollRecord, Window
from digests.ports import Store
from digests.store.terms import FUNCTION_WORDS, INDEXED_CHARACTERS
from tests.builders import MONDAY, an_article, an_entry

TEXTS = {
    "joined": ("Alibaba Cloud joins the PyTorch Foundation", "A seat on the Governing Board."),
    "release": ("vLLM v0.11 released", "GPT-4o and Qwen3 run twice as fast, says the foundation."),
    "café": ("Le Café’s models", "Zürich: Straße, naïve, PyTorch's own déjà vu. C'est l'été."),
    "中文": ("阿里巴巴 加入 基金会", "日本語 テキスト и русский текст."),
    "marks": ('Say "NEAR" * (a OR b) NOT col:on ^ -x', "AND & | ! <-> 'quoted' \\ ; -- {x}"),
}


FINDS: list[tuple[list[str], set[str]]] = [
    (["Alibaba"], {"joined"}),
    (["foundation"], {"joined", "release"}),
    (["FOUNDATIONS"], {"joined", "release"}),
    (["joined"], {"joined"}),
    (["join", "releasing"], {"joined", "release"}),
    (["pytorch"], {"joined", "café"}),
    (["PyTorch's"], {"joined", "café"}),
    (["PyTorch Foundation"], {"joined"}),
    (["Foundation PyTorch"], set()),
    (["seat on the governing board"], {"joined"}),
    (["gpt-4o"], {"release"}),
    (["gpt 4o"], {"release"}),
    (["v0.11"], {"release"}),
    (["0.11"], set()),
    (["cafe"], {"café"}),
    (["CAFÉ"], {"café"}),
    (["zurich", "strasse"], {"café"}),
    (["阿里巴巴"], {"中文"}),
    (["русский"], {"中文"}),
    (["near"], {"marks"}),
    (['"quoted"'], {"marks"}),
    (["near*"], {"marks"}),
    (["nea*"], set()),
    (["title:near"], set()),
    (["the"], set()),
    (["the", "of"], set()),
    ([""], set()),
    (["!!!", "\0", "'"], set()),
    ([], set()),
    (["unheard"], set()),
    (["x" * 5000, "alibaba"], {"joined"}),
]


@pytest.fixture
async def library(store: Store) -> Store:
    for name, (title, body) in TEXTS.items():
        entry = an_entry(name)
        await store.save_poll(PollRecord(state=FeedState(feed_id=entry.feed_id), new=(entry,)))
        article = an_article(
            body, title=title, url=f"https://a.example/{name}", outlet="Fjord News"
        )
        await store.save_article(article, entry_id=entry.id)
    return store


async def found(store: Store, *terms: str) -> set[str]:
    passages = await store.search(terms)
    return {str(passage.article.url).removeprefix("https://a.example/") for passage in passages}


async def test_all_stores_find_the_same(library: Store) -> None:
    assert [(terms, await found(library, *terms)) for terms, _ in FINDS] == FINDS


async def test_no_function_word_finds_anything(library: Store) -> None:
    assert await found(library, *FUNCTION_WORDS) == set()


@given(
    terms=st.lists(
        st.text(max_size=20)
        | st.text(alphabet="\"'*():^-+{}|&!<>\\ \0aNEARORNOT", max_size=20)
        | st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF),
        max_size=5,
    )
)
@example(terms=["NEAR(a b)", "a AND", "OR", "^a", "col:a", '"', "a*", "-a"])
@example(terms=["'", "a' | 'b", "a:*", "!a", "<->", "\\", ":question", "%(x)s"])
@example(terms=["a\0b", "\ud800", "İ", "ﬀ", "ﷺ" * 40, "\u0345", "e" * 3000])
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_no_term_is_an_operator_or_an_error(library: Store, terms: list[str]) -> None:
    passages = await library.search(terms)
    assert len(passages) <= len(TEXTS)


async def test_thousands_of_terms_are_searched(library: Store) -> None:
    assert await found(library, *(f"w{n}" for n in range(5000)), "alibaba") == {"joined"}


async def test_a_word_in_the_title_counts_more(store: Store) -> None:
    for guid, title, body in (
        ("1", "Nothing here", "The kernel is one of the words of this text, which is short."),
        ("2", "The kernel", "Nothing at all is one of the words of this text, which is short."),
        ("3", "Nothing", "One of the words of this text is missing, which is short as well."),
    ):
        entry = an_entry(guid)
        await store.save_poll(PollRecord(state=FeedState(feed_id=entry.feed_id), new=(entry,)))
        article = an_article(body, title=title, url=f"https://a.example/{guid}")
        await store.save_article(article, entry_id=entry.id)
    passages = await store.search(["kernel"])
    assert [str(passage.article.url)[-1] for passage in passages] == ["2", "1"]
    assert passages[0].score > passages[1].score > 0


async def test_a_search_has_bounds_in_time_and_number(store: Store) -> None:
    for days in range(5):
        entry = an_entry(str(days))
        await store.save_poll(PollRecord(state=FeedState(feed_id=entry.feed_id), new=(entry,)))
        article = an_article(
            url=f"https://a.example/{days}", published_at=MONDAY - timedelta(days=days)
        )
        await store.save_article(article, entry_id=entry.id)
    window = Window(since=MONDAY - timedelta(days=3), until=MONDAY)

    async def days_found(**bounds: object) -> list[str]:
        passages = await store.search(["alibaba"], **bounds)  # type: ignore[arg-type] # its keywords
        return [str(passage.article.url)[-1] for passage in passages]

    # Equally good ones come newest first.
    assert await days_found() == ["0", "1", "2", "3", "4"]
    assert await days_found(window=window) == ["1", "2", "3"]
    assert await days_found(window=window, limit=2) == ["1", "2"]
    assert await days_found(limit=0) == []


async def test_only_the_newest_version_is_found(store: Store) -> None:
    entry = an_entry()
    await store.save_poll(PollRecord(state=FeedState(feed_id=entry.feed_id), new=(entry,)))
    await store.save_article(an_article("About llamas."), entry_id=entry.id)
    newest = await store.save_article(an_article("About camels."), entry_id=entry.id)
    assert await store.search(["llamas"]) == []
    assert [passage.article for passage in await store.search(["camels"])] == [newest]


async def test_a_text_of_a_million_different_words_is_kept_and_found(store: Store) -> None:
    entry = an_entry()
    await store.save_poll(PollRecord(state=FeedState(feed_id=entry.feed_id), new=(entry,)))
    body = " ".join(f"w{number:x}" for number in range(200_000))
    assert len(body) > INDEXED_CHARACTERS
    article = await store.save_article(an_article(body), entry_id=entry.id)
    assert await store.article(article.id) == article
    assert [passage.article for passage in await store.search(["w1f"])] == [article]


async def test_words_are_counted_by_article(library: Store) -> None:
    counts = await library.frequencies(
        [
            "foundation",
            "Alibaba",
            "nowhere",
            "the",
            '"*',
            "pytorch foundation",
            "foundation pytorch",
        ]
    )
    assert counts["foundation"] == 2
    assert (counts["pytorch foundation"], counts["foundation pytorch"]) == (1, 0)
    assert counts["Alibaba"] == 1
    assert counts["nowhere"] == counts["the"] == counts['"*'] == 0
    assert counts[""] == len(TEXTS)


async def test_what_is_kept_of_a_window_is_counted(library: Store) -> None:
    day = MONDAY - timedelta(days=2)
    inside = await library.holdings(Window(since=day, until=MONDAY))
    assert (inside.articles, inside.first) == (len(TEXTS), day)
    outside = await library.holdings(Window(since=MONDAY, until=MONDAY + timedelta(days=9)))
    assert (outside.articles, outside.first) == (0, None)


async def test_counting_stops_where_it_is_told(library: Store) -> None:
    assert (await library.frequencies(["foundation"], most=1))["foundation"] == 1


async def test_only_the_feeds_that_are_named_are_searched(library: Store) -> None:
    assert await library.search(["foundation"], feed_ids=["another-feed"]) == []
    assert await library.search(["foundation"], feed_ids=[]) == []
    found = await library.search(["foundation"], feed_ids=["pytorch-foundation", "another-feed"])
    assert len(found) == 2


async def test_an_article_is_found_by_its_outlet_and_its_day(library: Store) -> None:
    assert len(await library.search(["april 2026"])) == len(TEXTS)
    assert len(await library.search(["Fjord News 11 April 2026"])) == len(TEXTS)
