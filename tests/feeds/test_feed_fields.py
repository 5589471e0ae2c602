"""An entry's fields, made fit to keep."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.feeds.formats import read_document
from digests.feeds.parsed import ParsedDocument
from digests.text.clean import one_line
from tests.feeds.documents import item, read, rss


class TestFields:
    def test_a_title_is_one_plain_line(self) -> None:
        raw = "&lt;p&gt;One&lt;/p&gt;&lt;p&gt;two\u200b\u202e &amp;amp; three&lt;/p&gt;"

        assert item(title=raw).title == "One two & three"

    def test_words_in_angle_brackets_stay_words(self) -> None:
        assert item(title="Use of &lt;T&gt; and 1 &lt; 2").title == "Use of <T> and 1 < 2"

    def test_a_title_has_at_most_a_thousand_characters(self) -> None:
        assert len(item(title="word " * 10_000).title) <= 1_000

    @pytest.mark.parametrize(
        ("link", "expected"),
        [
            ("/a", "https://blog.example/a"),
            ("b?x=1&amp;y=2", "https://blog.example/news/b?x=1&y=2"),
            ("//other.example/c", "https://other.example/c"),
            (" https://x.example/a b\n", "https://x.example/a%20b"),
            ("javascript:alert(1)", None),
            ("mailto:a@b.example", None),
            ("http://[broken", None),
            ("https://user:secret@x.example/", None),
        ],
    )
    def test_links_become_absolute_web_addresses_or_nothing(
        self, link: str, expected: str | None
    ) -> None:
        assert item(link=link).url == expected

    def test_a_guid_stays_what_it_is_wherever_the_feed_lives(self) -> None:
        document = rss("<item><guid>/posts/1</guid></item>").encode()
        first = read_document(document, url="https://old.example/feed")
        second = read_document(document, url="https://new.example/feed")

        assert isinstance(first, ParsedDocument)
        assert isinstance(second, ParsedDocument)
        assert first.entries[0].guid == second.entries[0].guid == "/posts/1"

    def test_a_guid_beyond_all_measure_is_hashed(self) -> None:
        guid = item(guid="g" * 5_000).guid

        assert guid is not None
        assert guid.startswith("sha256:")
        assert len(guid) < 100

    @pytest.mark.parametrize(
        ("author", "expected"),
        [
            ("a@b.example", None),
            ("a@b.technology (Ana Lima)", "Ana Lima"),
            ("Ana Lima &lt;a@b.example&gt;", "Ana Lima"),
            ("mailto:a@b.example", None),
            ("@ana", "@ana"),
            ("  ", None),
        ],
    )
    def test_a_byline_is_a_name_without_its_e_mail_address(
        self, author: str, expected: str | None
    ) -> None:
        assert item(author=author).byline == expected

    def test_a_32_kb_author_costs_no_time(self) -> None:
        began = time.perf_counter()

        assert len(item(author="a" * 32_000).byline or "") == 300
        assert time.perf_counter() - began < 1

    def test_the_longest_body_is_taken(self) -> None:
        parsed = read(
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="html">short</content>'
            '<summary type="html">the longer text</summary></entry></feed>'
        )

        assert parsed.entries[0].html == "the longer text"

    def test_content_that_is_no_text_is_left_out(self) -> None:
        parsed = read(
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="image/png">iVBORw0KGgo='
            "</content><summary>Words</summary></entry></feed>"
        )

        assert parsed.entries[0].html == "<p>Words</p>"

    def test_a_body_has_at_most_a_million_characters(self) -> None:
        assert len(item(description="x" * 1_200_000).html) == 1_000_000

    def test_only_so_many_entries_are_read(self) -> None:
        parsed = read(rss("<item><title>t</title></item>" * 5_002))

        assert len(parsed.entries) == 5_000
        assert parsed.warning == "only the first 5000 of 5002 entries were read"

    def test_an_entry_dated_year_one_keeps_its_date_for_the_decider(self) -> None:
        assert item(pubDate="Mon, 01 Jan 0001 00:00:00 +0000").published_at == datetime(
            1, 1, 1, tzinfo=UTC
        )

    def test_the_date_of_creation_stands_in_for_that_of_publication(self) -> None:
        parsed = read(
            '<rss version="2.0" xmlns:dcterms="http://purl.org/dc/terms/"><channel><item>'
            "<dcterms:created>2026-04-07</dcterms:created></item></channel></rss>"
        )

        assert parsed.entries[0].published_at == datetime(2026, 4, 7, tzinfo=UTC)


@given(st.text(max_size=40).filter(lambda text: "<" not in text and "&" not in text))
def test_fields_hold_no_character_that_cannot_be_seen(text: str) -> None:
    document = rss(f"<item><title>a{text}</title><guid>b{text}</guid></item>")
    entry = read(document.encode(errors="ignore")).entries[0]

    assert entry.title == one_line(entry.title)
    assert entry.guid == one_line(entry.guid or "")
