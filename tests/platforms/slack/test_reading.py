"""What people type is read as they mean it; what cannot be read is answered with how to say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.table import COMMANDS
from bot.platforms.slack.reading import read_command, usage
from config.loading import load_catalogue
from digests.errors import UserError

TOPICS = load_catalogue(None).topics


@pytest.mark.parametrize(
    ("slash", "text", "command", "options"),
    [
        ("/digest", "", "help", {}),
        ("/digest", "subscribe pytorch", "subscribe", {"topic": "pytorch"}),
        ("/digest", "Subscribe Hugging Face", "subscribe", {"topic": "Hugging Face"}),
        ("/digest", "catchup 2 weeks ago", "catchup", {"since": "2 weeks ago"}),
        ("/digest", "why https://a.example/?topic=b", "why", {"url": "https://a.example/?topic=b"}),
        ("/digest", "why <https://a.example|a.example>", "why", {"url": "https://a.example"}),
        (
            "/digest",
            "why <https://a.example/?b=1&amp;c=2>",
            "why",
            {"url": "https://a.example/?b=1&c=2"},
        ),
        ("/ask", "what of R&amp;D", "ask", {"question": "what of R&D"}),
        ("/digest", "catchup since=7d", "catchup", {"since": "7d"}),
        ("/digest", 'catchup since="2 weeks ago"', "catchup", {"since": "2 weeks ago"}),
        ("/digest", "pause topic=pytorch", "pause", {"topic": "pytorch"}),
        ("/digest", "why url=https://a.example/?url=b", "why", {"url": "https://a.example/?url=b"}),
        ("/ask", "does question=1 matter", "ask", {"question": "does question=1 matter"}),
        ("/digest", "list everything", "list", {}),
        ("/digest", "pause", "pause", {}),
        (
            "/pytorch",
            "who joined since January",
            "pytorch",
            {"question": "who joined since January"},
        ),
        ("/ask", "is time=money ?", "ask", {"question": "is time=money ?"}),
        (
            "/digest",
            'settings pytorch time=08:30 tags="release, security" --every=daily',
            "settings",
            {"topic": "pytorch", "time": "08:30", "tags": "release, security", "every": "daily"},
        ),
        ("/digest", "settings tags=“a b” pytorch", "settings", {"topic": "pytorch", "tags": "a b"}),
        (
            "/digest",
            "settings topic=pytorch day=Friday",
            "settings",
            {"topic": "pytorch", "day": "Friday"},
        ),
    ],
)
def test_words_and_named_options_are_told_apart(
    slash: str, text: str, command: str, options: dict[str, str]
) -> None:
    read, given_ = read_command(slash, text, TOPICS)
    assert (read.id, given_) == (command, options)


@pytest.mark.parametrize(
    ("slash", "text", "said"),
    [
        ("/digest", "subscrib pytorch", "Did you mean /digest subscribe?"),
        ("/digest", "x" * 4_000, "/digest help shows what there is"),
        ("/digest", "why", "Say it like this: /digest why URL"),
        ("/pytorch", "  ", "/pytorch QUESTION"),
        ("/nothing", "who joined", "There is no /nothing any more"),
    ],
)
def test_what_cannot_be_read_is_answered_with_how_to_say_it(
    slash: str, text: str, said: str
) -> None:
    with pytest.raises(UserError, match=said.replace("?", r"\?")) as refused:
        read_command(slash, text, TOPICS)
    assert len(str(refused.value)) < 300


@given(st.sampled_from(["/digest", "/ask", "/pytorch", "/"]), st.text(max_size=200))
def test_anything_typed_is_read_or_refused(slash: str, text: str) -> None:
    try:
        command, options = read_command(slash, text, TOPICS)
    except UserError:
        return
    assert set(options) <= {option.name for option in command.options}


def test_a_usage_names_every_option() -> None:
    for command in COMMANDS.values():
        said = usage(command).casefold()
        assert all(option.name in said for option in command.options)
