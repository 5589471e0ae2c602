"""Which stories come first."""

import math
from collections.abc import Mapping

from digests.model import Article, Fact, Modality, Story, Tier, Wrote
from digests.sections.leaning import lean
from digests.sections.material import Material
from digests.sections.tagging import tags_of
from digests.sections.titles import is_teaching, is_useless, states_something

_TIER_WORTH = {
    Tier.PRIMARY: 1.0,
    Tier.PRESS: 0.9,
    Tier.ANALYST: 0.5,
    Tier.COMMUNITY: 0.3,
    Tier.AGGREGATOR: 0.0,
}
A_SENTENCE = 80
"""Characters of body below which there is nothing to quote but the title."""
_ENOUGH = 1_500
"""Characters of body beyond which more text makes no more substance."""
_OPENING = 300
"""Characters of body that are looked through for tags."""


def ranked(material: Material) -> list[Story]:
    """Return the stories, the one that matters most first; equal ones by time, then id.

    What a channel's votes are for or against moves up or down by a share of its weight.
    """
    facts: dict[str, list[Fact]] = {}
    for fact in material.facts:
        facts.setdefault(fact.quote.article_id, []).append(fact)
    told = [story for story in material.stories if material.reports(story)]
    return sorted(told, key=lambda s: (-_leant(s, material, facts), s.first_at, s.id))


def _leant(story: Story, material: Material, facts: Mapping[str, list[Fact]]) -> float:
    plain = weight(story, material, facts)
    if not material.leanings:
        return plain
    lead = material.reports(story)[0]
    earlier = material.earlier(story)
    # As far as can be told before its sentences are chosen.
    stated = [fact.type for fact in facts.get(lead.id, ())]
    tags = tags_of(material.topic, lead.title, [lead.body[:_OPENING]], stated)
    known = {*tags, *(earlier.tags if earlier else ())}
    return plain + abs(plain) * lean(known, [lead.outlet], material.leanings)


def weight(story: Story, material: Material, facts: Mapping[str, list[Fact]]) -> float:
    """Return what a story is worth to a subscriber of the topic."""
    reports = material.reports(story)
    lead = reports[0]
    total = 1.2 * math.log2(independent(reports)) if independent(reports) else -1.0
    total += _TIER_WORTH[lead.tier]
    total += 4.0 * max(material.fits.get(article.id, 0.5) for article in reports)
    total += _recency(story, material)
    total += 0.3 * min(_events(reports, facts), 3)
    total += 0.8 * min(len(lead.body), _ENOUGH) / _ENOUGH
    total -= 0.5 if len(lead.body) < A_SENTENCE else 0.0
    total -= 0.6 if is_useless(lead.title) else 0.0
    total -= 0.8 if is_teaching(lead.title) else 0.0
    total -= 0.0 if states_something(lead.title) else 0.4
    total -= 1.5 if lead.suspicious else 0.0
    total -= 1.0 if lead.language and lead.language != material.language else 0.0
    return total


def independent(reports: tuple[Article, ...]) -> int:
    """Count the outlets that report for themselves: no declared rewrite, no aggregator's card."""
    return len(
        {
            article.outlet
            for article in reports
            if article.tier is not Tier.AGGREGATOR
            and article.authorship.status is not Wrote.DECLARED_AI
        }
    )


def _recency(story: Story, material: Material) -> float:
    length = (material.window.until - material.window.since).total_seconds()
    age = (material.window.until - story.last_at).total_seconds()
    return 0.5 * max(0.0, 1.0 - age / length) if length > 0 else 0.0


def _events(reports: tuple[Article, ...], facts: Mapping[str, list[Fact]]) -> int:
    """Count the kinds of event that the reports state as happened or announced."""
    return len(
        {
            fact.type
            for article in reports
            for fact in facts.get(article.id, ())
            if fact.modality is not Modality.PLANNED
        }
    )
