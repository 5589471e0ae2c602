"""What options are completed to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.naming import read_zone
from bot.commands.suggesting import suggestions
from bot.commands.table import Kind
from digests.errors import UserError
from tests.commands.hall import HERE, Hall, the_catalogue

CATALOGUE = the_catalogue()


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Kind.ZONE, "oslo", "Europe/Oslo"),
        (Kind.ZONE, "berl", "Europe/Berlin"),
        (Kind.ZONE, "new y", "America/New_York"),
        (Kind.ZONE, "", "UTC"),
        (Kind.TOPIC, "pyt", "pytorch"),
        (Kind.TOPIC, "OPEN", "open-weights"),
        (Kind.CADENCE, "two", "fortnightly"),
        (Kind.CADENCE, "mon", "weekdays"),
        (Kind.DAY, "fri", "Friday"),
        (Kind.DAY, "15", "15"),
        (Kind.TIME, "09", "09:00"),
        (Kind.FORMAT, "", "brief"),
        (Kind.FORMAT, "ana", "analyst"),
        (Kind.LANGUAGE, "deut", "de"),
        (Kind.QUIET, "nothing", "skip"),
        (Kind.TAGS, "comp", "compiler"),
        (Kind.TAGS, "release, fund", "release, funding"),
        (Kind.WHEN, "week", "2w"),
        (Kind.SWITCH, "y", "yes"),
    ],
)
def test_the_first_suggestion_is_what_was_meant(kind: Kind, written: str, value: str) -> None:
    assert suggestions(kind, written, CATALOGUE, [])[0][1] == value


async def test_topics_that_the_channel_gets_come_first(hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    topics = await hall.reception.suggest("topic", "", HERE)
    assert [value for _, value in topics] == ["pytorch", "open-weights"]


@given(kind=st.sampled_from([*Kind, "unheard of"]), written=st.text(max_size=200))
def test_suggestions_fit_whatever_is_written(kind: str, written: str) -> None:
    found = suggestions(kind, written, CATALOGUE, [])
    assert len(found) <= 25
    assert all(0 < len(label) <= 100 and 0 < len(value) <= 100 for label, value in found)


@given(st.text(max_size=60))
def test_a_zone_is_read_as_it_is_shown_or_refused(written: str) -> None:
    try:
        zone = read_zone(written)
    except UserError:
        return
    assert read_zone(zone) == zone


@pytest.mark.parametrize("written", ["Europe/Oslo", "europe/oslo", "OSLO", " oslo "])
def test_a_city_names_its_zone(written: str) -> None:
    assert read_zone(written) == "Europe/Oslo"
