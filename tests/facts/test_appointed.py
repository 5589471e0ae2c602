"""Who was appointed to what."""

import pytest

from digests.model import FactType, Modality
from tests.facts.labelled import Row, facts_in, rows

SAID: list[tuple[str, list[Row]]] = [
    (
        "Anthropic appoints Irina Ghose as Managing Director of India.",
        [("Irina Ghose", "Anthropic", "Managing Director of India")],
    ),
    (
        "Groq named Simon Fields chief financial officer.",
        [("Simon Fields", "Groq", "chief financial officer")],
    ),
    (
        "Olivia Grant was appointed executive director of the PyTorch Foundation.",
        [("Olivia Grant", "PyTorch Foundation", "executive director")],
    ),
    ("Hugo Weber has been named CTO of Aleph Alpha.", [("Hugo Weber", "Aleph Alpha", "CTO")]),
    (
        "Cohere hires former Google executive Nadia Karim as chief revenue officer.",
        [("Nadia Karim", "Cohere", "chief revenue officer")],
    ),
    (
        "Paul Andersen was promoted to vice president of engineering at Hugging Face.",
        [("Paul Andersen", "Hugging Face", "vice president of engineering")],
    ),
    (
        "Mistral AI taps Claire Dubois as its first general counsel.",
        [("Claire Dubois", "Mistral AI", "general counsel")],
    ),
    ("Samuel Eze becomes CEO of Stability AI.", [("Samuel Eze", "Stability AI", "CEO")]),
    (
        "Fatima Noor took over as chief scientist of DeepMind.",
        [("Fatima Noor", "DeepMind", "chief scientist")],
    ),
    (
        "Kenji Mori was elected chair of the Linux Foundation.",
        [("Kenji Mori", "Linux Foundation", "chair")],
    ),
    (
        "Rachel Stein was appointed to the OpenAI board of directors.",
        [("Rachel Stein", "OpenAI", "board of directors")],
    ),
    ("The startup announced the appointment of Marco Ricci as CEO.", []),
    (
        "Databricks announced the appointment of Marco Ricci as chief marketing officer.",
        [("Marco Ricci", "Databricks", "chief marketing officer")],
    ),
    (
        "Nvidia promoted Wei Zhang to senior vice president.",
        [("Wei Zhang", "Nvidia", "senior vice president")],
    ),
    (
        "Perplexity names Laura Kim general counsel.",
        [("Laura Kim", "Perplexity", "general counsel")],
    ),
    (
        "Emma Fischer, a former OpenAI researcher, was hired as head of safety at xAI.",
        [("Emma Fischer", "xAI", "head of safety")],
    ),
    (
        "Pinecone appointed Ash Patel, a veteran of Oracle, as president.",
        [("Ash Patel", "Pinecone", "president")],
    ),
]

NOT_SAID = [
    "Anthropic has not appointed Irina Ghose as managing director.",
    "Groq denied it had named Simon Fields chief financial officer.",
    "Was Olivia Grant appointed executive director of the PyTorch Foundation?",
    "Hugo Weber may become CTO of Aleph Alpha.",
    "The function names Laura and Kim are reserved.",
    "The model was named Hugo after the founder of Aleph Alpha.",
    "Cohere could hire Nadia Karim as chief revenue officer.",
    "If Samuel Eze becomes CEO of Stability AI, staff may leave.",
    "Databricks became a leader in data engineering.",
    "The variable named Marco holds the chief key.",
    "Fatima Noor refused to take over as chief scientist of DeepMind.",
    "Paul Andersen wants to become CEO of Hugging Face.",
    "Nvidia promoted its new chip to developers.",
    "OpenAI elected to keep the weights closed.",
    "Rachel Stein should be appointed to the OpenAI board of directors.",
    "Hiring a chief executive officer takes Mistral AI months.",
    "Kenji Mori was never elected chair of the Linux Foundation.",
]


@pytest.mark.parametrize(("sentence", "expected"), SAID, ids=[s[:50] for s, _ in SAID])
def test_appointed_is_read(sentence: str, expected: list[Row]) -> None:
    assert rows(facts_in(sentence, FactType.APPOINTED)) == expected


@pytest.mark.parametrize("sentence", NOT_SAID)
def test_no_appointment_is_read_where_none_is_said(sentence: str) -> None:
    assert facts_in(sentence, FactType.APPOINTED) == []


def test_an_appointment_to_come_is_a_plan() -> None:
    (fact,) = facts_in("Samuel Eze will become CEO of Stability AI on 1 June.", FactType.APPOINTED)
    assert (fact.modality, str(fact.on)) == (Modality.PLANNED, "2026-06-01")
    assert fact.people == ("Samuel Eze",)
