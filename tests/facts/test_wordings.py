"""Further wordings of each type, and what they must not be taken for."""

import pytest

from digests.model import FactType, Tier
from tests.facts.labelled import facts_in


@pytest.mark.parametrize(
    ("words", "kind", "subject", "thing"),
    [
        ("AMD announced the acquisition of ZT Systems.", FactType.ACQUIRED, "AMD", "ZT Systems"),
        ("Dr. Quist has left Acme Labs.", FactType.LEFT, "Quist", "Acme Labs"),
        (
            "Cohere’s CTO Maria Keller was appointed chair.",
            FactType.APPOINTED,
            "Maria Keller",
            "Cohere",
        ),
        ("Maria Keller, CTO of Cohere, resigned.", FactType.LEFT, "Maria Keller", "Cohere"),
        (
            "The Linux Foundation said that Zyphra has joined as a Gold member.",
            FactType.JOINED,
            "Zyphra",
            "Linux Foundation",
        ),
        (
            "Arjit Bose joined Groq as vice president of sales.",
            FactType.JOINED,
            "Arjit Bose",
            "Groq",
        ),
        (
            "Tzvika Oren joined Groq as vice president of sales.",
            FactType.JOINED,
            "Tzvika Oren",
            "Groq",
        ),
        ("Ray 3.0 will be released by Anyscale in May.", FactType.RELEASED, "Anyscale", "Ray 3.0"),
        (
            "Chinese Academy of Sciences partners with Huawei.",
            FactType.PARTNERED,
            "Chinese Academy of Sciences",
            "Huawei",
        ),
        (
            "Micron Technology, Inc. partners with Huawei.",
            FactType.PARTNERED,
            "Micron Technology, Inc.",
            "Huawei",
        ),
    ],
)
def test_further_wordings_are_read(words: str, kind: FactType, subject: str, thing: str) -> None:
    (fact,) = facts_in(words, kind)
    assert (fact.subject, fact.object) == (subject, thing)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Databricks bought Databricks.", FactType.ACQUIRED),
        ("Anthropic invests $100 million into the Claude Partner Network.", FactType.FUNDED),
        ("Nvidia raised its forecast and guidance by $2 billion for the year.", FactType.FUNDED),
        ("Cohere partners with Maria Keller.", FactType.PARTNERED),
        ("Maria Keller was appointed chair.", FactType.APPOINTED),
        ("Maria Keller resigned.", FactType.LEFT),
        ("Intel left Nvidia.", FactType.LEFT),
        ("Intel joined AMD as a member.", FactType.JOINED),
        ("Intel joins the Governing Board.", FactType.JOINED),
        ("Linux Foundation joined the Linux Foundation.", FactType.JOINED),
        ("Google released Google.", FactType.RELEASED),
        ("OpenAI launched the OpenAI Academy.", FactType.RELEASED),
        ("vLLM 0.11 introduces FlashInfer 2.", FactType.RELEASED),
        ("Maria Keller deprecated the Assistants API.", FactType.DEPRECATED),
        ("Google deprecates Google.", FactType.DEPRECATED),
        ("OpenAI retires GPT-4o engineers.", FactType.DEPRECATED),
    ],
)
def test_what_cannot_be_is_not_read(words: str, kind: FactType) -> None:
    assert facts_in(words, kind) == []


def test_code_names_are_owned_by_the_publisher() -> None:
    (fact,) = facts_in(
        "The torch.jit module is deprecated.",
        FactType.DEPRECATED,
        tier=Tier.PRIMARY,
        outlet="PyTorch Blog",
    )
    assert (fact.subject, fact.object) == ("PyTorch", "torch.jit")


def test_a_foundation_s_own_news_is_about_joining_it() -> None:
    (fact,) = facts_in(
        "Mei Tan joins the Governing Board.",
        FactType.JOINED,
        tier=Tier.PRIMARY,
        outlet="Loom Foundation",
        title="Faces of the spring",
    )
    assert (fact.object, fact.role) == ("Loom Foundation", "Governing Board")
