"""Documents of every format, and what they are read as."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.feeds.formats import FEED_FORMATS, read_document
from digests.feeds.parsed import ParsedDocument, Unreadable, from_wire, to_wire
from digests.model import ParsedEntry
from digests.text.clean import one_line

URL = "https://blog.example/news/feed.xml"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
  xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
<channel>
  <title>The &lt;b&gt;Example&lt;/b&gt; Blog</title>
  <link>https://blog.example/</link>
  <ttl>90</ttl>
  <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
  <item>
    <title>Alibaba Cloud &amp;amp; friends join
      the &lt;i&gt;Foundation&lt;/i&gt;</title>
    <link>/2026/04/alibaba?utm_source=rss</link>
    <guid isPermaLink="false">post-17</guid>
    <dc:creator>Ana Lima</dc:creator>
    <dc:creator>Bo Chen</dc:creator>
    <pubDate>Tue, 07 Apr 2026 10:00:00 -0700</pubDate>
    <description>Short.</description>
    <content:encoded><![CDATA[<p>Alibaba Cloud joined as a <a href="/p">Platinum</a> member.</p>]]></content:encoded>
    <comments>https://blog.example/2026/04/alibaba#comments</comments>
  </item>
  <item>
    <title>Vec&amp;lt;T&amp;gt; is <![CDATA[<em>here</em>]]></title>
    <guid>https://blog.example/2026/04/vec</guid>
    <author>press@blog.example (Press Office)</author>
    <pubDate>not a date</pubDate>
  </item>
  <item>
    <link>https://feeds.burner.example/r/1</link>
    <feedburner:origLink>https://blog.example/own</feedburner:origLink>
    <description>No title, a guid of digits.</description>
    <guid>12</guid>
    <author>someone@blog.example</author>
  </item>
</channel></rss>"""
RSS_ENTRIES = (
    ParsedEntry(
        guid="post-17",
        url="https://blog.example/2026/04/alibaba?utm_source=rss",
        title="Alibaba Cloud & friends join the Foundation",
        byline="Ana Lima, Bo Chen",
        published_at=datetime(2026, 4, 7, 17, tzinfo=UTC),
        html='<p>Alibaba Cloud joined as a <a href="/p">Platinum</a> member.</p>',
        comments_url="https://blog.example/2026/04/alibaba#comments",
    ),
    ParsedEntry(
        guid="https://blog.example/2026/04/vec",
        url="https://blog.example/2026/04/vec",
        title="Vec<T> is here",
        byline="Press Office",
    ),
    ParsedEntry(
        guid="12",
        url="https://blog.example/own",
        title="",
        html="No title, a guid of digits.",
    ),
)

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://blog.example/">
  <title type="html">Example &amp;amp; Co</title>
  <author><name>The Team</name></author>
  <link rel="self" href="https://blog.example/atom.xml"/>
  <entry>
    <id>tag:blog.example,2026:1</id>
    <title type="text">Why &lt;script&gt; matters</title>
    <link rel="alternate" href="posts/1"/>
    <link rel="replies" type="text/html" href="https://blog.example/posts/1#replies"/>
    <published>2026-04-07T10:00:00Z</published>
    <updated>2026-04-08T10:00:00+02:00</updated>
    <summary type="text">a &lt; b, said the tester</summary>
  </entry>
  <entry>
    <id>tag:blog.example,2026:2</id>
    <title>Second</title>
    <link rel="alternate" type="application/pdf" href="https://blog.example/2.pdf"/>
    <author><name>Ana Lima</name></author>
    <updated>2026-04-08T10:00:00Z</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hello <b>there</b></p></div></content>
    <summary>Hello</summary>
  </entry>
</feed>"""
ATOM_ENTRIES = (
    ParsedEntry(
        guid="tag:blog.example,2026:1",
        url="https://blog.example/posts/1",
        title="Why <script> matters",
        byline="The Team",
        published_at=datetime(2026, 4, 7, 10, tzinfo=UTC),
        updated_at=datetime(2026, 4, 8, 8, tzinfo=UTC),
        html="<p>a &lt; b, said the tester</p>",
        comments_url="https://blog.example/posts/1#replies",
    ),
    ParsedEntry(
        guid="tag:blog.example,2026:2",
        url="https://blog.example/2.pdf",
        title="Second",
        byline="Ana Lima",
        updated_at=datetime(2026, 4, 8, 10, tzinfo=UTC),
        html="<p>Hello <b>there</b></p>",
    ),
)

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="https://blog.example/"><title>Old</title></channel>
  <item rdf:about="https://blog.example/old/1">
    <title>An old post</title><link>https://blog.example/old/1</link>
    <dc:date>2026-04-07T10:00:00+09:00</dc:date><description>Text</description>
  </item>
</rdf:RDF>"""
RDF_ENTRIES = (
    ParsedEntry(
        guid="https://blog.example/old/1",
        url="https://blog.example/old/1",
        title="An old post",
        updated_at=datetime(2026, 4, 7, 1, tzinfo=UTC),
        html="Text",
    ),
)

JSON = """{
  "version": "https://jsonfeed.org/version/1.1", "title": "Example", "authors": [{"name": "Team"}],
  "items": [
    {"id": 7, "url": "/p/7", "title": "Seven &amp; more", "content_html": "<p>Hi</p>",
     "content_text": "Hi", "date_published": "2026-04-07T10:00:00Z",
     "date_modified": "2026-04-08T10:00:00Z", "authors": [{"name": "Ana"}, {"name": "Bo"}]},
    {"id": "8", "external_url": "https://other.example/8", "content_text": "One.\\n\\nTwo < three.",
     "author": {"name": "ignored"}},
    "no item"
  ]}"""
JSON_ENTRIES = (
    ParsedEntry(
        guid="7",
        url="https://blog.example/p/7",
        title="Seven & more",
        byline="Ana, Bo",
        published_at=datetime(2026, 4, 7, 10, tzinfo=UTC),
        updated_at=datetime(2026, 4, 8, 10, tzinfo=UTC),
        html="<p>Hi</p>",
    ),
    ParsedEntry(
        guid="8",
        url="https://other.example/8",
        title="",
        byline="ignored",
        html="<p>One.</p><p>Two &lt; three.</p>",
    ),
)


def read(document: str | bytes) -> ParsedDocument:
    body = document.encode() if isinstance(document, str) else document
    parsed = read_document(body, url=URL)
    assert isinstance(parsed, ParsedDocument), parsed
    return parsed


def not_read(document: str | bytes) -> Unreadable:
    body = document.encode() if isinstance(document, str) else document
    parsed = read_document(body, url=URL)
    assert isinstance(parsed, Unreadable), parsed
    return parsed


def rss(items: str, *, channel: str = "", prolog: str = "") -> str:
    return f'{prolog}<rss version="2.0"><channel>{channel}{items}</channel></rss>'


def item(**elements: str) -> ParsedEntry:
    inside = "".join(f"<{name}>{text}</{name}>" for name, text in elements.items())
    return read(rss(f"<item>{inside}</item>")).entries[0]


@pytest.mark.parametrize(
    ("document", "kind", "title", "entries"),
    [
        (RSS, "rss20", "The Example Blog", RSS_ENTRIES),
        (ATOM, "atom10", "Example & Co", ATOM_ENTRIES),
        (RDF, "rss10", "Old", RDF_ENTRIES),
        (JSON, "json11", "Example", JSON_ENTRIES),
    ],
)
def test_each_format_is_read_entry_by_entry(
    document: str, kind: str, title: str, entries: tuple[ParsedEntry, ...]
) -> None:
    parsed = read(document)

    assert parsed.entries == entries
    assert (parsed.format, parsed.title) == (kind, title)


@pytest.mark.parametrize("name", FEED_FORMATS)
def test_no_format_takes_what_is_none(name: str) -> None:
    for text in ("", "hello", "<html></html>", "[1, 2]", "/etc/passwd"):
        assert not FEED_FORMATS[name].recognises(text)


@pytest.mark.parametrize("document", [RSS, ATOM, RDF, JSON, "<html></html>"])
def test_what_was_read_crosses_processes_unchanged(document: str) -> None:
    parsed = read_document(document.encode(), url=URL)

    assert from_wire(to_wire(parsed)) == parsed


class TestPace:
    @pytest.mark.parametrize(
        ("channel", "expected"),
        [
            ("<ttl>60</ttl>", timedelta(hours=1)),
            ("<ttl>999999999</ttl>", timedelta(days=366)),
            ("<ttl>soon</ttl>", None),
            ("<ttl>-5</ttl>", None),
            ("", None),
        ],
    )
    def test_ttl_is_in_minutes(self, channel: str, expected: timedelta | None) -> None:
        assert read(rss("<item/>", channel=channel)).min_interval == expected

    @pytest.mark.parametrize(
        ("period", "frequency", "expected"),
        [
            ("hourly", "1", timedelta(hours=1)),
            ("daily", "4", timedelta(hours=6)),
            ("Weekly", "", timedelta(weeks=1)),
            ("yearly", "0", timedelta(days=365)),
            ("never", "1", None),
        ],
    )
    def test_the_update_period_is_divided_by_the_frequency(
        self, period: str, frequency: str, expected: timedelta | None
    ) -> None:
        document = (
            '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'
            f"<sy:updatePeriod> {period} </sy:updatePeriod>"
            f"<sy:updateFrequency>{frequency}</sy:updateFrequency><item/></channel></rss>"
        )

        assert read(document).min_interval == expected

    def test_the_longer_wish_counts(self) -> None:
        assert read(RSS).min_interval == timedelta(minutes=90)


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


@given(st.text(max_size=40).filter(lambda text: "<" not in text and "&" not in text))
def test_fields_hold_no_character_that_cannot_be_seen(text: str) -> None:
    document = rss(f"<item><title>a{text}</title><guid>b{text}</guid></item>")
    entry = read(document.encode(errors="ignore")).entries[0]

    assert entry.title == one_line(entry.title)
    assert entry.guid == one_line(entry.guid or "")
