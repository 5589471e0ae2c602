"""What one person alone was shown has its page, and stands in no list."""

import re

import pytest

from tests.commands.hall import Hall
from tests.web.room import ORIGIN, Room, links_in, story_of


@pytest.fixture
def hall(room: Room) -> Hall:
    """Open a chat over what the room shows."""
    database = room.database
    return Hall(
        store=database.store,
        subscriptions=database.subscriptions,
        outbox=database.outbox,
        replies=database.replies,
        feedback=database.feedback,
    )


async def listed(room: Room) -> set[str]:
    """Return the digests to which lists and feeds lead."""
    lists = ("/t/pytorch", "/t/pytorch/feed.atom", "/t/pytorch/feed.json", "/t/pytorch/watching")
    texts = [(await room.get(path)).text for path in lists]
    return {found for text in texts for found in re.findall(r"/d/(digest-\w+)", text)}


async def test_a_preview_has_its_page_and_stands_in_no_list(room: Room, hall: Hall) -> None:
    await hall.say("subscribe", {"topic": "pytorch"})
    for command in ("preview", "catchup"):
        preview = await hall.document(command)
        page = await room.get(f"/d/{preview.id}")
        assert (page.status, page.headers["X-Robots-Tag"]) == (200, "noindex")
        assert (await room.get(f"/d/{preview.id}.json")).status == 200
        for address in links_in(page.text):
            if address.startswith(("/", ORIGIN)):
                assert (await room.get(address)).status == 200, address
        digest = await room.site.store.digest(preview.id)
        assert digest is not None
        assert (await room.get(f"/s/{story_of(digest)}")).status == 404
    assert await listed(room) == set()
    assert "No digest yet" in (await room.get("/")).text


async def test_what_was_previewed_is_listed_once_it_is_posted(room: Room, hall: Hall) -> None:
    preview = await hall.document("preview", {"topic": "pytorch"})
    assert "X-Robots-Tag" in (await room.get(f"/d/{preview.id}")).headers
    await hall.say("now", {"topic": "pytorch"})
    page = await room.get(f"/d/{preview.id}")
    assert "X-Robots-Tag" not in page.headers
    assert any(address.startswith("/s/") for address in links_in(page.text))
    assert await listed(room) == {preview.id}
