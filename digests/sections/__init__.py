"""The parts of a digest. To add one: a file with its builder, a line in `SECTIONS`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from digests.model import Item, Mode
from digests.sections.headlines import headlines
from digests.sections.joined import who_joined
from digests.sections.ledger import Ledger
from digests.sections.material import Material
from digests.sections.numbers import numbers_to_know
from digests.sections.stories import top_stories
from digests.sections.watch import what_to_watch
from digests.sections.watched import WATCH, WATCHING, you_were_watching

Builder = Callable[[Material, Ledger, datetime], tuple[Item, ...]]
"""Makes a section's items from the material; the ledger knows what is printed already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A kind of section."""

    title: str
    mode: Mode
    build: Builder


SECTIONS: dict[str, Part] = {
    "stories": Part(title="Top stories", mode=Mode.EXTRACT, build=top_stories),
    WATCHING: Part(title="You were watching", mode=Mode.EXTRACT, build=you_were_watching),
    WATCH: Part(title="What to watch", mode=Mode.QUESTION, build=what_to_watch),
    "joined": Part(title="Who joined", mode=Mode.FACT, build=who_joined),
    "numbers": Part(title="Numbers to know", mode=Mode.EXTRACT, build=numbers_to_know),
    "headlines": Part(title="Headlines", mode=Mode.EXTRACT, build=headlines),
}
"""By section id, in reading order: a later part says nothing that an earlier one said."""

__all__ = ["SECTIONS", "Builder", "Ledger", "Material", "Part"]
