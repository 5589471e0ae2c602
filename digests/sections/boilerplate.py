"""What stands in an article without being part of what it tells."""

import re

_SECTION = re.compile(
    r"""(?ix)^[\W\d]*(?:
    about(?:\s+(?:the\s+)?(?-i:[A-Z])[\w&.,'’() -]{0,60}|\s+(?:us|me))? | (?:media|press|investor)\s+(?:contacts?|inquiries|relations)
    | contacts? | forward-looking\s+statements.* | (?:safe\s+harbor.*) | disclaimer | disclosures?
    | related(?:\s+(?:content|posts?|articles?|reading|stories|links|news))? | recommended(?:\s+\w+)?
    | (?:read|up)\s+next | more\s+from\b.* | further\s+reading | see\s+also | references | bibliography
    | acknowledge?ments? | footnotes? | notes | appendix.* | citation | cite\s+this.* | bibtex
    | (?:table\s+of\s+)?contents | on\s+this\s+page | share(?:\s+this.*)? | comments? | tags | authors?
    | contributors? | (?:new\s+contributors) | full\s+changelog.* | subscribe.* | newsletter.*
    | get\s+involved | join\s+(?:us|the\s+community) | community | resources | learn\s+more | links
    | get\s+started | getting\s+started | try\s+it.* | how\s+to\s+(?:get|install|upgrade)\b.* | installation
    | install | quick\s*start | usage | careers? | we(?:'|’)re\s+hiring.* | prompt | example\s+output
    )\s*[:：]?\s*$ | ^\#{3}$"""
)
"""Headings (a short line of its own) after which nothing is told until the next heading."""

_LINE = re.compile(
    r"""(?ix)
    appeared\s+first\s+on | all\s+rights\s+reserved | ©|\(c\)\s*20\d\d | \bcookies?\b(?=.*\b(?:accept|consent|policy|settings|use)\b)
    | \b(?:you\s+accept|we\s+use|uses?|this\s+site)\b.{0,60}\bcookies\b
    | privacy\s+(?:policy|notice) | terms\s+of\s+(?:service|use)\s+(?:and|apply) | \bnewsletter\b | \bunsubscribe\b
    | \bsubscribe\s+(?:to|for|now|today|here|via)\b | \bsign\s+up\s+(?:for|to|here|now|today)\b | \bfollow\s+(?:us|me|along)\b
    | \bclick\s+(?:here|the|on)\b | \b\d+\s*[- ]?min(?:ute)?s?\s+read\b | \boriginally\s+(?:published|posted|appeared)\b
    | \bgetty\s+images\b | \b(?:image|photo|picture|video|screenshot)s?\s*(?:credit|by|courtesy|source)?\s*[:©]
    | \b(?:photo(?:graph)?|image|illustration)s?\s+(?:by|courtesy)\b | \badvertisement\b | \bsponsored\s+(?:by|content|post)\b
    | \bforward-looking\s+statements?\b | \b(?:media|press)\s+contact\b | \breporting\s+by\b | \bediting\s+by\b
    | \bwe(?:'|’)?re\s+hiring\b | \bopen\s+(?:roles|positions)\b | \bapply\s+(?:now|here|today)\b | \bjob\s+openings?\b
    | \b(?:special\s+)?thanks?\s+(?:to|you)\b | \bgrateful\s+(?:to|for)\b | \backnowledge(?:ments?|s)?\b | \btl;?dr\b
    | \bfor\s+(?:more|additional|further)\s+(?:info(?:rmation)?|details?)\b | \bto\s+(?:learn|find\s+out|read|see)\s+more\b
    | \b(?:press|media)\s+(?:inquir|enquir|kit) | \bstay\s+tuned\b | \bshare\s+(?:this|on|via)\b | \bskip\s+to\b | \bjump\s+to\b
    | \b(?:is|was)\s+an?\s+(?:\w+\s+){0,3}(?:reporter|correspondent|editor|columnist|journalist|freelance\w*|staff\s+writer|contributing\s+writer)\b
    | \b(?:watch|view|listen\s+to|see|read)\s+(?:the|our|this|his|her|a)\s+(?:full|complete|entire|original|recording|video|podcast|episode|interview|talk|paper|post|blog|docs|documentation|technical\s+report|report|announcement|thread|demo)\b
    | \bin\s+this\s+(?:blog|post|article|guide|tutorial|section|report|paper|newsletter|issue|episode|video|series|piece|essay|story|week['’]s|update|work|document)\b
    | \bthis\s+(?:blog|post|article|guide|tutorial|section|newsletter|episode|video|series|piece|essay|page|document|email|note|text|content|writeup|write-up)\b
    | \bas\s+(?:mentioned|discussed|described|shown|noted|explained|seen|stated|outlined)\s+(?:above|below|earlier|in|before|previously|here)\b
    | \b(?:above|below)\s*[,.:)]|\b(?:further|shown|listed|depicted|described|plotted|given|linked)\s+(?:above|below)\b
    | \b(?:chart|figure|table|diagram|graph|image|screenshot|video|code|snippet|example|plot|section|list)s?\s+(?:above|below)\b
    | \bet\s+al\b|\b(?:left|right|top|bottom)\s*[:)]|\b(?:in|on)\s+(?:our|the)\s+(?:blog|docs|documentation|repo|repository|github)\b|\bcommitted\s+to\s+(?:making|helping|providing|building)\b|\bsee\s+(?:below|above|here|figure|table|section|appendix|also)\b
    | \b(?:the|this)\s+(?:following|next|previous|preceding)\s+(?:section|figure|table|example|chart|list|step|post|code|command|image|graph|diagram|plot|snippet)s?\b
    | \b(?:figure|fig\.|table|section|appendix|equation|algorithm|listing|chapter)\s*\d+ | \bfull\s+changelog\b
    | \bstar\s+(?:us|the\s+repo)\b | \bjoin\s+(?:us|our|the\s+(?:community|discussion|conversation|waitlist|slack|discord))\b
    | \bhave\s+(?:any\s+)?(?:questions|feedback)\b | \blet\s+us\s+know\b | \breach\s+out\b | \bcontact\s+(?:us|our|sales)\b
    | \b(?:slack|discord)\s+(?:channel|server|community)\b | \bmailing\s+list\b | \bhappy\s+(?:coding|building|hacking)\b
    | \bdownload\s+(?:the|our|it|now|here)\b | \bskip\b.*\bcontent\b | \bview\s+(?:in|on|all)\b | \bpip\s+install\b | \bgithub\.com\b
    | \b(?:open|apply|found|available|read|details?|demo|code)\s+here\b | \b(?:our|these|future|upcoming)\s+(?:blog\s+)?posts?\b
    | ^(?:hey|hi|hello|howdy|dear)\b(?:,|\s(?:all|everyone|there|folks|readers?|friends)\b)
    | \bwe(?:['’]ve|\s+have)\s+just\s+\w+ | \bwe\s+(?:saw|have\s+seen|just\s+saw)\s+(?:how|that|above|earlier)\b
    | \bwe(?:['’]ll|\s+will)\s+(?:\w+\s+)?(?:walk|cover|discuss|explore|look|dive|show|see|describe|explain|demonstrate|illustrate|outline|highlight|examine)\b
    | \bhere[.)]*\Z | ^an?\s+(?:[\w-]+\s+){0,2}(?:look|guide|introduction|overview|tour|primer|dive|walkthrough|recap|roundup|rundown|breakdown|summary|conversation|discussion)\s+(?:at|to|of|into|on|through|with|about|behind)\b
    | ^(?:(?:various|general|minor|small|other|several|more)\s+)*(?:(?:bug|performance|stability|ui|ux)\s+)?(?:improvements?|fixes)(?:\s+and\s+(?:\w+\s+)?(?:improvements?|fixes))?\s+(?:for|to|in|across)\b
    | \bview\s+as\b | \bcaption\b | \bmade\s+their\s+first\s+contribution\b | \bjavascript\b.*\b(?:enable|disabled|required)\b
    """
)
"""Within a sentence: anything that speaks to the reader of the page, or about the page."""


def is_boilerplate_heading(line: str) -> bool:
    """Return whether a line heads a part that tells nothing: About …, References, Related posts."""
    return len(line) <= 90 and _SECTION.match(line) is not None


def is_boilerplate(sentence: str) -> bool:
    """Return whether a sentence is about the page, its author or its reader, not about the news."""
    return _LINE.search(sentence) is not None
