"""Sentences that stand alone, and those that lean on what was said before."""

import pytest

from digests.sections.standing import (
    leaning,
    names,
    speaks_as_i,
    speaks_as_we,
    speaks_to_you,
)
from digests.text.words import content_words


@pytest.mark.parametrize(
    "sentence",
    [
        "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member.",
        "OpenAI said on Tuesday that it will close the API in March.",
        "Mark Collier said he would chair the board.",
        "This week, Mistral AI released two models under the Apache 2.0 licence.",
        "When the outage began, engineers at Anthropic paused their deployments.",
        "The PyTorch Foundation granted one seat to Alibaba Cloud.",
        "Those who use vLLM 0.11 get the fix at once.",
        "In its survey, Futurum asked 820 decision makers.",
        "As of today, June 30, the export controls on the model have been lifted by Washington.",
        "Meta’s new kernel makes it easier for engineers to port models.",
        "Developers can keep the tools that they know.",
        "Tools such as vLLM and SGLang rest on PyTorch.",
        "Using a harness, researchers at Anthropic have found two attacks.",
        "Ray will be renamed, approx. one year after the move.",
    ],
)
def test_a_sentence_with_its_names_stands_alone(sentence: str) -> None:
    assert leaning(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        # Pronouns and pointers at the start.
        "It also runs on Trainium.",
        "They have also written a companion paper.",
        "This is the largest release yet.",
        "These results hold for Llama 4.",
        "However, OpenAI disagrees.",
        "As mentioned, Meta will follow.",
        "In addition, NVIDIA joins the board.",
        "For example, Qwen runs on one GPU.",
        "Of these, Mozilla assigned 14 a high severity.",
        "Three days later, the president signed the order.",
        "All but one of these experiments failed at Google.",
        "As those proposals move on, Microsoft will adapt.",
        # Pronouns with nobody before them.
        "Today it is available in Europe.",
        "Before Anthropic he was an engineer at Microsoft, and he brings experience.",
        "After controlling for wealth, they estimated that funding from Washington helped.",
        "The National Academy of Sciences appointed him to its committee.",
        "On ExploitGym, which asks agents for exploits, it doubles the rate of GPT-5.",
        "Even at medium reasoning, it beats Fable 5 by 11 points.",
        # Things said before.
        "Server instructions fall in the latter category.",
        "Today’s announcement is an early step for OpenAI.",
        "Kubeflow was created to hide this complexity from users.",
        "UST is putting Claude to work inside those environments.",
        "Such systems worry the Commission.",
        "Today's announcement by OpenAI builds on that work.",
        # A subject without a name.
        "The company will open an office in Tokyo in May.",
        "The new model runs on one GPU.",
        "The proof brings unexpected ideas to bear on the question.",
        # No statements.
        "Will Alibaba Cloud shift the priorities of PyTorch?",
        "How OpenAI rebuilt its WebRTC stack to power voice.",
        "Learn what PyTorch 2.9 brings.",
        "Don't miss the PyTorch Conference in October.",
        "“We are moving fast, and the work scales well for Kilo.”",
        "(Older models of Qwen reach 55% and 69%, respectively.)",
        # Headings and labels that lost their line break.
        "Ranking With ONNX We added a component that ranks documents.",
        "More Complex Workloads In Production Some responses highlighted growth.",
        "Vendor A, 12 pods, 8 GPUs. llm-d brings the latency down.",
    ],
)
def test_a_sentence_that_leans_on_its_neighbours_is_refused(sentence: str) -> None:
    assert leaning(sentence) is not None


def test_a_thing_that_the_headline_names_may_be_pointed_at() -> None:
    sentence = "An internal OpenAI model has disproved this longstanding conjecture."
    title = frozenset(content_words("OpenAI model disproves a central conjecture"))
    assert leaning(sentence) is not None
    assert leaning(sentence, title=title) is None


def test_a_question_may_stand_where_questions_are_asked() -> None:
    question = "Will Alibaba Cloud shift the priorities of PyTorch?"
    assert leaning(question, may_ask=True) is None
    assert leaning("Will it shift them?", may_ask=True) is not None


def test_who_speaks_is_looked_for_outside_quotation_marks_only() -> None:
    quoted = "“We are glad that you trust me,” said Feifei Li of Alibaba Cloud."
    assert not speaks_as_we(quoted)
    assert not speaks_as_i(quoted)
    assert not speaks_to_you(quoted)
    assert not speaks_as_we("Some US officials may ban Chinese models.")
    assert speaks_as_we("Let us say which.")
    assert speaks_as_we("Today we’re releasing Devstral 2.")
    assert speaks_as_i("I'm happy to welcome Clare Liguori.")
    assert speaks_to_you("You can start it from the terminal.")


def test_names_are_told_by_their_spelling() -> None:
    found = [
        name.text for name in names("Today vLLM and the Linux Foundation told LLM users: iOS.")
    ]
    assert found == ["vLLM", "Linux", "Foundation", "iOS"]
    assert names("Building fast models is hard.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "On CursorBench 3.2, at max effort, the model performs within 0.5% of Fable 5.",
        "In response, many companies have signed a letter that supports Meta.",
        "In claude.ai, open the connectors menu and find the Economic Index.",
        "In a new paper, Anthropic shows that a similar distinction has emerged in Claude.",
        "Mapping it against the MITRE framework shows that Volt used 30 techniques.",
        "The knowledge can be tailored very specifically to the deployment of GRAM.",
    ],
)
def test_a_subject_that_only_a_neighbour_names_leans(sentence: str) -> None:
    assert leaning(sentence)


def test_below_its_headline_a_sentence_may_speak_of_the_model_and_of_the_money() -> None:
    title = frozenset(content_words("Introducing Claude Opus 5"))
    assert leaning("On CursorBench, at max effort, the model performs well.", title=title) is None
    assert leaning("The $10 million will fund research in Canada.", title=title) is None
    assert leaning("The $10 million will fund research.")


@pytest.mark.parametrize(
    "sentence",
    [
        "While powerful, it adds operational overhead to every cluster.",
        "Though widely used, they need a GPU of the newest kind.",
        "“A person would need two hours,” Okafor adds.",
        "“The board met twice in March,” added Lena Brandt.",
    ],
)
def test_a_sentence_that_goes_on_from_another_cannot_stand(sentence: str) -> None:
    assert leaning(sentence) is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "While Ray scales well, it needs a head node.",
        "“Ray adds a head node,” said Lena Brandt, chief engineer of Initech.",
    ],
)
def test_a_pronoun_with_its_noun_and_a_named_speaker_can(sentence: str) -> None:
    assert leaning(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Between the two regions, though, Northwind saw no change at all.",
        "With Loom 3.0 merged, that long wait is over for Northwind.",
        "At Northwind and at Acme, that same habit was seen in every team.",
        "Every kernel of Helion can then be sent to the cluster.",
        "Today, more than half of the company writes code with Helion.",
        "For cohort C, the answers of Helion were shorter than in print.",
        "The default is False, so that Helion keeps the old order.",
    ],
)
def test_a_sentence_that_needs_an_earlier_one_leans(sentence: str) -> None:
    assert leaning(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The limits are Loom and Helion, where no cluster was large enough.",
        "The patch will be sent to Helion when the queue is empty.",
        "Loom is meant to widen that gap, with ten kernels for each of the nodes.",
        "Paid users can run Helion as well on a second node.",
        "We think this is a reason for Northwind to wait.",
        "Lena Brandt of Northwind studied the bug that was found in the week prior.",
        "The guards of Northwind, sent by Acme, then bought 12 lamps for the archive.",
        "The rules of Northwind therefore ask whether Helion adds a risk.",
        "The trust helps Northwind to keep to its aims and maintain that course over the years.",
        "We see that it is a long way from Northwind.",
        "Separately, Northwind sold a part of Helion.",
        "Northwind should instead keep the chips of Acme at home.",
        "Helion puts all three under one roof.",
        "Now 7% of the kernels of Helion wait.",
        "After subsequently selling 40 nodes, Northwind was sued.",
        "Some degree of delay is likely, since Helion has moved.",
        "Loom, its cache of racks, now runs the nodes of Northwind.",
        "Northwind scored 70.7% and 83.3% respectively.",
        "The Loom 4 series accounts for more than 300 million.",
    ],
)
def test_what_is_pointed_at_within_a_sentence_must_be_in_it(sentence: str) -> None:
    assert leaning(sentence)


def test_the_headlines_name_beside_what_is_pointed_at_does_not_say_what_it_is() -> None:
    sentence = "Northwind is facing this hurdle with Helion."
    assert leaning(sentence, title=frozenset(content_words("Helion is out")))
    assert not leaning(sentence, title=frozenset(content_words("The hurdle of Helion")))


def test_several_things_may_be_pointed_at_where_the_headline_has_them() -> None:
    sentence = "Northwind saw recall improve across these compiler versions."
    assert leaning(sentence, title=frozenset(content_words("A compiler at Northwind")))
    assert not leaning(sentence, title=frozenset(content_words("Ten versions of a compiler")))


@pytest.mark.parametrize(
    "sentence",
    [
        "Guards said at the meeting that Northwind in Berlin had bought 12 lamps.",
        "We see that Helion is cheap, and that it lasts at Northwind.",
        "Northwind trained Helion, then sold it to Acme.",
        "Helion takes Loom, Heddle, and Weft and brings all three together.",
        "The limits of Loom are Helion and its queue.",
        "Northwind found that agents, when left alone, wait for Helion.",
        "Helion runs on two nodes as well as on one.",
        "Northwind doubled its rent, and this is why Acme left.",
    ],
)
def test_what_is_pointed_at_may_stand_in_the_sentence(sentence: str) -> None:
    assert leaning(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Feifei Li of Alibaba Cloud said the company plans to hire.",
        "Helion compiles each kernel, and the kernels can then be sent to Northwind.",
        "Acme said on Monday that the same chip runs Loom and Helion.",
        "Acme raised $40 million in a Series B led by Northwind.",
        "In Berlin, that is where Acme opened its first lab.",
    ],
)
def test_a_sentence_that_holds_what_it_points_at_does_not(sentence: str) -> None:
    assert leaning(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Loom, the cache of Northwind, now runs 40 nodes.",
        "Loom and Helion scored 70.7% and 83.3% respectively.",
        "The Loom 4 series earned Northwind $300 million.",
    ],
)
def test_what_says_itself_whose_and_of_what_stands(sentence: str) -> None:
    assert not leaning(sentence)
