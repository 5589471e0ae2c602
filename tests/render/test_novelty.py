"""A channel that was shown other digests sees what is new, what goes on, and what was left out."""

from dataclasses import replace

import pytest

from bot.document import Card
from bot.present import present
from bot.present.wording import receipt
from bot.render import RENDERERS
from bot.render.spans import plain
from digests.model import Digest
from tests.render.digests import sample_digest, second_digest


def cards(digest: Digest) -> list[Card]:
    return [block for block in present(digest).blocks if isinstance(block, Card)]


def test_a_story_says_whether_the_channel_knows_it() -> None:
    going_on, new = cards(second_digest())
    known = "Developing: you saw this on 6 April 2026; 2 more reports"
    assert plain(going_on.lines[0].spans) == known
    assert "(new)" not in plain(going_on.headline)
    assert "(new)" in plain(new.headline)
    assert len(new.lines) == 1


def test_a_first_digest_says_neither() -> None:
    for card in cards(sample_digest()):
        assert "(new)" not in plain(card.headline)
        assert not any("Developing" in plain(line.spans) for line in card.lines)


@pytest.mark.parametrize("name", ["terminal", "markdown", "html", "slack", "discord"])
def test_every_renderer_shows_it(name: str) -> None:
    made = RENDERERS[name](second_digest(), present(second_digest())).replace("\\", "")
    for words in ("(new)", "Developing: you saw this on 6 April 2026", "2 unchanged stories"):
        assert words in made


def test_the_receipt_counts_stories_that_the_channel_knows() -> None:
    coverage = second_digest().provenance.coverage
    known = replace(coverage, unchanged=1)
    assert receipt(known, told=2) == (
        "7 of 7 feeds answered · 41 entries read · 2 of 4 stories · 1 unchanged story left out"
        " · 0 statements left out"
    )
