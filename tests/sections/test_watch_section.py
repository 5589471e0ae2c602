"""What to watch looks forward, stands alone, and repeats nothing."""

from dataclasses import replace
from datetime import timedelta

from digests.model.ids import sha256
from digests.sections import Ledger
from digests.sections.watch import MOST, what_to_watch
from tests.builders import MONDAY, an_article
from tests.sections.material import BRIEF, RELEASE, material, story, watched

FORWARD = "Alibaba Cloud will contribute compiler optimization to PyTorch by December 2026."


def test_a_printed_storys_own_item_comes_first_then_the_dated_one() -> None:
    other = an_article(
        "Meta will open the PyTorch Conference in Paris on May 4, 2026.\n"
        "Ray will be renamed by the foundation in the summer.",
        title="Other plans",
        url="https://other.example/1",
    )
    told = replace(
        material(story(RELEASE), story(other), articles=(RELEASE, other)),
        fits={RELEASE.id: 1.0, other.id: 1.0},
    )
    own = watched(RELEASE, FORWARD, tag="Compiler")
    dated = watched(
        other, "Meta will open the PyTorch Conference in Paris on May 4, 2026.", tag="Conference",
        due=MONDAY + timedelta(days=21),
    )  # fmt: skip
    third = watched(other, "Ray will be renamed by the foundation in the summer.", tag="Name")
    ledger = Ledger(told, watching=(third, dated, own))
    ledger.tell([RELEASE.id])
    items = what_to_watch(told, ledger, MONDAY)
    assert [item.label for item in items] == ["Compiler", "Conference", "Name"]
    assert [item.on for item in items] == [None, dated.due, None]


def test_what_was_printed_is_past_or_leans_is_left_out() -> None:
    body = (
        f"{FORWARD}\nIt will also be renamed by the foundation in the summer.\n"
        "I will leave the PyTorch Foundation in the summer of 2027.\n"
        "Subscribe to our newsletter, which will cover the PyTorch Conference."
    )
    article = an_article(body)
    told = material(story(article), articles=(article,))
    for words in body.splitlines()[1:]:
        assert what_to_watch(told, Ledger(told, watching=(watched(article, words),)), MONDAY) == ()
    late = watched(article, FORWARD, due=MONDAY - timedelta(days=1))
    assert what_to_watch(told, Ledger(told, watching=(late,)), MONDAY) == ()
    said = Ledger(told, watching=(watched(article, FORWARD),))
    said.note(FORWARD)
    assert what_to_watch(told, said, MONDAY) == ()


def test_a_question_with_its_label_is_watched() -> None:
    question = "Hardware: can PyTorch support many chips without fragmentation?"
    article = an_article(question)
    told = material(story(article), articles=(article,))
    ledger = Ledger(told, watching=(watched(article, question),))
    ledger.tell([article.id])
    (item,) = what_to_watch(told, ledger, MONDAY)
    assert item.claims[0].text == question


def test_an_article_on_something_else_is_not_watched() -> None:
    told = replace(material(story(RELEASE), articles=(RELEASE,)), fits={RELEASE.id: 0.4})
    ledger = Ledger(told, watching=(watched(RELEASE, FORWARD),))
    assert what_to_watch(told, ledger, MONDAY) == ()
    ledger.tell([RELEASE.id])
    assert len(what_to_watch(told, ledger, MONDAY)) == 1


def test_an_article_that_is_not_in_the_run_is_not_watched() -> None:
    told = material(articles=())
    ledger = Ledger(told, watching=(watched(RELEASE, FORWARD),))
    ledger.tell([RELEASE.id])
    assert what_to_watch(told, ledger, MONDAY) == ()


def test_the_list_is_short() -> None:
    places = ["Paris", "Oslo", "Lima", "Cairo", "Delhi", "Quito"]
    things = ["board meeting", "compiler summit", "kernel contest", "hardware fair", "data hackathon", "maintainer retreat"]  # fmt: skip
    articles = [
        an_article(
            f"Meta will hold the PyTorch {thing} in {place} next spring.",
            title=f"{thing} {place}",
            url=f"https://x.example/{place}",
        )
        for place, thing in zip(places, things, strict=True)
    ]
    told = material(articles=articles)
    ledger = Ledger(told, watching=[watched(a, a.body) for a in articles])
    ledger.tell(a.id for a in articles)
    assert len(what_to_watch(told, ledger, MONDAY)) == MOST


def test_what_does_not_say_whom_it_is_about_is_not_watched() -> None:
    body = "Applications are open now and will close on May 3, 2026."
    article = an_article(body, title="A fellowship for PyTorch", url="https://x.example/f")
    told = material(articles=(article,))
    ledger = Ledger(told, watching=(watched(article, body),))
    ledger.tell([article.id])
    assert what_to_watch(told, ledger, MONDAY) == ()


def test_a_forecast_of_a_figure_is_about_that_figure() -> None:
    body = "Hybrid deployments are projected to take 43.5% of the market by 2030, up from 25%."
    article = an_article(body, title="A market for PyTorch", url="https://x.example/m")
    told = material(articles=(article,))
    ledger = Ledger(told, watching=(watched(article, body),))
    ledger.tell([article.id])
    assert len(what_to_watch(told, ledger, MONDAY)) == 1


def test_what_a_declared_rewrite_expects_comes_after_a_story_that_was_not_printed() -> None:
    text = f"{BRIEF.title}\n\nMeta will open the PyTorch Conference in Paris on May 4, 2026."
    written = replace(BRIEF, text=text, text_sha256=sha256(text))
    told = material(articles=(RELEASE, written), fits=dict.fromkeys((RELEASE.id, written.id), 1.0))
    expected = watched(
        written, "Meta will open the PyTorch Conference in Paris on May 4, 2026.", tag="Paris"
    )
    first = watched(RELEASE, FORWARD, tag="Compiler")
    ledger = Ledger(told, watching=(expected, first))
    ledger.tell([written.id])
    assert [item.label for item in what_to_watch(told, ledger, MONDAY)] == ["Compiler", "Paris"]


def test_an_article_that_has_the_topic_in_passing_is_watched_for_what_it_says_on_it() -> None:
    of_it = "Acme will add a PyTorch kernel in May 2026."
    aside = "Acme will open an office in Tokyo in May 2026."
    article = an_article(f"{of_it}\n{aside}", title="Plans of Acme", outlet="Acme")
    told = material(articles=(article,), fits={article.id: 0.65})
    ledger = Ledger(told, watching=(watched(article, aside), watched(article, of_it)))
    assert [i.claims[0].text for i in what_to_watch(told, ledger, MONDAY)] == [of_it]
