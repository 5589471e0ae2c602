"""What is remembered of texts."""

from digests.text.remembering import remembered


def test_what_was_made_of_a_text_is_made_once_for_each_argument() -> None:
    made: list[tuple[str, int]] = []

    @remembered(10_000)
    def repeated(text: str, times: int) -> str:
        made.append((text, times))
        return text * times

    assert [repeated("ab", 2), repeated("ab", 2), repeated("ab", 3)] == ["abab", "abab", "ababab"]
    assert made == [("ab", 2), ("ab", 3)]


def test_what_was_asked_for_longest_ago_goes_first_once_the_room_is_full() -> None:
    made: list[str] = []

    @remembered(3_000)
    def size(text: str) -> int:
        made.append(text[0])
        return len(text)

    for letter in "abaca":
        assert size(letter * 1_000) == 1_000
    assert made == ["a", "b", "c"]
    size("b" * 1_000)
    assert made == ["a", "b", "c", "b"]


def test_a_text_that_is_larger_than_the_room_is_read_again() -> None:
    made: list[int] = []

    @remembered(1_000)
    def size(text: str) -> int:
        made.append(len(text))
        return len(text)

    assert size("x" * 5_000) == size("x" * 5_000) == 5_000
    assert len(made) == 2
