"""Questions in a chat: answered to one person, each with its quotes, within an allowance."""

from datetime import timedelta

import pytest

from bot.document import Document, Lines, Sources
from bot.render.spans import plain
from digests.errors import UserError
from tests.commands.hall import BOB, THERE, Hall, labels_of


def lines_of(document: Document) -> str:
    lines = [line for block in document.blocks if isinstance(block, Lines) for line in block.lines]
    return "\n".join(plain(line.spans) for line in lines)


async def test_the_command_of_a_topic_asks_it(hall: Hall) -> None:
    shown = await hall.document("pytorch", {"question": "who joined"})
    assert "Alibaba Cloud" in lines_of(shown)
    assert shown.title == "PyTorch: who joined"
    assert labels_of(shown) == ["sources", "share"]
    assert await hall.replies.reply(shown.id) is not None


async def test_one_question_goes_to_all_topics(hall: Hall) -> None:
    shown = await hall.document("ask", {"question": "who joined the PyTorch Foundation?"})
    assert shown.title.startswith("All topics:")
    assert "Alibaba Cloud" in lines_of(shown)


async def test_a_silence_cannot_be_shared(hall: Hall) -> None:
    shown = await hall.document("pytorch", {"question": "who won the chess championship in 1972"})
    assert "My sources do not say." in str(shown.blocks)
    assert "share" not in labels_of(shown)
    assert ("sources" in labels_of(shown)) == any(isinstance(b, Sources) for b in shown.blocks)


async def test_a_follow_up_goes_on_from_the_same_persons_question(hall: Hall) -> None:
    await hall.say("pytorch", {"question": "who joined"})
    again = await hall.document("ask", {"question": "and who left?"})
    assert again.title.startswith("PyTorch:")
    others = await hall.say("ask", {"question": "and who left?"}, person=BOB)
    assert isinstance(others, Document)
    assert others.title.startswith("All topics:")


async def test_days_begin_in_the_zone_of_who_asks(hall: Hall) -> None:
    here = await hall.document("pytorch", {"question": "what happened on 8 April"})
    reply = await hall.replies.reply(here.id)
    assert reply is not None
    assert reply.window.until.isoformat() == "2026-04-08T22:00:00+00:00"


@pytest.mark.parametrize("question", ["", "   ", "\u200b\n"])
async def test_an_empty_question_says_how_to_ask(hall: Hall, question: str) -> None:
    with pytest.raises(UserError, match="/pytorch who joined since January"):
        await hall.say("pytorch", {"question": question})
    with pytest.raises(UserError, match="/ask who joined since January"):
        await hall.say("ask")


async def test_who_asks_too_much_is_told_how_long_to_wait(hall: Hall) -> None:
    for n in range(10):
        await hall.say("pytorch", {"question": f"who joined {n}"})
    with pytest.raises(UserError, match="Ask again in 60 s"):
        await hall.say("pytorch", {"question": "who left"})
    await hall.say("pytorch", {"question": "who left"}, person=BOB)
    hall.now += timedelta(minutes=1)
    await hall.say("pytorch", {"question": "who left"})


async def test_the_ask_button_below_a_digest_asks_its_topic(hall: Hall) -> None:
    digest = await hall.document("preview", {"topic": "pytorch"})
    shown = await hall.press("ask", digest.id, words="who joined", channel=THERE)
    assert isinstance(shown, Document)
    assert shown.title == "PyTorch: who joined"
    below = await hall.press("ask", shown.id, words="who left", channel=THERE)
    assert isinstance(below, Document)
    assert below.title == "PyTorch: who left"
    with pytest.raises(UserError, match="Ask something"):
        await hall.press("ask", digest.id)


async def test_a_command_that_nobody_knows_is_pointed_to_the_help(hall: Hall) -> None:
    with pytest.raises(UserError, match="/digest help"):
        await hall.say("dance")
