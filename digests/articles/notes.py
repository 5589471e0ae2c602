"""Reads an author's note on how the text itself was written."""

import re
from collections.abc import Iterator

from digests.model import SourceAuthorship, Wrote

_SURE = r"(?:article|post|blog(?: ?post)?|story|newsletter|column|brief|briefing|digest|edition|issue|write-?up|essay|tutorial|recap|round-?up|episode description|show notes|press release|news item|entry|piece)"
_VAGUE = r"(?:content|text|page|report|summary|analysis|document|paper|overview|description|transcript|translation|abstract|copy|message|work|research note|note|material|information)"
_THING = rf"(?:(?:\w+[ -]){{0,2}}(?:{_SURE}|{_VAGUE})s?)"
_AGENT_WORDS = (
    r"(?:generative AI|gen ?AI|AI|A\.I\.|artificial intelligence|(?:large |small )?language models?|LLMs?"
    r"|(?:Chat)?GPT(?:-?\d[\w.]*)?|ChatGPT|Claude|Gemini|Copilot|Grok|Llama|Mistral|DeepSeek|Perplexity|Bard"
    r"|NotebookLM|Qwen|Jasper|neural networks?|machine learning)"
)
_MODIFIER = (
    r"(?:an?|the|our|my|its|their|own|this|of|from|in-house|commercial|general-purpose|general|purpose|proprietary|custom"
    r"|state-of-the-art|advanced|automated|fine-tuned|open-source|open-weight|latest|various|several|some|different"
    r"|OpenAI['’]s|Google['’]s|Anthropic['’]s|Meta['’]s|Microsoft['’]s|Mistral['’]s|xAI['’]s|entirely|mostly)"
)
# "By Meta AI", "by the AI team", "by AI researchers" name people: the agent must be the machine.
_AGENT = (
    rf"(?:{_MODIFIER}[ -]){{0,5}}{_AGENT_WORDS}(?:[ -](?:v?\d[\w.]*|Opus|Sonnet|Haiku|Pro|Flash|Ultra|Turbo|Code|Deep Research)){{0,3}}"
    r"(?: \([^)]{1,30}\))?"
    r"(?:[ -](?:models?|tools?|systems?|assistants?|agents?|technology|technologies|software|bots?|pipelines?|writers?|generators?|engines?|services?|assistance))?"
    r"(?=\s*(?:$|[.,;:!)\]\n—–]|(?:and|or|but|then|with|without|under|from|for|based|along|using|on|in|as|to|before|after|which|that|so|may|might"
    r"|plus|via|only|has|have|is|was|under|alone|itself)\b))"
)
_WRITTEN = r"(?:written|authored|composed|generated|produced|created|drafted|prepared|compiled|made|put together|summari[sz]ed|researched|assembled|penned)"
_TOUCHED = r"(?:edited|translated|proofread|polished|refined|transcribed|improved|reviewed|rewritten|formatted|adapted|assisted|enhanced|copy-?edited)"
_BE = r"(?:was|were|is|are|has been|have been|had been)"
_HOW = r"(?:(?:\w+ly|in part|in whole|in full|partly|first|initially|originally|100 ?%|wholly|fully|all)[ ,]+){0,3}"
_HELP = r"(?:with|using|through|via|by)(?: the)? (?:help|assistance|support|aid|use|input|involvement)(?: (?:of|from|by))"
_THIS = rf"(?:this|the (?:following|above|present)) {_THING}(?: (?:you are reading|below|above|here|on this page|itself))?"
_PARTS = r"(?:(?:parts?|portions?|sections?|some|most|much|elements|a (?:first )?draft|the (?:first )?draft|segments) (?:of|in))"
_PERSON = r"(?:an? (?:actual |real |living )?(?:human(?: being)?|person)|(?:actual |real )?(?:humans?(?: beings?)?|people)|hand|human (?:hands?|authors?|writers?|journalists?|editors?))"
_NO_AI = rf"no (?:part of (?:this|the) )?{_AGENT_WORDS}(?:[ -]generated)?(?: (?:tools?|models?|systems?|assistance|content|text|writing|help))?"
_A = "|AI|"
_RULES: tuple[tuple[Wrote, str], ...] = (
    (Wrote.DECLARED_HUMAN, rf"\b{_THIS} {_BE} (?:not|never) {_HOW}{_WRITTEN}(?: \w+){{0,2}} (?:by|with|using) {_AGENT}"),
    (Wrote.DECLARED_HUMAN, rf"\b{_THIS} {_BE} {_HOW}{_WRITTEN} {_HOW}by {_PERSON}(?=\s*(?:$|[.,;:!)—–]|(?:and |but )?(?:not|no|never|without|with no)\b))"),
    (Wrote.DECLARED_HUMAN, rf"\b{_NO_AI} (?:was|were|has been|have been) (?:used|involved|employed)(?: at any (?:point|stage))?,? (?:in|to|for|during|when)(?: the)? (?:writ\w+|creat\w+|mak\w+|produc\w+|draft\w+|research\w*|preparation)(?: (?:of|or|and) \w+)?(?: of)? (?:this|it\b)"),
    (Wrote.DECLARED_HUMAN, rf"\b(?:I|we) (?:wrote|write|have written) (?:this|every word of this|all of this)[^.;\n]{{0,40}} without (?:any )?(?:(?:the )?(?:help|use|assistance|aid) (?:of|from) )?{_AGENT}"),
    (Wrote.DECLARED_HUMAN, rf"\bwritten (?:entirely |completely |100 ?% |wholly )?by {_PERSON}[,;:.–— ]+(?:and )?(?:no|without(?: any)?|not(?: by)?) {_AGENT_WORDS}(?: (?:tools? )?(?:was|were) used)?"),
    (Wrote.DECLARED_AI_ASSISTED, rf"\b{_PARTS} {_THIS} {_BE} {_HOW}(?:{_WRITTEN}|{_TOUCHED}) {_HOW}(?:by|with|using|{_HELP}) {_AGENT}"),
    (Wrote.DECLARED_AI_ASSISTED, rf"\b{_PARTS} {_THIS} {_BE} (?:AI|machine|LLM|GPT)[- ](?:generated|written|assisted)\b"),
    (Wrote.DECLARED_AI_ASSISTED, rf"\b{_THIS} {_BE} {_HOW}(?:{_WRITTEN}|{_TOUCHED})(?:(?: (?:and|or) |, ){_TOUCHED})? (?:in part |partly |partially )?{_HELP} {_AGENT}"),
    (Wrote.DECLARED_AI_ASSISTED, rf"\b{_THIS} {_BE} {_HOW}(?:partly|partially|in part) {_WRITTEN} (?:by|with|using) {_AGENT}"),
    (Wrote.DECLARED_AI, rf"\b{_THIS} {_BE} {_HOW}(?:{_WRITTEN}(?: and \w+)?) {_HOW}by {_AGENT}"),
    (Wrote.DECLARED_AI, rf"\b{_THIS} {_BE} {_HOW}(?:generated|produced|created|auto-?generated|compiled|summari[sz]ed)(?: and \w+)? {_HOW}(?:with|using|through|via|from) {_AGENT}"),
    (Wrote.DECLARED_AI_ASSISTED, rf"\b{_THIS} {_BE} {_HOW}(?:{_WRITTEN}|{_TOUCHED}) {_HOW}(?:with|using|through|via|by) {_AGENT}"),
    (Wrote.DECLARED_AI, rf"\b{_THIS} {_BE} (?:(?:an? )?{_HOW})?(?:AI|machine|LLM|GPT)[- ](?:generated|written|authored|created|produced)\b(?! (?:by humans|code|images?|videos?|art|pictures?))"),
    (Wrote.DECLARED_AI_ASSISTED, rf"\b{_THIS} {_BE} (?:(?:an? )?{_HOW})?(?:AI|machine)[- ](?:assisted|edited|translated|enhanced)\b"),
    (Wrote.DECLARED_AI, rf"\bthis is an? (?:fully |automatically )?(?:AI|machine|LLM)[- ](?:generated|written|authored) (?:{_SURE}|{_VAGUE})"),
    (Wrote.DECLARED_AI_ASSISTED, rf"\b{_THIS} (?:contains?|includes?|features?|has|may contain|may include) (?:some )?(?:AI|machine|LLM)[- ](?:generated|written|assisted) (?:content|text|passages?|sections?|summar\w+|material|translations?)"),
    (Wrote.DECLARED_AI, rf"\b{_AGENT_WORDS}(?: \d[\w.]*)? (?:wrote|generated|authored|drafted|composed) (?:this|the above|the following) (?:entire |whole )?(?:{_SURE})"),
    (Wrote.DECLARED_AI, rf"\b{_AGENT_WORDS}(?: tools?)? (?:was|were|has been|have been) used to (?:write|generate|create|produce|compose) this (?:{_SURE}|{_VAGUE})"),
    (Wrote.DECLARED_AI_ASSISTED, rf"\b{_AGENT_WORDS}(?: tools?| models?| assistants?)? (?:was|were|has been|have been) used (?:to|in|for|during|when)\b[^.\n]{{0,60}}\b(?:draft\w*|edit\w*|writ\w+|summari\w+|translat\w+|proofread\w*|research\w*|prepar\w+|polish\w*|produc\w+|creat\w+|assist\w*|help\w*) [^.\n]{{0,25}}\bthis (?:{_SURE}|{_VAGUE})"),
    (Wrote.DECLARED_AI_ASSISTED, rf"\b(?:I|we|the (?:author|authors|editor|editors|team)) (?:have |has )?(?:also )?used {_AGENT}[^.\n]{{0,60}}\b(?:to|for|in|while|when) (?:\w+ ){{0,3}}?(?:write|writing|draft|drafting|edit|editing|polish|polishing|proofread|proofreading|translate|translating|summari[sz]e|prepare|preparing|preparation|research|improve|structure|copy-?edit|outline|rewrite)\b[^.\n]{{0,40}}\bthis (?:{_SURE}|{_VAGUE})"),
    (Wrote.DECLARED_AI_ASSISTED, rf"\b(?:I|we) (?:wrote|drafted|edited|prepared|translated|researched|co-?wrote) this (?:{_SURE}|{_VAGUE}) (?:together )?(?:with|using)(?: the)?(?: (?:help|assistance|support|aid) (?:of|from))? {_AGENT}"),
    (Wrote.DECLARED_AI_ASSISTED, rf"^\W{{0,3}}(?:disclosure|disclaimer|note|transparency(?: note)?|editor['’]?s note)\s*[:—–-]+\s*(?:\w+ ){{0,3}}(?:with the (?:help|assistance|support|aid) of|assisted by|edited with|assistance from) {_AGENT}"),
    (Wrote.DECLARED_AI, rf"^\W{{0,3}}(?:disclosure|disclaimer|note|transparency(?: note)?|editor['’]?s note|summary)\s*[:—–-]+\s*(?:text |content |article |post |summary )?(?:written|generated|authored|produced|created|summari[sz]ed) (?:by|with|using) {_AGENT}"),
    (Wrote.DECLARED_AI, rf"^\W{{0,3}}(?:(?:article|post|story|text|summary|content|newsletter|report) )?(?:written|generated|authored|summari[sz]ed|auto-?generated) (?:by|with|using) {_AGENT}[\s.!)\]]*$"),
    (Wrote.DECLARED_AI_ASSISTED, r"\bdieser (?:artikel|text|beitrag|bericht|post) (?:wurde|ist) (?:\w+ ){0,2}(?:mit (?:hilfe|unterstützung)|mithilfe) (?:von |einer |der )?(?:künstlicher?n? intelligenz|KI|ChatGPT)"),
    (Wrote.DECLARED_AI, r"\bdieser (?:artikel|text|beitrag|bericht|post) (?:wurde|ist) (?:\w+ ){0,2}(?:von|durch|mit)(?: (?:einer|der|Hilfe einer))? (?:künstlicher?n? intelligenz|KI|ChatGPT)(?:-\w+)? (?:automatisch )?(?:erstellt|geschrieben|generiert|verfasst)"),
    (Wrote.DECLARED_AI, r"\bcet article a été (?:\w+ )?(?:rédigé|généré|écrit) (?:par|avec)(?: une?| l['’])? ?(?:IA|intelligence artificielle|ChatGPT)"),
    (Wrote.DECLARED_AI, r"\beste artículo (?:fue|ha sido) (?:\w+ )?(?:escrito|generado|redactado) (?:por|con) (?:una? )?(?:IA|inteligencia artificial|ChatGPT)"),
)  # fmt: skip
_COMPILED = [(kind, re.compile(rule, re.IGNORECASE | re.MULTILINE)) for kind, rule in _RULES]
# Lower-case and selective: every rule but those of whole lines holds one of these.
_CUE = re.compile(
    rf"\b(?:this|the following|the above|the present) (?:[\w-]+[ -]){{0,2}}?(?:{_SURE}|{_VAGUE})"
    r"|\b(?:the above|following was|this is an? )|\bevery word of this|\ball of this|(?:in|of|to \w+) (?:this|it)\b"
    r"|written (?:\w+ ){0,2}by (?:an? )?(?:actual|real|living|human|person|people|hand)"
    r"|^\W{0,3}(?:disclosure|disclaimer|note|transparency|editor|summary|article|post|story|text|content|newsletter|report"
    r"|written|generated|authored|summari[sz]ed|auto-?generated)\b"
    r"|\bdieser (?:artikel|text|beitrag|bericht|post)|\bcet article|\beste artículo",
    re.MULTILINE,
)
_MACHINE = re.compile(
    rf"\b(?:{_AGENT_WORDS}|KI|IA|intelligence artificielle|inteligencia artificial|künstlicher?n? intelligenz|human|humans|person|people|hand)\b|\b(?:AI|machine|LLM|GPT)-",
    re.IGNORECASE,
)
# Words before a note that make it somebody else's, or a thing that may be.
_NOT_MEANT = re.compile(
    r"\b(?:if|whether|would|could|might|should|must|imagine|suppose|pretend|claim(?:s|ed|ing)?|label(?:s|led|ling|ed)?"
    r"|says?|said|saying|reads?|reading|stat(?:e|es|ed|ing)|such as|like|e\.g\.|for example|disclos(?:e|es|ed|ing) (?:that|when)"
    r"|that|when|unless|until|how|why|who|think|believe|assume|wonder|ask(?:s|ed)?|prove|detect\w*|example|in which|where)\b"
    r"|[\"“‘«'][^\"”’»']*$",
    re.IGNORECASE,
)
_VAGUE_ONLY = re.compile(rf"\b(?:this|the \w+) (?:\w+[ -]){{0,2}}{_VAGUE}s?\b", re.IGNORECASE)
_SURE_TOO = re.compile(rf"\b(?:this|the \w+) (?:\w+[ -]){{0,2}}{_SURE}s?\b", re.IGNORECASE)
_EDGE = 800
_LONGEST_NOTE = 1_000
_STOP = re.compile(r"(?<!\b[A-Z])[.!?]+[\"”')\]]*(?=\s+[^a-z\s]|\n|$)|\n|\Z")


def note_in(text: str) -> SourceAuthorship | None:
    """Return the first self-referring note in a text, with the sentence that declares it."""
    for start, end in _sentences(text):
        sentence = text[start:end]
        kind = _meaning(sentence)
        if kind is None:
            continue
        # "This report" in the middle may be another's; at the edges it is the text's own.
        vague = bool(_VAGUE_ONLY.search(sentence)) and not _SURE_TOO.search(sentence)
        if vague and start > _EDGE and end < len(text) - _EDGE:
            continue
        return SourceAuthorship(status=kind, quote=sentence, signal="note")
    return None


def _meaning(sentence: str) -> Wrote | None:
    if sentence.endswith("?"):
        return None
    for kind, rule in _COMPILED:
        found = rule.search(sentence)
        if found and not _NOT_MEANT.search(sentence[: found.start()]):
            return kind
    return None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences that name both the text itself and a machine or a person."""
    lowered = text.lower()
    if len(lowered) != len(text):  # İ: offsets would not fit
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    done = 0
    for cue in _CUE.finditer(lowered):
        if cue.start() < done:
            continue
        line = text.rfind("\n", 0, cue.start()) + 1
        stops = _STOP.finditer(text, max(line, done), cue.start() + 1)
        start = max(
            (stop.end() for stop in stops if stop[0] and stop.end() <= cue.start()),
            default=max(line, done),
        )
        stop = _STOP.search(text, cue.end() - 1)
        done = stop.start() + len(stop[0].rstrip()) if stop else len(text)
        begin = start + len(text[start:done]) - len(text[start:done].lstrip())
        if done - begin <= _LONGEST_NOTE and _MACHINE.search(text, begin, done):
            yield begin, done
