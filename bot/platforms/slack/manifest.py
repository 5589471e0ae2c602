"""Slack's app manifest, from the table of commands and the topics (docs.slack.dev/reference/app-manifest)."""

from collections.abc import Iterator, Sequence

from bot.commands.table import COMMANDS, Option, topic_commands
from bot.platforms.slack.scopes import OPTIONAL, SCOPES
from bot.platforms.slack.web import EVENTS, REDIRECT
from digests.model import Topic

NAME = "Citewire"
MOST_COMMANDS = 50
"""`features.slash_commands` in Slack's schema of manifests."""
LONGEST_COMMAND = 32
"""With its slash; same place."""

HEARD: dict[str, str] = {
    "app_home_opened": "show the Home tab",
    "app_uninstalled": "stop that workspace's digests",
    "team_access_revoked": "the same, where an organisation withdraws it from some workspaces",
    "tokens_revoked": "the same",
    "channel_archive": "pause the channel's digests, and tell who subscribed it",
    "channel_deleted": "the same",
    "channel_left": "the same, when Citewire was removed",
    "group_archive": "the same in a private channel",
    "group_deleted": "the same in a private channel",
    "group_left": "the same in a private channel",
}
"""All events that are handled, each with what is done."""

_LONG = (
    "Citewire reads the feeds that your operator chose and posts digests of the AI ecosystem in which every"
    " sentence carries a numbered mark. Each mark links straight to the quoted words, and Sources & quotes shows"
    " every quote in its surroundings, with who published it, when, and who wrote it, as far as the source says"
    " so. Ask with a topic's command, such as /pytorch who joined, and the answer comes from the same dated"
    " articles with the same marks, to you alone until you share it. Where the sources do not say, Citewire says"
    " so and what it searched.\n\n"
    "AI disclosure: by default Citewire quotes by program and writes no sentence of its own. Sources may be"
    " written by AI; those that say so are marked. Where your operator has set up a language model, the text it"
    " writes is labelled as AI-authored in the first line of every message. AI-generated content, and quotes of"
    " it, may be inaccurate or incomplete: check the quoted source before you rely on a statement. Citewire reads"
    " no message of your channels, and nothing of them trains a model."
)


def manifest(topics: Sequence[Topic], *, public_url: str | None = None) -> dict[str, object]:
    """Return the manifest: for Socket Mode, or for requests to our web server at `public_url`."""
    base = public_url.rstrip("/") if public_url else None
    where = {"request_url": base + EVENTS} if base else {}
    oauth: dict[str, object] = {"scopes": {"bot": list(SCOPES), "bot_optional": list(OPTIONAL)}}
    if base:
        oauth["redirect_urls"] = [base + REDIRECT]
    return {
        "_metadata": {"major_version": 2, "minor_version": 0},
        "display_information": {
            "name": NAME,
            "description": "Digests of the AI ecosystem in which every sentence can be checked.",
            "long_description": _LONG,
            "background_color": "#1f2937",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "slash_commands": [
                {**one, **({"url": base + EVENTS} if base else {})} for one in _commands(topics)
            ],
        },
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": {**where, "bot_events": list(HEARD)},
            "interactivity": {"is_enabled": True, **where},
            "org_deploy_enabled": bool(base),
            "socket_mode_enabled": base is None,
            "token_rotation_enabled": False,
        },
    }


def without_command(topics: Sequence[Topic]) -> list[Topic]:
    """Return the topics that Slack has no room for: they are asked with `/ask`, and subscribed to like all."""
    taken = {command["command"] for command in _commands(topics)}
    taken -= {f"/{name}" for name in ("digest", *COMMANDS)}
    return [topic for topic in topics if f"/{topic.id}" not in taken]


def _commands(topics: Sequence[Topic]) -> Iterator[dict[str, object]]:
    digest = "subscribe TOPIC, list, preview, now, catchup, why URL, settings, help …"
    yield _command("/digest", "Digests of this channel: subscribe, preview, pause …", digest)
    own = [*(one for one in COMMANDS.values() if one.group is None), *topic_commands(topics)]
    fitting = [one for one in own if len(one.spoken) <= LONGEST_COMMAND]
    for one in fitting[: MOST_COMMANDS - 1]:
        yield _command(one.spoken, one.description, " ".join(_hint(o) for o in one.options))


def _command(spoken: str, description: str, hint: str) -> dict[str, object]:
    return {
        "command": spoken,
        "description": description,
        "usage_hint": hint,
        "should_escape": False,
    }


def _hint(option: Option) -> str:
    return option.description.removeprefix("Such as: ")
