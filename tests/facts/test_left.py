"""Who left what."""

import pytest

from digests.model import FactType, Modality
from tests.facts.labelled import Row, facts_in, rows

SAID: list[tuple[str, list[Row]]] = [
    ("Peter Novak has left Anthropic after three years.", [("Peter Novak", "Anthropic", None)]),
    ("Clara Jensen steps down as CEO of Stability AI.", [("Clara Jensen", "Stability AI", "CEO")]),
    ("Mistral CTO Louis Martin is leaving the company.", [("Louis Martin", "Mistral", "CTO")]),
    ("Amit Sharma resigned from the OpenAI board on Friday.", [("Amit Sharma", "OpenAI", "board")]),
    ("Julia Brandt departs Cohere to start her own lab.", [("Julia Brandt", "Cohere", None)]),
    ("Intel has withdrawn from the UXL Foundation.", [("Intel", "UXL Foundation", None)]),
    (
        "Diego Alvarez stepped down as executive director of the PyTorch Foundation.",
        [("Diego Alvarez", "PyTorch Foundation", "executive director")],
    ),
    ("Grace Obi quit Google last month.", [("Grace Obi", "Google", None)]),
    (
        "Henrik Olsen was ousted as chief executive officer of Graphcore.",
        [("Henrik Olsen", "Graphcore", "chief executive officer")],
    ),
    ("The startup Nebula fired its CTO Karen Wolfe.", [("Karen Wolfe", "Nebula", "CTO")]),
    (
        "Victor Chen, head of research at Runway, has left the startup.",
        [("Victor Chen", "Runway", "head of research")],
    ),
    ("Victor Chen, a guitarist, has left the startup.", []),
    (
        "Nina Rossi resigned as chief scientist of Aleph Alpha.",
        [("Nina Rossi", "Aleph Alpha", "chief scientist")],
    ),
    ("Groq’s president Omar Haddad steps down.", [("Omar Haddad", "Groq", "president")]),
    ("Ethan Brooks exits Scale AI.", [("Ethan Brooks", "Scale AI", None)]),
    (
        "Leila Farah will step down as chair of the CNCF in June.",
        [("Leila Farah", "CNCF", "chair")],
    ),
    (
        "Cisco left the Open Compute Consortium in 2024.",
        [("Cisco", "Open Compute Consortium", None)],
    ),
    ("Stefan Kraus, a co-founder of DeepL, leaves Nvidia.", [("Stefan Kraus", "Nvidia", None)]),
]

NOT_SAID = [
    "Peter Novak has not left Anthropic.",
    "Clara Jensen denied reports that she had left Stability AI.",
    "Did Louis Martin leave Mistral?",
    "Amit Sharma left Google with few options.",
    "The update leaves Windows users without a fallback.",
    "The decision left OpenAI exposed to claims of bias.",
    "If Diego Alvarez leaves Meta, the project may stall.",
    "Only two questions are left for Nvidia to answer.",
    "Grace Obi might leave Google.",
    "The left panel in Cursor shows the open files.",
    "Henrik Olsen considered leaving Graphcore.",
    "Employees of Scale AI left the building early.",
    "Karen Wolfe dismissed concerns at Nebula about the schedule.",
    "Victor Chen left Runway’s door open to a partnership.",
    "Nina Rossi never left Aleph Alpha.",
    "The scheduler removed Ray from the list of defaults.",
    "Nobody left Groq after the deal.",
]


@pytest.mark.parametrize(("sentence", "expected"), SAID, ids=[s[:50] for s, _ in SAID])
def test_left_is_read(sentence: str, expected: list[Row]) -> None:
    assert rows(facts_in(sentence, FactType.LEFT)) == expected


@pytest.mark.parametrize("sentence", NOT_SAID)
def test_no_leaving_is_read_where_none_is_said(sentence: str) -> None:
    assert facts_in(sentence, FactType.LEFT) == []


def test_leaving_to_come_is_a_plan_and_going_on_is_announced() -> None:
    (plan,) = facts_in("Leila Farah will step down as chair of the CNCF.", FactType.LEFT)
    (going,) = facts_in("Leila Farah is leaving Google.", FactType.LEFT)
    assert (plan.modality, going.modality) == (Modality.PLANNED, Modality.ANNOUNCED)


def test_a_date_far_back_is_kept_and_not_the_report_s() -> None:
    (fact,) = facts_in("Cisco left the Open Compute Consortium in 2024.", FactType.LEFT)
    assert (str(fact.on), str(fact.on_until)) == ("2024-01-01", "2024-12-31")
