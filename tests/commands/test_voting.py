"""Votes: one a person and story, by the channel that was sent the digest."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.document import Action, Actions, Panel
from digests.errors import UserError
from digests.model import Digest
from tests.builders import MONDAY
from tests.commands.chats import ADA, BOB, ELSEWHERE, HERE, THERE, Chat, text_of


def actions(panel: object) -> list[Action]:
    assert isinstance(panel, Panel)
    return [a for block in panel.blocks if isinstance(block, Actions) for a in block.actions]


def place(digest: Digest, words: str) -> str:
    """Return what the buttons of the card name whose headline has these words."""
    item = next(i for i in digest.sections[0].items if i.headline and words in i.headline.text)
    return f"{digest.id}/{item.story_id}"


async def standing(chat: Chat) -> list[tuple[str, int]]:
    votes = await chat.feedback.votes([HERE], since=MONDAY - timedelta(days=1))
    return [(vote.person, vote.value) for vote in votes]


async def test_a_vote_counts_until_the_same_button_is_pressed_again() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    assert "Your vote counts" in text_of(await chat.press("up", digest.id))
    await chat.press("down", digest.id, person=BOB)
    assert await standing(chat) == [("U1", 1), ("U2", -1)]
    assert "taken back" in text_of(await chat.press("up", digest.id))
    assert await standing(chat) == [("U2", -1)]


async def test_a_vote_is_kept_with_what_its_story_is_known_by() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    await chat.press("down", place(digest, "joins"))
    (vote,) = await chat.feedback.votes([HERE], since=MONDAY)
    (story,) = vote.stories
    assert story.tags == ("membership",)
    assert story.outlets == ("Pytorch Foundation",)


@pytest.mark.parametrize("channel", [THERE, ELSEWHERE])
async def test_a_channel_that_was_not_sent_the_digest_cannot_vote_on_it(channel: object) -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    with pytest.raises(UserError, match="not posted here"):
        await chat.press("up", digest.id, channel=channel)  # type: ignore[arg-type] # a channel


async def test_a_vote_in_the_thread_of_a_digest_is_its_channels() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    thread = replace(HERE, thread_id="17.1")
    await chat.press("up", place(digest, "joins"), channel=thread)
    assert await standing(chat) == [("U1", 1)]
    assert "1 vote of this channel" in text_of(await chat.press("votes", "", channel=thread))
    assert "1 vote taken back" in text_of(await chat.press("undo_votes", "", channel=thread))


async def test_a_vote_stays_one_where_its_digest_was_corrected_since() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    await chat.press("up", place(digest, "joins"))
    claim = digest.sections[0].items[0].claims[0]
    await chat.press("report", f"{digest.id}/{claim.id}", words="wrong")
    (report,) = await chat.feedback.reports()
    decided = await chat.editor.uphold(report.id, "it is not so")
    await chat.work(HERE)
    corrected = await chat.store.digest(str(decided.corrected_as))
    assert corrected is not None
    assert "taken back" in text_of(await chat.press("up", place(corrected, "joins")))
    assert await standing(chat) == []


@pytest.mark.parametrize("value", ["digest-0", "digest-0/story-0", "answer-0"])
async def test_what_is_not_kept_cannot_be_voted_on(value: str) -> None:
    with pytest.raises(UserError, match="not kept"):
        await Chat().press("up", value)


async def test_the_panel_lists_what_is_moved_and_by_how_much_and_takes_all_of_it_back() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    for person in (ADA, BOB):
        await chat.press("down", place(digest, "joins"), person=person)
    await chat.press("up", place(digest, "released"))
    panel = await chat.press("votes", "")
    assert "3 votes of this channel" in text_of(panel)
    assert "#membership -20 %" in text_of(panel)
    assert "Pytorch Foundation -20 %" in text_of(panel)
    assert "#release +10 %" in text_of(panel)
    (undo,) = actions(panel)
    after = await chat.press(undo.id, undo.value)
    assert "3 votes taken back" in text_of(after)
    assert actions(after) == []
    assert await standing(chat) == []


async def test_only_who_may_manage_the_channel_takes_back_the_votes_of_all() -> None:
    chat = Chat()
    digest = await chat.posted(HERE)
    await chat.press("up", digest.id)
    with pytest.raises(UserError, match="Ask an admin"):
        await chat.press("undo_votes", "", barred="Ask an admin.")
    assert await standing(chat) == [("U1", 1)]


async def test_a_channel_without_votes_says_so() -> None:
    panel = await Chat().press("votes", "")
    assert "No vote moves this channel" in text_of(panel)
    assert actions(panel) == []
