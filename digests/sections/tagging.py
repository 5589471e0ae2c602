"""Tags that a story earns by its own words."""

import re
from collections.abc import Iterable, Sequence

from digests.model import FactType, Topic
from digests.topics import tags as topic_tags

MOST_TAGS = 3

_SHARED_TAGS = {
    "release": r"releas(?:e|es|ed|ing)|launch(?:es|ed|ing)|launch\s+of|introduc(?:es|ed|ing)|unveil(?:s|ed|ing)?|(?:now|generally)\s+available|general\s+availability|open[- ]sourc(?:es|ed|ing)|debuts?|rolls?\s+out|announc(?:es|ed|ing)\s+(?:[\w-]+\s+){1,3}v?\d+\.\d+|(?m:^)(?:[\w-]+\s+){1,3}v?\d+\.\d+(?=:|\s[-–—]\s|$)|v?\d+\.\d+\.\d+",
    "membership": r"joins?\s+(?:the\s+)?(?:[\w&.-]+\s+){0,4}(?:foundation|alliance|consortium|board)|(?:platinum|premier|gold|silver|founding|general)\s+members?",
    "governance": r"governing\s+board|governance|steering\s+committee|technical\s+advisory|bylaws|board\s+of\s+directors|long-term\s+benefit\s+trust",
    "security": r"vulnerabilit(?:y|ies)|cve-\d+-\d+|exploit(?:s|ed|ation)?|malware|jailbreak\w*|prompt\s+injections?|(?:cyber)?security\s+(?:flaw|bug|patch|fix|advisory|incident|update)|breach(?:es|ed)?|cyber\w*|ransomware|supply[- ]chain\s+attack|cryptographic\s+(?:weakness|flaw)\w*|zero[- ]days?|0-days?",
    "funding": r"raises?\s+[$€£]|raised\s+[$€£]|series\s+[a-h]\b|funding\s+round|valuation|[$€£]\s?[\d.]+\s?(?:m|b|bn|million|billion)\w*\s+(?:round|investment|funding|raise|seed)",
    "acquisition": r"acquir(?:es|ed|ing)|acquisition|merger|merges\s+with|to\s+buy",
    "partnership": r"partner(?:s|ed|ing)?\s+with|partner\s+(?:to|on|for)\s+\w+|partnerships?|teams?\s+up|joins\s+forces|strategic\s+(?:alliance|agreement|collaboration)|memorandum\s+of\s+understanding",
    "people": r"appoint(?:s|ed|ment)|hires|names\s+(?:\w+\s+){1,4}as|steps?\s+down|new\s+(?:ceo|cto|cfo|chief)|chief\s+(?:\w+\s+){1,3}officer|to\s+join\s+(?:\w+\s+){1,3}as",
    "hardware": r"gpus?|tpus?|lpus?|npus?|chips?|accelerators?|blackwell|hopper|trainium|mi3\d\dx?|h[12]00s?|b[23]00s?|gb200|data\s?cent(?:er|re)s?|gigawatts?|supercomputers?",
    "benchmark": r"benchmarks?|leaderboards?|swe-bench\w*|mlperf|arc-agi\S*|evals?",
    "policy": r"ai\s+act|regulat(?:ion|ions|ors?|ory)|legislation|lawmakers?|executive\s+order|white\s+house|congress|senate|european\s+commission|export\s+controls?|public\s+policy|ai\s+policy|lawsuit|court",
    "safety": r"(?:ai|model)\s+safety|misalign\w+|alignment|safeguards?|responsible\s+scaling|preparedness|system\s+card|red[- ]team\w*|misuse|sabotage|reward\s+hacking|scheming",
    "research": r"research|papers?|arxiv|study|interpretability|researchers",
    "event": r"conference|summit|webinar|hackathon|meetup|keynote|workshop|neurips|icml|iclr|devday|kubecon",
    "incident": r"outage|elevated\s+(?:errors?|error\s+rates?|latency)|degraded|incident|downtime|postmortem|post-mortem",
    "deprecation": r"deprecat\w+|sunset(?:s|ting)?|end[- ]of[- ]life|retir(?:e|es|ed|ing|ement)|discontinu\w+",
    "pricing": r"pric(?:e|es|ing)|free\s+tier|per\s+million\s+tokens",
    "licence": r"licen[cs]e|licensed|apache[- ]2\.0|open[- ]weights?",
    "performance": r"throughput|latency|faster|speed-?ups?|\d+x\s",
    "health": r"health\s?care|clinical|medical|patients?|drug\s+discovery|biolog\w+|life\s+sciences",
    "education": r"education|students?|teachers?|universit(?:y(?!\s+of\b)|ies)|classrooms?",
}  # fmt: skip
"""Tag -> what earns it. Every topic shares these; a topic adds its own in topics.toml."""

_PATTERNS = {
    tag: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)
    for tag, words in _SHARED_TAGS.items()
}

_ANNOUNCED = re.compile(
    r"(?i)(?:now|generally)\s+available|\b(?:is|are)\s+available\s+(?:starting\s+)?(?:today|now)|\brolling\s+out|\bopen[- ]sourc(?:es|ed|ing)\b"
    r"|\b(?:we(?:'|’)re|we\s+are|is|are|has|have|today)\s+(?:\w+\s+)?(?:releas|launch|introduc|unveil|ship)(?:ing|ed)\b"
    r"|\b(?:we(?:'|’)re|we\s+are|is|are|has|have|today)\s+(?:\w+\s+)?announc(?:ing|ed)\b(?!.{0,40}\b(?:round|funding|partnership|agreement|acquisition|collaboration|series)\b)"
    r"|\b(?:releases|launches|introduces|unveils|debuts)\s|\bannounced?\s+the\s+(?:launch|release|availability)"
)
_SUBJECTS = (
    "hardware", "benchmark", "policy", "safety", "research", "licence", "performance",
    "health", "education", "pricing",
)  # fmt: skip
"""What a text is about, not what happened: one word in passing does not prove it."""

_OF_PEOPLE = re.compile(
    r"(?i)\b(?:hostages?|prisoners?|detainees?|captives?|inmates?|soldiers?|suspects?|jail|prison|custody)\b"
)
"""Who is released there is no product."""

_BY_FACT = {
    FactType.JOINED: "membership",
    FactType.LEFT: "membership",
    FactType.APPOINTED: "people",
    FactType.RELEASED: "release",
    FactType.ACQUIRED: "acquisition",
    FactType.FUNDED: "funding",
    FactType.DEPRECATED: "deprecation",
    FactType.VULNERABILITY: "security",
    FactType.PARTNERED: "partnership",
}


def known_tags(topic: Topic) -> tuple[str, ...]:
    """Return every tag that a story of the topic can have, its own first."""
    own = {topic.id, *topic.id.split("-")}
    return tuple(tag for tag in dict.fromkeys((*topic.tags, *_SHARED_TAGS)) if tag not in own)


def tags_of(
    topic: Topic, title: str, printed: Sequence[str], facts: Iterable[FactType] = ()
) -> tuple[str, ...]:
    """Return at most three tags, the best proved first.

    A word in the title proves a tag; so does a fact that the printed sentences state. What
    happened is proved by the first printed sentence too, a subject only by several words.
    """
    lead = printed[0] if printed else ""
    earned = [_BY_FACT[fact] for fact in facts]
    earned += _found(title)
    earned += topic_tags(topic, f"{title}\n{lead}")
    earned += [tag for tag in _found(lead) if tag not in _SUBJECTS and tag != "release"]
    earned += ["release"] if _ANNOUNCED.search(lead) else []
    earned += [tag for tag in _SUBJECTS if _said_often(tag, printed)]
    if _OF_PEOPLE.search(f"{title}\n{lead}"):
        earned = [tag for tag in earned if tag != "release"]
    own = {topic.id, *topic.id.split("-")}
    return tuple(tag for tag in dict.fromkeys(earned) if tag not in own)[:MOST_TAGS]


def _said_often(tag: str, printed: Sequence[str]) -> bool:
    return len(_PATTERNS[tag].findall(" ".join(printed))) > 1


def _found(text: str) -> list[str]:
    """Return the shared tags that the text proves, in the order of their words in it."""
    hits = [
        (hit.start(), tag) for tag, pattern in _PATTERNS.items() if (hit := pattern.search(text))
    ]
    return [tag for _, tag in sorted(hits)]
