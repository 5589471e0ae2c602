"""The modals that people fill in. Pure: what is shown, and what was filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.commands.schedules import WEEKDAYS
from bot.commands.settings import CADENCES, FORMATS, QUIET, read_settings
from bot.commands.settings import SETTINGS as SETTING_NAMES
from bot.commands.table import COMMANDS, Kind, Option
from bot.render.slack_limits import OPTION_TEXT, OPTIONS, PLACEHOLDER
from bot.render.slack_view_limits import TITLE
from config.loading import Catalogue
from digests.errors import UserError
from digests.model import Schedule, Topic
from digests.text.phrases import LANGUAGES

Json = dict[str, object]

LONGEST_WORDS = 1_000
LONGEST_LINE = 600
"""Holds the most tags that a subscription has, twenty."""
WORDS = "words"
STATEMENT = "statement"
DEFAULTS = {
    "every": "weekly",
    "day": WEEKDAYS[0],
    "time": "09:00",
    "format": "brief",
    "language": "en",
    "quiet": "skip",
}

_LABELS = {
    "topic": "Topic",
    "every": "How often",
    "day": "Day",
    "time": "Time",
    "zone": "Time zone",
    "format": "Format",
    "language": "Language",
    "tags": "Only stories with one of these tags",
    "without": "No story with one of these tags",
    "quiet": "When nothing is new",
}
_HINTS = {
    "day": "A weekday counts for weekly digests, a day of the month for monthly ones.",
    "zone": "Continent and city, such as Europe/Oslo.",
    "tags": "Separated by commas, such as release, security. Leave it empty for all stories.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a modal is about; goes with it and comes back."""

    id: str
    """`callback_id`."""
    title: str
    submit: str


SUBSCRIBE = Form(id="subscribe", title="Subscribe this channel", submit="Subscribe")
SETTINGS = Form(id="settings", title="Change the digest", submit="Save")
ASK = Form(id="ask", title="Ask", submit="Ask")
REPORT = Form(id="report", title="Report an error", submit="Send")


def schedule_form(
    form: Form, catalogue: Catalogue, given: Mapping[str, str], *, carried: str
) -> Json:
    """Return the form for a subscription, filled in with what is given, by the names of options."""
    options = COMMANDS["subscribe"].options
    shown = [one for one in options if form is SUBSCRIBE or one.kind is not Kind.TOPIC]
    return _modal(form, [_field(one, catalogue, {**DEFAULTS, **given}) for one in shown], carried)


def question_form(*, carried: str) -> Json:
    """Return the form for a question."""
    hint = COMMANDS["ask"].options[0].description
    about = _said("Only you see the answer.")
    return _modal(ASK, [_written("Question", placeholder=hint), about], carried)


def report_form(statements: Sequence[tuple[str, str]], *, carried: str) -> Json:
    """Return the form for an error in one of the statements, given as (label, value)."""
    menu = _select([(value, label) for label, value in statements[:OPTIONS]])
    about = "What you write goes to whoever runs Citewire, with your name."
    asked = _written("What is wrong?", placeholder="Such as: the date is that of the interview")
    return _modal(
        REPORT, [_input(STATEMENT, "Which statement?", menu), asked, _said(about)], carried
    )


def filled_in(state: Mapping[str, object]) -> dict[str, str]:
    """Return what was filled in, by the names of options; what was left empty is left out.

    An input's `block_id` and `action_id` are both the name of its option.
    """
    values = state.get("values")
    found: dict[str, str] = {}
    for name, block in (values if isinstance(values, Mapping) else {}).items():
        written = _value(block.get(name, {}))
        if written:
            found[str(name)] = written
    return found


def faults(given: Mapping[str, str], topic: Topic) -> dict[str, str]:
    """Return what is wrong with the settings that were filled in, by the names of options. Pure."""
    asked = {name: {name: given.get(name, "")} for name in SETTING_NAMES}
    # A day is right or wrong by how often the digest comes.
    asked["day"]["every"] = given.get("every", "")
    found: dict[str, str] = {}
    for name, options in asked.items():
        try:
            read_settings(options, Schedule(), topic)
        except UserError as error:
            found[name] = str(error)
    return found


def _value(state: Mapping[str, object]) -> str:
    chosen = state.get("selected_option")
    if isinstance(chosen, Mapping):
        return str(chosen.get("value", ""))
    return str(state.get("selected_time") or state.get("value") or "").strip()


def _field(option: Option, catalogue: Catalogue, given: Mapping[str, str]) -> Json:
    start = given.get(option.name)
    match option.kind:
        case Kind.TOPIC:
            element = _topics(catalogue.topics, start)
        case Kind.CADENCE:
            element = _select([(key.value, said) for key, said in CADENCES.items()], start)
        case Kind.DAY:
            element = _days(start)
        case Kind.TIME:
            element = {"type": "timepicker", **({"initial_time": start} if start else {})}
        case Kind.FORMAT:
            element = _select(list(FORMATS.items()), start)
        case Kind.LANGUAGE:
            element = _select(list(LANGUAGES.items()), start)
        case Kind.QUIET:
            element = _select([(key.value, said) for key, said in QUIET.items()], start)
        case _:
            element = _line(start)
    optional = option.kind is Kind.TAGS
    return _input(option.name, _LABELS[option.name], element, optional=optional)


def _topics(topics: Sequence[Topic], start: str | None) -> Json:
    """Return a menu of topics; more than an element holds are shown in groups."""
    pairs = [(topic.id, topic.title) for topic in topics]
    if len(pairs) <= OPTIONS:
        return _select(pairs, start, placeholder="Choose a topic")
    ordered = sorted(pairs, key=lambda pair: pair[1].casefold())
    rows = [ordered[at : at + OPTIONS] for at in range(0, len(ordered), OPTIONS)]
    groups = [(f"{row[0][1][:30]} – {row[-1][1][:30]}", row) for row in rows]
    return _grouped(groups, start, placeholder="Choose a topic")


def _days(start: str | None) -> Json:
    weekdays = [(day, day) for day in WEEKDAYS]
    dates = [(str(day), f"Day {day}") for day in range(1, 32)]
    return _grouped([("Weekday", weekdays), ("Day of the month", dates)], start)


def _select(
    pairs: Sequence[tuple[str, str]], start: str | None = None, *, placeholder: str = "Choose"
) -> Json:
    options = [_option(*pair) for pair in pairs]
    return _menu({"options": options}, options, start, placeholder)


def _grouped(
    groups: Sequence[tuple[str, Sequence[tuple[str, str]]]],
    start: str | None,
    *,
    placeholder: str = "Choose",
) -> Json:
    made = [
        {"label": _plain(label, OPTION_TEXT), "options": [_option(*pair) for pair in pairs]}
        for label, pairs in groups
    ]
    options = [_option(*pair) for _, pairs in groups for pair in pairs]
    return _menu({"option_groups": made}, options, start, placeholder)


def _menu(choices: Json, options: Sequence[Json], start: str | None, placeholder: str) -> Json:
    chosen = [one for one in options if one["value"] == start]
    return {
        "type": "static_select",
        "placeholder": _plain(placeholder, PLACEHOLDER),
        **choices,
        **({"initial_option": chosen[0]} if chosen else {}),
    }


def _option(value: str, text: str) -> Json:
    return {"text": _plain(text, OPTION_TEXT), "value": value}


def _line(start: str | None) -> Json:
    return {
        "type": "plain_text_input",
        "max_length": LONGEST_LINE,
        **({"initial_value": start[:LONGEST_LINE]} if start else {}),
    }


def _written(label: str, *, placeholder: str) -> Json:
    element: Json = {
        "type": "plain_text_input",
        "multiline": True,
        "max_length": LONGEST_WORDS,
        "placeholder": _plain(placeholder, PLACEHOLDER),
    }
    return _input(WORDS, label, element)


def _input(name: str, label: str, element: Json, *, optional: bool = False) -> Json:
    return {
        "type": "input",
        "block_id": name,
        "label": _plain(label, 2_000),
        "element": {**element, "action_id": name},
        "optional": optional,
        **({"hint": _plain(_HINTS[name], 2_000)} if name in _HINTS else {}),
    }


def _said(text: str) -> Json:
    return {"type": "context", "elements": [_plain(text, 2_000)]}


def _plain(text: str, most: int) -> Json:
    return {"type": "plain_text", "text": text if len(text) <= most else f"{text[: most - 1]}…"}


def _modal(form: Form, blocks: Sequence[Json], carried: str) -> Json:
    return {
        "type": "modal",
        "callback_id": form.id,
        "title": _plain(form.title, TITLE),
        "submit": _plain(form.submit, TITLE),
        "close": _plain("Cancel", TITLE),
        "private_metadata": carried,
        "blocks": list(blocks),
    }
