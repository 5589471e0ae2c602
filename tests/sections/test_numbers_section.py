"""Numbers to know: figures that tell, verbatim, not printed before."""

import pytest

from digests.model import Item
from digests.sections import Ledger
from digests.sections.numbers import MOST, numbers_to_know
from digests.sections.stories import top_stories
from tests.builders import MONDAY, an_article
from tests.sections.material import BRIEF, RELEASE, SURVEY, material, story


def numbers(body: str) -> tuple[Item, ...]:
    article = an_article(body, title="PyTorch in figures")
    told = material(story(article), articles=(article,))
    ledger = Ledger(told)
    ledger.tell([article.id])
    return numbers_to_know(told, ledger, MONDAY)


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Futurum found that 68% of organisations have adopted PyTorch in 2026.", "68%"),
        ("Futurum’s survey (n=820) found that 51 % of organisations use PyTorch.", "51 %"),
        ("Acme raised $40 million for its PyTorch work on Tuesday.", "$40 million"),
        ("Meta said PyTorch cut latency by 25–36% on one node.", "25–36%"),
        ("More than 30,000 engineers joined the PyTorch training at Cognizant.", "30,000"),
    ],
)
def test_a_figure_is_shown_as_the_sentence_has_it(sentence: str, label: str) -> None:
    (item,) = numbers(sentence)
    assert item.label is not None
    assert label in item.label
    assert item.label in sentence
    assert item.claims[0].text == sentence


def test_a_survey_in_a_source_that_declares_itself_ai_written_counts() -> None:
    told = material(story(RELEASE, BRIEF), articles=(RELEASE, BRIEF))
    ledger = Ledger(told)
    ledger.tell([RELEASE.id, BRIEF.id])
    (item,) = numbers_to_know(told, ledger, MONDAY)
    assert item.label == "51%"
    assert item.claims[0].quotes[0].article_id == BRIEF.id


@pytest.mark.parametrize(
    "sentence",
    [
        "Meta released PyTorch 2.9.1 on April 9, 2026.",
        "Meta has named two maintainers for PyTorch in Paris.",
        "Meta released a PyTorch model with 7,000 tokens of context.",
        "Acme sells PyTorch time at $3 per 1,000 calls.",
        "Meta reported PyTorch gains of 1%, 2%, 3%, 4%, 5% and 6% in its tests.",
    ],
)
def test_versions_dates_sizes_prices_and_tables_are_no_news(sentence: str) -> None:
    assert numbers(sentence) == ()


def test_a_printed_figure_is_not_listed_again() -> None:
    told = material(story(SURVEY), articles=(SURVEY,))
    ledger = Ledger(told)
    printed = [c.text for item in top_stories(told, ledger, MONDAY) for c in item.claims]
    assert any("38%" in text for text in printed)
    assert numbers_to_know(told, ledger, MONDAY) == ()


def test_one_figure_of_an_article_and_few_in_all() -> None:
    cities = ["Oslo", "Lima", "Rome", "Bern", "Kyiv"]
    makers = ["Acme", "Bolt", "Cato", "Dune", "Echo"]
    articles = [
        an_article(
            f"{maker} reported that {n}7% of its PyTorch staff moved to {city}.\n"
            f"{maker} has spent ${n}00 million on the PyTorch plant.",
            title=f"PyTorch at {maker}",
            url=f"https://x.example/{n}",
        )
        for n, (maker, city) in enumerate(zip(makers, cities, strict=True), 1)
    ]
    told = material(*(story(a) for a in articles), articles=articles)
    ledger = Ledger(told)
    ledger.tell(a.id for a in articles)
    items = numbers_to_know(told, ledger, MONDAY)
    assert len(items) == MOST
    assert len({item.claims[0].quotes[0].article_id for item in items}) == MOST


def figures(body: str, title: str) -> list[str | None]:
    article = an_article(body, title=title)
    told = material(story(article), articles=(article,))
    ledger = Ledger(told)
    ledger.tell([article.id])
    return [item.label for item in numbers_to_know(told, ledger, MONDAY)]


def test_a_number_stands_without_its_headline_and_belongs_to_the_story() -> None:
    title = "Meta ships PyTorch Fast 4"
    assert figures("Meta found that PyTorch Fast is 40% faster on H100 GPUs.", title) == ["40%"]
    assert figures("Meta found that the model is 40% faster than PyTorch.", title) == []
    assert figures("Acme found that level 4 of Path of Exile takes 2,000,000 coins.", title) == []
    assert figures("Meta proved PyTorch Fast with 31 million output tokens.", title) == []


def test_a_fraction_is_no_amount() -> None:
    body = "Mistral found that PyTorch Fast solves 587/672 problems of PutnamBench."
    assert figures(body, "Meta ships PyTorch Fast") == []


def test_the_figure_of_what_happened_is_shown_and_no_part_of_a_name() -> None:
    (item,) = numbers("At a rate of 5% false alarms, PyTorch monitors miss 38% of attacks.")
    assert item.label == "38%"
    assert numbers("PyTorch shows scores near those of Loom-X 120B on all three boards.") == ()


def test_the_number_of_an_issue_is_no_figure() -> None:
    assert numbers("Acme has added a PyTorch flag for the timeouts of one gateway (#4711).") == ()


def test_a_figure_that_a_story_told_is_not_told_again() -> None:
    first = "Northwind agreed to teach 3,400 of its tellers PyTorch."
    again = "“Northwind tries PyTorch first, and teaches 3,400 of its people,” said Lena Brandt."
    article = an_article(f"{first}\n{again}", title="Northwind brings PyTorch to its people")
    told = material(story(article), articles=(article,))
    ledger = Ledger(told)
    ledger.tell([article.id])
    assert [item.label for item in numbers_to_know(told, ledger, MONDAY)] == ["3,400"]
    ledger.note(first)
    assert numbers_to_know(told, ledger, MONDAY) == ()


def test_of_an_article_that_has_the_topic_in_passing_only_its_figures_on_it_count() -> None:
    of_it = "On the nodes of Acme, PyTorch models train 38% faster with Loom than with Helion."
    aside = "Acme said on Tuesday that it has released Loom 3, which costs 60% less than Loom 2."
    article = an_article(f"{aside}\n{of_it}", title="Loom 3 is out", outlet="Acme")
    told = material(story(article), articles=(article,), fits={article.id: 0.65})
    ledger = Ledger(told)
    ledger.tell([article.id])
    assert [item.claims[0].text for item in numbers_to_know(told, ledger, MONDAY)] == [of_it]
