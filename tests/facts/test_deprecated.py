"""What is deprecated, retired or dropped."""

import pytest

from digests.model import FactType, Modality
from tests.facts.labelled import Row, facts_in, rows

SAID: list[tuple[str, list[Row]]] = [
    ("OpenAI is retiring GPT-4.5 on 14 July 2026.", [("OpenAI", "GPT-4.5", None)]),
    (
        "The Assistants API will be shut down on 26 August 2026.",
        [("Assistants API", "Assistants API", "shut down on 26 August 2026")],
    ),
    ("OpenAI deprecates the Assistants API.", [("OpenAI", "Assistants API", None)]),
    (
        "torch.jit is deprecated and will be removed in PyTorch 2.14.",
        [("torch.jit", "torch.jit", "removed in PyTorch 2.14")],
    ),
    ("Claude 3 Opus has been retired.", [("Claude 3 Opus", "Claude 3 Opus", None)]),
    (
        "Kubeflow 1.12 drops support for Kubernetes 1.28.",
        [("Kubeflow 1.12", "Kubernetes 1.28", None)],
    ),
    ("Google will sunset Bard on 1 June.", [("Google", "Bard", None)]),
    ("Python 3.9 reached its end of life in October 2025.", [("Python", "Python 3.9", None)]),
    (
        "LangServe was discontinued in favor of LangGraph Platform.",
        [("LangServe", "LangServe", "in favor of LangGraph Platform")],
    ),
    ("Anthropic is phasing out Claude Instant.", [("Anthropic", "Claude Instant", None)]),
    ("Microsoft has discontinued Cortana.", [("Microsoft", "Cortana", None)]),
    (
        "Gemini 1.5 Pro will be retired in September 2026.",
        [("Gemini 1.5 Pro", "Gemini 1.5 Pro", "retired in September 2026")],
    ),
    (
        "HuggingFaceTEIRanker is deprecated.",
        [("HuggingFaceTEIRanker", "HuggingFaceTEIRanker", None)],
    ),
    ("Support for CUDA 11.8 ends with this version.", [("CUDA", "CUDA 11.8", None)]),
    ("Mistral announced the deprecation of Codestral 2405.", [("Mistral", "Codestral 2405", None)]),
    ("vLLM dropped support for Python 3.8.", [("vLLM", "Python 3.8", None)]),
    (
        "LocalReader and RemoteReader are deprecated and will be removed in version 3.0.",
        [
            ("LocalReader", "LocalReader", "removed in version 3.0"),
            ("RemoteReader", "RemoteReader", "removed in version 3.0"),
        ],
    ),
    ("The Windsurf Browser is now deprecated.", [("Windsurf Browser", "Windsurf Browser", None)]),
]

NOT_SAID = [
    "OpenAI is not retiring GPT-4o.",
    "Will Google retire Gemini 1.5?",
    "Kubernetes 1.28 is not deprecated.",
    "Maria Keller retired from Intel in 2024.",
    "If OpenAI retires GPT-4o, users will complain.",
    "Anthropic may deprecate Claude 3.",
    "The Saints shut down Bush for the season.",
    "The use of the old flag is deprecated.",
    "Remove Docker before you install Podman.",
    "Meta denied that Llama 3 was deprecated.",
    "A retired Google engineer wrote the tool.",
    "The sun sets on Microsoft Way.",
    "Nvidia removed the cooler in Rubin prototypes.",
    "The team considered deprecating Ray.",
    "GPT-4o was never retired.",
    "vLLM has support for Python 3.13.",
    "xAI shut down rumours about Grok.",
]


@pytest.mark.parametrize(("sentence", "expected"), SAID, ids=[s[:50] for s, _ in SAID])
def test_deprecated_is_read(sentence: str, expected: list[Row]) -> None:
    assert rows(facts_in(sentence, FactType.DEPRECATED)) == sorted(expected, key=str)


@pytest.mark.parametrize("sentence", NOT_SAID)
def test_no_deprecated_is_read_where_none_is_said(sentence: str) -> None:
    assert facts_in(sentence, FactType.DEPRECATED) == []


def test_a_retirement_to_come_keeps_its_date() -> None:
    (fact,) = facts_in("OpenAI will retire GPT-4.5 on 14 July.", FactType.DEPRECATED)
    assert (fact.modality, str(fact.on)) == (Modality.PLANNED, "2026-07-14")
