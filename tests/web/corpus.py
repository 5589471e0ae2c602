"""Words that want to run as a program: every way out of a text that we know, with every way to run.

`hit` is set by whatever runs.
"""

from itertools import product

from tests.render.hostile import HIDDEN, MARKERS, SCRIPTS

_OUT = (
    *("", '"', "'", "`", '">', "'>", "-->", "]]>", "</p>", "</title>", "</textarea>"),
    *("</script>", "</style>", "</svg>", "&quot;>", "\\u003e", "%22%3E"),
)
_RUN = (
    "<script>hit=1</script>",
    "<img src=x onerror=hit=1>",
    "<svg><animate onbegin=hit=1 attributeName=x dur=1s>",
    " onmouseover=hit=1 autofocus onfocus=hit=1 tabindex=0 x=",
    "<iframe srcdoc='<script>parent.hit=1</script>'>",
    "<details open ontoggle=hit=1>",
    "<style>*{background:url(https://evil.example/)}</style>",
)
URLS = (
    "javascript:hit=1",
    "JaVaScRiPt:hit=1",
    " javascript:hit=1",
    "java\tscript:hit=1",
    "javascript&colon;hit=1",
    "data:text/html,<script>hit=1</script>",
    "vbscript:hit=1",
    "//evil.example/x",
    "https://evil.example/\"onmouseover='hit=1'",
    "https://evil.example/'><script>hit=1</script>",
    "https://evil.example/#:~:text=<script>hit=1</script>",
    "https://evil.example/\u202egpj.exe",
)

XSS = (
    *(out + run for out, run in product(_OUT, _RUN)),
    *(words.replace("alert(1)", "hit=1").replace("alert`1`", "hit=1") for words in SCRIPTS),
    *MARKERS,
    *HIDDEN,
)
