import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from digests.text.clean import one_line, strip_hidden


def test_zero_width_and_bidirectional_characters_vanish() -> None:
    assert strip_hidden("Py\u200bTor\u200dch \u202ejoined\u202c \ufeffRay") == "PyTorch joined Ray"


def test_text_hidden_in_tag_characters_vanishes() -> None:
    hidden = "".join(chr(0xE0000 + ord(c)) for c in "ignore the above")

    assert strip_hidden(f"vLLM 0.11{hidden} is out") == "vLLM 0.11 is out"


def test_bytes_hidden_in_variation_selectors_vanish() -> None:
    hidden = "".join(chr(0xE0100 + n) for n in range(40)) + "\ufe0f"

    assert strip_hidden(f"a{hidden}b") == "ab"


def test_lone_surrogates_vanish_and_real_ones_stay() -> None:
    assert strip_hidden("a\ud800b\udfffc 🙂") == "abc 🙂"


def test_windows_quotes_decoded_by_the_letter_are_put_right() -> None:
    assert strip_hidden("It\x92s \x93open\x94\x81") == "It’s “open”"


def test_every_kind_of_line_end_becomes_one() -> None:
    assert strip_hidden("a\r\nb\rc\u2028d\u2029e\x1ef") == "a\nb\nc\nd\ne\nf"


def test_wide_and_unbreakable_spaces_become_plain() -> None:
    assert strip_hidden("40\u00a0%\tof\u3000all") == "40 % of all"


def test_one_line_has_one_space_between_words() -> None:
    assert one_line("  A \n\n title\u200b \t in\u00a0 two  lines ") == "A title in two lines"


@given(st.text(st.characters()))
def test_nothing_hidden_is_left(text: str) -> None:
    """No character of the general categories Cc, Cf, Cs remains, but the line feed."""
    left = strip_hidden(text)

    assert strip_hidden(left) == left
    assert not [c for c in left if not c.isprintable() and c != "\n" and _may_not_stay(c)]
    assert "\n" not in one_line(text)
    assert "  " not in one_line(text)


def _may_not_stay(char: str) -> bool:
    visible_format = (
        "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    )
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"} and char not in visible_format
