"""Proper names in running text."""

import pytest

from digests.text.names import names, other_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Today Alibaba Cloud joined the PyTorch Foundation.", ["Alibaba Cloud", "PyTorch Foundation"]),
        ("At Alibaba Cloud's lab, Feifei Li leads.", ["Alibaba Cloud", "Feifei Li"]),
        ("It runs vLLM, GPT-4o and Llama-3.1-70B on H100s.", ["vLLM", "GPT-4o", "Llama-3.1-70B", "H100s"]),
        ("The University of California at Berkeley", ["University of California", "Berkeley"]),
        ("In April the board met on Monday.", []),
        ("We like Ray and DeepSpeed.", ["Ray", "DeepSpeed"]),
        ("", []),
    ],
)  # fmt: skip
def test_names_are_read(text: str, expected: list[str]) -> None:
    assert [name.text for name in names(text) if name.certain] == expected


def test_the_first_word_of_a_sentence_is_uncertain() -> None:
    assert [(n.text, n.certain) for n in names("Developers met. Qwen won, NVIDIA lost.")] == [
        ("Developers", False), ("Qwen", False), ("NVIDIA", True),
    ]  # fmt: skip


def test_offsets_are_true() -> None:
    text = "Dr. Feifei Li’s team at Alibaba Cloud’s lab"
    assert all(text[n.start : n.end] == n.text for n in names(text))


def test_a_name_knows_its_other_names() -> None:
    assert "aws" in other_names("Amazon Web Services")
    assert other_names("Alibaba Cloud") == ()
