"""Who did what: the deeds that sentences state."""

import pytest

from digests.sections.deeds import deed


@pytest.mark.parametrize(
    ("sentence", "doer", "verb"),
    [
        ("Acme has joined the Loom Foundation.", "Acme", "join"),
        ("Engram, the cache of Acme, is now available to all.", "Engram", "is"),
        ("A team inside Acme’s Ministry of Looms scanned 40 racks.", "A team inside Acme’s Ministry of Looms", "scan"),
        ("On Tuesday, Acme bought Helion Labs for $40 million.", "Acme", "bought"),
        ("As a member, Acme is granted one seat on the board.", "Acme", "is"),
        ("The Loom—Acme’s house for tools, yarn and dye—is available today.", "The Loom", "is"),
        ("Loom, including Loom 4, Loom 5, and Helion, has reached 40 houses.", "Loom", "reach"),
        ("Loom now supports the tools of Acme.", "Loom now", "support"),
        ("Acme introduces Loom 3 to its users.", "Acme", "introduc"),
    ],
)  # fmt: skip
def test_a_deed_has_its_doer_and_its_verb(sentence: str, doer: str, verb: str) -> None:
    done = deed(sentence)
    assert done is not None
    assert (done.doer, done.verb, done.happened) == (doer, verb, True)


@pytest.mark.parametrize(
    "sentence",
    [
        "Today we’re introducing Loom 3.",
        "We find that Loom 3 saves power.",
        "Our new paper shows how Loom 3 saves power.",
        "I’m happy to announce that Acme joins the foundation.",
    ],
)
def test_the_writers_do_what_we_do(sentence: str) -> None:
    done = deed(sentence)
    assert done is not None
    assert done.by_writers


@pytest.mark.parametrize(
    "sentence",
    [
        "Loom 3 is built to be the most rounded loom of Acme.",
        "Loom 3 is used by forty firms.",
        "Loom 3 was trained on forty racks.",
        "Loom 3 can save power.",
        "Looms that Acme released save power.",
        "When Acme released Loom 3, weavers cheered.",
        "Before Acme ships a loom, engineers have tested it.",
        "At the foundation of the house is Loom, the cache of looms built for racks.",
        "A joint statement by Acme on working to ensure advanced looms are safe.",
        "In the hall, weavers who joined Acme saw it.",
        "“Acme released Loom 3,” said Ann.",
        "Acme faced a trial amid a strike.",
        "We believe in looms.",
        "Looms like Helion excel at yarn, enabling us to weave rich, structured cloth.",
    ],
)
def test_what_is_possible_or_goes_on_is_no_deed(sentence: str) -> None:
    assert deed(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("Ann will join Acme as its chief weaver.", "join"),
        ("Loom 3 scores 58 points on the index.", "score"),
        ("The United States plans to deploy looms.", "deploy"),
    ],
)
def test_what_is_to_come_or_always_so_has_not_happened(sentence: str, verb: str) -> None:
    done = deed(sentence)
    assert done is not None
    assert (done.verb, done.happened) == (verb, False)
