"""Who raised how much."""

import pytest

from digests.model import FactType
from tests.facts.labelled import Row, facts_in, rows

SAID: list[tuple[str, list[Row]]] = [
    (
        "Zyphra raised $40 million in a Series B round led by Sequoia Capital.",
        [("Zyphra", "Series B", "$40 million")],
    ),
    ("Mistral AI raises €1.7B Series C.", [("Mistral AI", "Series C", "€1.7B")]),
    (
        "LangChain closed a $125 million Series B at a $1.25 billion valuation.",
        [("LangChain", "Series B", "$125 million")],
    ),
    ("The startup Modular has raised $250 million.", [("Modular", None, "$250 million")]),
    ("Fireworks AI secured $250M in Series C funding.", [("Fireworks AI", "Series C", "$250M")]),
    ("Harmonic lands $120 million in funding.", [("Harmonic", None, "$120 million")]),
    ("Cerebras raises $1.1 billion ahead of its listing.", [("Cerebras", None, "$1.1 billion")]),
    (
        "Reflection AI is raising $2 billion from investors.",
        [("Reflection AI", None, "$2 billion")],
    ),
    ("Nvidia invested $1 billion in Poolside.", [("Poolside", None, "$1 billion")]),
    (
        "Lovable announced a $200 million Series A led by Accel.",
        [("Lovable", "Series A", "$200 million")],
    ),
    ("Ollama has raised $88M from Benchmark.", [("Ollama", None, "$88M")]),
    (
        "Sakana AI raised $135 million in a Series B round.",
        [("Sakana AI", "Series B", "$135 million")],
    ),
    ("Chainguard closes a $280 million growth round.", [("Chainguard", "growth", "$280 million")]),
    ("Weaviate plans to raise $100 million this year.", [("Weaviate", None, "$100 million")]),
    ("Supabase raised an additional $80 million in funding.", [("Supabase", None, "$80 million")]),
    ("Unsloth bags $5 million seed round.", [("Unsloth", "seed", "$5 million")]),
    (
        "Together AI, a cloud for open models, raised $305 million in a Series B.",
        [("Together AI", "Series B", "$305 million")],
    ),
]

NOT_SAID = [
    "Zyphra has not raised $40 million.",
    "Did Mistral raise $2 billion?",
    "OpenAI raised its prices to $200 a month.",
    "Nvidia raised its revenue guidance to $65 billion.",
    "If Modular raises $250 million, it can hire.",
    "The court fined Meta $50 million.",
    "Anthropic denied it had raised $10 billion.",
    "Cerebras could raise $1 billion.",
    "AWS customers received $5 million in credits.",
    "The model costs $5 million to train.",
    "Cohere reported revenue of $150 million.",
    "Intel secured $8 billion in tax breaks.",
    "Poolside hopes to raise $2 billion.",
    "The bill would give the Linux Foundation $10 million.",
    "Groq announced a $1.5 billion data centre in Saudi Arabia.",
    "Harmonic never raised $120 million.",
    "Sam Altman raised $1 billion for his own venture.",
]


@pytest.mark.parametrize(("sentence", "expected"), SAID, ids=[s[:50] for s, _ in SAID])
def test_funded_is_read(sentence: str, expected: list[Row]) -> None:
    assert rows(facts_in(sentence, FactType.FUNDED), "amount") == sorted(expected, key=str)


@pytest.mark.parametrize("sentence", NOT_SAID)
def test_no_funded_is_read_where_none_is_said(sentence: str) -> None:
    assert facts_in(sentence, FactType.FUNDED) == []


def test_the_lead_investors_are_kept_as_written() -> None:
    (fact,) = facts_in(
        "Zyphra raised $40 million in a Series B round led by Sequoia Capital and Northzone.",
        FactType.FUNDED,
    )
    assert fact.role == "led by Sequoia Capital and Northzone"
