"""Make `digests/claims/dictionary.txt` from the database files of WordNet 3.0.

    python benchmarks/claims_dictionary.py --wordnet /usr/share/wordnet > digests/claims/dictionary.txt

Of each word's first sense as noun, verb, adjective and adverb: its contraries, and where the word stands
five times or more in WordNet's tagged text, the words of the same sense and those derived from it that
stand there too. Debian's package `wordnet-base` has the files. No claim and no source has a part in it.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from digests.text.words import stem

_KINDS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
_NUMBERED = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
_DERIVED = frozenset({"+", "^", "=", "\\", "<"})
_CONTRARY = "!"
_TIMES = 5


class Pointer(NamedTuple):
    """What a sense says of another: `wndb(5WN)`."""

    relation: str
    to: tuple[str, str]
    source: int
    target: int


class Sense(NamedTuple):
    """Words that say one thing, and its pointers."""

    words: tuple[str, ...]
    pointers: tuple[Pointer, ...]


def main() -> None:
    """Print the dictionary."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--wordnet", type=Path, required=True, metavar="DIR")
    folder: Path = parser.parse_args().wordnet
    senses = {key: sense for kind in _KINDS for key, sense in _senses(folder, kind)}
    for line in _licence(folder):
        print(line)
    times = _times(folder)
    used = {stem(word) for word, _ in times}
    same: dict[str, set[str]] = defaultdict(set)
    contrary: dict[str, set[str]] = defaultdict(set)
    for word, key in _first(folder):
        sense, mine = senses[key], stem(word)
        place = [one.lower() for one in sense.words].index(word) + 1
        alike = set(sense.words)
        for pointer in sense.pointers:
            others = senses[pointer.to].words
            if pointer.relation in _DERIVED:
                alike |= set(others)
            elif pointer.relation == _CONTRARY and pointer.source == place:
                contrary[mine] |= _stems(others[pointer.target - 1 : pointer.target]) - {mine}
        if times[word, key[0]] >= _TIMES:
            same[mine] |= _stems(alike) & used - {mine}
    for word in sorted(same.keys() | contrary.keys()):
        if same[word] or contrary[word]:
            after = ["!", *sorted(contrary[word])] if contrary[word] else []
            print(" ".join([word, *sorted(same[word]), *after]))


def _senses(folder: Path, kind: str) -> Iterator[tuple[tuple[str, str], Sense]]:
    for fields in _lines(folder / f"data.{_KINDS[kind]}"):
        number = int(fields[3], 16)
        words = tuple(fields[at].split("(")[0] for at in range(4, 4 + 2 * number, 2))
        rest = fields[5 + 2 * number :]
        pointers = [rest[at : at + 4] for at in range(0, 4 * int(fields[4 + 2 * number]), 4)]
        yield (
            (kind, fields[0]),
            Sense(words, tuple(_pointer(*pointer) for pointer in pointers)),
        )


def _pointer(relation: str, offset: str, kind: str, ends: str) -> Pointer:
    source, target = divmod(int(ends, 16), 256)
    return Pointer(relation, ("a" if kind == "s" else kind, offset), source, target)


def _times(folder: Path) -> Counter[tuple[str, str]]:
    """Return how often each word stands in the tagged text, by kind of word."""
    found: Counter[tuple[str, str]] = Counter()
    for key, _, times in _lines(folder / "cntlist.rev"):
        word, _, rest = key.partition("%")
        found[word, _NUMBERED[rest[0]]] += int(times)
    return found


def _first(folder: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each single word with the first of its senses, for each kind of word that it is."""
    for kind, name in _KINDS.items():
        for fields in _lines(folder / f"index.{name}"):
            if fields[0].isalpha():
                yield fields[0], (kind, fields[6 + int(fields[3])])


def _licence(folder: Path) -> Iterator[str]:
    """Yield WordNet's licence, which asks to be on all copies, as comments."""
    yield "# Made from WordNet 3.0 by benchmarks/claims_dictionary.py, under this licence:"
    for line in (folder / "data.adv").read_text(encoding="latin-1").splitlines():
        if line.startswith("  "):
            yield f"# {line.strip().partition(' ')[2]}".rstrip()


def _lines(path: Path) -> Iterator[list[str]]:
    """Yield the fields of each line that is no part of the licence, which is indented."""
    for line in path.read_text(encoding="latin-1").splitlines():
        if not line.startswith("  "):
            yield line.partition(" | ")[0].split()


def _stems(words: Iterable[str]) -> set[str]:
    return {stem(word) for word in words if word.isalpha()}


if __name__ == "__main__":
    main()
