"""A chart is a picture in the digest's thread where files may be shared, and a message where not; never two."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.delivery import deliveries_of
from bot.delivery.corrections import CHART_PART
from bot.present import present
from bot.render import slack_limits
from bot.render.chart import draw
from bot.render.momentum import chart_in, slack_momentum
from digests.errors import PlatformError, Trouble
from digests.model import Message
from digests.pipeline import NewsWeek
from tests.platforms.slack.front import Front
from tests.platforms.slack.receiving import a_message, a_place, opened, settings_of
from tests.platforms.slack.trouble import DROPS, says
from tests.render.digests import EXTRACTIVE, a_digest, stories_section
from tests.render.validators import refusals

MONDAY = datetime(2026, 4, 6, tzinfo=UTC)
WEEKS = [
    NewsWeek(since=MONDAY - timedelta(weeks=back), articles=10 - back, stories=3)
    for back in range(3, -1, -1)
]


def a_chart() -> dict[str, object]:
    document = present(a_digest([stories_section()], [], authorship=EXTRACTIVE))
    return slack_momentum(document, "PyTorch & <!here>", WEEKS)


def chart_message(thread_of: str) -> Message:
    return Message(
        channel=a_place(),
        payload=a_chart(),
        key="delivery-chart",
        thread_of=thread_of,
    )


def test_the_message_says_the_label_and_every_number_and_keeps_every_limit() -> None:
    body = {key: value for key, value in a_chart().items() if key != "options"}
    assert slack_limits.faults(body) == []
    assert refusals(body) == []
    assert str(body["text"]).startswith(EXTRACTIVE.visible_label)
    assert "Week of 6 Apr: 10 articles, 3 stories" in str(body["text"])
    assert "<!" not in str(body["text"])


def test_the_picture_is_dark_on_white_whatever_it_stands_on() -> None:
    picture = Image.open(BytesIO(draw("PyTorch", [("6 Apr", 12, 3)])))
    assert picture.mode == "RGB"
    assert picture.getpixel((1, 1)) == (255, 255, 255)
    assert len(picture.getcolors(100_000) or ()) > 4


def test_a_chart_is_the_last_part_and_corrections_count_without_it() -> None:
    bodies: list[dict[str, object]] = [
        {"text": "digest"},
        {"text": "story", "thread_ts": "t"},
        a_chart(),
    ]
    made = deliveries_of(
        bodies,
        group="g",
        channel=a_place(),
        subscription=None,
        digest_id="digest-1",
        now=MONDAY,
    )
    assert [one.part for one in made] == [0, 1, CHART_PART]
    assert made[2].threaded
    assert chart_in(made[2].payload)


async def test_it_is_shared_in_the_thread_with_the_label_and_a_text_for_those_who_do_not_see(
    front: Front, sqlite_url: str
) -> None:
    async with opened(settings_of(front, sqlite_url)) as adapter:
        first = await adapter.platform.post(a_message())
        await adapter.platform.post(chart_message(first.message_id))
    (asked,) = front.made("files.getUploadURLExternal")
    assert "10 articles" in asked.body["alt_txt"]
    (shown,) = [one for one in front.workspaces[0].shown() if one.get("files")]
    assert shown["thread_ts"] == first.message_id
    assert shown["text"].startswith(EXTRACTIVE.visible_label)


@pytest.mark.parametrize("code", ["missing_scope", "file_uploads_disabled"])
async def test_where_no_file_may_be_shared_the_numbers_come_in_words(
    front: Front, sqlite_url: str, code: str
) -> None:
    front.next["files.getUploadURLExternal"].append(says(code))
    async with opened(settings_of(front, sqlite_url)) as adapter:
        first = await adapter.platform.post(a_message())
        posted = await adapter.platform.post(chart_message(first.message_id))
    (shown,) = [one for one in front.workspaces[0].shown() if one["ts"] == posted.message_id]
    assert "10 articles" in shown["text"]
    assert not shown.get("files")


async def test_one_whose_sharing_broke_is_found_and_not_shared_again(
    front: Front, sqlite_url: str
) -> None:
    front.next["files.completeUploadExternal"].append(DROPS)
    async with opened(settings_of(front, sqlite_url)) as adapter:
        first = await adapter.platform.post(a_message())
        message = chart_message(first.message_id)
        with pytest.raises(PlatformError) as broken:
            await adapter.platform.post(message)
        assert broken.value.trouble is Trouble.UNDECIDED
        assert await adapter.platform.find(message) is not None


async def test_one_that_was_never_shared_is_certainly_not_there(
    front: Front, sqlite_url: str
) -> None:
    async with opened(settings_of(front, sqlite_url)) as adapter:
        first = await adapter.platform.post(a_message())
        assert await adapter.platform.find(chart_message(first.message_id)) is None
