"""A digest in another language: values hold across it, quotes stay, and what is changed is dropped."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import jsonschema
import pytest

from bot.present import present
from bot.render import RENDERERS
from bot.render.record import schema
from digests.authoring.form import form_fault
from digests.claims import rare_names_in, translation_fault
from digests.llm.double import ScriptedModel
from digests.model import Claim, Digest, Level
from digests.pipeline import recheck
from digests.text.foreign import TONGUES, anglicised
from digests.text.phrases import LANGUAGES
from digests.text.values import values
from tests.authoring.newsroom import a_store, articles, kept_digest
from tests.authoring.translations import RIGHT, spoiled, translator
from tests.render.digests import RELEASE, a_claim


async def told(model: ScriptedModel, language: str, layout: str = "brief") -> Digest:
    store, feeds = await a_store(articles())
    made = await kept_digest(store, feeds, model, layout=layout, language=language)
    assert await recheck(made, store=store) == []
    return made


@lru_cache
def claim(text: str) -> Claim:
    return a_claim(RELEASE, "Alibaba Cloud has joined as a Platinum member.", text=text)


STRANGERS = frozenset({"initech"})
PAIRS = [(language, *pair) for language, known in RIGHT.items() for pair in known.items()]


def fault_of(language: str, english: str, text: str) -> bool:
    if form_fault(text, f"{english}„“«»¿¡’‘–\u00a0\u202f") is not None:
        return True
    strangers = STRANGERS if "Initech" not in english else frozenset()
    return (
        translation_fault(claim(english), text, language=language, strangers=strangers) is not None
    )


def test_every_language_has_what_translations_are_checked_by() -> None:
    assert set(TONGUES) == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize(("language", "english", "text"), PAIRS)
def test_a_right_translation_holds(language: str, english: str, text: str) -> None:
    fault = translation_fault(claim(english), text, language=language, strangers=frozenset())
    assert fault is None, fault


def wrong() -> Iterator[tuple[str, str, str, str]]:
    for language, english, text in PAIRS:
        for how, said in spoiled(text, language).items():
            if how != "a name of another story" or "Initech" not in english:
                yield language, english, how, said


def test_every_change_of_a_translation_is_found() -> None:
    cases = list(wrong())
    missed = [case for case in cases if not fault_of(case[0], case[1], case[3])]
    assert not missed, Counter(how for _, _, how, _ in missed)
    assert len(cases) > 400


@pytest.mark.parametrize("language", RIGHT)
async def test_sentences_are_in_the_language_and_quotes_in_the_sources(language: str) -> None:
    made = await told(translator(language), language, "analyst")
    written = [one for one in made.claims() if one.written_by]
    assert written
    assert all(one.original for one in written)
    assert {one.text for one in written} <= set(RIGHT[language].values())
    assert made.provenance.authorship.level is Level.AI_AUTHORED
    label = made.provenance.authorship.visible_label
    assert label.endswith("(AI-authored, not reviewed by a person.)")
    document = present(made)
    kept = json.loads(RENDERERS["json"](made, document))
    jsonschema.validate(kept, schema())
    by_id = {one["id"]: one for one in kept["claims"]}
    stored = {one.article.id: one.article.text for one in made.provenance.sources}
    for one in written:
        assert by_id[one.id]["translation_of"] == one.original
        for quote in one.quotes:
            exact = stored[quote.article_id][quote.start : quote.end]
            assert exact in {each["exact"] for each in by_id[one.id]["evidence"]}
    for name in ("terminal", "html", "slack", "discord"):
        out = RENDERERS[name](made, document)
        mark = {"de": "KI-Übersetzung", "fr": "traduit par une IA", "es": "traducción de una IA"}
        assert mark[language] in out, name


@pytest.mark.parametrize("language", RIGHT)
async def test_what_a_translator_changes_is_dropped_and_counted(language: str) -> None:
    right = await told(translator(language), language)
    made = await told(translator(language, lambda text: f"{text} 99"), language)
    dropped = made.provenance.dropped
    assert not [one for one in made.claims() if one.original]
    assert len(dropped) > len(right.provenance.dropped)
    assert made.provenance.authorship.level is Level.EXTRACTIVE
    assert all(one.repairs for one in (d.draft for d in dropped) if one.text.endswith(" 99"))


def test_names_of_the_weeks_titles_are_strangers_to_a_sentence_without_them() -> None:
    rare = rare_names_in(["Nvidia and Huawei open a cloud region", "Team of Mistralis grows"])
    assert {"nvidia", "huawei", "mistralis"} <= rare
    assert not {"cloud", "team", "region"} & rare
    english = "The round was led by Northwind Labs."
    said = "Die Runde wurde von Northwind Labs und Nvidia angeführt."
    found = translation_fault(claim(english), said, language="de", strangers=rare)
    assert found is not None
    assert "Nvidia" in found.detail


async def test_a_faulty_translation_is_mended_once() -> None:
    made = await told(translator("de", lambda text: f"{text} 99", mends=True), "de")
    written = [one for one in made.claims() if one.original]
    assert written
    assert all(one.repairs for one in written)


async def test_no_digest_takes_more_calls_than_there_may_be() -> None:
    for layout in ("brief", "analyst", "reader", "cards"):
        model = translator("de", lambda text: f"{text} 99")
        await told(model, "de", layout)
        assert len(model.requests) <= 40


async def test_what_was_read_is_read_once_for_all_languages_and_formats() -> None:
    seen: dict[str, set[str]] = {}
    for layout, language in (("brief", "de"), ("brief", "fr"), ("cards", "de"), ("reader", "fr")):
        model = translator(language)
        await told(model, language, layout)
        asked = {
            r.instructions + r.material[0].text for r in model.requests if r.prompt == "extract.v1"
        }
        seen[f"{layout} {language}"] = asked
    assert len({frozenset(one) for one in seen.values()}) == 1


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("de", "43,5 Prozent von 1.500 Kunden", "43.5 percent of 1,500 customers"),
        ("de", "am 7. April 2026", "on 7 April 2026"),
        ("de", "1,2 Milliarden Euro", "1.2 billion euros"),
        ("fr", "43,5 % de 1\u202f500 clients", "43.5 % of 1,500 customers"),
        ("fr", "le 1er avril 2026", "on 1 April 2026"),
        ("fr", "2 milliards de dollars", "2 billion dollars"),
        ("es", "el 7 de abril de 2026", "on 7 April 2026"),
        ("es", "mil millones de dólares", "billion dollars"),
        ("es", "12 horas", "12 hours"),
        ("de", "vLLM 0.20 und Python 3.9", "vLLM 0.20 and Python 3.9"),
    ],
)
def test_values_are_the_same_in_both_languages(language: str, text: str, english: str) -> None:
    mine, theirs = values(anglicised(text, language)), values(english)
    assert len(mine) == len(theirs)
    assert all(one.same(other) for one, other in zip(mine, theirs, strict=True))
