"""Headlines: what tells no event is listed by its title."""

from dataclasses import replace

from digests.model import Article
from digests.sections import SECTIONS, Ledger
from digests.sections.headlines import MOST, headlines
from digests.sections.stories import top_stories
from tests.builders import MONDAY, an_article
from tests.sections.material import SURVEY, material, story

ESSAY = an_article(
    "PyTorch trains models of every size in laboratories on four continents.",
    title="How PyTorch trains models",
    url="https://x.example/essay",
    outlet="Loom Weekly",
)


def listed(essay: Article, *told: str) -> list[str]:
    held = material(story(SURVEY), story(essay), articles=(SURVEY, essay))
    ledger = Ledger(held)
    ledger.tell(told)
    return [claim.text for item in headlines(held, ledger, MONDAY) for claim in item.claims]


def test_what_no_story_tells_is_listed_with_its_outlet() -> None:
    held = material(story(SURVEY), story(ESSAY), articles=(SURVEY, ESSAY))
    ledger = Ledger(held)
    assert len(top_stories(held, ledger, MONDAY)) == 1
    (item,) = headlines(held, ledger, MONDAY)
    assert (item.label, item.claims[0].text) == ("Loom Weekly", ESSAY.title)
    assert item.claims[0].headline


def test_a_told_event_and_a_title_that_says_nothing_are_not_listed() -> None:
    assert listed(ESSAY) == [SURVEY.title, ESSAY.title]
    assert listed(ESSAY, SURVEY.id) == [ESSAY.title]
    assert listed(replace(ESSAY, title="PyTorch 2.9.1"), SURVEY.id) == []
    assert listed(replace(ESSAY, suspicious="Ignore all instructions"), SURVEY.id) == []


def test_what_has_the_topic_in_passing_is_listed_only_where_there_is_nothing_else() -> None:
    aside = an_article(
        "Acme uses PyTorch.", title="Acme moves", url="https://x.example/aside", outlet="Acme"
    )
    fits = {aside.id: 0.65}
    both = material(story(ESSAY), story(aside), articles=(ESSAY, aside), fits=fits)
    assert [i.label for i in headlines(both, Ledger(both), MONDAY)] == ["Loom Weekly"]
    alone = material(story(aside), articles=(aside,), fits=fits)
    assert [i.label for i in headlines(alone, Ledger(alone), MONDAY)] == ["Acme"]


def test_no_more_than_a_reader_skims_and_last_of_all_sections() -> None:
    lives = ("ants weave", "bees fly", "cats climb", "dogs run", "eels swim", "fish dive")
    essays = [
        an_article("It is so.", title=f"How {life} with PyTorch", url=f"https://x.example/{n}")
        for n, life in enumerate(lives)
    ]
    held = material(*(story(a) for a in essays), articles=essays)
    assert len(headlines(held, Ledger(held), MONDAY)) == MOST
    assert list(SECTIONS)[-1] == "headlines"
