"""Whether a channel knows a sentence, by those that it was shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.model import Fact, FactType, Modality
from digests.sections.overlap import wording
from digests.sections.shown import Shown
from tests.sections.material import PRESS, RELEASE, fact

JOINED = "Alibaba Cloud has joined the PyTorch Foundation as a Platinum member on April 7, 2026."


def knows(known: str, new: str) -> bool:
    return Shown(stories={}, sentences=[wording(known)]).has_said(wording(new))


@pytest.mark.parametrize(
    ("known", "new"),
    [
        (JOINED, JOINED),
        (JOINED, "Alibaba Cloud joined the PyTorch Foundation as a Platinum member."),
        (JOINED, "The Platinum member Alibaba Cloud has joined the PyTorch Foundation in April."),
        (
            "In a survey of 820 companies, 51% use a hybrid approach to PyTorch.",
            "In the survey, 51% of companies use a hybrid approach to PyTorch.",
        ),
        ("新闻：阿里云加入基金会。", "新闻：阿里云加入基金会。"),
        ("Meta paid $40 million for it.", "Meta paid more than $40 million for it."),
    ],
)
def test_the_same_and_nearly_the_same_is_known(known: str, new: str) -> None:
    assert knows(known, new)


@pytest.mark.parametrize(
    ("known", "new"),
    [
        (JOINED, "Alibaba Cloud and Red Hat joined the PyTorch Foundation as Platinum members."),
        (
            "Junhua Wang of Alibaba Cloud sits on the Governing Board of the PyTorch Foundation.",
            "Junhua Wang resigned from the Governing Board of the PyTorch Foundation.",
        ),
        (
            "PyTorch 2.9 trains models 38% faster on H100 GPUs.",
            "PyTorch 2.9 trains models 31% faster on H100 GPUs.",
        ),
        ("vLLM 0.19.1 fixes the scheduler.", "vLLM 0.19.2 fixes the scheduler."),
        (
            "The PyTorch Conference takes place on 12 May 2026.",
            "The PyTorch Conference takes place on 19 May 2026.",
        ),
        (JOINED, JOINED.replace("Alibaba Cloud", "Huawei")),
        (
            "The board will accept the bylaws of the PyTorch Foundation.",
            "The board will not accept the bylaws of the PyTorch Foundation.",
        ),
        (
            "Cerebras will open a laboratory in Toulouse.",
            "Cerebras has opened a laboratory in Toulouse.",
        ),
        (
            "The PyTorch Foundation, the neutral home of open source AI, hired a director.",
            "The PyTorch Foundation, the neutral home of open source AI, moves its servers to Iceland for cheap geothermal electricity.",
        ),
    ],
    ids=["more", "turn", "figure", "version", "date", "name", "denial", "deed", "same opening"],
)
def test_what_differs_in_what_matters_is_not_known(known: str, new: str) -> None:
    assert not knows(known, new)


@given(st.text(min_size=1).filter(str.strip))
def test_every_sentence_knows_itself(text: str) -> None:
    assert knows(text, f" {text.strip()}  ")


def test_nothing_is_known_where_nothing_was_shown() -> None:
    assert not Shown(stories={}, sentences=()).has_said(wording(JOINED))


def joined(subject: str = "Alibaba Cloud", **changes: object) -> Fact:
    fields = {"object": "PyTorch Foundation", "role": "Platinum member"} | changes
    return fact(RELEASE, JOINED, FactType.JOINED, subject, **fields)


@pytest.mark.parametrize(
    ("known", "new"),
    [
        (joined(), joined()),
        (joined(), joined(role="Platinum")),
        (joined(), joined(role=None, object="the PyTorch Foundation")),
        (joined(), joined(object=None)),
        (joined(), joined("Alibaba cloud")),
    ],
)
def test_who_joined_is_known_with_as_much_of_a_role(known: Fact, new: Fact) -> None:
    assert Shown(stories={}, sentences=(), facts=[known]).has_named(new)


@pytest.mark.parametrize(
    ("known", "new"),
    [
        (joined(), joined("Huawei")),
        (joined(), joined(role="Gold member")),
        (joined(), joined(object="Agentic Alliance")),
        (joined(role=None), joined()),
        (joined(modality=Modality.PLANNED), joined()),
        (joined(), fact(RELEASE, JOINED, FactType.LEFT, "Alibaba Cloud")),
    ],
    ids=["who", "role", "where", "more", "done", "left"],
)
def test_another_event_of_the_same_people_is_not_known(known: Fact, new: Fact) -> None:
    assert not Shown(stories={}, sentences=(), facts=[known]).has_named(new)


def test_a_row_is_known_from_any_source() -> None:
    elsewhere = fact(PRESS, "Alibaba Cloud joined", FactType.JOINED, "Alibaba Cloud")
    assert Shown(stories={}, sentences=(), facts=[joined()]).has_named(elsewhere)
