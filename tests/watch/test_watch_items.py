"""What to watch: looks ahead, stands alone, has a fitting tag and a date where there is one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.model import Article, Modality, SourceAuthorship, Tier, WatchItem, Wrote
from digests.watch import watch_items
from tests.builders import MONDAY, an_article


def items_of(*sentences: str, now: datetime = MONDAY, **changes: object) -> list[WatchItem]:
    fields: dict[str, object] = {"tier": Tier.PRESS, "title": "News on compilers"}
    articles = [
        an_article(text, url=f"https://wire.example/{n}", **(fields | changes))  # type: ignore[arg-type] # fields of Article
        for n, text in enumerate(sentences)
    ]
    items, rejected = watch_items(articles, now=now)
    assert rejected == []
    return items


@pytest.mark.parametrize(
    ("sentence", "tag", "due"),
    [
        (
            "OpenAI will retire the GPT-4.5 model on 14 July 2026.",
            "Model retirement",
            date(2026, 7, 14),
        ),
        ("The Loom Foundation will vote on the new bylaws on 12 May.", "Vote", date(2026, 5, 12)),
        ("Ray 3.0 will be generally available by the end of Q3.", "GA date", date(2026, 9, 30)),
        (
            "Acme Robotics expects the acquisition of Bolt to close in June 2026.",
            "Deal closing",
            date(2026, 6, 30),
        ),
        (
            "The deadline for applications to the Loom fellowship is 30 April 2026.",
            "Deadline",
            date(2026, 4, 30),
        ),
        ("The EU AI Act obligations take effect on 2 August 2026.", "AI Act", date(2026, 8, 2)),
        (
            "Kubeflow 1.12 will end support for Kubernetes 1.29 in October.",
            "End of support",
            date(2026, 10, 31),
        ),
        ("The Assistants API will be removed in 2027.", "API removal", date(2027, 12, 31)),
        (
            "Nvidia plans to open a data center in Berlin next year.",
            "Compute capacity",
            date(2027, 12, 31),
        ),
        ("Mei Tan will represent Northwind Cloud on the Governing Board.", "Board seat", None),
        ("Helion 2.0 is scheduled for June 2026.", "Helion 2.0", date(2026, 6, 30)),
        ("Board seat: will Northwind Cloud change the technical priorities?", "Board seat", None),
        (
            "Enterprise adoption: how will companies weigh openness against compliance?",
            "Enterprise adoption",
            None,
        ),
        (
            "Forecasts by Gartner expect chips from AMD to take a tenth of the market by 2029.",
            "Market outlook",
            date(2029, 12, 31),
        ),
    ],
)
def test_a_step_to_come_is_watched(sentence: str, tag: str, due: date | None) -> None:
    (item,) = items_of(sentence)
    assert (item.tag, item.due) == (tag, due)
    assert item.claim.text == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "We look forward to working with the Loom Foundation in the coming months.",
        "Stay tuned for the next release of Helion in June 2026.",
        "OpenAI retired the GPT-4 model on 14 March 2026.",
        "This will be removed from PyTorch in June 2026.",
        "It plans to open a data center in Berlin next year.",
        "However, Nvidia plans to open a data center in Berlin next year.",
        "The scheduler will route each request to the nearest replica of vLLM.",
        "If Ray fails, the operator will restart the head node in Kubernetes.",
        "Register now for the PyTorch Conference on 20 October 2026.",
        "Acme will unlock a new era of seamless compilers for PyTorch in June 2026.",
        "In this post, we will show how Helion compiles kernels for PyTorch.",
        "Nvidia has no plans to support PyTorch on this chip.",
        "What is the PyTorch Foundation and how does it work?",
        "Will my data be used to train Claude next year?",
        "Intel planned to open a fab in Magdeburg years ago.",
        "Adam Bales published a paper on PyTorch in June.",
        "You will need Python 3.12 for PyTorch in June 2026.",
        "OpenAI said on Tuesday that usage of Codex doubled.",
        "torch.compile(mode=x) will be removed in June 2026 | see https://pytorch.example",
        "Soon.",
        "Acme and Bolt kept at work after the 19 December deadline for the Helion files.",
        "The vision is clear: Acme intends to make Helion the open standard.",
    ],
)
def test_what_is_past_or_vague_or_leans_on_its_neighbours_is_not_watched(sentence: str) -> None:
    assert items_of(sentence) == []


def test_nothing_already_due_is_watched() -> None:
    sentence = "The Loom Foundation will vote on the new bylaws on 12 April."
    assert items_of(sentence, published_at=MONDAY - timedelta(days=5)) == []
    assert items_of(sentence, now=MONDAY - timedelta(days=4)) != []


def test_an_old_plan_without_a_date_is_not_watched() -> None:
    sentence = "Nvidia plans to open a data center in Berlin."
    assert items_of(sentence) != []
    assert items_of(sentence, published_at=MONDAY - timedelta(days=300)) == []


def test_we_needs_a_primary_source_and_a_name() -> None:
    sentence = "We will release Helion 2.0 on 5 May 2026 to all members."
    assert items_of(sentence) == []
    (item,) = items_of(sentence, tier=Tier.PRIMARY)
    assert item.due == date(2026, 5, 5)
    assert item.claim.attributed_to == "PyTorch Foundation"


def test_a_sentence_with_its_own_subject_needs_no_speaker() -> None:
    (item,) = items_of("Ray 3.0 will be generally available by the end of Q3.", tier=Tier.PRIMARY)
    assert item.claim.attributed_to is None


@pytest.mark.parametrize(
    ("sentence", "tag"),
    [
        ("Loom‑5.1 Swift will be released as Loom‑5.1 in June 2026.", "Loom-5.1 Swift release"),
        ("Nvidia Loom will be released on 5 May 2026.", "Nvidia Loom release"),
        ("Individual members will vote on the bylaws of Loom on 12 May.", "Vote"),
        (
            "The next version of the Loom Wire specification will be out in June 2026.",
            "Loom Wire standard",
        ),
    ],
)
def test_a_tag_names_what_is_to_come(sentence: str, tag: str) -> None:
    (item,) = items_of(sentence)
    assert item.tag == tag


def test_the_first_word_of_a_sentence_alone_is_no_tag() -> None:
    assert items_of("Individual seats are expected to double in June 2026 at Acme.") == []


def test_the_day_on_which_something_will_be_done_is_its_date() -> None:
    (item,) = items_of("Loom 3.0 will be released on 25 May 2026, with a draft on 11 May 2026.")
    assert item.due == date(2026, 5, 25)
    assert items_of("Loom 3.0 was released on 25 May 2026 by Acme and its members.") == []


def test_a_version_that_a_later_title_has_is_no_longer_waited_for() -> None:
    plan = an_article(
        "Helion plans to publish a roadmap for v0.6 with its members.",
        title="Helion 0.5",
        url="https://helion.example/5",
        published_at=MONDAY - timedelta(days=30),
    )
    later = an_article("It runs.", title="Helion 0.6 is out", url="https://helion.example/6")
    other = an_article("It runs.", title="Loom 0.6 ships", url="https://loom.example/6")
    assert watch_items([plan, later], now=MONDAY) == ([], [])
    assert len(watch_items([plan, an_article("It runs.", title="Helion 0.51")], now=MONDAY)[0]) == 1
    assert len(watch_items([plan, other], now=MONDAY)[0]) == 1


def test_dates_come_before_names_and_the_sooner_date_first() -> None:
    items = items_of(
        "Mei Tan will represent Northwind Cloud on the Governing Board.",
        "Ray 3.0 will be generally available by the end of Q3.",
        "The Loom Foundation will vote on the new bylaws on 12 May.",
        "Forecasts by Gartner expect chips from AMD to double by 2031.",
    )
    assert [item.tag for item in items] == ["Vote", "GA date", "Board seat", "Market outlook"]


def test_no_two_say_the_same() -> None:
    items = items_of(
        "The Loom Foundation will vote on the new bylaws on 12 May.",
        "The Loom Foundation will vote on its new bylaws on 12 May, members said.",
    )
    assert len(items) == 1


def test_at_most_as_many_as_asked() -> None:
    articles = [
        an_article(
            f"{name} will open a lab in Berlin on {day} May 2026.", url=f"https://a.example/{day}"
        )
        for day, name in enumerate(
            ["Intel", "Nvidia", "Google", "Cerebras", "Mistral", "Cohere"], 1
        )
    ]
    assert len(watch_items(articles, now=MONDAY, limit=2)[0]) == 2
    assert watch_items(articles, now=MONDAY, limit=0) == ([], [])


def test_a_source_that_declares_itself_ai_written_yields_to_others() -> None:
    def told(url: str, wrote: Wrote) -> Article:
        return an_article(
            "The Loom Foundation will vote on the new bylaws on 12 May.",
            url=url,
            tier=Tier.PRESS,
            authorship=SourceAuthorship(status=wrote),
        )

    machine, press = (
        told("https://a.example/1", Wrote.DECLARED_AI),
        told("https://b.example/2", Wrote.UNKNOWN),
    )
    (item,), _ = watch_items([machine, press], now=MONDAY)
    assert item.claim.quotes[0].article_id == press.id


def test_a_plan_is_kept_as_a_plan() -> None:
    (item,) = items_of("Nvidia plans to open a data center in Berlin next year.")
    assert item.claim.modality is Modality.PLANNED


def test_a_sentence_that_stands_twice_is_found_by_what_surrounds_it() -> None:
    plan = "The Loom Foundation will vote on the new bylaws on 12 May."
    (item,) = items_of(f"Alpha came first. {plan} Beta followed it.\nGamma. {plan} Delta.")
    assert item.claim.quotes


def test_only_english_is_read() -> None:
    assert items_of("OpenAI will retire the GPT-4.5 model on 14 July 2026.", language="fr") == []


PIECES = st.sampled_from(
    [
        "Intel",
        "Ray",
        "3.0",
        "will",
        "plans",
        "to",
        "be",
        "removed",
        "in",
        "on",
        "by",
        "the",
        "end",
        "of",
        "Q3",
        "June",
        "2026",
        "next",
        "week",
        "vote",
        "12",
        "May",
        "deadline",
        "?",
        ".",
        ":",
        "“",
        "”",
        "whether",
        "remains",
        "unclear",
        "We",
        "This",
        "it",
        "board",
        "seat",
        "GA",
        "generally",
        "available",
        "\n",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, min_size=5, max_size=50))
def test_any_words_give_verbatim_items_that_lie_ahead(words: list[str]) -> None:
    article = an_article(" ".join(words), tier=Tier.PRIMARY)
    items, _ = watch_items([article], now=MONDAY)
    for item in items:
        (quote,) = item.claim.quotes
        assert article.text[quote.start : quote.end] == item.claim.text
        assert item.due is None or item.due > MONDAY.date()
        assert 1 <= len(item.tag.split()) <= 4


def test_the_order_of_articles_does_not_matter() -> None:
    articles = [
        an_article(
            f"{name} will open a lab in Berlin on {day} May 2026.", url=f"https://a.example/{day}"
        )
        for day, name in enumerate(["Intel", "Nvidia", "Google"], 1)
    ]
    assert watch_items(articles, now=MONDAY) == watch_items(articles[::-1], now=MONDAY)


def test_now_may_lie_years_after_the_articles() -> None:
    late = datetime(2036, 1, 1, tzinfo=UTC)
    assert items_of("Ray 3.0 will be generally available by the end of Q3.", now=late) == []


def test_a_sentence_that_cannot_be_told_from_its_repeats_is_dropped_and_counted_once() -> None:
    plan = "The Loom Foundation will vote on the new bylaws on 12 May."
    items, rejected = watch_items([an_article("\n".join([plan] * 5))], now=MONDAY)
    assert items == []
    assert [claim.draft.text for claim in rejected] == [plan]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hegseth wrote in January that Helion will change training of PyTorch models.",
        "In 2026, a model from Acme will write most kernels for PyTorch on its own.",
        "Acme will show its compiler to visitors of PyTorch Day Monday and others.",
        "The vote of the Loom Foundation, expected in February, was called off in the end.",
    ],
)
def test_a_date_beside_the_plan_is_not_its_date(sentence: str) -> None:
    assert all(item.due is None for item in items_of(sentence))
