"""Private replies: whatever is shown keeps every limit, and says who wrote it."""

import random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.commands.presses import PRESSES
from bot.document import Action, Actions, Line, Lines, Panel, Text
from bot.platforms.discord.buttons import BUTTON
from bot.platforms.discord.forms import FORMS, form_of, read_form
from bot.platforms.discord.showing import bodies_of, further, words_of
from bot.present import present
from bot.render.discord_input_limits import modal_faults
from bot.render.discord_limits import edit_faults
from tests.platforms.discord.checking import Contract
from tests.platforms.discord.people import EPHEMERAL, buttons, texts, unset
from tests.render.hostile import HOSTILE
from tests.render.test_packing import LENGTHS, a_random_digest

HOOK = "/webhooks/1/token"
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=300)
thorough = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@thorough
@given(st.lists(LENGTHS, max_size=300), st.integers(0, 2**32))
def test_a_document_is_private_labelled_and_within_every_limit(
    lengths: list[int], seed: int
) -> None:
    document = present(a_random_digest(lengths, seed))
    first, *others = bodies_of(document)
    for body in (first, *(further(one) for one in others)):
        assert edit_faults(body) == []
        assert "embeds" not in body
        assert document.authorship.visible_label in unset("\n".join(texts(body)))
    assert all(further(one)["flags"] == first["flags"] | EPHEMERAL for one in others)  # type: ignore[operator]


@pytest.mark.parametrize("seed", range(2))
def test_documents_panels_and_words_are_what_discord_describes(
    described: Contract, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 — shuffles test data
    lengths = [chance.choice([40, 200, 900, 4_100]) for _ in range(30)]
    shown = [
        *bodies_of(present(a_random_digest(lengths, seed))),
        *bodies_of(a_panel("".join(HOSTILE[seed::2]))),
        *words_of("Ask again."),
    ]
    for body in shown:
        assert described.errors("PATCH", f"{HOOK}/messages/@original", body) == []
        assert described.errors("POST", HOOK, further(body)) == []


@thorough
@given(st.lists(WORDS, min_size=1, max_size=60))
def test_a_panel_of_any_words_is_within_every_limit(words: list[str]) -> None:
    (body,) = bodies_of(a_panel(*words))
    assert edit_faults(body) == []
    assert all(BUTTON.fullmatch(name) for _, name in buttons(body))


@thorough
@given(WORDS, st.lists(WORDS, max_size=130))
def test_a_form_of_any_statements_is_within_every_limit(value: str, labels: list[str]) -> None:
    choices = [(label, f"digest-1/claim-{n}") for n, label in enumerate(labels)]
    for action, form in FORMS.items():
        listed = choices if form.list_label else []
        assert modal_faults(form_of(action, value[:80], listed)) == []


def test_a_form_tells_which_statement_was_chosen_from_whichever_list() -> None:
    choices = [(f"Statement {n}", f"digest-1/claim-{n}") for n in range(60)]
    form = form_of("report", "digest-1", choices)
    lists = [part["component"] for part in form["components"] if part["component"]["type"] == 3]  # type: ignore[attr-defined]
    assert [len(one["options"]) for one in lists] == [25, 25, 10]
    sent = [
        {"type": 18, "component": {"type": 3, "custom_id": one["custom_id"], "values": values}}
        for one, values in zip(lists, ([], ["digest-1/claim-30"], []), strict=True)
    ]
    words = {"type": 18, "component": {"type": 4, "custom_id": "words", "value": "It is not so."}}
    filled = read_form({"components": [*sent, words]})
    assert (filled.chosen, filled.words) == ("digest-1/claim-30", "It is not so.")


def test_every_form_belongs_to_a_button_that_does_something() -> None:
    assert set(FORMS) <= set(PRESSES)


def a_panel(*words: str) -> Panel:
    row = [Action(id="up", label=text, value=text[:80]) for text in words[:20]]
    return Panel(
        title=words[0],
        summary=words[0],
        blocks=(
            Lines(lines=tuple(Line(spans=(Text(text=text),)) for text in words)),
            Actions(actions=tuple(row)),
        ),
    )
