"""Forms: what a button asks of a person before it does anything. A form knows its button by its id."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from discord import SelectOption, TextStyle, ui

from bot.platforms.discord.showing import Json
from bot.render.discord import custom_id
from bot.render.discord_components import SELECT_OPTIONS, SELECT_TEXT
from bot.render.measure import shortened

WORDS, CHOSEN = "words", "chosen"
_LISTS = 4
"""Lists that fit a form beside one field of text."""

Choices = Sequence[tuple[str, str]]
"""(label, value)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A window with a field of text and, where there is something to choose, a list."""

    title: str
    """At most 45 characters."""
    asked: str
    """At most 45 characters."""
    hint: str
    longest: int
    list_label: str = ""


FORMS = {
    "ask": Form(
        title="Ask",
        asked="Your question",
        hint="Such as: who joined since January",
        longest=300,
    ),
    "report": Form(
        title="Report an error",
        asked="What is wrong with it?",
        hint="What the source really says, or where it was corrected",
        longest=1_000,
        list_label="Which statement?",
    ),
}
"""By the action whose button opens it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form as a person sent it."""

    words: str
    chosen: str | None


def form_of(action: str, value: str, choices: Choices = ()) -> Json:
    """Return the form of an action; choices beyond what a form holds are left out."""
    form = FORMS[action]
    modal = ui.Modal(title=form.title, custom_id=custom_id(action, value) or f"cw:{action}:")
    for number, start in enumerate(range(0, len(choices), SELECT_OPTIONS)[:_LISTS]):
        listed = choices[start : start + SELECT_OPTIONS]
        options = [
            SelectOption(label=shortened(label, SELECT_TEXT) or "…", value=chosen)
            for label, chosen in listed
        ]
        several = len(choices) > SELECT_OPTIONS
        select: ui.Select[ui.Modal] = ui.Select(
            custom_id=f"{CHOSEN}{number}", options=options, required=not several
        )
        about = f" ({start + 1} to {start + len(listed)})" if several else ""
        modal.add_item(ui.Label(text=f"{form.list_label}{about}", component=select))
    field: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id=WORDS,
        style=TextStyle.paragraph,
        placeholder=form.hint,
        max_length=form.longest,
    )
    modal.add_item(ui.Label(text=form.asked, component=field))
    return modal.to_dict()


def read_form(sent: Mapping[str, object]) -> Filled:
    """Return what a person filled in, whenever the form was opened."""
    words, chosen = "", None
    for field in _fields(sent.get("components")):
        name = str(field.get("custom_id") or "")
        if name == WORDS:
            words = str(field.get("value") or "")
        elif name.startswith(CHOSEN) and isinstance(values := field.get("values"), list) and values:
            chosen = str(values[0])
    return Filled(words=words, chosen=chosen)


def _fields(components: object) -> Iterator[Mapping[str, object]]:
    if isinstance(components, list):
        for part in components:
            if isinstance(part, Mapping):
                yield part
                yield from _fields(part.get("components"))
                yield from _fields([part.get("component")])
