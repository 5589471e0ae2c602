"""The order of passages that were found for a question."""

from digests.retrieval import analyse
from digests.retrieval.ranking import rank
from digests.retrieval.reading import page
from tests.builders import an_article

WEIGHTS = {"pump": 3.0, "loud": 0.8}
"""Loud things are common, pumps are not: so it is among all articles."""


def _best(*bodies: str) -> str:
    pages = [
        page(an_article(f"{body}.", title="", url=f"https://news.example/{body}"))
        for body in bodies
    ]
    return rank(analyse("Is the pump loud?"), pages, WEIGHTS)[0].article.text


def test_what_tells_the_candidates_apart_weighs_more_where_all_are_about_the_subject() -> None:
    often, loud = "The pump is a pump and stays a pump", "The pump here is a loud thing of iron"
    other = ("A valve is loud and new", "A door is loud and of wood")
    assert often in _best(often, loud, *other)
    assert loud in _best(often, loud, *(f"The pump of house {n} is of iron" for n in range(5)))
