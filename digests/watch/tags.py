"""The tag of a thing to watch: what it is about, in at most four words that fit its sentence."""

import re
from collections.abc import Iterator

from digests.text.names import names

MAX_WORDS = 4

_LABELLED = re.compile(
    r"([A-Z][\w’'-]+(?: [\w&’'-]+){0,3}):\s+(?=[A-Z“\"]|will\b|can\b|how\b|who\b|when\b|whether\b)"
)
_NO_LABEL = re.compile(
    r"\b(?:note|update|editor|correction|q|a|tip|todo|the|question|warning|example|reminder|what|how|why|when)\b",
    re.IGNORECASE,
)

CATALOGUE: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:governing )?board seat\b|\bseat on the\b.*\bboard\b|\b(?:to|on) (?:our|the|its) (?:governing )?board\b",
        "Board seat",
    ),
    (
        r"\b(?:governing board|technical advisory council|tac|steering committee)\b.*\b(?:elect|vote|nominat)|\bboard election",
        "Board election",
    ),
    (r"\b(?:vote|votes|voting|ballot|referendum)\b", "Vote"),
    (r"\bgeneral(?:ly)? availab|\bGA\b", "GA date"),
    (
        r"\bmodels?\b.*\b(?:retir|sunset|shut ?down|turned off|discontinu)|\b(?:retir|sunset|shut ?down|discontinu)\w*\b.*\bmodels?\b|\b(?:GPT|Claude|Gemini|Llama|Mistral|Grok)[\w .-]*\b.*\b(?:retir|sunset|shut ?down)",
        "Model retirement",
    ),
    (
        r"\bend[- ]of[- ](?:life|support)\b|\b(?:drop|end|ending|stop)\w* support\b|\bsupport (?:for .{1,40} )?(?:will )?ends?\b",
        "End of support",
    ),
    (
        r"\bAPIs?\b.*\b(?:deprecat|remov|retir|sunset|shut)|\b(?:deprecat|remov|retir|sunset)\w*\b.*\bAPIs?\b",
        "API removal",
    ),
    (r"\b(?:be removed|removal|will remove|deprecat)", "Removal"),
    (r"\b(?:retir|sunset|shut(?:ting)? down|phased? out|discontinu)", "Retirement"),
    (r"\b(?:court|trial|lawsuit|hearing|judge|appeal|antitrust)\b", "Court case"),
    (r"\bAI Act\b", "AI Act"),
    (
        r"\b(?:regulat|legislat|directive|bills?\b|compliance|law takes effect|into force|take effect|takes effect)",
        "Regulation",
    ),
    (
        r"\b(?:deadline|submissions?|applications?|nominations?|call for (?:papers|proposals))\b.*\b(?:clos|due|open|deadline|until|by|end)|\bdeadline\b",
        "Deadline",
    ),
    (
        r"\bacquisition\b|\bto (?:acquire|buy)\b|\bmerger\b|\b(?:deal|transaction) (?:is expected to |will |to )?clos",
        "Deal closing",
    ),
    (r"\bIPO\b|\bgo(?:ing)? public\b", "IPO"),
    (r"\b(?:funding round|series [A-H]\b|raise[sd]? \$)", "Funding"),
    (
        r"\bwill (?:also )?join\b.*\bas\b|\bwill be(?:come)? (?:the |its )?(?:\w+ )?(?:CEO|CTO|chief)\b",
        "Appointment",
    ),
    (
        r"\b(?:step(?:s|ping)? down|successor|take over as|appoint|new (?:CEO|CTO|chair|executive director))\b",
        "Leadership change",
    ),
    (r"\b(?:conference|summit|PyTorch Day|KubeCon|hackathon)\b", "Conference"),
    (
        r"\b(?:next|upcoming) (?:\w+ )?meeting\b|\bmeetings?\b.*\b(?:will|scheduled)\b",
        "Next meeting",
    ),
    (r"\bpublic (?:beta|preview)\b|\b(?:beta|preview) (?:program|release|access)\b", "Preview"),
    (r"\bopen[- ]?sourc|\bopen[- ]weights?\b|\brelease .{0,30}\bweights\b", "Open weights"),
    (r"\b(?:next|upcoming) (?:\w+[ -]){0,2}?release\b", "Next release"),
    (
        r"\b(?:specification|spec|open standard|standards|protocol version|RFC)\b|\bstandard for\b",
        "Standard",
    ),
    (
        r"\bprojected\b|\bforecast|\b(?:Gartner|IDC|Forrester)\b|\bexpected to (?:reach|grow|account)\b",
        "Market outlook",
    ),
    (r"\blicen[cs]e\b", "Licence"),
    (r"\b(?:pricing|prices?|price (?:cut|rise|increase))\b", "Pricing"),
    (
        r"\b(?:gigawatts?|GW|megawatts?|data ?cent(?:er|re)s?|compute capacity)\b",
        "Compute capacity",
    ),
    (
        r"\b(?:multi-?chip|hardware (?:support|compatib)|accelerators?|TPUs?|NPUs?|new chips?)\b",
        "Hardware support",
    ),
    (r"\b(?:vulnerabilit|security (?:fix|patch|update|release)|CVE-)", "Security fix"),
    (
        r"\b(?:join|member(?:ship)?s?)\b.*\b(?:foundation|alliance|consortium|coalition)\b|\bmembership\b",
        "Membership",
    ),
    (
        r"\b(?:report|findings|survey|results)\b.*\b(?:publish|release|present|due)|\b(?:publish|present)\w* .{0,40}\b(?:report|findings|results|paper)\b",
        "Report due",
    ),
    (r"\broadmap\b", "Roadmap"),
    (r"\b(?:adoption|market)\b", "Market outlook"),
    (r"\b(?:office|headquarters|hire|hiring|jobs|layoffs?|headcount)\b", "Hiring and offices"),
    (r"\bpartnership\b|\bpartner(?:s|ing)? with\b", "Partnership"),
    (r"\b(?:support for|will support|to support|compatib|integrat)", "Support"),
    (r"\b(?:release|launch|ship|rollout|roll out|available|unveil|introduce)", "Release"),
)
_COMPILED = tuple(
    (re.compile(pattern, re.IGNORECASE if pattern.islower() else 0), tag)
    for pattern, tag in CATALOGUE
)
_NAMED = frozenset({"Release", "Support", "Removal", "Retirement", "Standard"})
"""Tags that say little without the thing's name."""

_VAGUE = frozenset({"Release", "Support", "Standard"})
_CUE = re.compile(
    r"\b(?:will|plans? to|intends? to|expects? to|expected|scheduled|slated|due|set to|aims? to|deprecated|retired|removed|"
    r"planned|targets?|reach(?:es)?|ends?|takes? effect)\b"
)
_ACTS = re.compile(rf"['’]s\b| {_CUE.pattern}")
_BEFORE, _AFTER = 30, 45
"""So near to the verb, in characters, stand its subject and its object."""


def tag_of(sentence: str, *, dated: bool) -> str | None:
    """Return the sentence's tag; None where neither the catalogue nor a name gives one.

    A label that the source itself puts in front (`Board seat: …`) wins; then the catalogue, made
    narrower by the name next to the verb; then, of what has a date, that name alone.
    """
    sentence = sentence.translate(_HYPHENS)
    label = _LABELLED.match(sentence)
    if label and not _NO_LABEL.search(label[1]) and len(label[1].split()) <= MAX_WORDS:
        return label[1]
    name = _subject(sentence)
    for pattern, tag in _COMPILED:
        if pattern.search(sentence):
            if tag in _VAGUE and name is None and not dated:
                return None
            return f"{name} {tag.lower()}" if name and tag in _NAMED else tag
    return name if dated else None


def _subject(sentence: str) -> str | None:
    """Return the name just before the verb of what is to come, else the one just after it."""
    cue = _CUE.search(sentence)
    if cue is None:
        return None
    fit = [(start, end) for start, end in _spans(sentence) if not _INSIDE.search(sentence[:start])]
    before = [span for span in fit if 0 <= cue.start() - span[1] <= _BEFORE]
    after = [span for span in fit if 0 <= span[0] - cue.end() <= _AFTER]
    made_of = [span for span in _spans(sentence) if _MADE_OF.search(sentence[: span[0]])]
    chosen = before[-1:] or after[:1] or made_of[:1]
    return sentence[slice(*chosen[0])] if chosen else None


def _spans(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the names that may be a tag, each with the version that follows it."""
    for name in names(sentence):
        version = _VERSION.match(sentence, name.end)
        end = version.end() if version else name.end
        # `Individual members will vote`: the capital of a first word names only what itself acts.
        acts = name.start > 0 or _ACTS.match(sentence, name.end)
        sure = name.certain or version or (acts and not _WORD.search(name.text))
        if sure and _short(sentence[name.start : end]):
            yield name.start, end


_VERSION = re.compile(r" v?\d+(?:\.\d+)+")
_WORD = re.compile(r"(?:s|ing|ion|ment|ity|ed|er|ly|ance|ence)\Z")
"""Endings of common nouns: at the start of a sentence such a capital is no sign of a name."""

_MADE_OF = re.compile(
    r"\b(?:version|release|edition|specification|draft|weights|beta|preview) of (?:the )?\Z"
)
"""`the next version of Loom`: what the version is of."""
_HYPHENS = {0x2010: "-", 0x2011: "-"}
"""Some outlets write `GPT‑5.1` with a hyphen that does not break, which would part the name."""

_INSIDE = re.compile(
    r"\b(?:in|from|at|of|for|to|by|with|on|into|under|via|according to)(?: the)?\s\Z", re.IGNORECASE
)


def _short(name: str) -> bool:
    words = name.split()
    if name[0].isdigit() or len(name) < 3:
        return False
    return (
        len(words) <= MAX_WORDS - 1
        and len(name) <= 28
        and not name.isdigit()
        and name not in {"AI", "API", "US"}
    )
