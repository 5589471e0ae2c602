"""Changing the list of feeds keeps its comments, and OPML goes out and comes back."""

from pathlib import Path

import pytest

from config.editing import add_feeds, feed_id_for, own_copy, remove_feed
from config.loading import load_catalogue
from config.opml import MAX_BYTES, parse_opml, write_opml
from digests.errors import ConfigError, UserError
from tests.builders import a_feed


def test_adding_and_removing_keeps_comments(tmp_path: Path) -> None:
    assert own_copy(tmp_path)
    assert not own_copy(tmp_path), "a second copy would undo changes"
    before = (tmp_path / "feeds.toml").read_text(encoding="utf-8")
    add_feeds(tmp_path, [a_feed("mine", home="https://mine.example/")])
    added = load_catalogue(tmp_path).feed_by_id["mine"]
    assert added == a_feed("mine", home="https://mine.example/")
    remove_feed(tmp_path, "mine")
    assert (tmp_path / "feeds.toml").read_text(encoding="utf-8").strip() == before.strip()


def test_what_heads_the_next_feeds_stays_when_one_goes(tmp_path: Path) -> None:
    own_copy(tmp_path)
    path = tmp_path / "feeds.toml"
    before = path.read_text(encoding="utf-8")
    feeds = load_catalogue(tmp_path).feeds
    for feed in feeds:
        remove_feed(tmp_path, feed.id)
        left = [one.id for one in load_catalogue(tmp_path).feeds]
        assert feed.id not in left
    after = path.read_text(encoding="utf-8")
    remarks = [line for line in before.splitlines() if line.startswith("#")]
    assert [line for line in after.splitlines() if line.startswith("#")] == remarks
    assert "\n\n\n" not in after
    add_feeds(tmp_path, [a_feed("mine"), a_feed("yours")])
    assert [one.id for one in load_catalogue(tmp_path).feeds] == ["mine", "yours"]
    assert '\n\n[[feed]]\nid = "yours"\n' in path.read_text(encoding="utf-8")


def test_a_feed_whose_end_cannot_be_told_is_left_to_the_operator(tmp_path: Path) -> None:
    own_copy(tmp_path)
    path = tmp_path / "feeds.toml"
    text = '''[[feed]]
id = "one"
url = "https://one.example/feed"
outlet = """One
[[feed]]
"""
tier = "press"
'''
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match="by hand"):
        remove_feed(tmp_path, "one")
    assert path.read_text(encoding="utf-8") == text


def test_removing_what_is_not_there_says_so(tmp_path: Path) -> None:
    own_copy(tmp_path)
    with pytest.raises(UserError, match="no feed 'nosuch'"):
        remove_feed(tmp_path, "nosuch")


def test_a_list_that_cannot_be_edited_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    for text in ("[feed]\nid = 'one'\n", "feed = ["):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError):
            add_feeds(tmp_path, [a_feed()])
        assert path.read_text(encoding="utf-8") == text


def test_ids_are_made_of_the_outlet_and_never_taken_twice() -> None:
    assert feed_id_for("The Verge — AI", "https://x.example/", set()) == "the-verge-ai"
    assert feed_id_for("机器之心", "https://www.jiqizhixin.com/rss", set()) == "jiqizhixin-com"
    assert feed_id_for("One", "https://x.example/", {"one", "one-2"}) == "one-3"


def test_opml_goes_out_and_comes_back() -> None:
    feeds = [a_feed("one", home="https://one.example/"), a_feed("two", outlet="Two & <b>")]
    outlines = parse_opml(write_opml(feeds).encode())
    assert [(o.title, o.url, o.home) for o in outlines] == [
        (feed.outlet, feed.url, feed.home) for feed in feeds
    ]


def test_opml_takes_each_web_address_once() -> None:
    rows = "".join(
        f'<outline xmlUrl="{url}" text="t"/>'
        for url in ("https://a.example/f", "https://a.example/f", "file:///etc/passwd", "")
    )
    assert len(parse_opml(f"<opml><body>{rows}</body></opml>".encode())) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<rss/>",
        b"x" * (MAX_BYTES + 1),
        b'<!DOCTYPE o [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><opml>&d;</opml>',
    ],
)
def test_what_is_no_opml_says_so(content: bytes) -> None:
    with pytest.raises(UserError):
        parse_opml(content)


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hush", encoding="utf-8")
    document = (
        f'<!DOCTYPE o [<!ENTITY x SYSTEM "file://{secret}">]>'
        '<opml><outline xmlUrl="https://a.example/" text="t">&x;</outline></opml>'
    )
    assert [outline.title for outline in parse_opml(document.encode())] == ["t"]
