"""Who joined what: organisations foundations, people companies, boards and councils."""

import pytest

from digests.model import FactType, Modality
from tests.facts.labelled import Row, facts_in, rows

SAID: list[tuple[str, list[Row]]] = [
    (
        "Northwind Cloud has joined the PyTorch Foundation as a Platinum member.",
        [("Northwind Cloud", "PyTorch Foundation", "Platinum member")],
    ),
    (
        "Tessera AI joins the LF AI & Data Foundation as a Premier Member.",
        [("Tessera AI", "LF AI & Data Foundation", "Premier Member")],
    ),
    (
        "The Linux Foundation announced on Tuesday that Graphcore has joined as a Silver member.",
        [("Graphcore", "Linux Foundation", "Silver member")],
    ),
    (
        "AMD, Cerebras and Tenstorrent joined the UALink Consortium as Contributor members.",
        [
            ("AMD", "UALink Consortium", "Contributor member"),
            ("Cerebras", "UALink Consortium", "Contributor member"),
            ("Tenstorrent", "UALink Consortium", "Contributor member"),
        ],
    ),
    (
        "Cloudflare became a Gold member of the Agentic AI Foundation last week.",
        [("Cloudflare", "Agentic AI Foundation", "Gold member")],
    ),
    (
        "The PyTorch Foundation welcomes Mistral AI as a Platinum member.",
        [("Mistral AI", "PyTorch Foundation", "Platinum member")],
    ),
    (
        "Ray was accepted into the PyTorch Foundation as a hosted project.",
        [("Ray", "PyTorch Foundation", "hosted project")],
    ),
    (
        "Maria Keller joined Cohere as Chief Financial Officer.",
        [("Maria Keller", "Cohere", "Chief Financial Officer")],
    ),
    (
        "Rajesh Menon, previously at Oracle, has joined Databricks as vice president of engineering.",
        [("Rajesh Menon", "Databricks", "vice president of engineering")],
    ),
    (
        "Hiroshi Tanaka, Principal Engineer at Fujitsu, has joined the Technical Advisory Council of the foundation.",
        [("Hiroshi Tanaka", None, "Technical Advisory Council")],
    ),
    (
        "Elena Petrova will take a seat on the PyTorch Foundation Governing Board.",
        [("Elena Petrova", "PyTorch Foundation", "Governing Board")],
    ),
    (
        "Sofia Lindqvist joins the CNCF Governing Board.",
        [("Sofia Lindqvist", "CNCF", "Governing Board")],
    ),
    (
        "Daniel Okafor will serve on the vLLM Technical Steering Committee.",
        [("Daniel Okafor", "vLLM", "Technical Steering Committee")],
    ),
    ("Lucas Moreau joined OpenAI in March.", [("Lucas Moreau", "OpenAI", None)]),
    (
        "IBM and Red Hat have joined the Frontier Safety Alliance.",
        [("IBM", "Frontier Safety Alliance", None), ("Red Hat", "Frontier Safety Alliance", None)],
    ),
    (
        "Siemens, the German engineering group, has joined the Open Model Initiative.",
        [("Siemens", "Open Model Initiative", None)],
    ),
    (
        "Anna Schmidt is joining Hugging Face as head of policy.",
        [("Anna Schmidt", "Hugging Face", "head of policy")],
    ),
]

NOT_SAID = [
    "Intel has not joined the PyTorch Foundation.",
    "Oracle denied that it had joined the Frontier Safety Alliance.",
    "Will Apple join the PyTorch Foundation this year?",
    "If Meta joined the UALink Consortium, the balance would change.",
    "Google and Anthropic joined forces to fight prompt injection.",
    "Join us at the PyTorch Conference in San Francisco.",
    "Thousands of developers have joined the waitlist for Cursor.",
    "The query planner joins the Orders table with the Customers table.",
    "The effort is joined by industry leaders AMD, Cisco and Intel.",
    "Members of the Linux Foundation joined the call on Monday.",
    "Engineers from Nvidia joined the PyTorch Foundation meeting in Berlin.",
    "Samsung may join the Agentic AI Foundation.",
    "Join the Discord server of the vLLM project to ask questions.",
    "Nvidia joins Google in pushing for open standards.",
    "Before Tom Baker joined Groq, the team had no compiler.",
    "IBM could have joined the UALink Consortium a year ago.",
    "Anyone who joined Replit early holds shares today.",
    "Mistral hopes to join the PyTorch Foundation.",
    "Nobody from Apple joined the Frontier Safety Alliance.",
]


@pytest.mark.parametrize(("sentence", "expected"), SAID, ids=[s[:50] for s, _ in SAID])
def test_joined_is_read(sentence: str, expected: list[Row]) -> None:
    assert rows(facts_in(sentence, FactType.JOINED)) == sorted(expected, key=str)


@pytest.mark.parametrize("sentence", NOT_SAID)
def test_no_join_is_read_where_none_is_said(sentence: str) -> None:
    assert facts_in(sentence, FactType.JOINED) == []


def test_a_plan_to_join_stays_a_plan() -> None:
    (fact,) = facts_in("Lenovo plans to join the PyTorch Foundation in June 2026.", FactType.JOINED)
    assert fact.modality is Modality.PLANNED
    assert fact.on is not None
    assert (fact.on.isoformat(), str(fact.on_until)) == ("2026-06-01", "2026-06-30")


def test_a_person_keeps_the_organisation_they_come_from() -> None:
    facts = facts_in(
        "The foundation is happy to welcome Mei Tan, Vice President of Northwind Cloud, to our board.",
        FactType.JOINED,
        title="Northwind Cloud Joins the Loom Foundation as a Platinum Member",
    )
    (fact,) = [fact for fact in facts if fact.people]
    assert (fact.subject, fact.object, fact.role) == ("Mei Tan", "Loom Foundation", "board")
    assert fact.affiliation == "Northwind Cloud"
    assert fact.people == ("Mei Tan",)


def test_our_board_is_named_as_the_article_names_it() -> None:
    (fact,) = facts_in(
        "A Platinum member has one seat on the Governing Board. "
        "The Loom Foundation welcomes Mei Tan, Vice President of Northwind Cloud, to our board.",
        FactType.JOINED,
    )
    assert fact.role == "Governing Board"
