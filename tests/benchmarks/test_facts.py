"""The benchmark of facts reads its labels, counts what is right and wrong, and the figures hold."""

from pathlib import Path

import pytest

from benchmarks.facts import HALVES, SENTENCES, Labelled, article, main, read, scored, table
from digests.facts import extract
from digests.model import FactType

TEXTS = """\
# A remark.

Harrow Labs joined the Loom Foundation as a Gold member.
  joined: Harrow Labs | Loom Foundation | Gold member
Title: Corvid to acquire Sparrow Analytics
  acquired (planned): Corvid | Sparrow Analytics |
Harrow Labs has not joined the Loom Foundation.
Weft 2.1 is out.
  released: * | Weft 3 |
"""


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "sentences.txt"
    path.write_text(TEXTS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sentences() -> list[Labelled]:
    return read(SENTENCES)


def test_texts_are_read_with_their_facts_and_parted_by_place(labelled: Path) -> None:
    first, second, third, fourth = read([labelled])
    assert [row.half for row in (first, second, third, fourth)] == [*HALVES, *HALVES]
    assert (second.titled, second.text) == (True, "Corvid to acquire Sparrow Analytics")
    assert (first.labels[0].planned, second.labels[0].planned) == (False, True)
    assert third.labels == ()


def test_a_line_that_is_no_label_is_told(tmp_path: Path) -> None:
    path = tmp_path / "broken.txt"
    path.write_text("Corvid left.\n  left Corvid\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not a label: left Corvid"):
        read([path])


def test_what_is_missed_and_what_is_too_much_is_counted(labelled: Path) -> None:
    outcome = scored(read([labelled]))
    assert outcome.score([FactType.JOINED, FactType.ACQUIRED]) == (1.0, 1.0)
    assert outcome.score([FactType.RELEASED]) == (0.0, 0.0)
    assert outcome.score([FactType.FUNDED]) == (1.0, 1.0)
    assert [line.split()[0] for line in outcome.wrong] == ["missed", "too"]


def test_every_type_has_its_line(
    labelled: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["facts.py", "--data", str(labelled), "--wrong"])
    main()
    shown = capsys.readouterr().out
    assert all(shown.count(f"  {kind.value} ") == 2 for kind in FactType)
    assert "missed  released: * | Weft 3 |" in shown


@pytest.mark.parametrize("half", HALVES)
def test_what_is_extracted_is_right_and_little_is_missed(
    half: str, sentences: list[Labelled]
) -> None:
    """The aims: .95 of what is said, .8 of what there is."""
    outcome = scored(row for row in sentences if row.half == half)
    score = outcome.score(FactType)
    assert score.precision >= 0.95, table(outcome)
    assert score.recall >= 0.8, table(outcome)


def test_the_words_of_a_fact_stand_in_its_quote(sentences: list[Labelled]) -> None:
    for row in sentences:
        source = article(row)
        for fact in extract(source):
            quote = source.text[fact.quote.start : fact.quote.end]
            assert quote in {row.text, source.title}
            for words in (fact.subject, fact.object, fact.role, fact.amount, *fact.people):
                assert words is None or words.lower() in quote.lower(), (words, quote)
