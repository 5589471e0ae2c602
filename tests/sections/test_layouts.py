"""The formats: their parts in order, what needs a model, and what the hash covers."""

import json
from dataclasses import replace

import jsonschema
import pytest

from bot.present import present
from bot.render import RENDERERS, discord, discord_limits, slack, slack_limits
from bot.render.record import record, schema
from digests.compose import compose, content_hash
from digests.layouts import BRIEF, LAYOUTS, lay_out, missing
from digests.model import Digest, Level, Mode
from digests.pipeline import make_digest, recheck
from digests.text.phrases import LANGUAGES
from tests.authoring.honest import honest_model
from tests.authoring.newsroom import (
    TOPIC,
    WEEK,
    a_store,
    articles,
    kept_digest,
    written_digest,
)
from tests.authoring.translations import translator
from tests.builders import MONDAY
from tests.compose.test_compose import WEEKS_NEWS
from tests.render.digests import sample_digest

OTHERS = [name for name in LAYOUTS if name != BRIEF]


def digest(layout: str, language: str = "en") -> Digest:
    return compose(replace(WEEKS_NEWS, format=layout, language=language), now=MONDAY, version="1")


async def written(layout: str, *, language: str = "en", model: bool = True) -> Digest:
    store, feeds = await a_store(articles())
    told = honest_model() if model else None
    made = await kept_digest(store, feeds, told, layout=layout, language=language)
    assert await recheck(made, store=store) == []
    return made


@pytest.mark.parametrize("layout", LAYOUTS)
def test_sections_stand_in_the_order_of_the_format(layout: str) -> None:
    ids = [section.id for section in digest(layout).sections]
    assert ids == [part.id for part in LAYOUTS[layout].parts if part.id in ids]
    assert "stories" in ids


@pytest.mark.parametrize("layout", OTHERS)
def test_without_a_model_nothing_but_quotes_stands_and_one_line_says_what_is_missing(
    layout: str,
) -> None:
    made = digest(layout)
    assert made.provenance.authorship.level is Level.EXTRACTIVE
    assert not any(section.mode is Mode.ANALYSIS for section in made.sections)
    assert all(claim.written_by is None for claim in made.claims())
    absent = missing(layout, made.sections)
    assert absent
    assert set(absent) == {p.title for p in LAYOUTS[layout].parts if p.mode is Mode.ANALYSIS}
    line = f"Left out, as only a language model writes it: {' and '.join(absent)}"
    document = present(made)
    for name, render in RENDERERS.items():
        if name != "json":
            assert line in " ".join(render(made, document).replace("\\n", " ").split()), name


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_record_lists_every_part_that_is_headed(layout: str) -> None:
    made = digest(layout)
    kept = record(made)
    jsonschema.validate(kept, schema())
    ids = [section["id"] for section in json.loads(json.dumps(kept["sections"]))]
    absent = {part.id for part in LAYOUTS[layout].parts} - set(ids)
    empty = {"watching", "watch", "joined", "numbers", "headlines", "related", "analysis", "take"}
    assert absent <= (empty if layout != BRIEF else {*empty, "sources"})
    assert ids == [part.id for part in LAYOUTS[layout].parts if part.id in ids]


def test_the_short_format_is_what_it_was() -> None:
    made = digest(BRIEF)
    assert lay_out(BRIEF, made.sections, language="en") == made.sections
    assert missing(BRIEF, made.sections) == ()
    sources = made.provenance.sources
    assert made.provenance.content_sha256 == content_hash(
        made.title, made.window, made.sections, sources
    )


def test_formats_and_languages_are_digests_of_their_own() -> None:
    made = [digest(layout, language) for layout in LAYOUTS for language in LANGUAGES]
    assert len({one.id for one in made}) == len(made)
    hashes = {one.provenance.content_sha256 for one in made if one.language == "en"}
    assert len(hashes) == len(LAYOUTS)


def test_the_hash_covers_reading_notes_where_they_are_shown() -> None:
    made = sample_digest()
    made = replace(made, sections=lay_out("reader", made.sections, language="en"))
    stories = made.sections[0]
    assert any(item.notes for item in stories.items)
    bare = replace(stories, items=tuple(replace(item, notes=()) for item in stories.items))
    hashes = {
        layout: {
            content_hash(made.title, made.window, sections, made.provenance.sources, layout=layout)
            for sections in (made.sections, (bare, *made.sections[1:]))
        }
        for layout in (BRIEF, "reader")
    }
    assert (len(hashes[BRIEF]), len(hashes["reader"])) == (1, 2)


@pytest.mark.parametrize("layout", OTHERS)
async def test_with_a_model_the_analysis_answers_questions_and_is_headed_as_opinion(
    layout: str,
) -> None:
    made = await written(layout)
    take = next(section for section in made.sections if section.id == "take")
    assert take.mode is Mode.ANALYSIS
    assert all(item.headline and item.headline.rests_on for item in take.items)
    assert missing(layout, made.sections) == ()
    document = present(made)
    for name, render in RENDERERS.items():
        if name != "json":
            assert "AI opinion" in render(made, document), name
            assert "What could" in render(made, document), name


async def test_the_lead_asks_where_the_first_story_has_a_plan() -> None:
    made = await written("analyst")
    lead = made.sections[0]
    assert lead.id == "lead"
    headline = lead.items[0].headline
    assert headline is not None
    assert headline.text.endswith("?")
    quoted = (await written("analyst", model=False)).sections[0].items[0]
    assert quoted.headline is not None
    assert quoted.headline.headline, "without a model it is the source's own title"


async def test_an_analyst_names_the_digests_that_the_channel_was_sent() -> None:
    store, feeds = await a_store(articles())
    first = await kept_digest(store, feeds, None)
    made = await make_digest(
        TOPIC,
        WEEK,
        feeds=feeds,
        store=store,
        now=MONDAY,
        version="1",
        layout="analyst",
        shown=[first],
    )
    assert [one.id for one in made.related] == [first.id]


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_in_another_language_our_words_are_translated_and_quotes_are_not(
    layout: str, language: str
) -> None:
    english, made = digest(layout), digest(layout, language)
    assert {claim.text for claim in made.claims()} == {claim.text for claim in english.claims()}
    label = made.provenance.authorship.visible_label
    assert label.endswith("(Quotes only, chosen by program.)")
    assert not label.startswith("Quotes only")
    assert made.provenance.authorship.level is Level.EXTRACTIVE
    page = RENDERERS["html"](made, present(made))
    for part in LAYOUTS[layout].parts:
        if part.id not in {"lead", "headlines"} and part.title != "Sources":
            assert f"{part.title}</h2>" not in page


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("layout", LAYOUTS)
async def test_messages_of_every_format_keep_the_platforms_limits(
    layout: str, language: str
) -> None:
    model = honest_model() if language == "en" else translator(language)
    made = await written_digest(model, layout=layout, language=language)
    document = present(made)
    found = [*map(slack_limits.faults, slack.messages(document))]
    found += map(discord_limits.faults, discord.messages(document))
    assert not any(found)
    for body in slack.messages(document):
        first = str(body["text"]).splitlines()[0]
        assert first == made.provenance.authorship.visible_label
