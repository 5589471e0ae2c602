"""What was released, and what is deprecated or retired."""

import re
from collections.abc import Iterator

from digests.facts import lexicon
from digests.facts.abstract import Abstract
from digests.facts.found import Found
from digests.facts.grammar import matches, pattern
from digests.facts.membership import is_group
from digests.facts.names import Name
from digests.facts.scene import Scene
from digests.model import FactType, Modality
from digests.text.vocabulary import vocabulary

RELEASED_STEMS = (
    "releas", "launch", "unveil", "introduc", "shipped", "ships ", "shipping", "open-sourc", "open sourc",
    "announc", "roll out", "rolled out", "rolls out", "rolling out", "now available", "generally available", "available now", "available today", "general availability",
    "availability of", "available as of", "debut", " out now",
    "is out", "is here",
)  # fmt: skip
DEPRECATED_STEMS = (
    "deprecat", "retir", "sunset", "discontinu", "removed ", "drop support", "dropped support",
    "drops support", "dropping support", "end support", "ended support", "ends support",
    "ending support", " ends", " ended", "ending ", "end of life", "end-of-life", "end-of-support", "shut down",
    "shuts down", "shutting down", "phased out", "phasing out", "phases out",
)  # fmt: skip

_PRE = (
    r"(?:(?:(?!(?:of|for|with|to|in|on|that|as|about|by|from|at|into|under|over|how|why|report|support|against|partnership|program|programme|fund|"
    r"initiative|contest|podcast|newsletter|series|paper|study|blog|integration|plans?|office|lawsuit|investigation|and|or|technique|approach|method|"
    r"concept|notion|metric|benchmarks?|feature|users?|training|inference)\b)"
    r"[a-z][\w-]*(?: ,(?= [a-z]))?|ORG(?= 's)|'s|\d+ - bit) ){0,6}?"
)
_TAIL = r"(?: \([^()]{1,30}\))?(?P<after>(?: for ORG| [a-z][\w-]*){0,2})"
_LAUNCH = (
    r"(?P<verb>released|releases|releasing|release|launches|launched|launch|launching|unveils?|unveiled|unveiling|introduces?|introduced|introducing|"
    r"ships?|shipped|shipping|open[- ]sources?|open[- ]sourced|open[- ]sourcing|rolls? out|rolled out|rolling out|debuts?|debuted|announces?|announced|announcing)"
)
_RELEASED = (
    # Google released Gemma 3
    pattern(
        rf"(?P<subj>NAMES)APPOSACT {_LAUNCH} (?P<pre>{_PRE})(?P<obj>ORG)(?! 's )(?: ,? ?(?:and|&) (?P<obj2>ORG))?{_TAIL}"
    ),
    # announced the release / general availability of vLLM 0.11
    pattern(
        rf"(?:(?P<subj>NAMES)APPOSAUX )?(?P<verb2>announces?|announced|announce|announcing|celebrates?) (?:the |its |our )?(?:[a-z-]+ ){{0,2}}?"
        rf"(?P<noun>release|launch|general availability|availability|open[- ]sourcing) of (?P<pre>{_PRE})(?P<obj>ORG){_TAIL}"
    ),
    # vLLM 0.11 is now available / has been released by …
    pattern(
        r"(?P<obj>ORG)(?: \([^()]{1,40}\))?PAS (?P<state>released|launched|unveiled|open[- ]sourced|(?=[a-z ]*available(?! (?:in|on|via|through|inside) (?:the )?<))(?:now available|generally available|now generally available|"
        r"available (?:now|today|as of DATE))|out|out now|here|now out|live)(?= [.,;:!)—–-]| by\b| on\b| in\b| to\b| for\b| and\b| with\b| today\b| under\b| <D| at\b| via\b| through\b| as\b|\Z)(?: by (?P<by>NAME))?"
    ),
)
_TITLE = (
    pattern(
        rf"\A(?:introducing|announcing|meet|releasing|launching|say hello to|unveiling) (?P<pre>{_PRE})(?P<obj>ORG){_TAIL}(?= [:,.!—\(|-]| and\b| in\b| with\b| by\b|\Z)"
    ),
    pattern(r"\A(?P<obj>ORG)(?: release(?: notes)?| released)(?: [:—–-] .*|\Z)"),
    pattern(r"\A(?P<obj>ORG)(?: [:—–-] .*|\Z)"),
)

_END_WORD = r"(?P<verb>deprecat(?:es?|ed|ing)|retir(?:es?|ed|ing)|sunset(?:s|ting|ted)?|discontinu(?:es?|ed|ing)|phas(?:es?|ed|ing) out|shut(?:s|ting)? down)"
_CODE = r"(?:[a-z_][\w]*(?:[._][\w]+)+)"
_NOUN = (
    r"(?: (?:api|apis|model|models|endpoint|endpoints|sdk|support|mode|plugin|library|module|class|function|parameter|parameters|field|flag|option|operator|"
    r"component|components|method|methods|backend|package|version|release|family|feature|service|plan|tier|charts?|integration|runtime|snapshot|enum|dataclass))?"
)
_ENDED = rf"(?P<obj>(?:(?:ORG|{_CODE})(?: ,)? )*(?:(?:and|&) )?(?:ORG|{_CODE})){_NOUN}"
_DEPRECATED = (
    # OpenAI is retiring GPT-4o
    pattern(
        rf"(?P<subj>NAME)APPOSACT (?:{_END_WORD}|(?P<drop>(?:drop(?:s|ped|ping)?|end(?:s|ed|ing)?|remov(?:e[sd]?|ing)) (?:its )?support for)) (?P<pre>{_PRE})"
        rf"(?P<obj>(?:(?:ORG|{_CODE})(?: ,)? )*(?:(?:and|&) )?(?:ORG|{_CODE})){{TAIL}}".replace(
            "{TAIL}", _TAIL
        )
    ),
    # GPT-4o will be retired on …; torch.jit is deprecated and will be removed in 2.12
    pattern(
        rf"{_ENDED}APPOSPAS (?P<state>deprecated|retired|sunset|sunsetted|discontinued|phased out|shut down|removed (?=(?:in|from|on|with) (?:version |release |the )?(?:ORG|<N|DATE)))\b"
    ),
    # support for Python 3.9 ends; reaches end of life
    pattern(
        r"\bsupport for (?P<obj>ORG)AUX (?:ends|ended|ending|end|dropped|removed|discontinued|deprecated)\b"
    ),
    pattern(
        r"(?P<obj>ORG)AUX (?:reach(?:es|ed|ing)?|hits?) (?:its )?(?:end[- ]of[- ]life|end[- ]of[- ]support)\b"
    ),
    pattern(
        r"(?:(?P<subj>NAME)APPOSAUX )?(?:announces?|announced) the (?:deprecation|retirement|end of life|sunset) of (?:the )?(?P<obj>ORG)"
    ),
)
_UNTIL = pattern(
    r"\b(?:removed|dropped|deleted|retired|shut down|turned off|removal)(?: entirely)?(?: from (?:the )?[^ ,;]+)? (?:in|with|on|as of|after|by|from) (?:the )?(?:version |release )?(?:<N\d+>|DATE|ORG(?: version)? <N\d+>|ORG)"
    r"|\bin favou?r of (?:the )?ORG|\breplaced by (?:the )?ORG"
)
_SHUT = re.compile(r"\d|\b(?:API|APIs|SDK|Playground|Preview|Beta|Assistant)\b")
_VERSIONED = re.compile(r"\d")
_NO_PRODUCT = vocabulary(
    """day week month series event conference summit report study podcast contest lawsuit fund
    ipo gpu gpus news code  partnership office labs lab institute fellowship corps council
    center centre card survey academy school notes  announcement community advisory board
    groups program programme initiative update updates results files  integration guide
    courses course policy plan plans job jobs"""
)
_AFTER = vocabulary(
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
                background=" had" in (match.groupdict().get("aux") or ""),
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
            if kind == 2 and not (_version(product.text) and re.fullmatch(r"<O\d+>", match[0])):
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


def _version(name: str) -> bool:
    return bool(re.search(r"\bv?\d+(?:\.\d+)+|\bv\d+\Z", name))


def base_name(product: str) -> str:
    """Return a product's name without its version: `vLLM` of `vLLM 0.11`."""
    return re.sub(r"\s+v?\d[\w.]*\Z", "", product) or product


def _is_product(product: Name, match: re.Match[str], maker: Name | None) -> bool:
    groups = match.groupdict()
    if product.person or product.stands_in or (maker is not None and maker.text == product.text):
        return False
    after = (groups.get("after") or "").replace(" for <", " <").split()
    words = product.text.lower().split()
    if (after and after[0] not in _AFTER and not after[0].startswith("<")) or set(
        words[-1:]
    ) & _NO_PRODUCT:
        return False
    if is_group(product.text) or all(
        w in lexicon.COMMON | lexicon.GENERIC | _NO_PRODUCT or w.isdigit() for w in words
    ):
        return False
    versioned = bool(_VERSIONED.search(product.text))
    verb = groups.get("verb") or ""
    if verb:
        return _verb_fits(verb, match, product, maker, versioned=versioned)
    if groups.get("state"):
        return versioned or groups["state"] in {
            "released",
            "launched",
            "open-sourced",
            "open sourced",
            "unveiled",
        }
    return versioned or _branded(product.text) or maker is not None


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
    if maker is not None and _version(maker.text):
        return False
    if verb.startswith(("announc", "ship")):
        return versioned
    if verb.startswith("introduc"):
        return versioned or _branded(product.text)
    return True


def _branded(name: str) -> bool:
    """Inner capitals or a known product word: `SafeTensors`, `vLLM`, `Claude Code`."""
    words = name.split()
    inner = any(any(c.isupper() for c in word[1:]) and not word.isupper() for word in words)
    return inner or words[0].lower() in lexicon.KNOWN


def deprecated(abstract: Abstract, scene: Scene) -> Iterator[Found]:
    """Yield what is deprecated, retired or dropped; `role` says until when or in favour of what."""
    for match, put in matches(_DEPRECATED, abstract):
        subject = abstract.first(match, "subj")
        if subject is not None and subject.person:
            continue
        after = (match.groupdict().get("after") or "").split()
        if after and after[0] not in _AFTER | {"support"} and not after[0].startswith("<"):
            continue
        shut = (match.groupdict().get("verb") or match.groupdict().get("state") or "").startswith(
            "shut"
        )
        for thing in _things(abstract, match):
            if (subject is not None and subject.text == thing) or (
                shut and not _SHUT.search(thing)
            ):
                continue
            yield Found(
                type=FactType.DEPRECATED,
                subject=subject.text if subject else _owner(thing, scene),
                object=thing,
                role=_until(abstract, match),
                modality=put,
                at=match.start(),
                to=match.end(),
            )


def _things(abstract: Abstract, match: re.Match[str]) -> list[str]:
    """Return the names and code names of a list."""
    at = match.start("obj")
    found = []
    for word in re.finditer(r"[^ ]+", match["obj"]):
        mark = re.fullmatch(r"<([PO])(\d+)>", word[0])
        if mark and mark[1] == "O" and not abstract.names[int(mark[2])].stands_in:
            found.append(abstract.names[int(mark[2])].text)
        elif re.fullmatch(_CODE, word[0]):
            start, end = abstract.span(at + word.start(), at + word.end())
            found.append(abstract.source[start:end])
    return [t for t in found if t.lower() not in lexicon.COMMON | lexicon.GENERIC]


def _owner(thing: str, scene: Scene) -> str:
    """Return whose it is. What has a version of its own stands for itself; a part belongs to the publisher."""
    if _version(thing) or scene.publisher is None:
        return base_name(thing)
    return scene.publisher


def _until(abstract: Abstract, match: re.Match[str]) -> str | None:
    """Return the removal version or date, or the successor, as written."""
    found = _UNTIL.search(abstract.text, match.start())
    if found is None or found.start() > match.end() + 80:
        return None
    start, end = abstract.span(*found.span())
    words = abstract.source[start:end]
    return words if re.search(r"\d|favou?r|replaced", words) else None
