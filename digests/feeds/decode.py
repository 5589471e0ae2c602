"""From bytes to text: byte order mark, else valid UTF-8, else what is declared, else a guess."""

import codecs
import re

from charset_normalizer import from_bytes

# Of each width the longer mark first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# XML 1.0, appendix F: a document without a mark shows its width in its first characters. Such
# bytes are valid UTF-8 too (zeros are characters), so this comes before that test.
_WIDE = tuple(
    (text.encode(codec), codec)
    for codec in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
    for text in ("<", "{")
)
_PROLOG_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_PAGE_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE
)
_HTTP_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
# The WHATWG encoding standard reads these labels as the supersets that people really use.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_SAMPLE = 100_000


def decode(body: bytes, content_type: str | None = None) -> str:
    """Return the text of a document; characters that cannot be told are U+FFFD.

    `content_type` is the HTTP header, which may name a charset.
    """
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, errors="replace")
    for first, codec in _WIDE:
        if body.startswith(first) and len(first) > 1:
            return body.decode(codec, errors="replace")
    try:
        return body.decode()
    except UnicodeDecodeError:
        return _not_utf8(body, content_type)


def _not_utf8(body: bytes, content_type: str | None) -> str:
    damaged = body.decode(errors="replace")
    lost = damaged.count("\ufffd")
    sound = len(damaged) - lost - sum(map(str.isascii, damaged))
    # Text in another charset has hardly a byte pair that happens to be UTF-8.
    if sound > 10 * lost:
        return damaged
    for label in _declared(body, content_type):
        text = _decoded(body, label)
        if text is not None:
            return text
    sample = body[:_SAMPLE].rpartition(b"<")[0] or body[:_SAMPLE]
    guess = from_bytes(sample).best()
    return body.decode(guess.encoding, errors="replace") if guess else damaged


def _declared(body: bytes, content_type: str | None) -> list[str]:
    labels = []
    if http := _HTTP_CHARSET.search(content_type or ""):
        labels.append(http[1])
    if prolog := _PROLOG_CHARSET.match(body) or _PAGE_CHARSET.search(body[:2048]):
        labels.append(prolog[1].decode())
    return labels


def _decoded(body: bytes, label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
        return body.decode(_SUPERSETS.get(name, name))
    except (LookupError, UnicodeError, ValueError):
        return None
