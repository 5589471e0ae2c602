"""Pictures: what is drawn stays on the paper, and says no more and no less than its table."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.present import present
from bot.present.momentum import momentum_title
from bot.render.chart import RIGHT, WIDTH, draw
from bot.render.charts import (
    MOST_EVENTS,
    Drawn,
    Event,
    momentum_chart,
    sources_chart,
    timeline_chart,
)
from bot.render.html import body_of
from digests.pipeline import NewsWeek
from digests.text.phrases import LANGUAGES, phrase
from tests.builders import MONDAY
from tests.render.digests import sample_digest
from tests.render.hostile import HOSTILE

NAMES = st.one_of(st.text(min_size=1, max_size=80), st.sampled_from(HOSTILE))
WEEKS = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 100_000)), max_size=12)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def stays_on_the_paper(drawn: Drawn) -> None:
    picture = drawn.picture
    for bar in picture.bars:
        assert bar.x >= -0.1
        assert bar.x + bar.width <= picture.width + 0.1
        assert bar.y >= -0.1
        assert bar.y + bar.height <= picture.height + 0.1
        assert bar.width >= 0
        assert bar.height >= 0
    for word in picture.words:
        assert 0 <= word.x <= picture.width
        assert 0 <= word.y <= picture.height


@given(WEEKS)
def test_weeks_are_drawn_as_tall_as_they_are(counts: list[tuple[int, int]]) -> None:
    weeks = [
        NewsWeek(since=MONDAY + timedelta(weeks=n), articles=max(pair), stories=min(pair))
        for n, pair in enumerate(counts)
    ]
    drawn = momentum_chart("PyTorch", weeks)
    stays_on_the_paper(drawn)
    tall = {
        kind: [bar.height for bar in drawn.picture.bars if bar.kind == kind][: len(weeks)]
        for kind in ("one", "two")
    }
    for week, articles, stories in zip(weeks, tall["one"], tall["two"], strict=True):
        assert stories <= articles + 0.1
        assert (articles > 0) or week.articles * 1_000 <= max(w.articles for w in weeks)
    told = [(f"{week.articles:,}", f"{week.stories:,}") for week in weeks]
    assert [row[1:] for row in drawn.rows] == told


@given(st.lists(st.tuples(DAYS, NAMES), min_size=2, max_size=40))
def test_the_last_events_are_drawn_in_order_of_time(told: list[tuple[date, str]]) -> None:
    events = [Event(on=on, who=who, what="joined") for on, who in told]
    drawn = timeline_chart("Who joined", events)
    stays_on_the_paper(drawn)
    dots = [bar.x for bar in drawn.picture.bars if bar.kind == "two"]
    assert dots == sorted(dots)
    assert len(drawn.rows) == len(dots) == min(len(events), MOST_EVENTS)
    assert ("not drawn" in drawn.title) is (len(events) > MOST_EVENTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sources_are_counted_by_tier_and_by_what_they_say_of_themselves(language: str) -> None:
    digest = sample_digest(language=language)
    sources = digest.provenance.sources
    drawn = sources_chart(sources, language)
    stays_on_the_paper(drawn)
    assert sum(int(cell) for row in drawn.rows for cell in row[1:]) == len(sources)
    assert len([bar for bar in drawn.picture.bars if bar.height == 20]) == len(drawn.rows)
    assert phrase(language, "declares itself AI-written") in drawn.heads
    listed = body_of(present(digest)).sources
    assert {row[0] for row in drawn.rows} == {source.tier for source in listed}


def test_the_longest_title_of_a_topic_stays_on_the_picture() -> None:
    title = momentum_title("Artificial intelligence governance, regulation and standards")
    picture = Image.open(BytesIO(draw(title, [("6 Apr", 5, 1), ("13 Apr", 13, 2)])))
    box = (WIDTH - RIGHT + 1, 0, picture.width, picture.height)
    assert picture.convert("L").crop(box).getextrema() == (255, 255)
