"""Titles that name two events of one kind are told apart, others are not."""

from datetime import timedelta

import pytest

from digests.stories.contrasts import closeness, contrast, days_apart, marks
from tests.builders import MONDAY, an_article


def titles_contrast(first: str, second: str, *, same_outlet: bool = False) -> bool:
    one = an_article(title=first, outlet="One")
    other = an_article(title=second, outlet="one" if same_outlet else "Other")
    return contrast(marks(one), marks(other))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("PyTorch 2.9 released", "PyTorch 2.10 brings new kernels"),
        ("Claude Opus 4.5 is out", "A first look at Claude Opus 4.6"),
        ("Introducing GPT-4", "GPT-5 arrives"),
        ("vLLM v0.11.0rc1", "vLLM v0.11.0"),
        ("The agents podcast, episode 12", "The agents podcast, episode 13"),
        ("Windsurf Next 1.12.150", "v2.1.59"),
        ("Ray 2.50 released", "Vulnerability in Ray 2.50 found"),
    ],
)
def test_another_version_issue_or_kind_is_another_event(first: str, second: str) -> None:
    assert titles_contrast(first, second)
    assert titles_contrast(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("vLLM 0.11.0 released", "vLLM 0.11 is here"),
        ("PyTorch 2.9 compared with 2.8", "What PyTorch 2.9 brings"),
        ("A magnitude 6.1 quake hits Iran", "Quake of magnitude 6.2 hits Iran"),
        ("Futurum: 51.5 % of firms are hybrid", "Futurum: 52.0 percent of firms are hybrid"),
        ("Lab raises $2.5 billion", "Lab raises $2.4 billion"),
        ("Ten dead in fire", "Eleven dead in fire"),
        ("Police arrest 23 pirates", "Navy seizes 26 pirates"),
        ("Claude Opus 4.6 is out", "Grok 4.1 is out for everyone to try"),
        ("Ray 2.50 fixes a vulnerability in this release", "Ray 2.50 released"),
        ("Alibaba Cloud joins the PyTorch Foundation", "PyTorch Foundation gains a member"),
    ],
)
def test_figures_that_are_no_version_set_nothing_apart(first: str, second: str) -> None:
    assert not titles_contrast(first, second)


def test_one_outlets_form_with_another_number_or_month_is_another_event() -> None:
    assert titles_contrast("Changelist: May 2025", "Changelist: June 2025", same_outlet=True)
    assert titles_contrast("Our 12 picks of the week", "Our 9 picks of the week", same_outlet=True)
    assert titles_contrast("Helion 0.2", "Triton release 3.1", same_outlet=True)
    assert not titles_contrast("Changelist: May 2025", "Changelist: May 2025", same_outlet=True)
    assert not titles_contrast("Changelist: May 2025", "Changelist: June 2025")


def test_nearness_falls_with_the_days_between() -> None:
    def after(days: float) -> float:
        later = an_article(outlet="Other", published_at=MONDAY + timedelta(days=days))
        return closeness(marks(an_article(published_at=MONDAY)), marks(later))

    assert after(0) == after(1) == 1.0
    assert 1.0 > after(3) > after(8) > 0.0
    assert after(12) == after(400) == 0.0


def test_an_outlets_second_title_is_less_near_and_its_repeated_one_is_not() -> None:
    first = marks(an_article(title="Alibaba joins"))
    assert closeness(first, marks(an_article(title="Alibaba is in"))) < 1.0
    assert closeness(first, marks(an_article(title="Alibaba joins"))) == 1.0


def test_a_day_of_first_sight_is_no_day() -> None:
    seen = marks(an_article(date_source="first_seen"))
    assert seen.day is None
    assert days_apart(seen, marks(an_article())) is None
