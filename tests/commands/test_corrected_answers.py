"""An answer whose statement was reported and taken out, wherever it was given and shared."""

from datetime import timedelta

from bot.commands.requests import Request
from bot.document import Document
from bot.present import present_reply
from digests.model import NoAnswer
from digests.pipeline import recheck
from tests.commands.chats import ADA, HERE, Chat, text_of
from tests.commands.test_reporting import WHAT, reported


async def test_an_answer_that_was_shared_is_edited_and_keeps_the_name_of_whoever_asked() -> None:
    chat = Chat()
    await chat.digest()
    reply = await chat.asked()
    await chat.press("share", reply.id)
    await chat.work(HERE)
    claim = next(one for one in reply.claims() if "Platinum" in one.text)
    decided = await chat.editor.uphold(await reported(chat, reply.id, claim.id), WHAT)
    corrected = await chat.replies.reply(str(decided.corrected_as))
    assert corrected is not None
    assert corrected.provenance.supersedes == reply.id
    assert await recheck(corrected, store=chat.store) == []
    edits = [one for one in await chat.outbox.deliveries(channel=HERE) if one.replaces]
    assert "Asked by Ada" in str(edits[0].payload)
    assert WHAT in str(edits[0].payload)
    assert claim.text not in str(edits[0].payload)
    before = await chat.shown_in(HERE)
    await chat.press("share", reply.id)
    assert await chat.shown_in(HERE) == before


async def test_an_answer_that_was_corrected_is_shared_as_corrected() -> None:
    chat = Chat()
    await chat.digest()
    reply = await chat.asked()
    claim = next(one for one in reply.claims() if "Platinum" in one.text)
    await chat.editor.uphold(await reported(chat, reply.id, claim.id), WHAT)
    await chat.press("share", reply.id)
    posts = await chat.shown_in(HERE)
    assert WHAT in posts[0]
    assert not any(claim.text in post for post in posts)


async def test_an_answer_that_was_corrected_links_to_the_record_of_what_it_is_now() -> None:
    chat = Chat()
    await chat.digest()
    reception = chat.reception
    question = {"question": "who joined the PyTorch Foundation"}
    asked = Request(command="ask", person=ADA, channel=HERE, options=question)
    first = await reception.answer(asked)
    assert isinstance(first, Document)
    reply = await chat.replies.reply(first.id)
    assert reply is not None
    claim = next(one for one in reply.claims() if "Platinum" in one.text)
    decided = await chat.editor.uphold(await reported(chat, reply.id, claim.id), WHAT)
    # Whoever asks the same within seconds is given the same.
    chat.now += timedelta(seconds=2)
    shown = await reception.answer(asked)
    assert isinstance(shown, Document)
    assert shown.id == decided.corrected_as
    assert shown.record_url == f"https://citewire.example/r/{decided.corrected_as}"


async def test_an_answer_that_has_nothing_left_is_a_silence() -> None:
    chat = Chat()
    await chat.digest()
    reply = await chat.asked()
    kept = reply
    for claim in reply.claims():
        decided = await chat.editor.uphold(await reported(chat, reply.id, claim.id), WHAT)
        corrected = await chat.replies.reply(str(decided.corrected_as))
        assert corrected is not None
        kept = corrected
    assert isinstance(kept, NoAnswer)
    assert "My sources do not say." in text_of(present_reply(kept))
    assert await recheck(kept, store=chat.store) == []
