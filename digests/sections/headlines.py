"""Headlines: texts of the window that tell no event, or whose telling would not stand alone."""

from collections.abc import Sequence
from datetime import datetime

from digests.model import Article, Item
from digests.sections.ledger import Ledger
from digests.sections.material import Material
from digests.sections.overlap import wording
from digests.sections.ranking import ranked
from digests.sections.relevance import is_in_passing, mentions
from digests.sections.stories import in_reading_order
from digests.sections.tagging import tags_of
from digests.sections.titles import is_useless
from digests.sections.twins import is_told

MOST = 5


def headlines(material: Material, ledger: Ledger, now: datetime) -> tuple[Item, ...]:
    """Return the titles of what is on the topic and not told, with their outlets, by weight.

    What only mentions the topic is listed where the digest would else be empty.
    """
    del now  # a title is the same at any time
    items: list[Item] = []
    listed = list(ledger.told)
    for central in (True, False):
        for story in ranked(material):
            reports = in_reading_order(material.reports(story), material.language)
            lead = reports[0]
            if len(items) == MOST or (listed and not central):
                break
            if _is_central(reports, material) is not central:
                continue
            if lead.suspicious or is_useless(lead.title) or is_told(story, material, listed):
                continue
            tags = tags_of(material.topic, lead.title, ())
            if ledger.was_shown(wording(lead.title)) or not material.wants(story, tags):
                continue
            claim = ledger.headline(lead)
            if claim:
                listed.append(lead.id)
                items.append(Item(id=story.id, claims=(claim,), label=lead.outlet))
    return tuple(items)


def _is_central(reports: Sequence[Article], material: Material) -> bool:
    return not is_in_passing(reports, material) or mentions(reports[0].title, material.topic)
