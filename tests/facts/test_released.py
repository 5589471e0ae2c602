"""What was released, by whom."""

import pytest

from digests.model import FactType
from tests.facts.labelled import Row, facts_in, rows

SAID: list[tuple[str, list[Row]]] = [
    ("Google released Gemma 3 27B on Thursday.", [("Google", "Gemma 3 27B", None)]),
    ("vLLM 0.11 is now available.", [("vLLM", "vLLM 0.11", None)]),
    (
        "Mistral AI has open-sourced Voxtral under the Apache 2.0 licence.",
        [("Mistral AI", "Voxtral", None)],
    ),
    (
        "Anthropic launched Claude Opus 4.7 and Claude Haiku 4.7.",
        [("Anthropic", "Claude Opus 4.7", None), ("Anthropic", "Claude Haiku 4.7", None)],
    ),
    ("PyTorch 2.12 was released on 3 April 2026.", [("PyTorch", "PyTorch 2.12", None)]),
    (
        "The Kubeflow community announced the release of Kubeflow 1.11.",
        [("Kubeflow", "Kubeflow 1.11", None)],
    ),
    ("Nvidia unveiled Rubin Ultra at its conference.", [("Nvidia", "Rubin Ultra", None)]),
    ("DeepSeek quietly released DeepSeek-V4.", [("DeepSeek", "DeepSeek-V4", None)]),
    (
        "Hugging Face introduces SmolVLM 3, a small vision model.",
        [("Hugging Face", "SmolVLM 3", None)],
    ),
    ("Ray 3.0 has been released by Anyscale.", [("Anyscale", "Ray 3.0", None)]),
    ("OpenAI is rolling out GPT-6 to paying users.", [("OpenAI", "GPT-6", None)]),
    ("Meta will release Llama 5 in June.", [("Meta", "Llama 5", None)]),
    ("AMD launched the Instinct MI450 accelerator.", [("AMD", "Instinct MI450", None)]),
    ("The startup Zyphra released Zamba3 last week.", [("Zyphra", "Zamba3", None)]),
    ("SGLang 0.6 is out.", [("SGLang", "SGLang 0.6", None)]),
    (
        "Databricks announced the general availability of Agent Bricks 2.0.",
        [("Databricks", "Agent Bricks 2.0", None)],
    ),
    ("Cohere debuts Command R8.", [("Cohere", "Command R8", None)]),
]

NOT_SAID = [
    "Google has not released Gemma 4.",
    "Will OpenAI release GPT-6 this year?",
    "Apple denied that it released Ferret 3.",
    "If Mistral releases Voxtral 2, prices may fall.",
    "Nvidia released a report on data centres.",
    "The lab announced a partnership with Google.",
    "OpenAI released Sam Altman from his contract.",
    "Every previous llm-d release assumed Kubernetes.",
    "Amazon launched a lawsuit against Perplexity.",
    "The code was released under the Apache 2.0 licence.",
    "Meta could release Llama 5 in June.",
    "Microsoft announced layoffs at GitHub.",
    "Claude Opus 4.7 is now available in Windsurf.",
    "Launch Docker 3 times before the benchmark starts.",
    "Anthropic never released Claude 2.5.",
    "When Google launched Chrome, Firefox led the market.",
    "Samsung wants to release Gauss 3.",
    "The hostages were released on Monday in Gaza.",
]


@pytest.mark.parametrize(("sentence", "expected"), SAID, ids=[s[:50] for s, _ in SAID])
def test_released_is_read(sentence: str, expected: list[Row]) -> None:
    assert rows(facts_in(sentence, FactType.RELEASED)) == sorted(expected, key=str)


@pytest.mark.parametrize("sentence", NOT_SAID)
def test_no_released_is_read_where_none_is_said(sentence: str) -> None:
    assert facts_in(sentence, FactType.RELEASED) == []
