"""An article belongs to a topic by its words where they stand, or by its feed or outlet."""

import pytest

from digests.model import MatchRules, Topic
from digests.topics import LEAD_CHARACTERS, fit, tags, why_not
from tests.builders import an_article

FILLER = "Nothing of note happened on that day. " * (LEAD_CHARACTERS // 30)


def a_topic(**rules: tuple[str, ...]) -> Topic:
    return Topic(
        id="vllm",
        title="vLLM",
        description="vLLM.",
        match=MatchRules(**rules),
        tags={"serving": ("throughput", "latenc*")},
    )


def test_the_title_says_most_then_the_lead_then_the_body() -> None:
    topic = a_topic(any=("vllm",))
    title = fit(topic, an_article("It is out.", title="vLLM 0.11 released"))
    lead = fit(topic, an_article("The vLLM project moved.", title="News"))
    body = fit(topic, an_article(FILLER + "vLLM and vLLM and vLLM.", title="News"))
    assert title
    assert lead
    assert body
    assert 1.0 == title.score > lead.score > body.score > 0
    assert title.why == "“vLLM” in the title"


def test_a_word_in_passing_does_not_make_an_article_belong() -> None:
    topic = a_topic(any=("vllm",))
    article = an_article(FILLER + "Some use vLLM.", title="News")
    assert fit(topic, article) is None
    assert why_not(topic, article) == "says “vLLM” only in passing"


def test_a_long_text_must_come_back_to_a_word() -> None:
    topic = a_topic(any=("vllm",))
    said = "They measured vLLM. "
    assert fit(topic, an_article(FILLER + 3 * said, title="News"))
    assert fit(topic, an_article(FILLER + 3 * said + 10 * FILLER, title="News")) is None
    assert fit(topic, an_article(FILLER + 10 * said + 10 * FILLER, title="News"))


def test_once_in_the_lead_of_a_long_text_is_in_passing() -> None:
    topic = a_topic(any=("vllm",))
    assert fit(topic, an_article("It runs on vLLM. " + FILLER, title="News"))
    assert fit(topic, an_article("It runs on vLLM. " + 10 * FILLER, title="News")) is None


def test_words_that_are_needed_together_stand_in_one_paragraph() -> None:
    topic = a_topic(all=("ai|language model*",), any=("regulat*",))
    apart = "The pilot asks an AI for the weather.\n\nRegulators of air traffic are strict."
    assert fit(topic, an_article(apart, title="Flying")) is None
    assert fit(topic, an_article("Regulators ask what AI does.", title="Flying"))


@pytest.mark.parametrize(
    ("text", "belongs"),
    [
        ("The vllms are out.", False),
        ("The VLLM project.", True),
        ("Use the open-weights model.", True),
        ("An open-weight model.", True),
        ("Reopen-weight lists.", False),
    ],
)
def test_words_match_whole_in_any_case_and_a_star_ends_a_stem(text: str, belongs: bool) -> None:
    topic = a_topic(any=("vllm", "open-weight*"))
    assert (fit(topic, an_article(text, title="News")) is not None) is belongs


def test_all_and_none_narrow() -> None:
    topic = a_topic(all=("ray|rays",), any=("anyscale", "cluster"), none=("x-ray",))
    assert fit(topic, an_article("Rays of a cluster.", title="News"))
    assert fit(topic, an_article("A Ray cluster.", title="News"))
    assert why_not(topic, an_article("A cluster.", title="News")) == (
        "lacks “ray|rays” in title and lead"
    )
    assert why_not(topic, an_article("An X-ray of a ray cluster.", title="N")) == (
        "“X-ray” keeps it out"
    )
    assert fit(topic, an_article("An X-ray of a ray cluster.", title="N")) is None
    assert why_not(topic, an_article("Ray who?", title="N")) == "has none of the topic's words"


def test_a_feed_or_an_outlet_can_belong_whole() -> None:
    topic = a_topic(any=("vllm",), outlets=("PyTorch Foundation",))
    article = an_article("Nothing of it.", title="News", outlet="vLLM Blog")
    assert fit(topic, article) is None
    assert fit(topic, article, feed_topics=("vllm",))
    assert fit(topic, an_article("Nothing of it.", title="News"))


def test_a_topic_without_words_takes_only_feeds() -> None:
    assert fit(a_topic(), an_article()) is None


def test_tags_are_earned_by_words() -> None:
    assert tags(a_topic(), "It was late.") == []
    assert tags(a_topic(), "Latency fell by half.") == ["serving"]


def test_a_title_of_several_things_says_less_of_those_after_the_first() -> None:
    topic = a_topic(any=("vllm",))
    of_it = fit(topic, an_article("It is out.", title="vLLM 0.11: several nodes, a new cache"))
    among = fit(topic, an_article("It is out.", title="Loom 0.18: several nodes, a vLLM cache"))
    assert of_it
    assert among
    assert of_it.score > among.score


def test_what_is_only_compatible_with_a_thing_is_not_about_it() -> None:
    topic = a_topic(any=("openai",))
    assert fit(topic, an_article("Loom takes OpenAI-compatible requests.", title="Loom")) is None
    assert fit(topic, an_article("Loom takes requests of OpenAI.", title="Loom"))
