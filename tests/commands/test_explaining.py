"""Where an article went, how feeds do, what can be asked for, and a person's home."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands.answers import ANSWERS
from bot.commands.explaining import helped
from bot.commands.presses import MANAGING, PRESSES
from bot.commands.table import COMMANDS, topic_commands, usage
from config.loading import load_catalogue
from digests.errors import UserError
from digests.model import FeedState, Health, PollRecord
from tests.commands.hall import ADA, BOB, HERE, THERE, Hall, a_hall_in_memory, labels_of, words_of

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
README = Path(__file__).resolve().parents[2] / "README.md"


async def test_the_way_of_a_cited_article_is_told_without_internal_names(hall: Hall) -> None:
    digest = await hall.document("preview", {"topic": "pytorch"})
    kept = await hall.store.digest(digest.id)
    assert kept is not None
    article = kept.provenance.sources[0].article
    said = words_of(await hall.say("why", {"url": f"<{article.url}>"}))
    assert f"Feed: {article.outlet}" in said
    assert "Digest: cited in PyTorch, week of 6 April 2026" in said
    for internal in (digest.id, article.id, "story-", article.feed_id):
        assert internal not in said


async def test_an_address_that_no_feed_brought_is_said(hall: Hall) -> None:
    said = words_of(await hall.say("why", {"url": "https://nowhere.example/a"}))
    assert "No feed has brought this address" in said
    assert "citewire " not in said
    with pytest.raises(UserError, match="no http"):
        await hall.say("why", {"url": "not an address"})
    with pytest.raises(UserError, match="/digest why URL"):
        await hall.say("why")


async def ail(hall: Hall, feed_id: str) -> None:
    state = FeedState(
        feed_id=feed_id,
        health=Health.FAILING,
        succeeded_at=hall.now - timedelta(days=3),
        next_poll_at=hall.now + timedelta(minutes=90),
        problem="it answered with status 503",
        failures=4,
    )
    await hall.store.save_poll(PollRecord(state=state))


async def test_feeds_that_do_not_answer_are_named_with_what_comes_next() -> None:
    async with a_hall_in_memory() as hall:
        assert "0 of 9 feeds answered when last asked; 9 were not asked yet." in words_of(
            await hall.say("feeds", {"topic": "pytorch"})
        )
        await ail(hall, "futurum")
        said = words_of(await hall.say("feeds", {"topic": "pytorch"}))
        assert "0 of 9 feeds answered when last asked; 8 were not asked yet." in said
        assert (
            "Futurum: fails, “it answered with status 503”, last answered 3 days ago,"
            " asked again in 90 minutes" in said
        )


async def test_a_home_shows_the_persons_channels_and_to_an_admin_the_feeds() -> None:
    async with a_hall_in_memory() as hall:
        channels = {HERE: "#general", THERE: "a private channel"}
        none = await hall.reception.home(ADA, channels)
        assert "/digest subscribe TOPIC" in words_of(none)
        await hall.say("subscribe", {"topic": "pytorch"})
        await hall.say("subscribe", {"topic": "open-weights"}, channel=THERE)
        await ail(hall, "futurum")
        shown = await hall.reception.home(BOB, channels)
        said = words_of(shown)
        assert said.index("#general") < said.index("PyTorch:") < said.index("a private channel")
        assert "T1" not in said
        assert "C1" not in said
        assert "Futurum" not in said
        assert labels_of(shown).count("unsubscribe") == 2
        only = await hall.reception.home(BOB, {HERE: "#general"}, admin=True)
        assert "Open weights" not in words_of(only)
        assert "Futurum: fails" in words_of(only)


async def test_the_help_names_every_command_and_topic(hall: Hall) -> None:
    said = words_of(await hall.say("help"))
    for command in COMMANDS.values():
        assert command.spoken in said
        assert command.description in said
    assert "/open-weights QUESTION" in said
    assert "I read no channel" in said
    assert "who wrote it" in said
    assert "https://citewire.example/report" in said


async def test_commands_and_what_answers_them_are_the_same() -> None:
    assert set(ANSWERS) == set(COMMANDS)
    assert set(PRESSES) >= MANAGING
    assert helped is ANSWERS["help"]


def test_no_topic_takes_the_name_of_a_command() -> None:
    topics = load_catalogue().topics
    spoken = [command.spoken for command in (*COMMANDS.values(), *topic_commands(topics))]
    assert len(spoken) == len(set(spoken))


def test_descriptions_fit_the_platforms() -> None:
    for command in (*COMMANDS.values(), *topic_commands(load_catalogue().topics)):
        assert 0 < len(command.description) <= 100
        assert len(command.options) <= 25
        assert len({option.name for option in command.options}) == len(command.options)
        for option in command.options:
            assert 0 < len(option.description) <= 100
        required = [option.required for option in command.options]
        assert required == sorted(required, reverse=True)


def test_the_guide_and_the_table_say_the_same() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    rows = [
        f"| `{usage(command)}` | {command.description} |"
        f" {'whoever may manage the channel' if command.manages else 'everybody'} |"
        for command in COMMANDS.values()
    ]
    start = text.index(rows[0])
    assert text[start:].split("\n")[: len(rows)] == rows
    for option in {option.name for command in COMMANDS.values() for option in command.options}:
        assert f"`{option}`" in text or option == "url", option


def test_the_readme_points_to_the_guide() -> None:
    assert "(docs/commands.md)" in README.read_text(encoding="utf-8")
