"""Our own words in other languages: none is missing, and each takes the values of the English one."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.dates import day
from bot.present import present
from bot.render import RENDERERS
from digests.layouts import LAYOUTS
from digests.text.phrases import LANGUAGES, PHRASES, counted, phrase
from tests.render.digests import second_digest
from tests.sections.test_layouts import digest

_VALUE = re.compile(r"\{(\w+)\}")
_SAME = {"{day} {month}", "{day}/{month}", "{day}–", "{date} {year}"}
"""Dates, which some languages write as English does."""
_OTHERS = sorted(set(LANGUAGES) - {"en"})


@pytest.mark.parametrize("language", _OTHERS)
def test_the_languages_have_the_same_phrases(language: str) -> None:
    every = {english for table in PHRASES.values() for english in table} - _SAME
    assert every - PHRASES[language].keys() == set()


@pytest.mark.parametrize("language", _OTHERS)
def test_a_phrase_takes_the_values_of_the_english_one(language: str) -> None:
    for english, said in PHRASES[language].items():
        assert set(_VALUE.findall(said)) == set(_VALUE.findall(english)), english


@pytest.mark.parametrize("language", _OTHERS)
def test_every_part_of_a_format_is_headed_in_the_language(language: str) -> None:
    titles = {part.title for layout in LAYOUTS.values() for part in layout.parts}
    assert titles <= PHRASES[language].keys()


@pytest.mark.parametrize("language", _OTHERS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_english_remark_is_left_in_a_digest(layout: str, language: str) -> None:
    made = digest(layout, language)
    text = RENDERERS["terminal"](made, present(made))
    for english in ("answered", "entries", "left out", "report:", "reports:", "week of"):
        assert english not in text, english


def test_days_and_counts_are_written_as_the_language_does() -> None:
    when = date(2026, 3, 7)
    assert [day(when, one) for one in ("en", "de", "fr", "es")] == [
        "7 March 2026",
        "7. März 2026",
        "7 mars 2026",
        "7 de marzo de 2026",
    ]
    assert counted("de", 1_200, "story", "stories") == "1.200 Meldungen"
    assert counted("en", 1, "story", "stories") == "1 story"


def test_a_language_without_words_of_ours_gets_the_english_ones() -> None:
    assert phrase("ja", "Sources") == "Sources"
    assert phrase("ja", "{n} more", n=3) == "3 more"


def test_what_goes_on_is_said_in_the_language() -> None:
    made = replace(second_digest(), language="de")
    text = RENDERERS["terminal"](made, present(made))
    assert "Geht weiter: hier gesehen am 6. April 2026" in text
    assert "(neu)" in text
