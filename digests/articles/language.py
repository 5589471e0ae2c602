"""Which language a text is in, where its script or its little words make it plain."""

import re
from collections import Counter

_WORDS = {
    "en": "the of and to in is that for with are this on as be by it from was have which",
    "de": "der die und das ist nicht mit den ein eine zu von für auf sich auch dem werden im wird hat dass aber am bei oder wie noch nach aus",
    "fr": "le la les des et est une dans pour que qui sur pas plus par avec au ce sont du",
    "es": "el la los las de que y en un una es por con para del se no al como más",
    "pt": "o os as de que e em um uma é por com para do da não se no na mais",
    "it": "il lo la gli di che e in un una è per con del della non si al come più",
    "nl": "de het een en van is dat niet met op te voor zijn aan ook er maar bij wordt dan",
    "sv": "och att det som en är på för av med inte den till ett har de om men så från",
    "pl": "i w na się nie z do że to jest o jak po za od dla są przez oraz tym",
    "tr": "ve bir bu için ile de da olarak daha çok gibi olan en ne var kadar sonra ama ya her",
}
_LETTERS = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_BY_WORD: dict[str, tuple[str, ...]] = {}
for _language, _list in _WORDS.items():
    for _word in _list.split():
        _BY_WORD[_word] = (*_BY_WORD.get(_word, ()), _language)
_SAMPLE = 4000
_ENOUGH = 5


def language_of(text: str, *, declared: str | None = None) -> str | None:
    """Return the ISO 639-1 code: what is plain to see, else what was declared, else None.

    A feed's declaration is often its template's default, so the text has the last word.
    """
    sample = text[:_SAMPLE]
    return _by_script(sample) or _by_words(sample) or _code(declared)


def _by_script(sample: str) -> str | None:
    letters = sum(map(str.isalpha, sample))
    for language, script in _SCRIPTS:
        # Japanese mixes kana into Chinese characters, about every second letter.
        share = 0.1 if language == "ja" else 0.3
        if letters >= _ENOUGH and len(script.findall(sample)) > share * letters:
            return language
    return None


def _by_words(sample: str) -> str | None:
    words = [word.lower() for word in _LETTERS.findall(sample)]
    counts = Counter(language for word in words for language in _BY_WORD.get(word, ()))
    best = counts.most_common(2)
    if not best or best[0][1] < _ENOUGH or best[0][1] < len(words) / 20:
        return None
    if len(best) > 1 and best[1][1] > 0.75 * best[0][1]:
        return None
    return best[0][0]


def _code(declared: str | None) -> str | None:
    code = (declared or "").strip().lower().replace("_", "-").partition("-")[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else None
