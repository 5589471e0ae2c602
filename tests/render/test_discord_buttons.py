"""Buttons in a digest on Discord: beside stories where there is room, and each of them known by its id."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.document import Card, Document
from bot.present import present
from bot.render import discord
from tests.render.digests import sample_digest
from tests.render.reading import Json, maps
from tests.render.test_packing import a_random_digest


def beside(bodies: Sequence[Json]) -> list[str]:
    """Return the ids of the buttons beside stories."""
    parts = [
        part
        for body in bodies
        for box in maps(body["components"])
        for part in maps(box["components"])
    ]
    return [str(maps([part["accessory"]])[0]["custom_id"]) for part in parts if part["type"] == 9]


def without_actions(document: Document) -> Document:
    blocks = (replace(b, actions=()) if isinstance(b, Card) else b for b in document.blocks)
    return replace(document, blocks=tuple(blocks))


def test_each_story_has_a_button_that_shows_its_quotes() -> None:
    document = present(sample_digest())
    stories = [block.story_id for block in document.blocks if isinstance(block, Card)]
    found = beside(discord.messages(document))
    assert found == [f"cw:sources:{document.id}/{story}" for story in stories]


@pytest.mark.parametrize("seed", range(8))
def test_no_button_beside_a_story_costs_a_message(seed: int) -> None:
    document = present(a_random_digest([200] * 90, seed))
    with_buttons, bare = discord.messages(document), discord.messages(without_actions(document))
    assert len(with_buttons) == len(bare)
    assert beside(bare) == []
