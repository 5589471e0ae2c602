"""The level and label of a text follow from the run that made it."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digests.authorship import DISCLOSURE, SOURCE_TYPE, Run, authorship
from digests.model import Level, Review

REVIEW = Review(
    reviewer="Ada Lovelace", at=datetime(2026, 4, 12, 8, tzinfo=UTC), reviewed_sha256="aa"
)


UNREVIEWED = "AI-authored, not reviewed by a person. Written by Qwen3 from "


@pytest.mark.parametrize(
    ("run", "label"),
    [
        (Run(content_sha256="aa", sources=7), "Quotes only, chosen by program from 7 sources."),
        (
            Run(content_sha256="aa", sources=7, declared_ai=1),
            "Quotes only, chosen by program from 7 sources. 1 of them declares itself AI-written.",
        ),
        (
            Run(content_sha256="aa", sources=7, declared_ai=2),
            "Quotes only, chosen by program from 7 sources. 2 of them declare themselves AI-written.",
        ),
        (
            Run(content_sha256="aa", sources=1, declared_ai=1),
            "Quotes only, chosen by program from 1 source. It declares itself AI-written.",
        ),
        (Run(content_sha256="aa", sources=0), "Quotes only, chosen by program from 0 sources."),
        (
            Run(content_sha256="aa", sources=7, model="Qwen3", matched=23, statements=25),
            UNREVIEWED + "7 cited sources; 23 of 25 statements matched to a quote.",
        ),
        (
            Run(content_sha256="aa", sources=1, model="Qwen3", matched=1, statements=1),
            UNREVIEWED + "1 cited source; 1 of 1 statement matched to a quote.",
        ),
        (
            Run(content_sha256="aa", sources=7, model="Qwen3", review=REVIEW),
            "AI-authored, reviewed by Ada Lovelace on 12 Apr 2026.",
        ),
    ],
)
def test_the_label_is_worded_by_the_contract(run: Run, label: str) -> None:
    assert authorship(run).visible_label == label


def test_a_review_holds_for_one_text_only() -> None:
    reviewed = authorship(Run(content_sha256="aa", sources=1, model="Qwen3", review=REVIEW))
    edited = authorship(Run(content_sha256="bb", sources=1, model="Qwen3", review=REVIEW))
    assert reviewed.level is Level.AI_AUTHORED_REVIEWED
    assert edited.level is Level.AI_AUTHORED
    assert edited.visible_label.startswith("AI-authored, not reviewed")


def test_a_review_does_not_make_quotes_ai_authored() -> None:
    assert authorship(Run(content_sha256="aa", sources=1, review=REVIEW)).level is Level.EXTRACTIVE


@pytest.mark.parametrize("level", list(Level))
def test_every_level_has_its_machine_readable_values(level: Level) -> None:
    assert SOURCE_TYPE[level].startswith("http://cv.iptc.org/newscodes/digitalsourcetype/")
    assert DISCLOSURE[level] in {"none", "autonomous", "ai-generated"}


def test_nothing_else_in_the_core_sets_a_level() -> None:
    core = Path(__file__).resolve().parents[2] / "digests"
    makers = [
        path.relative_to(core).as_posix()
        for path in core.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Authorship"
    ]
    # The store gives back what it was given; everything else must ask for the computed value.
    assert [maker for maker in makers if not maker.startswith("store/")] == ["authorship.py"]
