import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.text.urls import anchor, is_web_address, untracked, url_key

SAME_PAGE = [
    "https://pytorch.org/blog/alibaba",
    "http://pytorch.org/blog/alibaba/",
    "https://www.pytorch.org/blog/alibaba/",
    "HTTPS://WWW.PyTorch.org:443/blog//alibaba#members",
    "https://pytorch.org/blog/alibaba?utm_source=rss&utm_medium=feed&utm_campaign=x",
    "https://pytorch.org/blog/alibaba/?fbclid=1&gclid=2&mc_cid=3&ref=hn",
    " https://pytorch.org/blog/\u200balibaba ",
    "pytorch.org/blog/alibaba",
    "//pytorch.org/blog/alibaba",
]


@pytest.mark.parametrize("url", SAME_PAGE)
def test_addresses_of_one_page_have_one_key(url: str) -> None:
    assert url_key(url) == "pytorch.org/blog/alibaba"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.youtube.com/watch?v=abc", "youtube.com/watch?v=abc"),
        ("https://blog.example/?p=123&utm_source=rss", "blog.example?p=123"),
        ("https://blog.example/?b=2&a=1", "blog.example?a=1&b=2"),
        ("https://blog.example/?12345", "blog.example?12345"),
        ("https://openreview.net/forum?id=x1Y", "openreview.net/forum?id=x1Y"),
        ("http://localhost:8080/a/", "localhost:8080/a"),
        ("https://xn--exmple-cua.com/", "exämple.com"),
        ("http://www.com/", "www.com"),
    ],
)
def test_what_tells_pages_apart_stays(url: str, key: str) -> None:
    assert url_key(url) == key


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "mailto:editor@example.org",
        "javascript:alert(1)",
        "data:text/html,<p>x",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "https://user:secret@example.org/",
        "https://example.org/a b",
        "https://[::1/x",
        "https://example.org:99999/",
        "https:///nohost",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_what_is_no_web_address_has_no_key(url: str) -> None:
    assert url_key(url) is None
    assert not is_web_address(url)


def test_an_address_without_scheme_is_no_web_address() -> None:
    assert not is_web_address("pytorch.org/blog")
    assert is_web_address("https://pytorch.org/blog")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://docs.example/changelog#v1.2.3", "v1.2.3"),
        ("https://docs.example/changelog#may%2028", "may 28"),
        ("https://docs.example/post", None),
        ("https://docs.example/post#", None),
        ("https://docs.example/post#utm_source=rss", None),
        ("https://docs.example/post#xtor=RSS-1", None),
        ("https://docs.example/post#:~:text=a", None),
    ],
)
def test_an_anchor_is_a_fragment_that_names_a_place(url: str, name: str | None) -> None:
    assert anchor(url) == name


PARTS = st.text(string.ascii_letters + string.digits + "/&=?%.-_~+;:#@![]üß中 ", max_size=40)


@given(st.sampled_from(["https://", "http://", ""]), st.sampled_from(["www.", "www2.", ""]), PARTS)
def test_a_key_is_its_own_key(scheme: str, www: str, rest: str) -> None:
    key = url_key(f"{scheme}{www}example.com/{rest}")

    assert key is None or url_key(key) == key
    assert key is None or url_key(f"https://{key}") == key


@given(st.text())
def test_any_text_has_a_key_or_none(text: str) -> None:
    key = url_key(text)

    assert key is None or url_key(key) == key


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        ("https://a.example/p?utm_source=rss&id=3&utm_medium=feed", "https://a.example/p?id=3"),
        ("https://a.example/p?utm_source=rss#part", "https://a.example/p#part"),
        ("https://a.example/p/?fbclid=x", "https://a.example/p/"),
        ("https://a.example/watch?v=1&p=2&source=z", "https://a.example/watch?v=1&p=2&source=z"),
        ("https://a.example/p#utm_source=rss", "https://a.example/p#utm_source=rss"),
    ],
)
def test_only_what_follows_the_reader_is_taken_off(published: str, kept: str) -> None:
    assert untracked(published) == kept
    assert untracked(kept) == kept
