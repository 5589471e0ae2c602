"""Documents that are ill-formed, hostile, or no feeds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.feeds.formats import read_document
from digests.feeds.parsed import ParsedDocument, Unreadable
from tests.feeds.documents import URL, item, not_read, read, rss


class TestBrokenXml:
    def test_an_ill_formed_feed_is_read_with_a_warning_that_names_the_line(self) -> None:
        document = '<?xml version="1.0"?>\n\n' + rss("<item>\n<title>a & b</title></item>")

        parsed = read(document)

        assert [entry.title for entry in parsed.entries] == ["a & b"]
        assert parsed.warning is not None
        assert "not well-formed" in parsed.warning
        assert parsed.warning.endswith("on line 4")

    def test_a_feed_cut_off_in_the_middle_keeps_the_entries_before(self) -> None:
        document = rss("<item><title>One</title></item><item><title>Two</title></item>")

        assert [e.title for e in read(document[:-40]).entries][:1] == ["One"]

    def test_control_characters_do_not_make_it_ill_formed(self) -> None:
        parsed = read(rss("<item><title>Bell\x07 and\x0b tab</title></item>"))

        assert (parsed.entries[0].title, parsed.warning) == ("Bell and tab", None)

    @pytest.mark.parametrize("reference", ["&#0;", "&#xD800;", "&#x110000;", "&#99999999999;"])
    def test_references_to_what_is_no_character_vanish(self, reference: str) -> None:
        assert item(title=f"Bad {reference}reference").title == "Bad reference"

    def test_references_to_other_characters_stay_in_an_ill_formed_feed(self) -> None:
        assert item(title="&#8220;a&#x201D; & &nbsp;b").title == "“a” & b"

    def test_an_undeclared_rss_prefix_is_understood(self) -> None:
        parsed = read(
            "<rss><rss:channel><rss:item><rss:title>T</rss:title></rss:item></rss:channel>"
        )

        assert [entry.title for entry in parsed.entries] == ["T"]

    def test_a_channel_without_entries_is_a_feed(self) -> None:
        assert read(rss("")).entries == ()

    @pytest.mark.parametrize(
        ("document", "words"),
        [
            ("<note><to>you</to></note>", "no feed: <note>"),
            ("<rss><x:item><x:title>T</x:title></x:item></rss>", "none of its entries"),
            ('{"version": "1.1"}', "not a JSON Feed"),
            ('{"a": [1, 2, 3]}', "not a JSON Feed"),
            ('{"version":', "JSONDecodeError"),
            ('{"version": ' + "9" * 10_000 + "}", "ValueError"),
            ('{"a":' * 100_000, "RecursionError"),
            ("/etc/passwd", "neither XML nor JSON"),
            ("plain words, no markup", "neither XML nor JSON"),
            ("<!-- " * 10, "neither XML nor JSON"),
        ],
    )
    def test_what_is_no_feed_says_so(self, document: str, words: str) -> None:
        answer = not_read(document)

        assert words in answer.reason
        assert not answer.blocked

    @pytest.mark.parametrize("document", ["", " \n", "\ufeff", "\x00\x00\x00\x00"])
    def test_an_empty_document_counts_as_blocked(self, document: str) -> None:
        assert not_read(document).blocked

    @pytest.mark.parametrize(
        "document",
        [
            "<!DOCTYPE html><html><body>Hi</body></html>",
            "\n<!-- x --><HTML lang=en>",
            '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD" "http://x"><html/>',
        ],
    )
    def test_a_web_page_counts_as_blocked(self, document: str) -> None:
        assert not_read(document).blocked


class TestEntities:
    LAUGHS = (
        '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY a "&lol;&lol;&lol;"><!ENTITY b "&a;&a;&a;">'
        '<!ENTITY big "' + "x" * 50_000 + '"><!ENTITY file SYSTEM "file:///etc/passwd">]>'
    )

    def test_nested_and_large_entities_are_not_expanded(self) -> None:
        parsed = read(rss("<item><title>&b;&big;&file;</title></item>", prolog=self.LAUGHS))

        assert parsed.entries[0].title == "&b;&big;&file;"
        assert parsed.warning is not None
        assert parsed.warning.endswith("entity declarations were left out")

    def test_short_entities_of_characters_are(self) -> None:
        prolog = "<!DOCTYPE rss [<!ENTITY nbsp \"&#160;\">\n<!ENTITY c '(C)'>]>"
        parsed = read(rss("<item><title>a&nbsp;b &c; &amp;amp;</title></item>", prolog=prolog))

        assert (parsed.entries[0].title, parsed.warning) == ("a b (C) &", None)

    def test_xmls_own_entities_cannot_be_redeclared(self) -> None:
        prolog = '<!DOCTYPE rss [<!ENTITY lt "(">]>'
        parsed = read(rss("<item><title>1 &lt; 2</title></item>", prolog=prolog))

        assert parsed.entries[0].title == "1 < 2"

    def test_a_doctype_without_declarations_is_harmless(self) -> None:
        prolog = (
            '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x">'
        )

        assert read(rss("<item/>", prolog=prolog)).warning is None

    def test_a_doctype_without_end_does_not_hide_the_feed(self) -> None:
        assert len(read(rss("<item/>", prolog="<!DOCTYPE [ <!ENTITY ")).entries) == 1

    def test_stray_words_before_the_document_do_not_matter(self) -> None:
        prolog = 'Warning: 1 < 2 in <!x> on line 3\n<?php ?><?xml version="1.0"?>'

        assert read(rss("<item/>", prolog=prolog)).warning is None


@given(st.text(max_size=300))
def test_no_text_makes_reading_raise(text: str) -> None:
    parsed = read_document(text.encode(errors="ignore"), url=URL)

    assert isinstance(parsed, (ParsedDocument, Unreadable))


@given(st.text(st.sampled_from(list("<>/!?[]&;\"'= ax\n#")), max_size=60))
def test_no_markup_makes_reading_raise(text: str) -> None:
    parsed = read_document(f"<rss><channel><item><title>{text}".encode(), url=URL)

    assert isinstance(parsed, (ParsedDocument, Unreadable))
