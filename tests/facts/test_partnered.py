"""Who agreed to work with whom."""

import pytest

from digests.model import FactType
from tests.facts.labelled import Row, facts_in, rows

SAID: list[tuple[str, list[Row]]] = [
    ("Cohere partners with Fujitsu on Japanese models.", [("Cohere", "Fujitsu", None)]),
    (
        "Anthropic and Infosys announced a partnership for telecom agents.",
        [("Anthropic", "Infosys", None)],
    ),
    (
        "Mistral AI has teamed up with NVIDIA to train open models.",
        [("Mistral AI", "NVIDIA", None)],
    ),
    (
        "Snowflake and Anthropic sign a $200 million partnership.",
        [("Snowflake", "Anthropic", None)],
    ),
    ("OpenAI signed a multi-year agreement with AMD.", [("OpenAI", "AMD", None)]),
    ("Red Hat is collaborating with Meta on llama-stack.", [("Red Hat", "Meta", None)]),
    ("Bell Canada and Cohere formed a strategic alliance.", [("Bell Canada", "Cohere", None)]),
    (
        "Ollama partnered with Intel and Qualcomm last month.",
        [("Ollama", "Intel", None), ("Ollama", "Qualcomm", None)],
    ),
    ("SAP expands its partnership with Aleph Alpha.", [("SAP", "Aleph Alpha", None)]),
    ("Siemens and Microsoft join forces on industrial agents.", [("Siemens", "Microsoft", None)]),
    ("Perplexity will partner with Samsung on phones.", [("Perplexity", "Samsung", None)]),
    ("Google Cloud inked a deal with Hugging Face.", [("Google Cloud", "Hugging Face", None)]),
    (
        "Anthropic, AWS and Accenture team up to serve banks.",
        [("Anthropic", "AWS", None), ("Anthropic", "Accenture", None)],
    ),
    (
        "Databricks has entered into a strategic partnership with Palantir.",
        [("Databricks", "Palantir", None)],
    ),
    ("IBM is partnering with Groq.", [("IBM", "Groq", None)]),
    ("The French lab Kyutai joined forces with Scaleway.", [("Kyutai", "Scaleway", None)]),
]

NOT_SAID = [
    "Cohere has not partnered with Fujitsu.",
    "Are OpenAI and Apple partnering on search?",
    "Meta denied that it had signed a deal with Scale AI.",
    "Partners of Nvidia met in Taipei.",
    "Anthropic ended its partnership with Windsurf.",
    "If IBM partners with Groq, prices may fall.",
    "Google could team up with Samsung.",
    "The paper was written in collaboration with Stanford University.",
    "Employees collaborate with Claude every day.",
    "Two partners at Sequoia Capital wrote the memo.",
    "Mistral is a partner of choice.",
    "Snowflake rejected a partnership with Oracle.",
    "Red Hat works with customers to build agents.",
    "The deal with customers runs for two years at Intel.",
    "Perplexity never partnered with Samsung.",
    "Developers partner with agents in Cursor.",
    "A licence agreement covers the use of Llama.",
]


@pytest.mark.parametrize(("sentence", "expected"), SAID, ids=[s[:50] for s, _ in SAID])
def test_partnered_is_read(sentence: str, expected: list[Row]) -> None:
    assert rows(facts_in(sentence, FactType.PARTNERED)) == sorted(expected, key=str)


@pytest.mark.parametrize("sentence", NOT_SAID)
def test_no_partnered_is_read_where_none_is_said(sentence: str) -> None:
    assert facts_in(sentence, FactType.PARTNERED) == []
