"""Takes out what is around an article and no part of it: invitations, credits, notices."""

import re
from collections.abc import Sequence
from dataclasses import replace

from digests.articles.blocks import Block, Kind

_END = r"[\s.…!:→»›>↗⟶|\-–—\[\]()]*$"
# A whole block that is one of these goes. The words are anchored on both sides or name what only
# such a line says, so that a sentence about subscriptions or cookies stays.
_WHOLE = [
    r"the post .+ (?:appeared|was published) first on .+",
    (r"(?:this (?:article|post|story|piece) )?(?:was )?(?:originally|first) (?:appeared|published|posted)"
    r" (?:on|at|in|by) .{2,80}"),
    (r"(?:read|see|view|learn|find out|discover|show|load|watch|hear)"
    r" (?:more|on|full|the full .{0,40}|the rest.{0,30}|all|next)\b.{0,60}"),
    (r"(?:read|view|see) (?:the |this |our |full |original |whole |complete )+"
    r"(?:article|story|post|paper|blog|report|announcement|thread|docs|documentation)\b.{0,60}"),
    r"(?:continue|keep) reading.{0,100}",
    r"(?:click|tap) (?:here|to|the|on) .{0,80}",
    r"more(?: (?:info|information|details|here|from .{2,60}|on .{2,60}|stories|posts|news|articles))?",
    r"(?:subscribe|sign up|sign in|log in|register|join) (?:to|for|now|here|today|our|via|with|by)\b.{0,140}",
    (r"(?:subscribe|sign up|log ?in|register|donate|share|tweet|pin|print|email|e-mail|save|reply"
    r"|like|comment|retweet|follow|bookmark|copy link|download|advertisement|sponsored|ad|menu"
    r"|search|home|next|previous|prev|newer|older|close|facebook|twitter|x|linkedin|reddit|whatsapp"
    r"|telegram|pinterest|pocket|instagram|youtube|tumblr|bluesky|mastodon|threads|discord|rss)"),
    (r"(?:share|tweet|pin|post|email|print|send|save)"
    r" (?:this|on|via|to|it|article|story|post|page)\b.{0,60}"),
    r"follow (?:us|me|along|@\w+|our|the \w+ (?:on|at))\b.{0,120}",
    r"(?:like|love|enjoy(?:ed|ing)?) (?:this|what you|our|the (?:article|post))\b.{0,120}",
    (r"(?:like this|loading|related|related (?:posts?|stories|articles?|content|reading|news|links?)"
    r"|recommended(?: .{0,30})?|you (?:may|might) (?:also )?(?:like|enjoy|be interested in).{0,40}"
    r"|further reading|trending(?: now)?|most (?:read|popular)|latest (?:news|posts|stories)"
    r"|more (?:like this|to read)|up next|read next|don['’]t miss.{0,60}|table of contents|contents"
    r"|on this page|in this (?:article|post|story)|jump to .{0,40}|skip to .{0,40}|back to .{0,30})"),
    (r"(?:filed under|posted (?:in|by|on)|tagged(?: with| as)?|tags?|categor(?:y|ies)|topics?|labels?|keywords)"
    r"\s*:.{0,200}"),
    r"(?:leave|post|add|write) (?:a|your) (?:comment|reply).{0,80}",
    r"(?:\d+ )?comments?(?: (?:off|are closed|on .{0,120}|\(\d+\)))?",
    r"(?:view|show|see|read) (?:all )?(?:\d+ )?comments.{0,40}",
    r"(?:©|\(c\)|copyright\b).{0,200}",
    r".{0,100}\ball rights reserved\b.{0,100}",
    r"(?:this (?:web)?site|we) uses? cookies.{0,300}",
    r".{0,60}\b(?:cookie|privacy) (?:policy|settings|preferences|notice)\b.{0,60}",
    (r"(?:image|photo|photograph|picture|photos|images|video|illustration|cover|credit|source|featured image)"
    r"s?(?: (?:credit|courtesy|source|by|via|from|of|at))*\s*[:/].{0,140}"),
    r"(?:photo|image|illustration|picture|artwork|graphic)s? (?:by|via|courtesy|from) .{0,100}",
    r".{0,80}(?:/ ?getty(?: images)?|getty images|shutterstock|unsplash|istock|ap photo)[)\].\s]{0,3}",
    r"(?:article|comments) url:.*",
    r"points: \d+",
    r"# comments: \d+",
    r"submitted by\s+/?u/\S+.*",
    r"\[?(?:link|comments?|permalink|source|pdf|html)\]?(?:\s*\[?(?:link|comments?)\]?)*",
    r"(?:original source|digg story|source url|original article|source link)\s*:.{0,300}",
    (r"(?:views|likes|bookmarks|quotes|reposts|retweets|replies|shares|upvotes|reading time)\s*:\s*[\d,.km]+"
    r"(?: min(?:ute)?s?)?"),
    r"(?:full changelog|compare|diff)\s*:?\s*(?:https?://\S+|\S+\.\.\.\S+)",
    r"\d+[ -]min(?:ute)?s?\.?(?: read(?:ing time)?)?",
    r"(?:estimated )?reading time.{0,40}",
    r"listen to (?:this|the) (?:article|story|post|episode).{0,80}",
    r"(?:audio|video) (?:player|version).{0,60}",
    r"(?:download|get) (?:the |our |a )?(?:pdf|app|report|white ?paper|press kit|e-?book)\b.{0,60}",
    r"(?:please )?(?:enable|turn on) javascript.{0,120}",
    r"your browser does not support.{0,100}",
    r"(?:get|receive) (?:the|our|more|daily|weekly|updates|all)\b.{0,80}\b(?:inbox|newsletter|email)s?\b.{0,80}",
    r"(?:the )?(?:views|opinions) expressed .{0,240}",
    r"(?:last )?(?:updated|modified|published|posted)(?: on| at)?\s*:?\s*[\w ,:/.+-]{4,40}",
    (r"(?:get|try|start|book|request|schedule|contact) (?:started|it now|now|free|a demo|us|sales|for free)"
    r"\b.{0,60}"),
    (r"(?:view|open|read|watch|see) (?:it |this |the .{2,30} )?(?:in (?:your )?browser|on (?:github|youtube|x|twitter|web))"
    r".{0,40}"),
    r"https?://\S+|www\.\S+",
    r"[\W\d_]*",
    r"(?:this|the) (?:interview|conversation|transcript|q&a) (?:has been|was) (?:lightly )?(?:edited|condensed).{0,80}",
    r"(?:read|view|see) (?:the |this )?.{0,30}\b(?:version|translation)\b.{0,40}",
    r"(?:we['’]re|we are) hiring.{0,60}",
    r"join (?:us|our team)(?: today| now)?",
    r"\[[a-z-]+form\]",
]  # fmt: skip
# Of a line that reads as a sentence only what begins like this is an invitation or a notice.
_IS_NOTICE = re.compile(
    r"(?:the post|this (?:interview|conversation|article|post|story|piece)|originally|first published|read (?:the|more|our|this|on)|see (?:the|our|more)|learn more"
    r"|find out more|discover more|continue|keep reading|click|tap|subscribe|sign|log|register|join (?:us|our|the|now|for)|we['’]re hiring|we are hiring|share (?:this|on)|follow"
    r"|like (?:this|what)|love|enjoy|you (?:may|might)|don['’]t miss|leave a|add a|write a|©|\(c\)|copyright|this (?:web)?site|we use"
    r"|the views|views|opinions|please|enable|your browser|get|receive|try|start|book|request|schedule|contact|view|open|watch|listen"
    r"|download|submitted|https?:)\b|.*\b(?:all rights reserved|privacy policy|cookie policy|inbox)\b",
    re.IGNORECASE,
)
_IS_WHOLE = re.compile(rf"(?:{'|'.join(_WHOLE)}){_END}", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:(?<=[.!?…”\"')\]])|(?<=\[…\])|(?<=\.\.\.))\s*"
    r"(?:\(?(?:read|see|learn|view|find out) (?:more|the (?:rest|full (?:article|story|post|release)))"
    r"(?: (?:at|on|here|about|in|from) .{0,80})?|(?:continue|keep) reading\b.{0,100}|more(?: here)?|\(?more\)?"
    r"|the post .{1,300} (?:appeared|was published) first on .{1,80}"
    rf"|click here(?: to .{{0,60}})?|full (?:story|article)){_END}",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:#+ )?(?:about (?:(?:the|us)\b)?.{0,60}|(?:media|press|investor)s?(?: relations)? (?:contact|inquir|enquir|relation)"
    r".{0,30}|contacts?|forward[- ]looking statements?.{0,40}|notes? to editors?|safe harbou?r.{0,40}"
    r"|(?:further|additional) (?:information|resources)|acknowledge?ments?|references|bibliography"
    r"|footnotes|citation|bibtex|share (?:this|on)\b.{0,40}|related .{0,30}|recommended .{0,30}"
    r"|you (?:may|might) also like|more from .{0,40}|(?:leave|join) .{0,30}(?:reply|comment|conversation)"
    r"|(?:top |core )?(?:authors?|contributors)|appendi(?:x|ces).{0,60}|credits|we['’]re hiring.{0,20}|about the authors?|newsletter|subscribe.{0,40}|comments|trending|keep reading|read next)[\s:]*",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = (
    r"(?i:(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?"
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th|\.)? {_MONTH}),? ?\d{{4}}(?:,? (?:at )?\d{{1,2}}:\d\d.{{0,12}})?"
    r"|\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d.{0,12})?|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
_NAME = r"[A-Z][\w.'’-]+(?:[ ,&]+(?:and )?[A-Z][\w.'’-]+){0,6}"
_BYLINE = re.compile(
    rf"{_DATE}|(?i:(?:written |posted |story |words )?by):? {_NAME}[\s,|·•–—-]*(?:{_DATE})?"
)
_SHORT_LINK = 60
_LONGEST_LINE = 500
_TOP = 5
_LABEL = 60
_SENTENCE_WORDS = 7


def without_boilerplate(found: Sequence[Block], *, title: str) -> list[Block]:
    """Return the blocks that belong to the article.

    Gone are the repeated title, byline and date line at the top, invitations, share links,
    credits, notices, lists of links, and the sections after the end of a press release
    ("About …", contacts). Where a line is only followed by an invitation, the invitation goes.
    """
    kept = [_trimmed(block) for block in _without_top_matter(found, title)]
    kept = [block for block in kept if block.text and not _is_boilerplate(block)]
    return _without_last_headings(_without_link_lists(_without_end_matter(kept)))


def is_teaser(text: str) -> bool:
    """Tell whether a text breaks off to be read elsewhere."""
    tail = text.rstrip()[-160:]
    return bool(re.search(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\[&hellip;\])\W{0,4}$", tail)) or bool(
        re.search(
            r"(?:read (?:more|the full|on)|continue reading|appeared first on)\b.{0,80}$",
            tail,
            re.IGNORECASE,
        )
    )


def _trimmed(block: Block) -> Block:
    if block.kind is Kind.CODE:
        return block
    text = block.text[:-_LONGEST_LINE] + _TAIL.sub("", block.text[-_LONGEST_LINE:]).rstrip()
    return block if text == block.text else replace(block, text=text)


def _without_top_matter(found: Sequence[Block], title: str) -> list[Block]:
    """Leave out the repeated title, the byline, the date line and the labels above them."""
    top = list(found[:_TOP])
    dated = [n for n, block in enumerate(top) if _BYLINE.fullmatch(block.text)]
    above = dated[-1] if dated else 0
    kept = [
        block
        for n, block in enumerate(top)
        if _folded(block.text) != _folded(title)
        and n not in dated
        and not (
            n < above and len(block.text) < _LABEL and not block.text.endswith((".", "!", "?"))
        )
    ]
    return kept + list(found[_TOP:])


def _is_boilerplate(block: Block) -> bool:
    if block.kind is Kind.CODE:
        return False
    if len(block.text) <= _LONGEST_LINE and _IS_WHOLE.fullmatch(block.text):
        return not _is_sentence(block) or bool(_IS_NOTICE.match(block.text))
    # A line that is all link and no sentence is a button.
    return (
        block.kind is Kind.PARAGRAPH
        and block.linked > 0.95
        and len(block.text) < _SHORT_LINK
        and not block.text.endswith((".", "!", "?"))
    )


def _is_sentence(block: Block) -> bool:
    return (
        block.text.endswith((".", "!", "?", ".”", '."'))
        and len(block.text.split()) >= _SENTENCE_WORDS
        and block.linked < 0.5
    )


def _without_end_matter(found: list[Block]) -> list[Block]:
    """Cut the text where the end matter begins, if that is in its last half."""
    total = sum(len(block.text) for block in found)
    before = 0
    for n, block in enumerate(found):
        if 2 * before >= total > 0 and _is_heading(block) and _ABOUT.fullmatch(block.text):
            return found[:n]
        before += len(block.text)
    return found


def _without_link_lists(found: list[Block]) -> list[Block]:
    kept: list[Block] = []
    run: list[Block] = []
    for block in found:
        if block.kind is Kind.ITEM and block.linked > 0.9:
            run.append(block)
            continue
        kept += run if len(run) == 1 else []
        run = []
        kept.append(block)
    return kept + (run if len(run) == 1 else [])


def _without_last_headings(found: list[Block]) -> list[Block]:
    """Leave out headings that have nothing under them any more."""
    end = len(found)
    while end > 1 and found[end - 1].kind is Kind.HEADING:
        end -= 1
    return found[:end]


def _is_heading(block: Block) -> bool:
    return block.kind is Kind.HEADING or (
        block.kind is Kind.PARAGRAPH and (block.strong or len(block.text) < 40)
    )


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
