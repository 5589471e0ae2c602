"""What numbers, dates, denials and plans look like in the languages that digests are translated into.

Not a grammar: enough to compare a translation with the English sentence that it is of. What is
unknown here makes a translation fail, and never pass.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from digests.text.vocabulary import vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """A language, as far as translations are checked."""

    months: tuple[str, ...]
    words: tuple[tuple[str, str], ...]
    """(pattern, English) of number words, scales, currencies and units, longest first."""
    denies: str
    """Patterns, each of whole words."""
    ahead: str
    """What is to come, planned, or may be."""
    surely_ahead: str
    """Those of them that nothing else is said with."""
    says: str
    most: str
    common: frozenset[str]
    """Words that hardly a sentence of the language does without, and English lacks."""
    names_are_capitals: bool = True
    """Within a sentence a capital marks a name; German capitalises every noun."""


_DAYS = {
    "de": ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

TONGUES = {
    "de": Tongue(
        months=("januar", "februar", "märz", "april", "mai", "juni", "juli", "august",
                "september", "oktober", "november", "dezember"),
        words=(
            (r"prozentpunkte?n?", "percentage points"), (r"prozent", "percent"),
            (r"millionen|million|mio\.?", "million"), (r"milliarden?|mrd\.?", "billion"),
            (r"billionen?", "trillion"), (r"tausend", "thousand"),
            (r"us-dollar|dollar", "dollars"), (r"euro", "euros"), (r"pfund", "pounds"),
            (r"sekunden?", "seconds"), (r"minuten?", "minutes"), (r"stunden?", "hours"),
            (r"tagen?|tage", "days"), (r"wochen?", "weeks"), (r"monaten?|monate", "months"),
            (r"jahren?|jahre", "years"), (r"erste[nrsm]?", "first"), (r"zweite[nrsm]?", "second"),
            (r"dritte[nrsm]?", "third"), (r"vierte[nrsm]?", "fourth"),
            (r"mehr als|über|mindestens", "more than"), (r"bis zu|weniger als|höchstens", "up to"),
            (r"fast|knapp|beinahe", "nearly"), (r"etwa|rund|ungefähr|circa|ca\.", "about"),
            (r"zwei", "two"), (r"drei", "three"), (r"vier", "four"), (r"fünf", "five"),
            (r"sechs", "six"), (r"sieben", "seven"), (r"acht", "eight"), (r"neun", "nine"),
            (r"zehn", "ten"), (r"elf", "eleven"), (r"zwölf", "twelve"),
        ),
        denies=r"nicht|nie|niemals|kein\w*|nichts|niemand\w*|ohne|weder|nein|verweiger\w*|lehn\w*",
        ahead=r"wird|werden|will|wollen|soll|sollen|sollte\w*|könnte\w*|kann|können|dürfte\w*|mag"
              r"|möchte\w*|würde\w*|plan\w*|beabsichtig\w*|erwarte\w*|voraussichtlich|strebt|hofft"
              r"|möglicherweise|vielleicht|wahrscheinlich|schätz\w*|rechnet",
        surely_ahead=r"plant|planen|beabsichtig\w*|könnte\w*|dürfte\w*|voraussichtlich"
                     r"|möglicherweise|vielleicht|wahrscheinlich|erwartet|soll|sollen|will|wollen",
        says=r"sag\w*|laut|zufolge|erklär\w*|teil\w*|mitgeteilt|angaben|berichte\w*|schreib\w*"
             r"|schrieb\w*|betont\w*|behaupte\w*|warnt\w*|nannte\w*|gibt|gab|äußer\w*|meint\w*",
        most=r"größte\w*|beste[nrsm]?|führende\w*|einzig\w*|schnellste\w*|höchste\w*|neueste\w*"
             r"|wichtigste\w*|erste[nrsm]?|kleinste\w*|stärkste\w*|meisten",
        common=vocabulary("der die das und ist hat haben ein eine einen mit von für auf zu den dem"
                          " des im am wird werden sich nicht auch als bei nach aus"),
        names_are_capitals=False,
    ),
    "fr": Tongue(
        months=("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
                "septembre", "octobre", "novembre", "décembre"),
        words=(
            (r"points? de pourcentage", "percentage points"), (r"pour ?cent", "percent"),
            (r"millions? de|millions?", "million"), (r"milliards? de|milliards?", "billion"),
            (r"billions? de|billions?", "trillion"), (r"mille", "thousand"),
            (r"dollars?", "dollars"), (r"euros?", "euros"), (r"livres?", "pounds"),
            (r"secondes", "seconds"), (r"minutes?", "minutes"), (r"heures?", "hours"),
            (r"jours?", "days"), (r"semaines?", "weeks"), (r"mois", "months"),
            (r"ans?|années?", "years"), (r"premiers?|premières?|1er", "first"),
            (r"deuxièmes?|seconde?", "second"), (r"troisièmes?", "third"), (r"quatrièmes?", "fourth"),
            (r"plus de|plus d’|au moins", "more than"), (r"jusqu[’']à|moins de|au plus", "up to"),
            (r"près de|presque", "nearly"), (r"environ", "about"),
            (r"deux", "two"), (r"trois", "three"), (r"quatre", "four"), (r"cinq", "five"),
            (r"six", "six"), (r"sept", "seven"), (r"huit", "eight"), (r"neuf", "nine"),
            (r"dix", "ten"), (r"onze", "eleven"), (r"douze", "twelve"),
        ),
        denies=r"pas|jamais|sans|aucune?|rien|personne|ni|non|refus\w*|dément\w*",
        ahead=r"va|vont|pourrai\w*|peut|peuvent|devrai\w*|doit|prévoi\w*|prévu\w*|compte\w*"
              r"|envisage\w*|entend\w*|projette\w*|espère\w*|vise\w*|attend\w*|estim\w*|\w+r(?:a|ont)"
              r"|serai\w*|aurai\w*|peut-être|probablement",
        surely_ahead=r"pourrai\w*|devrai\w*|prévoi\w*|envisage\w*|serai(?:t|ent)|aurai(?:t|ent)"
                     r"|peut-être|probablement|espère\w*",
        says=r"dit|disent|selon|d[’']après|affirm\w*|déclar\w*|expliqu\w*|indiqu\w*|précis\w*"
             r"|annonc\w*|soulign\w*|écri\w*|rapport\w*|aver\w*|estim\w*",
        most=r"l[ea]s? plus|meilleure?s?|premiers?|premières?|seule?s?|principal\w*|dernière?s?",
        common=vocabulary("le la les des du et est a ont une un avec pour sur dans par au aux qui"
                          " que ce cette son sa ses de"),
    ),
    "es": Tongue(
        months=("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
                "septiembre", "octubre", "noviembre", "diciembre"),
        words=(
            (r"puntos? porcentuales?", "percentage points"), (r"por ?ciento", "percent"),
            (r"mil millones de|mil millones", "billion"), (r"billones de|billones|billón", "trillion"),
            (r"millones de|millones|millón de|millón", "million"), (r"mil", "thousand"),
            (r"dólares|dólar", "dollars"), (r"euros?", "euros"), (r"libras?", "pounds"),
            (r"segundos", "seconds"), (r"minutos?", "minutes"), (r"horas?", "hours"),
            (r"días?", "days"), (r"semanas?", "weeks"), (r"mes|meses", "months"),
            (r"años?", "years"), (r"primer[ao]?s?", "first"), (r"segund[oa]", "second"),
            (r"tercer[ao]?s?", "third"), (r"cuart[oa]s?", "fourth"),
            (r"más de|al menos|por lo menos", "more than"), (r"hasta|menos de|como máximo", "up to"),
            (r"casi", "nearly"), (r"unos|unas|alrededor de|cerca de|aproximadamente", "about"),
            (r"dos", "two"), (r"tres", "three"), (r"cuatro", "four"), (r"cinco", "five"),
            (r"seis", "six"), (r"siete", "seven"), (r"ocho", "eight"), (r"nueve", "nine"),
            (r"diez", "ten"), (r"once", "eleven"), (r"doce", "twelve"),
        ),
        denies=r"no|nunca|jamás|sin|ningun[ao]s?|ningún|nada|nadie|tampoco|ni|niega\w*|rechaz\w*",
        ahead=r"va a|van a|podrí\w*|puede\w*|debe\w*|debería\w*|plan\w*|prev\w*|esper\w*|pretend\w*"
              r"|quiere\w*|\w+r(?:á|án)|sería\w*|habría\w*|proyecta\w*|estim\w*|quizá\w*|tal vez",
        surely_ahead=r"podrí\w*|debería\w*|planea\w*|prevé\w*|sería\w*|habría\w*|quizá\w*|tal vez"
                     r"|pretend\w*",
        says=r"dijo|dice\w*|según|afirm\w*|declar\w*|explic\w*|señal\w*|indic\w*|inform\w*"
             r"|anunci\w*|asegur\w*|escrib\w*|sostuv\w*|advirt\w*",
        most=r"(?:el|la|los|las) (?:\w+ )?(?:más|mayor|menor|mejor)\w*|únic[ao]s?|primer[ao]?s?|líder\w*",
        common=vocabulary("el la los las de del y es ha han una un con para por en que se su sus al"
                          " lo como"),
    ),
}  # fmt: skip
"""Language -> how it says what must not change."""

_DOTTED = re.compile(r"(?<![\d.,])([1-9]\d{0,2})((?:[.\s\u00a0\u202f]\d{3})+)(?![\d.])")
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_BEFORE_SIGN = re.compile(r"(?<=\d)[\u00a0\u202f](?=[%€$£])")


def anglicised(text: str, language: str) -> str:
    """Return a text with its numbers, dates and units as English writes them; the rest as it is."""
    tongue = TONGUES[language]
    said = _BEFORE_SIGN.sub(" ", text)
    said = _DECIMAL.sub("\0", said)
    said = _DOTTED.sub(lambda found: found[1] + re.sub(r"[.\s\u00a0\u202f]", ",", found[2]), said)
    said = said.replace("\0", ".")
    months = "|".join(tongue.months)
    between = r"(?:\.|er|º)?(?: de)? "
    said = re.sub(
        rf"\b(\d{{1,2}}){between}({months})\b(?: (?:de|del) (?=\d{{4}}))?",
        lambda found: f"{found[1]} {_month(tongue, found[2])} ",
        said,
        flags=re.IGNORECASE,
    )
    said = re.sub(
        rf"\b({months})(?: (?:de|del))? (?=\d{{4}})",
        lambda found: f"{_month(tongue, found[1])} ",
        said,
        flags=re.IGNORECASE,
    )
    for day, english in zip(_DAYS[language], _WEEK, strict=True):
        said = re.sub(rf"\b{day}s?\b", english, said, flags=re.IGNORECASE)
    english_words = [english for _, english in tongue.words]
    said = _words_of(language).sub(lambda found: english_words[(found.lastindex or 1) - 1], said)
    return re.sub(r"(\d) {2,}", r"\1 ", said).replace("  ", " ")


@lru_cache
def _words_of(language: str) -> re.Pattern[str]:
    """Return one pattern with a group for each word: what is replaced is not replaced again."""
    groups = "|".join(f"({pattern})" for pattern, _ in TONGUES[language].words)
    return re.compile(rf"(?<!\w)(?:{groups})(?!\w)", re.IGNORECASE)


def has(pattern: str, text: str) -> bool:
    """Say whether one of the patterns stands in a text as whole words."""
    return re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE) is not None


def _month(tongue: Tongue, written: str) -> str:
    return _MONTHS[tongue.months.index(written.lower())]
