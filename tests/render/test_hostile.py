"""Hostile words, wherever they may stand, come out as the words they are in every format."""

import json
import re
from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt

from bot.document import Document
from bot.present import present
from bot.render import (
    RENDERERS,
    discord,
    discord_limits,
    html,
    markdown,
    slack,
    slack_limits,
    terminal,
)
from digests.model import (
    Article,
    Authorship,
    Digest,
    Level,
    Mode,
    Note,
    Quote,
    Section,
    SourceAuthorship,
    WordingNote,
    Wrote,
)
from digests.text.clean import one_line, strip_hidden
from tests.builders import an_article
from tests.render.digests import a_claim, a_digest, a_headline, an_item, stories_section
from tests.render.hostile import HOSTILE
from tests.render.reading import (
    discord_lines,
    discord_texts,
    skeleton,
    slack_context,
    slack_lines,
)
from tests.render.validators import refusals

INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]"
)


def everywhere(words: str) -> Digest:
    """Put the words into every field that a feed, a model or an operator can fill."""
    article = an_article(
        f"{words} stands here. It said {words} again.",
        title=words,
        outlet=words,
        byline=words,
        authorship=SourceAuthorship(status=Wrote.DECLARED_AI, quote=words, signal="note"),
    )
    claims = [a_claim(article, article.body), a_claim(article, article.title, text=words)]
    note = WordingNote(note=Note.BOILERPLATE, quote=whole(article))
    story = an_item(
        *claims, headline=a_headline(article), tags=(words,), notes=(note,), also=(article.id,)
    )
    watch = an_item(a_claim(article, article.body, attributed_to=words), label=words)
    joined = an_item(claims[0], label=words, detail=words)
    authorship = Authorship(
        level=Level.AI_AUTHORED,
        visible_label=f"AI-authored, not reviewed by a person. Written by {words}.",
        digital_source_type="http://cv.iptc.org/newscodes/digitalsourcetype/dataDrivenMedia",
        ai_disclosure="none",
    )
    sections = [
        stories_section(story),
        Section(id="watch", title=words, mode=Mode.QUESTION, items=(watch,)),
        Section(id="joined", title="Who joined", mode=Mode.FACT, items=(joined,)),
    ]
    return a_digest(sections, [article], authorship=authorship, title=words)


def whole(article: Article) -> Quote:
    return Quote(article_id=article.id, start=article.body_start, end=len(article.text))


def document(words: str) -> Document:
    return present(everywhere(words))


HARMLESS_PAGE = html.render(document("word"))
HARMLESS_TEXT = markdown.render(document("word"))
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize("words", HOSTILE)
def test_the_page_has_the_elements_of_a_harmless_one(words: str) -> None:
    page = html.render(document(words))
    made = skeleton(page)
    assert made.tags == skeleton(HARMLESS_PAGE).tags
    assert all(a.startswith(("https://pytorch-foundation.example/", "#")) for a in made.addresses)
    assert one_line(words) in one_line(made.words)
    assert not INVISIBLE.search(page)


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_has_the_elements_of_a_harmless_text(words: str) -> None:
    text = markdown.render(document(words))
    made = skeleton(MARKDOWN.render(text))
    assert made.tags == skeleton(MARKDOWN.render(HARMLESS_TEXT)).tags
    assert all(a.startswith("https://pytorch-foundation.example/") for a in made.addresses)
    assert one_line(words) in one_line(made.words)
    # What GitHub would link, mention or set as mathematics.
    bare = re.sub(r"\]\(<[^>]*>\)", "]", text)
    assert not re.search(r"(?<!\\)(?:@|\$|#\d)|https?://|\bwww\.", bare)
    assert not INVISIBLE.search(text)


@pytest.mark.parametrize("words", HOSTILE)
def test_slack_parses_none_of_it(words: str) -> None:
    for body in slack.messages(document(words)):
        assert slack_limits.faults(body) == []
        assert refusals(body) == []
        for text in (*slack_context(body), str(body["text"])):
            links = re.findall(r"<([^>]*)>", text)
            assert all(link.startswith("https://pytorch-foundation.example/") for link in links)
            assert not re.search(r"&(?!amp;|lt;|gt;)", text)
        assert not re.search(r"<[!@#]", json.dumps(body))
        assert not INVISIBLE.search(json.dumps(body, ensure_ascii=False))
        assert kinds(body["blocks"]) <= {"text", "link", "rich_text_section", "rich_text_list"} | {
            *("rich_text", "rich_text_quote", "context", "mrkdwn", "header", "plain_text"),
            *("actions", "button", "section", "style"),
        }
    seen = [line.text for body in slack.messages(document(words)) for line in slack_lines(body)]
    assert any(one_line(words) in text for text in seen)


def kinds(node: object) -> set[str]:
    if isinstance(node, dict):
        return {str(node.get("type", "style"))} | {k for v in node.values() for k in kinds(v)}
    return {k for v in node for k in kinds(v)} if isinstance(node, list) else set()


@pytest.mark.parametrize("words", HOSTILE)
def test_discord_parses_none_of_it(words: str) -> None:
    bodies = discord.messages(document(words))
    for body in bodies:
        assert discord_limits.faults(body) == []
        assert body["allowed_mentions"] == {"parse": []}
        for text in discord_texts(body):
            assert not list(acting(text))
            assert not INVISIBLE.search(text)
    seen = [line.text for body in bodies for line in discord_lines(body)]
    assert any(one_line(words) in text for text in seen)


def acting(text: str) -> Iterator[str]:
    """Yield what acts in a text beyond our own bold, italics, bullets, small print and citations."""
    for line in text.split("\n"):
        bare = re.sub(r"^(?:-# |#{2,3} (?:📰 |👀 |🧾 )?|• )", "", line)
        bare = re.sub(r"\\[^0-9A-Za-z\s]", "x", bare)
        bare = re.sub(r"\[x\d+x\]\(<https://pytorch-foundation\.example/[^<>\s]*>\)", "", bare)
        yield from re.findall(r"[\\_~`|<>\[\]@#]|https?://|^(?:[-+=]|\d+\.)", bare)


@pytest.mark.parametrize("words", HOSTILE)
def test_the_terminal_gets_no_control_character_or_markup(words: str) -> None:
    text = terminal.render(document(words), width=5_000)
    assert not INVISIBLE.search(text)
    assert one_line(words) in text


@pytest.mark.parametrize("words", HOSTILE)
def test_the_record_keeps_the_words_as_they_are(words: str) -> None:
    digest = everywhere(words)
    made = json.loads(RENDERERS["json"](digest, present(digest)))
    assert made["sources"][0]["title"] == words


def test_there_are_enough_hostile_words() -> None:
    assert len(set(HOSTILE)) >= 60
    assert all(strip_hidden(words).strip() for words in HOSTILE)
