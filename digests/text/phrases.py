"""The product's own words in the languages that a digest can be in. English is the key."""

from digests.text.french import FRENCH
from digests.text.german import GERMAN
from digests.text.spanish import SPANISH

LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español"}
"""Language (ISO 639-1) -> its name in itself."""
PHRASES = {"de": GERMAN, "fr": FRENCH, "es": SPANISH}


def phrase(language: str, english: str, **values: object) -> str:
    """Return a phrase in a language, in English where it has none; `{name}` takes a value."""
    said = PHRASES.get(language, {}).get(english, english)
    return said.format(**values) if values else said


def counted(language: str, n: int, one: str, many: str | None = None) -> str:
    """Return `3 stories`, `3 Meldungen`; both nouns are English keys."""
    noun = phrase(language, one if n == 1 else many or f"{one}s")
    return f"{grouped(language, n)} {noun}"


def grouped(language: str, n: int) -> str:
    """Return a number as the language groups its digits."""
    mark = {"de": ".", "es": ".", "fr": "\N{NARROW NO-BREAK SPACE}"}.get(language, ",")
    return f"{n:,}".replace(",", mark)
