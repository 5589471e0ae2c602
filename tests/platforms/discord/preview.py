"""Draws what is sent to Discord as a page of our own, to be looked at: it is no picture of Discord.

`citewire digest pytorch --format discord > digest.json`, then
`python -m tests.platforms.discord.preview digest.json preview.html`.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]

STYLE = """
body { background: #313338; color: #dbdee1; font: 15px/1.4 sans-serif; margin: 0; padding: 16px; width: 620px }
.note { background: #5865f2; color: #fff; font-size: 13px; padding: 6px 10px; border-radius: 4px }
.message { margin: 14px 0 }
.box { background: #2b2d31; border-left: 4px solid #4e5058; border-radius: 8px; padding: 12px 16px }
.part { display: flex; gap: 16px; justify-content: space-between }
p { margin: 2px 0 } h2, h3 { margin: 4px 0 } hr { border: 0; border-top: 1px solid #4e5058; margin: 8px 0 }
.gap { height: 8px } small { color: #949ba4 } blockquote { border-left: 4px solid #4e5058; margin: 0; padding-left: 8px }
a { color: #00a8fc; text-decoration: none }
button { background: #4e5058; border: 0; border-radius: 8px; color: #fff; font: inherit; font-size: 14px; padding: 6px 14px; margin: 4px 4px 0 0; white-space: nowrap; align-self: start }
"""
NOTE = "Drawn by Citewire from what it sends to Discord; not a picture of Discord."

_MARKS = re.compile(
    r"\\(?P<plain>.)|\[(?P<label>(?:\\.|[^\]\\])*)\]\(<(?P<url>[^>]*)>\)"
    r"|\*\*(?P<strong>(?:\\.|[^*\\])*)\*\*|\*(?P<mild>(?:\\.|[^*\\])*)\*"
)
_LEADS = (("### ", "h3"), ("## ", "h2"), ("-# ", "small"), ("> ", "blockquote"))


def page(bodies: Sequence[Json]) -> str:
    """Return the page of messages."""
    drawn = "".join(f'<div class="message">{"".join(_drawn(body))}</div>' for body in bodies)
    head = f"<!doctype html><meta charset=utf-8><title>{NOTE}</title><style>{STYLE}</style>"
    return f'{head}<div class="note">{NOTE}</div>{drawn}'


def _drawn(part: Json) -> Iterator[str]:
    inner = "".join(piece for one in part.get("components", ()) for piece in _drawn(one))
    match part.get("type"):
        case 17:
            colour = part.get("accent_color")
            edge = f' style="border-color:#{colour:06x}"' if isinstance(colour, int) else ""
            yield f'<div class="box"{edge}>{inner}</div>'
        case 9:
            yield f'<div class="part"><div>{inner}</div>{"".join(_drawn(part["accessory"]))}</div>'
        case 10:
            yield "".join(map(_line, part["content"].split("\n")))
        case 14:
            yield "<hr>" if part.get("divider", True) else '<div class="gap"></div>'
        case 2:
            yield f"<button>{escape(part['label'])}</button>"
        case _:
            yield inner


def _line(line: str) -> str:
    for mark, tag in _LEADS:
        if line.startswith(mark):
            return f"<{tag}>{_MARKS.sub(_set, line.removeprefix(mark))}</{tag}>{'<br>' * (tag == 'small')}"
    return f"<p>{_MARKS.sub(_set, line)}</p>"


def _set(found: re.Match[str]) -> str:
    if found["plain"] is not None:
        return escape(found["plain"])
    if found["url"] is not None:
        return f'<a href="{escape(found["url"])}">{_MARKS.sub(_set, found["label"])}</a>'
    tag, words = ("b", found["strong"]) if found["strong"] is not None else ("i", found["mild"])
    return f"<{tag}>{_MARKS.sub(_set, words)}</{tag}>"


if __name__ == "__main__":
    given, made = map(Path, sys.argv[1:])
    made.write_text(page(json.loads(given.read_text(encoding="utf-8"))["messages"]), "utf-8")
