"""Finds words that are addressed to a language model rather than to a reader."""

import re
from typing import NamedTuple

_MODEL = (
    r"(?:AIs?|A\.I\.|artificial intelligence|LLMs?|(?:large )?language models?|chat ?bots?|ChatGPT|GPT-?\d\S*"
    r"|Claude|Gemini|Copilot|Llama|AI (?:language )?(?:model|assistant|agent|system|bot|summari[sz]er|crawler)s?"
    r"|summari[sz]ers?|(?:automated|virtual|digital|helpful) (?:assistant|agent|summari[sz]er)s?|assistants?)"
)
# "If you are an AI developer" is said to a person.
_MODEL_ITSELF = rf"{_MODEL}(?=\s*(?:[.,:;!?\n)—–-]|and\b|or\b|that\b|who\b|which\b|with\b|whose\b|reading\b|summari|process|you\b|must\b|should\b|please\b|named\b|called\b|trained\b|designed\b|tasked\b|$))"
_OLD = r"(?:previous|prior|above|earlier|preceding|foregoing|existing|original|former|initial|past|system|other)"
_ORDERS = (
    r"(?:instructions?|prompts?|directions?|directives?|commands?|orders|rules|guidelines|guardrails"
    r"|context|messages?|programming|training|constraints|restrictions)"
)
_REPLY = r"(?:response|answer|reply|output|summary|message|text|translation|completion)s?"
# An imperative stands at the beginning of a line or sentence, perhaps after a softening word.
_ORDER_BEGINS = r"(?:^|(?<=[.!?:;\"“”'’)\]>\-*|]))[ \t]*(?:(?:please|now|instead|then|also|and|so|finally|first|important|just|always)[ ,:]+){0,3}"
_VERBS = (
    r"(?:add|anagram|augment|answer|apply|arrange|begin|change|combine|compose|conclude|convert|craft|deliver|employ|encode|encrypt|end|enhance|express|finish"
    r"|format|give|group|include|incorporate|insert|integrate|introduce|jumble|make|mention|misspell|mix|modify|obfuscate"
    r"|output|phrase|present|print|provide|rearrange|recommend|remove|rephrase|replace|reply|respond|return|reverse|rewrite"
    r"|say|scramble|shuffle|speak|spell|start|state|substitute|swap|transform|translate|use|utilize|write)"
)
_ADJECTIVE = r"(?:entire |whole |full |final |next |own |first |last )?"
_YOUR_REPLY = (
    "your_resp your_answ your_repl your_outp your_summ your_mess your_text your_tran your_comp"
    " your_entire your_whole your_full your_final your_next your_own your_first your_last"
)


class _Order(NamedTuple):
    cues: str
    """Lower-case literals, one of which occurs wherever the pattern does: 30 times faster."""
    pattern: str


_ORDERS_TO_MODELS = (
    _Order(
        "ignor disregard forget overrid bypass overrul discard neglect follow obey",
        rf"\b(?:ignore|disregard|forget|override|bypass|overrule|discard|neglect|do not (?:follow|obey))\s+"
        rf"(?:(?:all|any|each|every|everything|of|the|your|my|our|these|those|and|what(?:ever)?)\s+){{0,4}}(?:{_OLD}\s+)(?:{_OLD}\s+|and\s+|\w+\s+)?{_ORDERS}\b",
    ),
    _Order(
        "ignor disregard forget",
        rf"\b(?:ignore|disregard|forget)\s+(?:all |any )?(?:of )?(?:your|everything)\s+(?:{_ORDERS}|you(?:'ve| have) been told|(?:written |said )?(?:above|before))\b",
    ),
    _Order(
        "you_are",
        rf"\byou are (?:now |henceforth )?(?:an? |the |my )?(?:helpful |powerful |unrestricted |evil |friendly )?{_MODEL_ITSELF}",
    ),
    _Order(
        "you_are_now",
        r"\byou are now (?:DAN\b|in (?:developer|debug|god|admin|maintenance) mode|an? unrestricted|free from)",
    ),
    _Order(
        "from_now_on",
        r"\bfrom now on,? you (?:are|will|must|should|shall|act)\b",
    ),
    _Order(
        "if_you if_this",
        rf"\bif (?:you are|you're|this is being (?:read|processed|summari[sz]ed) by) (?:an? |the )?{_MODEL_ITSELF}",
    ),
    _Order(
        "attention note notice message instruction important reminder warning memo dear",
        rf"\b(?:attention|note|notice|message|instructions?|important|reminder|warning|memo|dear)s?(?: (?:to|for))?[ ,:]+(?:all |any |every |you )?{_MODEL}(?:\s*[:!,—–]|\s+(?:reading|summari|process|pars|index|that (?:read|summari)))",
    ),
    _Order(
        "reading_this summarizing_this summarising_this processing_this parsing_this ingesting_this indexing_this",
        rf"\b{_MODEL}s? (?:reading|summari[sz]ing|processing|parsing|ingesting|indexing) this(?: \w+)?[ ,:]+(?:must|should|shall|please|has to|have to|are (?:to|instructed|required))",
    ),
    _Order(
        "prompt instruction message rules",
        r"\b(?:reveal|repeat|print|output|show|disclose|leak|display|send|expose|tell (?:me|us)|give (?:me|us)) (?:\w+ ){0,3}(?:your|the) (?:\w+ ){0,2}(?:system|initial|hidden|secret|original|internal) (?:prompt|instructions?|message|rules)",
    ),
    _Order(
        "instruction task goal objective role directive",
        r"\byour (?:new|real|true|actual|only) (?:instructions?|task|goal|objective|role|directive)s? (?:is|are)(?: now)?\b[ :]+(?:to|as follows|that you)",
    ),
    _Order(
        "instruction directive prompt override command",
        r"^\W{0,4}(?:new|updated|additional|important|hidden|secret|special|system) (?:instructions?|directives?|prompt|override|command)s?\s*:",
    ),
    _Order(
        "im_start im_end <| [inst] [/inst] sys>> system_prompt> system-prompt> systemprompt>",
        r"<\|?/?(?:im_start|im_end|system|assistant|user|endoftext|begin_of_text|start_header_id|eot_id)\|>|\[/?INST\]|<</?SYS>>|</?system[_-]?prompt>",
    ),
    _Order(
        "prompt instruction message",
        r"^\W{0,3}(?:begin|start|end)[ _](?:of )?(?:system|hidden|secret|admin|user|ai|llm) (?:prompt|instructions?|message)",
    ),
    _Order(
        "this_article this_page this_text this_post this_document this_content this_email this_feed this_item this_news this_story this_entry",
        r"\b(?:when|while|before|after|if)(?: you(?: are)?| are| asked to| asked)?,? (?:summari[sz](?:e|ing)|process(?:ing)?|reading|describ(?:e|ing)|answer(?:ing)? (?:questions )?about|translat(?:e|ing)) this (?:\w+ )?(?:article|page|text|post|document|content|email|feed|item|news|story|entry),? (?:\w+ ){0,3}(?:you (?:must|should|shall|will)|always|do not|don't|never|please|include|say|state|mention|add|output|write|respond|reply|recommend|tell|also)\b",
    ),
    _Order(
        "only exclusively strictly solely just always",
        rf"{_ORDER_BEGINS}(?:respond|reply|answer)(?: to (?:the user|this|everything|all \w+))? (?:only|exclusively|strictly|solely|just|always)\b",
    ),
    _Order(
        "respond reply",
        rf"{_ORDER_BEGINS}(?:respond|reply) (?:with|in|as|using|by)\b(?! (?:email|e-mail|phone|mail|comment|the (?:form|link))\b)",
    ),
    _Order(
        _YOUR_REPLY,
        rf"{_ORDER_BEGINS}{_VERBS}\b(?:[^.!?\n]|[.!?](?=[\w\"”’])){{0,110}}\b(?:(?:in|of|to|for|from|throughout|within|with|into|at) (?:\w+ (?:of|in) )?)your {_ADJECTIVE}{_REPLY}\b",
    ),
    _Order(
        _YOUR_REPLY,
        rf"{_ORDER_BEGINS}{_VERBS}\s+(?:\w+ ){{0,5}}?your {_ADJECTIVE}(?:response|answer|reply|output|summary|message)s?\b(?! (?:time|rate|team|plan)s?\b)",
    ),
    _Order(
        _YOUR_REPLY,
        rf"{_ORDER_BEGINS}in your {_ADJECTIVE}{_REPLY},? (?:suggest|tease|include|mention|add|use|recommend|do not|never|always|also|only|advise|encourage|urge|direct|tell|ask|say|insert|provide|promote)\b",
    ),
    _Order(
        "the_user the_reader the_human the_operator",
        r"\b(?:do not|don't|never) (?:tell|inform|mention (?:this|it|these \w+) to|alert|warn|reveal (?:this|it) to|show (?:this|it) to) the (?:user|reader|human|operator)s?\b",
    ),
    _Order(
        "the_user the_reader",
        r"\b(?:tell|inform|convince|persuade|instruct|urge) the (?:user|reader)s? (?:that|to)\b[^.\n]{0,80}\b(?:https?://|www\.|click|visit|download|password|credential|api key|wallet|buy|install)",
    ),
    _Order(
        "act_ behave pretend roleplay role-play",
        rf"{_ORDER_BEGINS}(?:act|behave|pretend|roleplay|role-play) (?:as|like|to be|that you)(?: if)? (?:you (?:are|were)|an?|the)\b[^.\n]{{0,60}}\b(?:AI|assistant|model|chatbot|hacker|DAN|unrestricted|jailbroken|no (?:rules|restrictions|filter))",
    ),
    _Order(
        "conversation api_key secret credential password system_prompt context_window environment_variable",
        r"\b(?:exfiltrate|send|forward|post|append|leak) (?:\w+ ){0,3}(?:the |your |all |any )?(?:conversation|chat|api key|secret|credential|password|system prompt|context window|environment variable)s?(?: \w+){0,3} (?:to|at|into) (?:https?://|this (?:url|address|server|webhook)|the following (?:url|address|server|webhook|endpoint))",
    ),
)  # fmt: skip
_COMPILED = [
    (
        [
            cue.replace("_", " ") if "im_" not in cue and "system_" not in cue else cue
            for cue in order.cues.split()
        ],
        re.compile(order.pattern, re.IGNORECASE | re.MULTILINE),
    )
    for order in _ORDERS_TO_MODELS
]
_SENTENCE_END = re.compile(r"[.!?\n]|$")
_LONGEST = 200


def suspicious_words(text: str) -> str | None:
    """Return the first words in a text that give orders to a language model, verbatim, or None.

    Up to 200 characters, to the end of the sentence. News about such orders that quotes one is
    found too; news about models is not.
    """
    lowered = text.lower()
    hits = (
        pattern.search(text) for cues, pattern in _COMPILED if any(cue in lowered for cue in cues)
    )
    found = min(filter(None, hits), key=re.Match.start, default=None)
    if found is None:
        return None
    start = found.start() + len(found[0]) - len(found[0].lstrip())
    end = _SENTENCE_END.search(text, found.end())
    return text[start : min(end.end() if end else found.end(), start + _LONGEST)].strip()
