"""Headlines are titles, cut only by span."""

import pytest

from digests.sections.titles import headline_text, is_teaching, is_useless, states_something
from tests.builders import an_article


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Alibaba Cloud joins the foundation | PyTorch Foundation", "Alibaba Cloud joins the foundation"),
        ("Alibaba Cloud joins the foundation – PyTorch", "Alibaba Cloud joins the foundation"),
        ("Alibaba Cloud joins – what it means", "Alibaba Cloud joins – what it means"),
        ("Ray 3.0 | PyTorch Foundation", "Ray 3.0 | PyTorch Foundation"),
        ("Alibaba Cloud joins the foundation", "Alibaba Cloud joins the foundation"),
    ],
)  # fmt: skip
def test_only_the_outlet_is_cut_from_a_title(title: str, headline: str) -> None:
    assert headline_text(an_article(title=title)) == headline
    assert title.startswith(headline)


def test_an_outlet_known_by_its_address_is_cut_too() -> None:
    article = an_article(
        title="Alibaba Cloud joins the foundation | The Verge",
        url="https://theverge.com/1",
        outlet="Verge AI",
    )
    assert headline_text(article) == "Alibaba Cloud joins the foundation"


@pytest.mark.parametrize(
    "title",
    ["", "v1.2.3", "Release v0.11", "Release notes", "@scope/pkg@0.4.1", "Loom Next 1.12.114"],
)
def test_a_bare_version_says_nothing(title: str) -> None:
    assert is_useless(title)


@pytest.mark.parametrize(
    "title", ["Haystack adds rerankers", "Introducing Loom 4.5", "vLLM 0.11 brings hybrid models"]
)
def test_a_title_with_words_says_something(title: str) -> None:
    assert not is_useless(title)
    assert not is_teaching(title)


@pytest.mark.parametrize(
    "title",
    [
        "How to serve models",
        "Is Qwen safe?",
        "Ray tutorial",
        "Ten PyTorch habits worth having",
        "LangChain vs. Haystack",
    ],
)
def test_lessons_and_questions_are_told_from_news(title: str) -> None:
    assert is_teaching(title)


@pytest.mark.parametrize(
    "title",
    [
        "Critics Accuse Anthropic of Lobbying Against Open Source",
        "Introducing: Devstral 2 and Mistral Vibe CLI.",
        "GPT-5.4 is now available in Windsurf",
        "Claude Opus 4.6 Thinks Smarter, xAI Joins SpaceX",
        "OpenAI cites GDP.pdf in its GPT-5.6 release",
        "Self-Driving Reasoning Models, ChatGPT Adds Ads, 3D Generation Pronto",
    ],
)
def test_a_title_that_says_what_happened_states_something(title: str) -> None:
    assert states_something(title)


@pytest.mark.parametrize(
    "title",
    [
        "Harness engineering: leveraging Codex in an agent-first world",
        "Unlocking the Codex harness: how we built the App Server",
        "Beyond rate limits: scaling access to Codex and Sora",
        "TamperBench: Systematically Stress-Testing LLM Safety",
        "LLM-discovered 0-days",
        "Project Fetch",
        "Hello World",
        "How Claude’s text watermark works",
        "You’re not the only one who lost the race",
        "I ran a tournament of robots",
        "Commitment of Helion to United States Government deployments",
        "A Safe Path to Open Looms",
    ],
)
def test_the_name_of_a_text_states_nothing(title: str) -> None:
    assert not states_something(title)
