"""Top stories: told by their sources' own sentences, each thing once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digests.model import Copy, FactType, Item, Tier
from digests.model.ids import sha256
from digests.sections import Ledger
from digests.sections.stories import MOST_STORIES, top_stories
from tests.builders import MONDAY, an_article
from tests.sections.material import BRIEF, PRESS, RELEASE, SURVEY, fact, material, story, watched


def printed(items: tuple[Item, ...]) -> list[str]:
    return [claim.text for item in items for claim in item.claims]


def test_a_story_says_first_what_happened_who_and_when() -> None:
    told = material(story(RELEASE, PRESS, BRIEF), articles=(RELEASE, PRESS, BRIEF))
    (item,) = top_stories(told, Ledger(told), MONDAY)
    assert item.headline is not None
    assert item.headline.text == RELEASE.title
    assert item.claims[0].text.endswith("as a Platinum member on April 7, 2026.")
    assert "one seat" in item.claims[1].text
    assert item.on == RELEASE.published_at.date()
    assert item.also == (RELEASE.id, PRESS.id, BRIEF.id)
    assert "membership" in item.tags


def test_nothing_is_said_twice_across_outlets() -> None:
    told = material(story(RELEASE, PRESS, BRIEF), articles=(RELEASE, PRESS, BRIEF))
    texts = printed(top_stories(told, Ledger(told), MONDAY))
    assert sum("Platinum member" in text and "join" in text for text in texts) <= 1
    assert not any(text.startswith("It is") or "founded" in text for text in texts)


def test_every_claim_is_verbatim() -> None:
    told = material(story(RELEASE, PRESS), story(SURVEY), articles=(RELEASE, PRESS, SURVEY))
    for item in top_stories(told, Ledger(told), MONDAY):
        for claim in item.claims:
            (span,) = claim.quotes
            article = told.articles[span.article_id]
            assert article.text[span.start : span.end] == claim.text


def test_what_a_later_section_says_is_not_said_here() -> None:
    forward = "Alibaba Cloud will contribute compiler optimization to PyTorch by December 2026."
    told = material(story(RELEASE), articles=(RELEASE,))
    assert forward in printed(top_stories(told, Ledger(told), MONDAY))
    kept = Ledger(told, watching=(watched(RELEASE, forward),))
    assert forward not in printed(top_stories(told, kept, MONDAY))


def test_an_organisation_says_we_with_its_name_and_a_newspaper_never() -> None:
    body = "Today we’re releasing Devstral 2, a coding model with 123 billion parameters."
    primary = an_article(body, title="Devstral 2", outlet="Mistral AI")
    press = replace(primary, tier=Tier.PRESS)
    (item,) = top_stories(
        told := material(story(primary), articles=(primary,)), Ledger(told), MONDAY
    )
    assert item.claims[0].attributed_to == "Mistral AI"
    told = material(story(press), articles=(press,))
    assert top_stories(told, Ledger(told), MONDAY) == ()


def test_who_says_i_is_the_byline() -> None:
    body = "I'm happy to announce that Clare Liguori joins the Core Maintainers of PyTorch."
    signed = an_article(body, title="New maintainers", byline="David Soria Parra")
    (item,) = top_stories(told := material(story(signed), articles=(signed,)), Ledger(told), MONDAY)
    assert item.claims[0].attributed_to == "David Soria Parra"
    unsigned = replace(signed, byline=None)
    told = material(story(unsigned), articles=(unsigned,))
    assert top_stories(told, Ledger(told), MONDAY) == ()


def test_a_story_is_not_told_again_under_the_same_headline() -> None:
    again = replace(SURVEY, id="article-again", url="https://other.example/29")
    told = material(story(SURVEY), story(again), articles=(SURVEY, again))
    assert len(top_stories(told, Ledger(told), MONDAY)) == 1


def test_copies_are_listed_but_not_quoted() -> None:
    copy = replace(PRESS, id="article-copy", outlet="Wire")
    syndicated = replace(
        story(RELEASE), copies=(Copy(article_id=copy.id, of=RELEASE.id, similarity=1.0),)
    )
    told = material(syndicated, articles=(RELEASE, copy))
    (item,) = top_stories(told, Ledger(told), MONDAY)
    assert item.also == (RELEASE.id, copy.id)
    assert {q.article_id for claim in item.claims for q in claim.quotes} == {RELEASE.id}


def test_no_more_stories_than_a_reader_finishes_and_a_story_without_a_sentence_comes_last() -> None:
    names = ["Acme", "Bolt", "Cato", "Dune", "Echo", "Flux", "Gaia", "Hera"]
    articles = [
        an_article(
            f"{name} has released the {name}Net model for PyTorch with {n}00 million parameters.",
            title=f"{name} ships {name}Net",
            url=f"https://news.example/{name}",
        )
        for n, name in enumerate(names, 1)
    ]
    silent = an_article(
        "It is what it is. They said so. " * 8,
        title="PyTorch board opens an office in Paris",
        url="https://news.example/silent",
        published_at=MONDAY - timedelta(hours=1),
    )
    few = material(*(story(a) for a in (silent, *articles[:3])), articles=(silent, *articles))
    items = top_stories(few, Ledger(few), MONDAY)
    assert [bool(item.claims) for item in items] == [True, True, True, False]
    many = material(*(story(a) for a in (silent, *articles)), articles=(silent, *articles))
    items = top_stories(many, Ledger(many), MONDAY)
    assert len(items) == MOST_STORIES
    assert all(item.claims for item in items)


def test_a_title_alone_is_told_by_its_headline() -> None:
    title_only = an_article("", title="Anthropic and Amazon expand PyTorch work to 5 gigawatts")
    told = material(story(title_only), articles=(title_only,))
    (item,) = top_stories(told, Ledger(told), MONDAY)
    assert item.headline is not None
    assert item.claims == ()


def test_a_story_without_title_or_sentence_is_left_out() -> None:
    empty = an_article("It is so.", title="")
    told = material(story(empty), articles=(empty,))
    assert top_stories(told, Ledger(told), MONDAY) == ()


def test_the_readers_language_is_preferred() -> None:
    german = an_article(
        "Alibaba Cloud ist der PyTorch Foundation als Platinum-Mitglied beigetreten.",
        title="Alibaba Cloud tritt der PyTorch Foundation bei",
        url="https://heise.example/1",
        language="de",
    )
    told = material(story(german, PRESS), articles=(german, PRESS))
    (item,) = top_stories(told, Ledger(told), MONDAY)
    assert item.headline is not None
    assert item.headline.text == PRESS.title


def test_a_fact_in_a_printed_sentence_gives_its_tag() -> None:
    words = "As a Platinum member, Alibaba Cloud is granted one seat to the PyTorch Foundation Governing Board"
    granted = fact(RELEASE, words, FactType.PARTNERED, "Alibaba Cloud")
    told = material(story(RELEASE), articles=(RELEASE,), facts=(granted,))
    (item,) = top_stories(told, Ledger(told), MONDAY)
    assert item.tags[0] == "partnership"


def test_sentences_that_begin_alike_or_say_nearly_the_same_are_not_both_printed() -> None:
    article = an_article(
        "Haystack 2.31 deprecates AzureGenerator, which will be removed in version 3.0.\n"
        "HuggingFaceGenerator is deprecated and will be removed in version 3.0 of Haystack.\n"
        "As a founding member, Haystack has given the PyTorch alliance 40 pipelines.\n"
        "As a founding member, Haystack has led a group of tools in Berlin and Rome.",
        title="Haystack 2.31",
    )
    told = material(story(article), articles=(article,))
    texts = printed(top_stories(told, Ledger(told), MONDAY))
    assert sum("removed in version 3.0" in text for text in texts) == 1
    assert sum(text.startswith("As a founding member") for text in texts) == 1


def test_a_sentence_that_only_repeats_the_headline_is_not_printed() -> None:
    article = an_article(
        "Mistral announces Devstral 2 today.\n"
        "Devstral 2 ships under a modified MIT licence with 123 billion parameters.",
        title="Mistral announces Devstral 2",
    )
    told = material(story(article), articles=(article,))
    assert printed(top_stories(told, Ledger(told), MONDAY)) == [
        "Devstral 2 ships under a modified MIT licence with 123 billion parameters."
    ]


def test_a_title_that_tells_no_event_makes_no_story() -> None:
    silent = an_article("It is what it is. They said so. " * 8, title="The PyTorch harness and us")
    essay = an_article(
        "PyTorch trains models of every size in laboratories on four continents.",
        title="How PyTorch trains models",
        url="https://x.example/essay",
    )
    told = material(story(silent), story(essay), story(SURVEY), articles=(silent, essay, SURVEY))
    (item,) = top_stories(told, Ledger(told), MONDAY)
    assert item.claims[0].quotes[0].article_id == SURVEY.id


def test_a_story_that_another_one_has_told_is_left_out() -> None:
    body = "Meta shipped PyTorch 2.9 to the first group of channels in Paris on April 9, 2026."
    one, other = (
        an_article(body, title=title, url=f"https://x.example/{title[-1]}")
        for title in ("Meta ships PyTorch channel A", "Meta ships the next channel to group B")
    )
    told = material(story(one), story(other), articles=(one, other))
    items = top_stories(told, Ledger(told), MONDAY)
    assert len(items) == 1


def test_the_event_of_the_headline_is_told_before_what_follows_from_it() -> None:
    bought = "On Tuesday, Acme bought a PyTorch house in Berlin, Helion Labs, for $40 million."
    body = f"Helion Labs and its 30 engineers join Acme in May.\n{bought}"
    article = an_article(body, title="Helion Labs moves to Acme", outlet="Acme")
    held = fact(article, bought, FactType.ACQUIRED, "Acme", object="Helion Labs")
    told = material(story(article), articles=(article,), facts=(held,))
    (item,) = top_stories(told, Ledger(told), MONDAY)
    assert item.claims[0].text == bought


def test_two_texts_on_one_event_make_one_story() -> None:
    first = an_article(
        "Acme has counted 47 thefts from users of PyTorch in Paris, Berlin and Rome.",
        title="Counting thefts from PyTorch users: notes of the new Acme register",
        url="https://acme.example/mapping",
        outlet="Acme",
    )
    second = an_article(
        "Acme has closed 90 accounts for thefts from users of PyTorch in Lyon on Tuesday.",
        title="Acme closes accounts of thefts from PyTorch users",
        url="https://acme.example/learned",
        outlet="Bolt",
        tier=Tier.PRESS,
    )
    told = material(story(first), story(second), articles=(first, second))
    assert len(top_stories(told, Ledger(told), MONDAY)) == 1
    later = replace(second, published_at=second.published_at - timedelta(days=4))
    told = material(story(first), story(later), articles=(first, later))
    assert len(top_stories(told, Ledger(told), MONDAY)) == 2


def test_two_stories_that_begin_alike_are_one_where_they_name_the_same() -> None:
    bodies = (
        "Loom-Codex is now available for free to the makers of PyTorch for two weeks.",
        "Loom-Codex now opens in Lyon for makers of PyTorch.",
        "Helion-Lens is now available to the makers of PyTorch.",
    )
    one, same, other = (
        an_article(body, title=f"PyTorch {letter} 1.12.{n}", url=f"https://acme.example/{n}")
        for n, (body, letter) in enumerate(zip(bodies, "ABC", strict=True))
    )
    told = material(story(one), story(same), articles=(one, same))
    assert len(top_stories(told, Ledger(told), MONDAY)) == 1
    told = material(story(one), story(other), articles=(one, other))
    assert len(top_stories(told, Ledger(told), MONDAY)) == 2


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("Across the continent, weavers keep Loom in nearly every room of their houses.", False),
        ("Across the continent, weavers keep Loom in 94% of the rooms of their houses.", True),
        ("Across the continent, weavers keep looms in 94% of the rooms of their houses.", False),
        ("Bolt has added Loom to the looms of its houses in Berlin.", True),
        ("Loom has added a brake to the looms of all its houses.", False),
        ("The powerful Loom has been added to 94% of the houses by Bolt.", False),
    ],
)
def test_what_is_added_names_it_and_has_a_figure_or_a_deed_with_another_name(
    other: str, *, said: bool
) -> None:
    first = "Acme has released Loom 3 for PyTorch with a scheduler on Tuesday."
    article = an_article(f"{first}\n{other}", title="Loom 3 for PyTorch", outlet="Acme")
    told = material(story(article), articles=(article,))
    assert (other in printed(top_stories(told, Ledger(told), MONDAY))) is said


def test_an_event_is_told_by_one_sentence_of_its_verb() -> None:
    first = "Today we’re releasing Loom 3 of PyTorch, with a scheduler for editors."
    again = "We're releasing Loom 3 in 40 cities to buyers who pay by the month."
    article = an_article(f"{first}\n{again}", title="Introducing Loom 3 of PyTorch")
    told = material(story(article), articles=(article,))
    assert printed(top_stories(told, Ledger(told), MONDAY)) == [first]


def test_a_story_does_not_begin_with_what_a_later_section_says() -> None:
    forward = "Acme has opened PyTorch houses on Tuesday to 40 weavers of Lyon."
    other = "Acme has opened a board of PyTorch in Berlin with seven seats."
    article = an_article(f"{forward}\n{other}", title="Acme has opened houses of PyTorch")
    told = material(story(article), articles=(article,))
    assert printed(top_stories(told, Ledger(told), MONDAY))[0] == forward
    kept = Ledger(told, watching=(watched(article, forward),))
    assert printed(top_stories(told, kept, MONDAY))[0] == other


def test_below_an_introduction_it_is_enough_to_say_when() -> None:
    body = "Loom 3 of PyTorch is available today."
    article = an_article(body, title="Introducing Loom 3 of PyTorch")
    told = material(story(article), articles=(article,))
    assert printed(top_stories(told, Ledger(told), MONDAY)) == [body]


def test_what_says_the_headline_over_again_is_not_added() -> None:
    first = "Iran announced the temporary closure of the Loom Strait for drills on Tuesday."
    again = (
        "Iran says it temporarily closed the Loom Strait as it held a round of talks in 2 cities."
    )
    article = an_article(
        f"{first}\n{again}", title="Iran temporarily closed the Loom Strait as it held talks"
    )
    told = material(story(article), articles=(article,))
    assert printed(top_stories(told, Ledger(told), MONDAY)) == [first]


def test_of_two_versions_of_one_thing_in_three_days_one_is_told() -> None:
    bodies = (
        "PyTorch now keeps the windows of the last session open on 40 nodes.",
        "PyTorch has fixed a fault in the queue that Bolt and Acme share.",
    )
    first, second = (
        an_article(body, title=f"PyTorch 1.12.{n}", url=f"https://acme.example/{n}")
        for n, body in enumerate(bodies)
    )
    told = material(story(first), story(second), articles=(first, second))
    assert len(top_stories(told, Ledger(told), MONDAY)) == 1
    later = replace(second, published_at=second.published_at - timedelta(days=4))
    told = material(story(first), story(later), articles=(first, later))
    assert len(top_stories(told, Ledger(told), MONDAY)) == 2


def test_a_story_that_has_the_topic_in_passing_says_what_of_it() -> None:
    aside = "Loom 3 has added a cache for PyTorch 2.9 on two nodes."
    body = (
        "Acme has released Loom 3 with a scheduler for 40 nodes of every size.\n"
        "Loom 3 starts 38% faster than Loom 2 on the nodes of Acme, Bolt reported.\n"
        "Loom 3 costs $40 for each node that Acme runs for its customers.\n"
        f"{aside}"
    )
    article = an_article(body, title="Loom 3 is out", outlet="Acme")
    told = material(story(article), articles=(article,), fits={article.id: 0.65})
    (item,) = top_stories(told, Ledger(told), MONDAY)
    assert item.claims[0].text.startswith("Acme has released Loom 3")
    assert aside in printed((item,))
    text = article.text.removesuffix(aside)
    without = replace(article, text=text, text_sha256=sha256(text))
    told = material(story(without), articles=(without,), fits={without.id: 0.65})
    assert top_stories(told, Ledger(told), MONDAY) == ()
