"""What each renderer makes of the samples, to the letter.

After a change that is meant, `CITEWIRE_WRITE_GOLDEN=1 pytest tests/render/test_golden.py` writes
the files anew; read the difference before it is kept.
"""

import os
from pathlib import Path

import pytest

from bot.document import Document
from bot.present import present, present_reply
from bot.render import RENDERERS
from digests.model import Digest, Published
from tests.render.digests import (
    AI_AUTHORED,
    RELEASE,
    a_claim,
    a_digest,
    a_headline,
    an_item,
    sample_digest,
    second_digest,
    stories_section,
)
from tests.render.replies import differing_reply

GOLDEN = Path(__file__).parent / "golden"
SUFFIXES = {
    "terminal": "txt",
    "markdown": "md",
    "html": "html",
    "json": "record.json",
    "slack": "slack.json",
    "discord": "discord.json",
}


def an_ai_digest() -> Digest:
    words = "Alibaba Cloud has joined as a Platinum member."
    claim = a_claim(RELEASE, words, text="Alibaba Cloud became a Platinum member.")
    story = stories_section(an_item(claim, headline=a_headline(RELEASE), also=(RELEASE.id,)))
    return a_digest([story], [RELEASE], authorship=AI_AUTHORED)


SAMPLES: dict[str, Published] = {
    "sample": sample_digest(),
    "quiet": a_digest(),
    "ai": an_ai_digest(),
    "second": second_digest(),
    "differ": differing_reply(),
}


def a_document(sample: Published, *, record_url: str | None = None) -> Document:
    if isinstance(sample, Digest):
        return present(sample, record_url=record_url)
    return present_reply(sample)


def test_every_renderer_has_golden_files() -> None:
    assert set(SUFFIXES) == set(RENDERERS)


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", RENDERERS)
def test_the_output_is_the_golden_file(name: str, sample: str) -> None:
    digest = SAMPLES[sample]
    made = RENDERERS[name](digest, a_document(digest, record_url="https://citewire.example/d/1"))
    path = GOLDEN / f"{sample}.{SUFFIXES[name]}"
    if os.environ.get("CITEWIRE_WRITE_GOLDEN") == "1":
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", ["terminal", "markdown"])
def test_the_label_is_the_first_line(name: str, sample: str) -> None:
    digest = SAMPLES[sample]
    made = RENDERERS[name](digest, a_document(digest))
    first = made.split("\n\n")[0].replace("*", "").replace("\n", " ").replace("\\", "")
    assert first == digest.provenance.authorship.visible_label
