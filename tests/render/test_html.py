"""The page: self-contained, strict, readable by people and programs."""

import base64
import hashlib
import itertools
import json
import re

import pytest

from bot.document import Card, Document, Heading, Lines
from bot.present import present
from bot.render import html
from tests.render.digests import AI_AUTHORED, a_digest, sample_digest
from tests.render.reading import skeleton

PAGE = html.render(present(sample_digest(), record_url="https://citewire.example/d/1"))
THEMES = re.findall(r":root \{(.*?)\}", PAGE, re.DOTALL)


def test_the_label_is_the_first_thing_that_is_read() -> None:
    body = PAGE.partition("</a>\n<header>")[2]
    assert body.lstrip().startswith(
        '<p class="label"><strong>Quotes only</strong>, chosen by program'
    )


def test_the_policy_allows_the_pages_own_style_and_nothing_else() -> None:
    css = PAGE.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode().replace("+", "&#43;")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', PAGE)
    assert policy is not None
    assert policy[1].replace("&#39;", "'").replace("+", "&#43;") == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_nothing_is_loaded_and_nothing_runs() -> None:
    tags = [tag for tag, _ in skeleton(PAGE).tags]
    assert not {"img", "link", "iframe", "object", "form", "base"} & set(tags)
    assert re.findall(r"<script[^>]*>", PAGE) == ['<script type="application/ld+json">']
    assert "url(" not in PAGE
    assert "@import" not in PAGE


def test_every_claim_has_its_quote_marked_in_its_surroundings() -> None:
    digest = sample_digest()
    marks = re.findall(r"<mark>(.*?)</mark>", PAGE, re.DOTALL)
    articles = {s.article.id: s.article for s in digest.provenance.sources}
    for quote in (quote for claim in digest.claims() for quote in claim.quotes):
        words = articles[quote.article_id].text[quote.start : quote.end]
        assert words.replace("&", "&amp;") in marks


def test_the_disclosure_and_the_source_type_are_machine_readable() -> None:
    page = html.render(present(a_digest(authorship=AI_AUTHORED)))
    assert '<meta name="ai-disclosure" content="autonomous">' in page
    data = json.loads(page.partition('ld+json">')[2].partition("</script>")[0])
    assert data["digitalSourceType"].endswith("/trainedAlgorithmicMedia")
    linked = json.loads(PAGE.partition('ld+json">')[2].partition("</script>")[0])
    assert len(linked["citation"]) == len(linked["isBasedOn"]) == 4
    assert linked["@id"] == "https://citewire.example/d/1"


def test_ids_are_unique_and_inner_links_lead_somewhere() -> None:
    ids = re.findall(r'\bid="([^"]*)"', PAGE)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', PAGE)) <= set(ids)
    assert set(re.findall(r'aria-labelledby="([^"]*)"', PAGE)) <= set(ids)


def test_the_page_has_landmarks_and_headings_without_gaps() -> None:
    tags = [tag for tag, _ in skeleton(PAGE).tags]
    assert [tags.count(tag) for tag in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert PAGE.startswith('<!doctype html>\n<html lang="en">')


def test_links_out_say_nothing_of_where_they_come_from() -> None:
    outside = re.findall(r'<a [^>]*href="https?:[^>]*>', PAGE)
    assert outside
    assert all("noreferrer" in link for link in outside)
    assert '<meta name="referrer" content="no-referrer">' in PAGE


def luminance(colour: str) -> float:
    """Return relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        *((ink, paper) for ink in ("ink", "soft", "link") for paper in ("paper", "card")),
        ("ink", "label"),
        ("mark-ink", "mark"),
    ],
)
def test_words_stand_out_from_their_ground(theme: int, ink: str, paper: str) -> None:
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", THEMES[theme]))
    light, dark = sorted((luminance(colours[ink]), luminance(colours[paper])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def bare(*blocks: object) -> Document:
    document = present(a_digest())
    fields = {name: getattr(document, name) for name in document.__slots__}
    return Document(**(fields | {"blocks": blocks}))


def test_stories_without_a_heading_stand_on_the_page_all_the_same() -> None:
    page = html.render(bare(Card(headline=(), lines=()), Card(headline=(), lines=())))
    assert page.count('<article class="story"') == 2
    assert "aria-labelledby" not in page


def test_two_sections_of_one_name_keep_ids_apart() -> None:
    heading = Heading(text="Numbers", section_id="numbers")
    page = html.render(bare(heading, Lines(lines=()), heading, Lines(lines=())))
    assert 'id="numbers"' in page
    assert 'id="numbers-2"' in page
