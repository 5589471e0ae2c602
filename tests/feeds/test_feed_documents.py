"""Documents of every format, and what they are read as."""

from datetime import UTC, datetime, timedelta

import pytest

from digests.feeds.formats import FEED_FORMATS, read_document
from digests.feeds.parsed import from_wire, to_wire
from digests.model import ParsedEntry
from tests.feeds.documents import URL, read, rss

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
