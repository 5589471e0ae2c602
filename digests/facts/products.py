"""What was released, and by whom."""

import re
from collections.abc import Iterator

from digests.facts import lexicon
from digests.facts.abstract import Abstract
from digests.facts.found import Found
from digests.facts.grammar import in_passing, matches, pattern
from digests.facts.membership import is_group
from digests.facts.names import Name
from digests.facts.scene import Scene
from digests.model import FactType, Modality
from digests.text.vocabulary import vocabulary

STEMS = (
    "releas", "launch", "unveil", "introduc", "shipped", "ships ", "shipping", "open-sourc", "open sourc",
    "announc", "roll out", "rolled out", "rolls out", "rolling out", "available", "availability", "debut",
    "out now", "is out", "is here", "publish", " lands", " landed", "arriv", "es ga", "hits ga", "made ",
    "makes ", "making ", "weights of", "slated", "scheduled",
)  # fmt: skip

PRE = (
    r"(?:(?:(?!(?:of|for|with|to|in|on|that|as|about|across|throughout|around|by|from|at|into|under|over|how|why|report|support|against|partnership|program|programme|fund|"
    r"initiative|contest|podcast|newsletter|series|paper|study|blog|integration|plans?|office|lawsuit|investigation|and|or|technique|approach|method|"
    r"concept|notion|metric|benchmarks?|feature|users?|training|inference)\b)"
    r"[a-z][\w-]*(?: ,(?= [a-z]))?|ORG(?= 's)|'s|\d+ - bit) ){0,6}?"
)
TAIL = r"(?: \([^()]{1,30}\))?(?P<after>(?: for ORG| [a-z][\w-]*){0,2})"
_LAUNCH = (
    r"(?P<verb>released|releases|releasing|release|launches|launched|launch|launching|unveils?|unveiled|unveiling|introduces?|introduced|introducing|"
    r"ships?|shipped|shipping|open[- ]sources?|open[- ]sourced|open[- ]sourcing|rolls? out|rolled out|rolling out|debuts?|debuted|announces?|announced|announcing|"
    r"publish(?:es|ed))"
)
_STATE = (
    r"(?P<state>released|launched|unveiled|open[- ]sourced|(?=[a-z ]*available(?! (?:in|on|via|through|inside) (?:the )?<))(?:now available|generally available|now generally available|"
    r"available (?:now|today|as of DATE))|out|out now|here|now out|live)(?= [.,;:!)—–-]| by\b| on\b| in\b| to\b| for\b| and\b| with\b| today\b| under\b| <D| at\b| via\b| through\b| as\b|\Z)(?: by (?P<by>NAME))?"
)
_PEOPLE_OF = r"(?: (?:project|team|community|maintainers|developers|contributors))?"
_OPEN = (
    r"(?:generally available|publicly available|freely available|public|open source|open-source)\b"
)
_RELEASED = (
    # Google released Gemma 3
    pattern(
        rf"(?P<subj>NAMES){_PEOPLE_OF}APPOSACT {_LAUNCH} (?P<pre>{PRE})(?P<obj>ORG)(?! 's )(?: ,? ?(?:and|&) (?P<obj2>ORG))?{TAIL}"
    ),
    # announced the release / general availability of vLLM 0.11
    pattern(
        rf"(?:(?P<subj>NAMES)APPOSAUX )?(?P<verb2>announces?|announced|announce|announcing|celebrates?) (?:the |its |our )?(?:[a-z-]+ ){{0,2}}?"
        rf"(?P<noun>release|launch|general availability|availability|open[- ]sourcing) of (?P<pre>{PRE})(?P<obj>ORG){TAIL}"
    ),
    # vLLM 0.11 is now available / has been released by …
    pattern(rf"(?P<obj>ORG)APPOSPAS {_STATE}"),
    pattern(rf"\bversion (?P<number><N\d+>) of (?:the )?(?P<obj>ORG)APPOSPAS {_STATE}"),
    # vLLM 0.11 has landed; reaches general availability
    pattern(
        r"(?P<obj>ORG)(?: \([^()]{1,40}\))?ACT (?P<arrival>(?:landed|launched|arrived|shipped|debuted)(?= (?:with|today|on|in|last|this|for)\b| [.,;!]| <D|\Z)"
        r"|(?:lands|launches|arrives|ships|debuts)(?= (?:with|today|as)\b| [.,;!]|\Z)|(?:reach(?:es|ed)?|hits?) (?:general availability|ga)\b)"
    ),
    # vLLM 0.11 is scheduled for release in October
    pattern(
        r"(?P<obj>ORG)(?P<aux> (?:is|are) (?:now )?(?:scheduled|slated|set|due|planned|expected))"
        r" (?:(?:for|to) (?:general )?(?:release|launch|availability|be released)|to (?:launch|ship|arrive|debut|land|come out))\b(?P<arrival>)"
    ),
    # made Burst 2.0 generally available; made the weights of Aster public
    pattern(
        rf"(?P<subj>NAMES)APPOSACT (?:makes?|made|making) (?:the (?:model )?(?:weights|source code|code) (?:of|for) )?(?P<pre>{PRE})(?P<obj>ORG)(?: [a-z-]+)? {_OPEN}"
    ),
    # published the weights of Loomis
    pattern(
        r"(?P<subj>NAMES)APPOSACT (?:publish(?:es|ed)|releases?|released|releasing|open[- ]sources?|open[- ]sourced|shares|shared|opens|opened) "
        rf"(?:the |its )?(?:full |model )?(?:weights|source code) (?:of|for|to) (?P<pre>{PRE})(?P<obj>ORG){TAIL}"
    ),
)
_TITLE = (
    pattern(
        rf"\A(?:introducing|announcing|meet|releasing|launching|say hello to|unveiling) (?P<pre>{PRE})(?P<obj>ORG){TAIL}(?= [:,.!—\(|-]| and\b| in\b| with\b| by\b|\Z)"
    ),
    pattern(r"\A(?P<obj>ORG)(?: release(?: notes)?| released)(?: [:—–-] .*|\Z)"),
    pattern(r"\A(?P<obj>ORG)(?: [:—–-] .*|\Z)"),
)

_VERSIONED = re.compile(r"\d")
_NO_PRODUCT = vocabulary(
    """day week month series event conference summit report study podcast contest lawsuit fund
    ipo gpu gpus news code  partnership office labs lab institute fellowship corps council
    center centre card survey academy school notes  announcement community advisory board
    groups program programme initiative update updates results files  integration guide
    courses course policy plan plans job jobs"""
)
GOES_ON = vocabulary(
    """and or with for in on at to as by from today the a an its which that who is are was has
    now this last under  via through into after before while during earlier alongside along
    including publicly worldwide globally later  model models family library framework sdk
    api platform app apps tool toolkit feature preview beta release series  software service
    system chip chips gpu gpus accelerator version open an research language image video
    coding agent  assistant so but where it we not because using built based designed
    yesterday also here across over  aimed called named featuring offering targeting making
    bringing letting giving allowing enabling promising"""
)


def released(abstract: Abstract, scene: Scene) -> Iterator[Found]:
    """Yield who released what; without a named maker the product stands for itself."""
    for match, put in matches(_RELEASED, abstract):
        makers = abstract.listed(match, "subj")
        maker = abstract.first(match, "by") or (makers[-1] if makers else None)
        for product in (n for g in ("obj", "obj2") if (n := abstract.first(match, g))):
            if not _is_product(product, match, maker):
                continue
            name = _with_edition(abstract, match, product)
            yield Found(
                type=FactType.RELEASED,
                subject=maker.text if maker else base_name(name),
                object=name,
                modality=_out_now(abstract, put),
                at=match.start(),
                to=match.end(),
                background=in_passing(match),
            )
    if abstract.end <= len(scene.article.title):
        yield from _from_title(abstract, scene)


def _out_now(abstract: Abstract, put: Modality) -> Modality:
    """`Today we are releasing X` is done by the time it is read."""
    now = re.search(r"\b(?:now|today)\b|\A(?:introducing|announcing)", abstract.text)
    today = any(
        p.first == p.last and abstract.source[p.start : p.end] for _, p in abstract.periods()
    )
    return Modality.DONE if put is Modality.ANNOUNCED and (now or today) else put


def _from_title(abstract: Abstract, scene: Scene) -> Iterator[Found]:
    """Yield a release that a title itself is: `Introducing X`, `vLLM 0.11`."""
    for kind, title in enumerate(_TITLE):
        for match, _ in matches((title,), abstract):
            product = abstract.first(match, "obj")
            if product is None or not _is_product(product, match, None):
                continue
            if kind == 2 and not (has_version(product.text) and re.fullmatch(r"<O\d+>", match[0])):
                continue
            if kind == 0 and scene.publisher is None:
                continue
            name = _with_edition(abstract, match, product)
            yield Found(
                type=FactType.RELEASED,
                subject=_maker(name, scene, introduced=kind == 0),
                object=name,
                modality=Modality.DONE,
                at=match.start(),
                to=match.end(),
            )


def _maker(product: str, scene: Scene, *, introduced: bool) -> str:
    """Return who made it. A publisher introduces its own; a bare `Llama 3.2` on a host's blog is not the host's."""
    publisher = scene.publisher
    if publisher and (introduced or product.lower().startswith(publisher.lower())):
        return publisher
    return base_name(product)


def _with_edition(abstract: Abstract, match: re.Match[str], product: Name) -> str:
    """`Claude for Teachers`, in a headline, and `ChatGPT agent` are one name."""
    after = match.groupdict().get("after") or ""
    noun = re.match(r" (?:agent|app|assistant)\b", after)
    if noun:
        at = match.start("after")
        return f"{product.text} {abstract.source[slice(*abstract.span(at + 1, at + noun.end()))]}"
    edition = re.match(r" for <O(\d+)>", after)
    if edition is None or not abstract.headline:
        return product.text
    return f"{product.text} for {abstract.names[int(edition[1])].text}"


def has_version(name: str) -> bool:
    """Say whether the name ends in, or holds, a version: `vLLM 0.11`, `Qwen v3`."""
    return bool(re.search(r"\bv?\d+(?:\.\d+)+|\bv\d+\Z", name))


def base_name(product: str) -> str:
    """Return a product's name without its version: `vLLM` of `vLLM 0.11`."""
    return re.sub(r"\s+v?\d[\w.]*\Z", "", product) or product


def _is_product(product: Name, match: re.Match[str], maker: Name | None) -> bool:
    """Say whether it is a product that the match releases."""
    if not _may_be_product(product, match, maker):
        return False
    groups = match.groupdict()
    versioned = bool(_VERSIONED.search(product.text) or groups.get("number"))
    if groups.get("verb"):
        return _verb_fits(groups["verb"], match, product, maker, versioned=versioned)
    if versioned or "arrival" in groups:
        return versioned
    if groups.get("state"):
        # `Dark DNA unveiled`, without a verb of its own, may be any headline.
        told = bool((groups.get("aux") or "").strip() or groups.get("by"))
        return told and groups["state"] in _RELEASED_STATES
    return _branded(product.text) or maker is not None


_RELEASED_STATES = frozenset({"released", "launched", "open-sourced", "open sourced", "unveiled"})


def _may_be_product(product: Name, match: re.Match[str], maker: Name | None) -> bool:
    """Say whether nothing in the name or right after it speaks against a product."""
    if product.person or product.stands_in or (maker is not None and maker.text == product.text):
        return False
    after = (match.groupdict().get("after") or "").replace(" for <", " <").split()
    if after and after[0] not in GOES_ON and not after[0].startswith("<"):
        return False
    words = product.text.lower().split()
    nothing_new = lexicon.COMMON | lexicon.GENERIC | _NO_PRODUCT
    return not (
        words[-1] in _NO_PRODUCT
        or is_group(product.text)
        or all(word in nothing_new or word.isdigit() for word in words)
        or _OTHER_THING.match(match.string, match.end("obj"))
        or _MANY.search(match.string, 0, match.start("obj"))
    )


_OTHER_THING = re.compile(
    r" (?:in)?to (?:space|orbit)\b| \([^()]{1,30}\) <O|(?: for <O\d+>)? , an? (?:[a-z-]+ )?(?:program|programme|initiative|fellowship|grant)\b"
)
"""After a name: a spacecraft, the first half of a longer name, a programme."""

_MANY = re.compile(r"\b(?:thousands?|hundreds?|dozens?|several|many)(?: of)? \Z")


def _verb_fits(
    verb: str, match: re.Match[str], product: Name, maker: Name | None, *, versioned: bool
) -> bool:
    """Ask the more of the object the less the verb says: `introduced X` may be a feature or an idea."""
    aux = match.groupdict().get("aux") or ""
    plain = verb in {
        "release",
        "launch",
        "unveil",
        "introduce",
        "ship",
        "open-source",
        "open source",
        "roll out",
        "debut",
        "announce",
    }
    ours = maker is not None and (
        maker.stands_in or " and " in match["subj"] or "&" in match["subj"]
    )
    if plain and not (ours or re.search(r"\b(?:will|to|would)\b", aux)):
        return False
    if maker is not None and has_version(maker.text):
        return False
    if verb.startswith(("announc", "ship", "publish")):
        return versioned
    if verb.startswith("introduc"):
        return versioned or _branded(product.text)
    return True


def _branded(name: str) -> bool:
    """Inner capitals or a known product word: `SafeTensors`, `vLLM`, `Claude Code`."""
    words = name.split()
    inner = any(re.search(r"[^-–][A-Z]", word) and not word.isupper() for word in words)
    return inner or words[0].lower() in lexicon.KNOWN
