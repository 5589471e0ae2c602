"""Whole sentences and fragments."""

import pytest

from digests.sections.grammar import has_finite_verb


@pytest.mark.parametrize(
    "sentence",
    [
        "MCP joins two other founding projects.",
        "Developers build with Claude every day.",
        "The first attack significantly weakens HAWK, a signature scheme.",
        "OpenAI introduces MRC, a new protocol.",
        "Alibaba Cloud has joined as a Platinum member.",
        "We’re contributing an additional $20 million to the fund.",
        "Rosalind ran on 16 GPUs.",
        "Training such models can take weeks.",
    ],
)
def test_a_sentence_has_a_verb(sentence: str) -> None:
    assert has_finite_verb(sentence)


@pytest.mark.parametrize(
    "fragment",
    [
        "Best practices for using Claude Opus 4.7 with Claude Code",
        "Redesigning Claude Code on desktop for parallel agents",
        "Improving memory synthesis in ChatGPT to optimize for freshness.",
        "Breakthrough performance: 74% overall win rate over OCR 2 on forms.",
        "New open safety reasoning models that support custom policies.",
        "3x more requests per second (throughput-optimized setup) compared to Small 3.",
        "A model trained by Meta.",
        "Insights from our alignment evaluations of Claude Opus 4.1 and a snapshot of 4.5.",
        "An agreement between institutes to collaborate on tests, and share research findings.",
        "The right-hand-joins table of results.",
        "Loom fixes for the shuttle or threads coming loose.",
        "Ways of taking Helion toward rounded, ready-made layouts.",
        "Handy ways for the cutting of several cloth designs.",
        "Ten-week samples: mean dose 9% of the plan, scaled to weight by hand.",
        "",
    ],
)
def test_a_heading_or_list_fragment_has_none(fragment: str) -> None:
    assert not has_finite_verb(fragment)
