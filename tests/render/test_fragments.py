"""Text fragments: the grammar, and that a browser would find the quoted place first."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fragments import LONGEST, fragment_link, text_directive, web_link
from digests.model import Quote

TEXT = (
    "Title of the page\n\nvLLM, Ray & friends - all in one. The board sets policy. "
    "Qwen joins the board.\nThe second paragraph says that the board sets policy. It ends here."
)


def directive(words: str, text: str = TEXT, *, last: bool = False) -> str:
    start = text.rindex(words) if last else text.index(words)
    return text_directive(text, start, start + len(words))


def test_dash_comma_and_ampersand_are_percent_encoded() -> None:
    assert directive("vLLM, Ray & friends - all") == (
        "text=vLLM%2C%20Ray%20%26%20friends%20%2D%20all"
    )


def test_words_that_occur_earlier_get_a_prefix_of_their_own_paragraph() -> None:
    assert directive("the board sets policy.", last=True) == (
        "text=paragraph%20says%20that-,the%20board%20sets%20policy."
    )


def test_words_that_open_a_paragraph_get_a_suffix_where_they_occur_earlier() -> None:
    text = "The board sets policy.\nThe board sets policy. And more of it."
    start = text.rindex("The board sets policy")
    assert text_directive(text, start, start + 21) == (
        "text=The%20board%20sets%20policy,-.%20And%20more"
    )


def test_a_long_quote_is_named_by_its_first_and_last_words() -> None:
    words = " ".join(f"w{n}" for n in range(40))
    assert directive(words, f"Before. {words} after.") == (
        "text=w0%20w1%20w2%20w3,w36%20w37%20w38%20w39"
    )


def test_opening_words_grow_until_they_are_found_here_first() -> None:
    filler = " ".join(f"w{n}" for n in range(40))
    text = f"The plan is to go. The plan is to stay and {filler}."
    assert directive(f"The plan is to stay and {filler}", text).startswith(
        "text=The%20plan%20is%20to%20stay,"
    )


def test_closing_words_grow_until_they_are_found_there_first() -> None:
    filler = " ".join(f"w{n}" for n in range(40))
    text = f"It begins so and the end is near, {filler} but the end is near"
    assert directive(text, text).endswith(",but%20the%20end%20is%20near")


def test_a_quote_over_a_paragraph_break_is_a_range() -> None:
    assert directive("Qwen joins the board.\nThe second paragraph") == (
        "text=Qwen%20joins%20the%20board.,The%20second%20paragraph"
    )


def test_a_span_without_words_has_no_directive() -> None:
    assert text_directive("a  b", 1, 3) == ""


def test_chinese_is_cut_between_characters() -> None:
    assert unquote(directive("注" * 30 + "意" * 60, "注" * 30 + "意" * 60)).startswith(
        "text=注注注注"
    )


@pytest.mark.parametrize(
    ("stored", "linked"),
    [
        ("https://a.example/p", "https://a.example/p#:~:text=Qwen%20joins"),
        ("https://a.example/p#part", "https://a.example/p#part:~:text=Qwen%20joins"),
        ("https://a.example/p#:~:text=old", "https://a.example/p#:~:text=Qwen%20joins"),
        ("https://a.example/p#part:~:text=old", "https://a.example/p#part:~:text=Qwen%20joins"),
        ("http://a.example/?q=1&r=%20x", "http://a.example/?q=1&r=%20x#:~:text=Qwen%20joins"),
    ],
)
def test_the_fragment_is_added_to_the_stored_address(stored: str, linked: str) -> None:
    start = TEXT.index("Qwen joins")
    quote = Quote(article_id="a", start=start, end=start + len("Qwen joins"))
    assert fragment_link(stored, TEXT, [quote]) == linked


def test_several_quotes_of_one_page_share_an_address() -> None:
    quotes = [Quote(article_id="a", start=0, end=5), Quote(article_id="a", start=9, end=12)]
    assert fragment_link("https://a.example/", TEXT, quotes) == (
        "https://a.example/#:~:text=Title&text=the"
    )


def test_an_address_that_would_grow_too_long_stays_plain() -> None:
    url = f"https://a.example/{'p' * (LONGEST - 30)}"
    assert fragment_link(url, TEXT, [Quote(article_id="a", start=0, end=17)]) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example/",
        "//a.example/p",
        "https://user@evil.example/",
        "https:///p",
        "https://a.example/\nX",
    ],
)
def test_only_web_addresses_are_linked(url: str | None) -> None:
    assert web_link(url) is None
    assert fragment_link(url, TEXT, [Quote(article_id="a", start=0, end=5)]) is None


def test_what_could_end_a_link_is_percent_encoded() -> None:
    assert web_link('https://a.example/(x)|<y>"z`[w]\\é%zz%41') == (
        "https://a.example/%28x%29%7C%3Cy%3E%22z%60%5Bw%5D%5C%C3%A9%25zz%41"
    )


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_a_directive_holds_only_characters_of_the_grammar(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    made = text_directive(text, start, end)
    assert made == "" or made.startswith("text=")
    assert all(c.isascii() and (c.isalnum() or c in "%-,=._~") for c in made)
    assert made.count(",") <= 3


@given(st.text(max_size=80))
def test_a_linked_address_never_changes_when_linked_again(tail: str) -> None:
    link = web_link(f"https://a.example/{tail}")
    assert link is None or web_link(link) == link
