"""What all renderers share, and documents with something missing."""

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from bot.document import Cite, Line, Lines, Style, Tag, Text
from bot.present import present
from bot.render import RENDERERS, discord, markdown, slack, terminal
from bot.render.spans import label_parts, plain, quoted
from digests.model import Level, Mode, Section
from tests.builders import an_article
from tests.render.digests import (
    AI_AUTHORED,
    EXTRACTIVE,
    RELEASE,
    a_claim,
    a_digest,
    a_headline,
    an_item,
    stories_section,
)
from tests.render.reading import discord_lines, slack_lines

ONE = Cite(n=1, url=None, claim_id="c", describes="A")


def test_citations_cling_to_words_and_to_one_another() -> None:
    spans = (Text(text="So."), ONE, replace(ONE, n=2), Tag(name="a b"), Text(text="Then."))
    assert plain(spans) == "So.\u00a0[1][2] #a-b Then."


def test_a_text_that_shows_nothing_leaves_no_space() -> None:
    assert plain((Text(text="\u200b"), Text(text="", style=Style.QUOTE), Text(text="x"))) == "x"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("It is so.", "“It is so.”"),
        ("“It is so.”", "“It is so.”"),
        ("“It is so,” he said.", "““It is so,” he said.”"),
        ("“One.” and “two.”", "““One.” and “two.””"),
    ],
)
def test_quotation_marks_are_added_once(words: str, shown: str) -> None:
    assert quoted(words) == shown


def test_the_label_is_cut_after_what_matters_most_and_nothing_is_lost() -> None:
    assert label_parts(EXTRACTIVE)[0] == "Quotes only"
    assert label_parts(AI_AUTHORED)[0] == "AI-authored, not reviewed by a person."
    reviewed = replace(
        AI_AUTHORED,
        level=Level.AI_AUTHORED_REVIEWED,
        visible_label="AI-authored, reviewed by Ada on 13 April 2026.",
    )
    for authorship in (EXTRACTIVE, AI_AUTHORED, reviewed):
        assert "".join(label_parts(authorship)) == authorship.visible_label


@pytest.mark.parametrize("name", RENDERERS)
def test_a_source_without_an_address_is_cited_without_a_link(name: str) -> None:
    article = replace(RELEASE, url=None, url_key=None)
    story = an_item(a_claim(article, "Tao Ma joins"), headline=a_headline(article))
    digest = a_digest([stories_section(story)], [article])
    made = RENDERERS[name](digest, present(digest)).replace("\\", "")
    assert "Tao Ma joins" in made
    assert "pytorch-foundation.example" not in made


def test_an_icon_is_never_needed() -> None:
    document = replace(present(a_digest()), icon="")
    assert next(iter(slack.messages(document)[0]["blocks"][1:]))["text"]["text"] == document.title  # type: ignore[index] # JSON of a known shape
    assert [line.text for line in discord_lines(discord.messages(document)[0])][1] == document.title


def test_lines_without_a_heading_or_bullet_are_shown_as_they_are() -> None:
    document = replace(
        present(a_digest()), blocks=(Lines(lines=(Line(spans=(Text(text="Only this."),)),)),)
    )
    assert [line.text for line in slack_lines(slack.messages(document)[0])] == ["Only this."]
    assert "Only this." in [line.text for line in discord_lines(discord.messages(document)[0])]
    for name in ("terminal", "markdown", "html"):
        assert "Only this." in RENDERERS[name](a_digest(), document)


@pytest.mark.parametrize("words", ["2026. A year of lists", "7) seven", "- dash", "# none"])
def test_a_line_that_begins_like_markup_is_one_line_of_words_in_markdown(words: str) -> None:
    line = Line(spans=(Text(text=words),), bullet=True)
    document = replace(present(a_digest()), blocks=(Lines(lines=(line,)),))
    made = MarkdownIt("commonmark").render(markdown.render(document))
    assert f"<li>{words}</li>" in made


@pytest.mark.parametrize("width", [24, 80])
def test_a_quote_is_whole_however_narrow_the_window_is(width: int) -> None:
    article = an_article(f"The {'x' * 120} framework was released today.", title="y" * 100)
    story = an_item(a_claim(article, article.body), headline=a_headline(article))
    joined = Section(id="joined", title="Who joined", mode=Mode.FACT, items=(story,))
    shown = terminal.render(
        present(a_digest([stories_section(story), joined], [article])), width=width
    )
    together = "".join(shown.split())
    assert together.count(f"“The{'x' * 120}frameworkwasreleasedtoday.”") == 2
    assert together.count("y" * 100) >= 2
    assert "…" not in shown


def test_a_headed_section_of_cards_keeps_its_heading_with_its_first_card() -> None:
    story = an_item(a_claim(RELEASE, "Tao Ma joins"), headline=a_headline(RELEASE))
    section = Section(id="papers", title="Papers", mode=Mode.EXTRACT, items=(story,))
    document = present(a_digest([section], [RELEASE]))
    texts = [line.text for line in slack_lines(slack.messages(document)[0])]
    assert texts[:2] == ["Papers", f"1. {RELEASE.title}\u00a0[1]"]


def test_a_claim_of_very_many_sources_names_the_first_and_counts_the_rest() -> None:
    long = "https://a.example/" + "p" * 900
    cites = tuple(Cite(n=n, url=f"{long}{n}", claim_id="c", describes="A") for n in range(1, 1_600))
    line = Line(spans=(Text(text="All say so."), *cites))
    document = replace(present(a_digest()), blocks=(Lines(lines=(line,)),))
    for texts in (
        [seen.text for seen in slack_lines(slack.messages(document)[0])],
        [seen.text for seen in discord_lines(discord.messages(document)[0])],
    ):
        assert any(text.endswith("[19][20] and 1579 more") for text in texts)
