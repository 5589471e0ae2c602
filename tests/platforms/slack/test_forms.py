"""Every form and view keeps Slack's limits, and what is sent back is read as it was filled in."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.commands.settings import options_of
from bot.commands.table import COMMANDS
from bot.document import Document
from bot.platforms.slack import forms
from bot.platforms.slack.forms import SETTINGS, SUBSCRIBE, filled_in
from bot.present import present
from bot.render.slack_limits import faults
from bot.render.slack_private import (
    document_views,
    private_messages,
    words_message,
    words_view,
)
from bot.render.slack_view_limits import PRIVATE, view_faults
from config.loading import Catalogue, load_catalogue
from digests.model import Topic
from digests.sections.tagging import known_tags
from tests.platforms.slack.person import filled, text_of
from tests.render.reading import Seen, slack_context, slack_lines
from tests.render.test_packing import LENGTHS, a_random_digest, check_all_is_said
from tests.render.validators import refusals
from tests.render.view_validators import view_refusals
from tests.store.builders_outbox import a_subscription

CATALOGUE = load_catalogue(None)
CARRIED = '{"channel":"C1"}'

some = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


def many_topics(number: int) -> Catalogue:
    topics = tuple(
        Topic(id=f"t{at}", title=f"{'Long ' * 11}{at}"[:60], description="D.")
        for at in range(number)
    )
    return replace(CATALOGUE, topics=topics)


@pytest.mark.parametrize("number", [1, 12, 100, 101, 900])
@pytest.mark.parametrize("form", [SUBSCRIBE, SETTINGS])
def test_the_subscribe_form_keeps_every_limit_with_however_many_topics(
    form: forms.Form, number: int
) -> None:
    given_ = {"topic": "t0", "zone": "America/Argentina/ComodRivadavia", "tags": "t" * 500}
    view = forms.schedule_form(form, many_topics(number), given_, carried=CARRIED)
    assert view_faults(view) == []
    assert view_refusals(view) == []


def test_the_form_has_every_option_of_the_command_and_is_sent_back_as_it_was_filled_in() -> None:
    view = forms.schedule_form(
        SUBSCRIBE, CATALOGUE, {"topic": "vllm", "zone": "Asia/Tokyo"}, carried=""
    )
    sent = filled_in({"values": filled(view, {"time": "07:15", "day": "15", "tags": "release"})})
    assert sent == {
        "topic": "vllm",
        "every": "weekly",
        "day": "15",
        "time": "07:15",
        "zone": "Asia/Tokyo",
        "format": "brief",
        "language": "en",
        "tags": "release",
        "quiet": "skip",
    }
    names = {option.name for option in COMMANDS["subscribe"].options}
    assert {*sent, "without"} == names


def test_a_form_to_change_settings_shows_them_as_they_are() -> None:
    tags = sorted(known_tags(CATALOGUE.topic_by_id["pytorch"]), key=len)
    kept = a_subscription(tags_in=tuple(tags[-20:]), tags_out=("funding",))
    view = forms.schedule_form(SETTINGS, CATALOGUE, options_of(kept), carried="")
    sent = filled_in({"values": filled(view, {})})
    assert sent == options_of(kept)


def test_what_is_filled_in_wrongly_is_said_at_its_field() -> None:
    topic = CATALOGUE.topic_by_id["pytorch"]
    wrong = forms.faults({"zone": "Mars/Olympus", "tags": "nonsense", "time": "09:00"}, topic)
    assert set(wrong) == {"zone", "tags"}
    assert "There is no time zone" in wrong["zone"]


@pytest.mark.parametrize(
    "view",
    [
        forms.question_form(carried=CARRIED),
        forms.report_form([("1. Words", "digest-1/claim-1")] * 120, carried=CARRIED),
        words_view("Invite me first."),
    ],
)
def test_the_other_windows_keep_every_limit(view: dict[str, object]) -> None:
    assert view_faults(view) == []
    assert view_refusals(view) == []


def test_words_of_ours_act_on_nobody() -> None:
    assert faults({"channel": "C1", **words_message("<" * 9_000)}) == []
    body = {"channel": "C1", **words_message("Ask <!channel> & <@U1>")}
    assert faults(body) == []
    assert refusals(body) == []
    assert body["text"] == "Ask &lt;!channel&gt; &amp; &lt;@U1&gt;"


@some
@given(st.lists(LENGTHS, max_size=300), st.integers(0, 2**32))
def test_what_one_person_is_shown_loses_nothing_and_keeps_every_limit(
    lengths: list[int], seed: int
) -> None:
    document = present(a_random_digest(lengths, seed))
    bodies = private_messages(document)
    label = document.authorship.visible_label
    for body in bodies:
        assert faults({**body, "channel": "C1"}) == []
        assert refusals({**body, "channel": "C1"}) == []
        assert str(body["text"]).startswith(label)
        assert text_of(body["blocks"]).replace("*", "").startswith(label)
    check_all_is_said(document, seen_in(bodies))


@some
@given(st.lists(LENGTHS, max_size=300), st.integers(0, 2**32))
def test_windows_lose_nothing_and_lead_from_page_to_page(lengths: list[int], seed: int) -> None:
    document = present(a_random_digest(lengths, seed))
    views = document_views(document, title="Sources & quotes", carried="x" * PRIVATE)
    for at, view in enumerate(views):
        assert view_faults(view) == []
        assert view_refusals(view) == []
        assert turns(view) == [page for page in (at - 1, at + 1) if 0 <= page < len(views)]
        assert text_of(view["blocks"]).replace("*", "").startswith(label_of(document))
    check_all_is_said(document, seen_in(views))


def seen_in(shown: list[dict[str, object]]) -> list[Seen]:
    lines = [line for one in shown for line in slack_lines(one)]
    return [*lines, *(Seen(text, ()) for one in shown for text in slack_context(one))]


def turns(view: dict[str, object]) -> list[int]:
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    return [
        int(button["value"])
        for block in blocks
        if block.get("block_id") == "turn"
        for button in block["elements"]
    ]


def label_of(document: Document) -> str:
    return document.authorship.visible_label


def test_our_own_check_finds_what_is_wrong_with_a_view() -> None:
    good = forms.question_form(carried="")
    chance = random.Random(1)  # noqa: S311 — picks a fault
    wrong: list[dict[str, object]] = [
        {**good, "title": {"type": "plain_text", "text": "T" * 25}},
        {key: value for key, value in good.items() if key != "submit"},
        {**good, "private_metadata": "p" * 3_001},
        {**good, "type": "window"},
        {**good, "blocks": [*blocks_of(good)] * 40},
        {key: value for key, value in good.items() if key != "title"},
    ]
    chance.shuffle(wrong)
    assert view_faults(good) == []
    assert all(view_faults(one) for one in wrong)


def blocks_of(view: dict[str, object]) -> list[object]:
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    return blocks
