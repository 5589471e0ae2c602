"""From bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.feeds.decode import decode

FEED = '<?xml version="1.0"{}?><rss><title>Zürich – “Grüße”</title></rss>'


def declaring(charset: str) -> str:
    return FEED.format(f' encoding="{charset}"')


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_over_every_declaration(mark: bytes, codec: str) -> None:
    text = declaring("iso-8859-1")

    assert decode(mark + text.encode(codec), "text/xml; charset=koi8-r") == text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_without_a_mark_are_seen(codec: str) -> None:
    assert decode(FEED.encode(codec)) == FEED


def test_valid_utf8_is_utf8_whatever_is_declared() -> None:
    text = declaring("iso-8859-1")

    assert decode(text.encode(), "text/xml; charset=windows-1251") == text


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("iso-8859-1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("windows-1252", "cp1252"),
        ("ISO-8859-9", "cp1254"),
    ],
)
def test_the_prolog_names_the_charset_in_its_superset(declared: str, codec: str) -> None:
    text = declaring(declared)

    assert decode(text.encode(codec)) == text


def test_the_http_charset_comes_before_the_prologs() -> None:
    text = '<?xml version="1.0" encoding="koi8-r"?><rss>Привет, мир</rss>'

    assert decode(text.encode("cp1251"), 'text/xml; charset="windows-1251"') == text


def test_a_wrong_declaration_gives_way_to_the_next() -> None:
    text = '<?xml version="1.0" encoding="gb2312"?><rss>人工智能开源模型</rss>'

    assert decode(text.encode("gb18030"), "text/xml; charset=utf-8") == text
    assert decode(text.encode("gb18030"), "text/xml; charset=no-such-charset") == text


def test_a_page_names_its_charset_in_a_meta_element() -> None:
    text = '<html><head><meta charset="windows-1251"></head>Привет</html>'

    assert decode(text.encode("cp1251")) == text


def test_one_damaged_byte_does_not_cost_the_charset() -> None:
    body = (FEED * 20).encode()
    broken = body[:-20] + b"\xff" + body[-20:]

    assert decode(broken, "text/xml; charset=iso-8859-1").count("\ufffd") == 1


def test_an_undeclared_charset_is_guessed() -> None:
    words = "Разработчики выпустили новую версию открытой языковой модели. " * 20

    assert decode(f"<rss><title>{words}</title></rss>".encode("cp1251")).count("модели") == 20


@given(st.binary(max_size=400), st.one_of(st.none(), st.text(max_size=30)))
def test_any_bytes_make_text(body: bytes, content_type: str | None) -> None:
    assert isinstance(decode(body, content_type), str)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_utf8_round_trips(text: str) -> None:
    body = text.encode()
    marked = text.startswith("\ufeff") or b"\x00" in body[:4]

    assert marked or decode(body) == text
