"""Tags are earned by the story's own words."""

from digests.model import FactType, Topic
from digests.sections.tagging import MOST_TAGS, tags_of

PYTORCH = Topic(
    id="pytorch",
    title="PyTorch",
    description="",
    tags={"compiler": ("torch.compile", "compiler"), "pytorch": ("pytorch",)},
)


def test_a_title_proves_tags() -> None:
    assert tags_of(PYTORCH, "Acme raises $40 million in Series B", []) == ("funding",)


def test_a_stated_fact_proves_its_tag_first() -> None:
    tags = tags_of(PYTORCH, "Acme releases a compiler", [], [FactType.JOINED])
    assert tags == ("membership", "release", "compiler")


def test_who_is_released_is_no_release() -> None:
    assert tags_of(PYTORCH, "Northwind releases two prisoners", []) == ()
    assert tags_of(PYTORCH, "Northwind releases Loom", []) == ("release",)


def test_the_first_sentence_proves_what_happened() -> None:
    assert tags_of(PYTORCH, "Devstral 2", ["Today, we're releasing Devstral 2."]) == ("release",)
    assert tags_of(PYTORCH, "Announcing Loom v0.18: several nodes", []) == ("release",)
    assert tags_of(PYTORCH, "Loom 1.9: New Tools for Nodes", []) == ("release",)
    assert tags_of(PYTORCH, "Acme and Bolt partner to bring Loom to ships", [])[0] == "partnership"
    assert tags_of(PYTORCH, "Curia notes", ["In 2025 the Curia released a note."]) == ()


def test_a_subject_named_once_in_passing_proves_nothing() -> None:
    once = "GPT-5.5 does well in legal, education and data science."
    twice = "Claude for Teachers is free for education in the US; schools lead education."
    assert "education" not in tags_of(PYTORCH, "GPT-5.5", [once])
    assert "education" in tags_of(PYTORCH, "Claude in schools", [twice])


def test_the_topic_itself_is_no_tag_and_three_are_enough() -> None:
    title = "PyTorch governing board: members vote on GPU benchmark policy, regulation, safety"
    found = tags_of(PYTORCH, title, [])
    assert len(found) <= MOST_TAGS
    assert "pytorch" not in found


def test_the_name_of_a_university_is_no_subject() -> None:
    printed = ["Labs at the University of Northwind and the University of Loom joined Helion."]
    assert "education" not in tags_of(PYTORCH, "Helion", printed)


def test_a_round_that_is_announced_and_hours_of_launching_are_no_release() -> None:
    money = "We are announcing a Series C funding round of 1.7B€."
    assert tags_of(PYTORCH, "Acme has news", [money]) == ("funding",)
    assert tags_of(PYTORCH, "Acme cuts launch hours by 68%", []) == ()
    assert tags_of(PYTORCH, "Acme has news", ["We are announcing Loom 3."]) == ("release",)
