"""What stands around a digest in another language is in that language, too."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery import Amendments, correct
from bot.document import Actions, Document, Lines, Remark, Text
from bot.present import present, present_evidence
from bot.render.momentum import slack_momentum
from digests.compose import with_changed_sources
from digests.model import Digest, Mode, Section, SourceChange, SourceState, Superseded
from digests.pipeline import NewsWeek
from digests.store.memory import MemoryStore
from digests.store.memory_feedback import MemoryFeedback
from tests.builders import MONDAY, an_article
from tests.commands.chats import HERE, Chat
from tests.delivery.posts import a_subscription
from tests.render.digests import WEEK, a_claim, a_digest, an_item, sample_digest
from tests.sections.test_layouts import digest

ENGLISH = ("Statement", "published", "fetched", "page ", "Previous", "Next", "Report", "source")


def words_of(document: Document) -> str:
    """Return our own words of a document; what a source says is left out."""
    said = [document.title, document.summary]
    for block in document.blocks:
        if isinstance(block, Lines):
            spans = [span for line in block.lines for span in line.spans]
            said += [s.text for s in spans if isinstance(s, Text) and "·" in s.text]
        if isinstance(block, Remark):
            said.append(block.text)
        if isinstance(block, Actions):
            said += [action.label for action in block.actions]
    return "\n".join(said)


@pytest.mark.parametrize("language", ["de", "es"])
def test_sources_and_quotes_are_shown_in_the_language_of_the_digest(language: str) -> None:
    made = replace(sample_digest(), language=language)
    text = words_of(present_evidence(made))
    assert [word for word in ENGLISH if word in text.replace("Feeds", "")] == []
    opening = {"de": "Quellen & Zitate", "es": "Fuentes y citas"}[language]
    assert text.startswith(opening)


@pytest.mark.parametrize(
    ("language", "note"),
    [("en", "Corrected: A."), ("de", "Berichtigt: A."), ("fr", "Corrigé : A.")],
)
async def test_a_thread_is_told_of_a_correction_in_the_language(language: str, note: str) -> None:
    chat = Chat()
    made = replace(await chat.digest(), language=language)
    await chat.sent(present(made), HERE)
    shorter = replace(made, id="digest-2", sections=made.sections[1:])
    await correct(present(shorter), sent_as=made.id, what="A.", outbox=chat.outbox, now=chat.now)
    texts = await chat.shown_in(HERE)
    assert note in texts[-1]
    withdrawn = {"en": "Withdrawn by", "de": "zurückgezogen", "fr": "Retiré par"}[language]
    assert any(withdrawn in text for text in texts)


async def remarks_on(made: Digest, language: str) -> Sequence[Remark]:
    """Return what the next digest in a language says of one that was corrected since."""
    store, feedback = MemoryStore(), MemoryFeedback()
    await store.save_digest(made)
    claims = (made.claims()[0].id,)
    change = SourceChange(claim_ids=claims, state=SourceState.GONE, what="Es fehlt.")
    version = with_changed_sources(made, [change], at=MONDAY)
    assert isinstance(version, Digest)
    corrected = await store.save_digest(version)
    await feedback.supersede(Superseded(corrected=made.id, corrected_as=corrected.id, at=MONDAY))
    chat, subscription = Chat(), a_subscription(language=language, shown=(made.id,))
    return await Amendments(store, feedback).remarks(
        subscription, chat.subscriptions, until=MONDAY + timedelta(days=1), now=MONDAY
    )


async def test_the_next_digest_lists_a_correction_in_its_language() -> None:
    (remark,) = await remarks_on(replace(sample_digest(), language="de", window=WEEK), "de")
    assert remark.text == "Berichtigt in der Ausgabe (Woche vom 6. April 2026): Es fehlt."


def test_what_became_of_what_was_watched_is_said_in_the_language() -> None:
    article = an_article("Acme plans to open a lab. Acme has opened a lab.")
    plan, done = (
        a_claim(article, f"Acme {words} a lab.") for words in ("plans to open", "has opened")
    )
    due = MONDAY.date()
    items = (an_item(plan, done, label="Lab"), an_item(plan, label="Lab", on=due))
    watching = Section(id="watching", title="Was Sie verfolgt haben", mode=Mode.FACT, items=items)
    made = replace(a_digest([watching], [article]), language="de")
    said = str(present(made).blocks)
    for english in ("said on", "Now,", "not heard of", "it was to be"):
        assert english not in said
    assert "Jetzt, " in said
    assert "seither nichts gehört; erwartet bis 13. April 2026" in said


def test_a_chart_is_told_in_the_language() -> None:
    weeks = [NewsWeek(since=MONDAY - timedelta(weeks=n), articles=1_200, stories=1) for n in (1, 0)]
    body = slack_momentum(present(digest("brief", "de")), "PyTorch", weeks)
    assert "Woche vom 6.4.: 1.200 Artikel, 1 Meldung" in str(body["text"])
    assert "Artikel und Meldungen je Woche" in str(body["text"])
    assert "Bar chart" not in str(body)
