"""Draw Block Kit as a page of our own, not Slack's, and take pictures of it for the documents.

    python -m tests.platforms.slack.preview docs/images

It takes chromium. What it draws are the bodies and views that the product makes of the sample's news.
"""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops

from bot.commands.requests import Person
from bot.commands.subscribing import Desk
from bot.demo.server import NOW
from bot.platforms.slack import forms
from bot.platforms.slack.home import home_view
from bot.present import present
from bot.render import slack
from config.loading import load_catalogue
from digests.model import Channel, Feed, FeedState, Health, PollRecord, Schedule
from tests.commands.hall import a_hall_in_memory
from tests.render.digests import sample_digest

Json = Mapping[str, Any]

CHROMIUM = (
    "chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars"
    " --disable-background-networking --disable-component-update --disable-sync"
)
WIDTH, TALL = 720, 2_400
MARGIN = 24
NOTE = "Preview by Citewire of its own Block Kit; Slack draws it in its own way."
STYLE = """
body { margin: 0; padding: 24px; font: 15px/1.46 Lato, "Noto Sans", "DejaVu Sans", sans-serif; }
body.light { background: #fff; color: #1d1c1d; --line: #ddd; --soft: #616061; --link: #1264a3; --field: #868686; }
body.dark { background: #1a1d21; color: #d1d2d3; --line: #35373b; --soft: #ababad; --link: #4fa3e0; --field: #797b80; }
.note { color: var(--soft); font-size: 12px; font-style: italic; margin-bottom: 16px; }
.message { display: grid; grid-template-columns: 40px 1fr; gap: 10px; margin-bottom: 18px; }
.face { width: 36px; height: 36px; border-radius: 6px; background: #1d4ed8; color: #fff; text-align: center; font-weight: 700; line-height: 36px; }
.who { font-weight: 700; } .who small { color: var(--soft); font-weight: 400; margin-left: 6px; }
.modal { border: 1px solid var(--line); border-radius: 8px; } .modal > div { padding: 12px 20px; }
.modal .bar { display: flex; justify-content: space-between; font-weight: 700; font-size: 18px; border-bottom: 1px solid var(--line); }
.modal .foot { display: flex; justify-content: flex-end; gap: 8px; border-top: 1px solid var(--line); }
h1 { font-size: 18px; margin: 8px 0; } p, ul, blockquote { margin: 8px 0; } ul { padding-left: 24px; }
blockquote { border-left: 4px solid var(--line); padding-left: 12px; }
.context { color: var(--soft); font-size: 13px; margin: 8px 0; white-space: pre-wrap; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0; }
button { font: 700 13px/1 inherit; font-family: inherit; color: inherit; background: transparent; border: 1px solid var(--field); border-radius: 6px; padding: 9px 12px; }
button.primary { background: #007a5a; border-color: #007a5a; color: #fff; }
label { font-weight: 700; display: block; margin-top: 12px; } label small { color: var(--soft); font-weight: 400; }
.field { border: 1px solid var(--field); border-radius: 6px; padding: 8px 10px; margin-top: 4px; min-height: 20px; }
.hint { color: var(--soft); font-size: 13px; } a { color: var(--link); text-decoration: none; }
"""


def page(body: str, theme: str) -> str:
    """Return the whole page in a theme."""
    return (
        f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>'
        f'<body class="{theme}"><div class="note">{NOTE}</div>{body}'
    )


def message(body: Json, *, thread: bool = False) -> str:
    """Return a message as HTML."""
    reply = "<small>reply in its thread</small>" if thread else "<small>APP</small>"
    shown = "".join(map(_block, body["blocks"]))
    return (
        f'<div class="message"><div class="face">C</div><div><span class="who">Citewire{reply}</span>'
        f"{shown}</div></div>"
    )


def window(view: Json) -> str:
    """Return a modal as HTML."""
    shown = "".join(map(_block, view["blocks"]))
    submit = f'<button class="primary">{_text(view["submit"])}</button>' if "submit" in view else ""
    return (
        f'<div class="modal"><div class="bar"><span>{_text(view["title"])}</span><span>×</span></div>'
        f'<div>{shown}</div><div class="foot"><button>{_text(view["close"])}</button>{submit}</div></div>'
    )


def home(view: Json) -> str:
    """Return a Home tab as HTML."""
    return "".join(map(_block, view["blocks"]))


def _block(block: Json) -> str:
    match block["type"]:
        case "header":
            return f"<h1>{_text(block['text'])}</h1>"
        case "section":
            return f"<p>{_text(block['text'])}</p>"
        case "context":
            return f'<div class="context">{" ".join(map(_text, block["elements"]))}</div>'
        case "actions":
            buttons = "".join(f"<button>{_text(one['text'])}</button>" for one in block["elements"])
            return f'<div class="buttons">{buttons}</div>'
        case "input":
            return "".join(_input(block))
        case "rich_text":
            return "".join(map(_rich, block["elements"]))
        case kind:
            raise ValueError(f"nobody drew {kind} yet")


def _input(block: Json) -> Iterator[str]:
    optional = " <small>(optional)</small>" if block.get("optional") else ""
    element = block["element"]
    chosen = element.get("initial_option", {}).get("text", {}).get("text")
    shown = chosen or element.get("initial_time") or element.get("initial_value") or ""
    arrow = " ▾" if element["type"] == "static_select" else ""
    yield f"<label>{_text(block['label'])}{optional}</label>"
    yield f'<div class="field">{escape(shown)}{arrow}</div>'
    if "hint" in block:
        yield f'<div class="hint">{_text(block["hint"])}</div>'


def _rich(element: Json) -> str:
    inner = element["elements"]
    match element["type"]:
        case "rich_text_list":
            return f"<ul>{''.join(f'<li>{_rich_line(item)}</li>' for item in inner)}</ul>"
        case "rich_text_quote":
            return f"<blockquote>{_runs(inner)}</blockquote>"
        case _:
            return f"<p>{_runs(inner)}</p>"


def _rich_line(item: Json) -> str:
    return _runs(item["elements"])


def _runs(runs: Sequence[Json]) -> str:
    return "".join(map(_run, runs))


def _run(run: Json) -> str:
    if run["type"] == "user":
        return f"<b>@{escape(run['user_id'])}</b>"
    text = escape(run.get("text", "")).replace("\n", "<br>")
    if run["type"] == "link":
        return f'<a href="#">{text}</a>'
    style = run.get("style") or {}
    text = f"<b>{text}</b>" if style.get("bold") else text
    return f"<i>{text}</i>" if style.get("italic") else text


def _text(text: Json) -> str:
    """Return a text object; of mrkdwn, bold and links are all that the product writes."""
    said = str(text["text"])
    if text["type"] == "plain_text":
        return escape(said)
    out = []
    for at, piece in enumerate(said.split("*")):
        words = piece
        while "<" in words and "|" in words and ">" in words:
            before, _, rest = words.partition("<")
            target, _, after = rest.partition(">")
            words = f'{before}\x00a href="#"\x01{target.partition("|")[2]}\x00/a\x01{after}'
        words = words.replace("\x00", "<").replace("\x01", ">")
        out.append(f"<b>{words}</b>" if at % 2 else words)
    return "".join(out)


def _state(feed: Feed) -> FeedState:
    """Return how a feed does; one of them fails, as one always does."""
    hour = timedelta(hours=1)
    well = FeedState(
        feed_id=feed.id, health=Health.OK, succeeded_at=NOW - hour, next_poll_at=NOW + hour
    )
    if feed.id != "compiler-notes":
        return well
    problem = "503 Service Unavailable"
    return replace(
        well, health=Health.FAILING, problem=problem, failures=3, succeeded_at=NOW - 26 * hour
    )


async def pictures() -> dict[str, str]:
    """Return what is drawn, by name."""
    digest, *thread = slack.messages(present(sample_digest()))
    catalogue = load_catalogue(None)
    given = {"topic": "pytorch", "zone": "Europe/Oslo"}
    form = forms.schedule_form(forms.SUBSCRIBE, catalogue, given, carried="")
    async with a_hall_in_memory() as hall:
        desk = Desk(subscriptions=hall.subscriptions, by="U1", now=NOW - timedelta(days=8))
        channels = {}
        for at, name in enumerate(("#ml-news", "#infra")):
            place = Channel(platform="slack", workspace_id="T1", channel_id=f"C{at}")
            channels[place] = name
            topic = hall.reception.catalogue.topics[at]
            await desk.subscribe(place, topic, Schedule(zone="Europe/Oslo"))
        for feed in hall.reception.catalogue.feeds:
            await hall.reception.store.save_poll(PollRecord(state=_state(feed)))
        person = Person(id="U1", name="ada", zone="Europe/Oslo")
        panel = await hall.reception.home(person, channels, admin=True)
    return {
        "digest": message(digest) + "".join(message(one, thread=True) for one in thread[:1]),
        "subscribe": window(form),
        "home": home(home_view(panel)),
    }


def take(html: str, to: Path) -> None:
    """Take a picture of a page, cut to what is drawn."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(html, encoding="utf-8")
        subprocess.run(
            [
                *CHROMIUM.split(),
                f"--user-data-dir={folder}/profile",
                f"--window-size={WIDTH},{TALL}",
                f"--screenshot={to}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=60,
        )
    with Image.open(to) as shot:
        whole = shot.convert("RGB")
    ground = Image.new("RGB", whole.size, whole.getpixel((1, 1)))
    box = ImageChops.difference(whole, ground).getbbox()
    bottom = min(TALL, (box[3] if box else TALL) + MARGIN)
    whole.crop((0, 0, WIDTH, bottom)).quantize(64).save(to, optimize=True)


def main(folder: Path) -> None:
    """Take every picture in both themes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in asyncio.run(pictures()).items():
        for theme in ("light", "dark"):
            take(page(body, theme), folder / f"slack-{name}-{theme}.png")
            print(folder / f"slack-{name}-{theme}.png")  # noqa: T201 — a program's output


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images"))
