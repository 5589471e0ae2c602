"""Who acquired whom, for how much."""

import pytest

from digests.model import FactType, Modality
from tests.facts.labelled import Row, facts_in, rows

SAID: list[tuple[str, list[Row]]] = [
    ("Databricks acquires Tecton for $900 million.", [("Databricks", "Tecton", "$900 million")]),
    ("Nvidia has acquired the Israeli startup Deci.", [("Nvidia", "Deci", None)]),
    (
        "Weights & Biases was acquired by CoreWeave for $1.7 billion.",
        [("CoreWeave", "Weights & Biases", "$1.7 billion")],
    ),
    (
        "OpenAI agreed to buy Statsig in an all-stock deal valued at $1.1 billion.",
        [("OpenAI", "Statsig", "$1.1 billion")],
    ),
    ("Salesforce completed its acquisition of Informatica.", [("Salesforce", "Informatica", None)]),
    ("Anthropic acquires Bun as Claude Code passes a milestone.", [("Anthropic", "Bun", None)]),
    ("AMD to acquire ZT Systems.", [("AMD", "ZT Systems", None)]),
    ("Snowflake bought Crunchy Data last year.", [("Snowflake", "Crunchy Data", None)]),
    ("SpaceX announced on Monday that it has acquired xAI.", [("SpaceX", "xAI", None)]),
    ("Meta plans to acquire the chip designer Rivos.", [("Meta", "Rivos", None)]),
    ("Cursor has been acquired by SpaceX.", [("SpaceX", "Cursor", None)]),
    ("Red Hat snapped up Neural Magic.", [("Red Hat", "Neural Magic", None)]),
    ("IBM closed the acquisition of HashiCorp.", [("IBM", "HashiCorp", None)]),
    (
        "Palo Alto Networks is in advanced talks to buy Talon and Dig for $1 billion.",
        [
            ("Palo Alto Networks", "Talon", "$1 billion"),
            ("Palo Alto Networks", "Dig", "$1 billion"),
        ],
    ),
    ("Elastic purchased Jina AI in October.", [("Elastic", "Jina AI", None)]),
    (
        "ServiceNow is acquiring Moveworks for about $2.85 billion.",
        [("ServiceNow", "Moveworks", "$2.85 billion")],
    ),
]

NOT_SAID = [
    "Databricks has not acquired Tecton.",
    "Nvidia denied that it acquired Deci.",
    "Did OpenAI acquire Statsig?",
    "Meta bought Nvidia GPUs worth $2 billion.",
    "If Google acquires Wiz, regulators will look at it.",
    "Anthropic acquires new customers in Japan.",
    "Apple could acquire Perplexity.",
    "The model acquired new skills during training.",
    "Salesforce ruled out an acquisition of Informatica.",
    "Users buy Cursor credits every month.",
    "Intel bought 10,000 Gaudi servers.",
    "Elon Musk acquired a taste for Mars.",
    "The robot acquires Lidar data at night.",
    "Snowflake might buy Crunchy Data.",
    "Oracle never acquired TikTok.",
    "AMD failed to acquire ZT Systems.",
    "Customers of IBM bought HashiCorp licences.",
]


@pytest.mark.parametrize(("sentence", "expected"), SAID, ids=[s[:50] for s, _ in SAID])
def test_acquired_is_read(sentence: str, expected: list[Row]) -> None:
    assert rows(facts_in(sentence, FactType.ACQUIRED), "amount") == sorted(expected, key=str)


@pytest.mark.parametrize("sentence", NOT_SAID)
def test_no_acquired_is_read_where_none_is_said(sentence: str) -> None:
    assert facts_in(sentence, FactType.ACQUIRED) == []


def test_talks_are_a_plan_and_an_agreement_is_announced() -> None:
    (talks,) = facts_in("Meta is in talks to buy Rivos.", FactType.ACQUIRED)
    (agreed,) = facts_in("Meta has agreed to acquire Rivos.", FactType.ACQUIRED)
    (done,) = facts_in("Meta has acquired Rivos.", FactType.ACQUIRED)
    assert [talks.modality, agreed.modality, done.modality] == [
        Modality.PLANNED,
        Modality.ANNOUNCED,
        Modality.DONE,
    ]
