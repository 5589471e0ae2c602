"""Who may look at the sources of what."""

import pytest

from bot.document import Document
from bot.present import present_reply
from digests.errors import UserError
from tests.commands.chats import BOB, ELSEWHERE, HERE, THERE, Chat, text_of


async def test_a_button_shows_every_statement_of_its_digest_and_leads_to_the_record() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    shown = await chat.press("sources", digest.id)
    assert isinstance(shown, Document)
    assert shown.record_url == f"https://citewire.example/r/{digest.id}"
    assert shown.authorship == digest.provenance.authorship
    text = text_of(shown)
    while onward := [a for b in shown.blocks for a in getattr(b, "actions", ()) if a.id == "next"]:
        shown = await chat.press("next", onward[0].value)
        text += text_of(shown)
    assert all(claim.text in text for claim in digest.claims())


async def test_a_card_shows_the_statements_of_its_story() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    first, second, *_ = digest.sections[0].items
    text = text_of(await chat.press("sources", f"{digest.id}/{first.story_id}"))
    assert first.claims[0].text in text
    assert second.headline is not None
    assert second.headline.text not in text


@pytest.mark.parametrize(
    "value", ["digest-0", "answer-0", "", ":", "digest-0:2", "digest-0/story-1:x", "\u00b2:\u00b2"]
)
async def test_a_button_of_what_is_not_kept_says_what_to_do(value: str) -> None:
    with pytest.raises(UserError, match="/digest preview"):
        await Chat().press("sources", value)


async def test_a_story_that_the_digest_has_not_is_not_kept() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    with pytest.raises(UserError, match="not kept"):
        await chat.press("sources", f"{digest.id}/story-0")


async def test_the_sources_of_an_answer_are_for_whoever_got_it_until_it_is_posted() -> None:
    chat = Chat()
    await chat.digest()
    reply = await chat.asked()
    assert isinstance(await chat.press("sources", reply.id), Document)
    for person, channel in ((BOB, HERE), (BOB, ELSEWHERE)):
        with pytest.raises(UserError, match="not given to you"):
            await chat.press("sources", reply.id, person=person, channel=channel)
    await chat.sent(present_reply(reply), HERE)
    assert isinstance(await chat.press("sources", reply.id, person=BOB), Document)
    with pytest.raises(UserError, match="not given to you"):
        await chat.press("sources", reply.id, person=BOB, channel=THERE)
