"""Bars as a PNG: dark on white, so that it reads the same in a light and in a dark chat."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1_000, 480
LEFT, RIGHT, TOP, BOTTOM = 40, 40, 110, 70
PAPER, INK, QUIET = "#ffffff", "#1f2937", "#6b7280"
ARTICLES, STORIES = "#9db4d6", "#1d4ed8"
"""Light and dark, so that they differ without colour, too; each bar has its number."""

_TITLE_SIZES = (30, 26, 22, 18, 14)

Row = tuple[str, int, int]


def draw(title: str, weeks: Sequence[Row]) -> bytes:
    """Return a picture of (week, articles, stories), the oldest first."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    small = ImageFont.load_default(22)
    pen.text((LEFT, 22), title, INK, font=_fitting(pen, title))
    _legend(pen, small)
    most = max((articles for _, articles, _ in weeks), default=0) or 1
    step = (WIDTH - LEFT - RIGHT) / max(len(weeks), 1)
    bar = min(step * 0.36, 70)
    floor = HEIGHT - BOTTOM
    for at, (week, articles, stories) in enumerate(weeks):
        middle = LEFT + step * (at + 0.5)
        for value, left, colour in ((articles, middle - bar, ARTICLES), (stories, middle, STORIES)):
            top = floor - (floor - TOP - 30) * value / most
            pen.rectangle((left, top, left + bar - 2, floor), fill=colour)
            pen.text((left + bar / 2, top - 4), str(value), INK, font=small, anchor="mb")
        pen.text((middle, floor + 12), week, QUIET, font=small, anchor="mt")
    pen.line((LEFT, floor, WIDTH - RIGHT, floor), QUIET, width=2)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _fitting(pen: ImageDraw.ImageDraw, title: str) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return the largest font in which the title is no wider than the bars."""
    room = WIDTH - LEFT - RIGHT
    fonts = [ImageFont.load_default(size) for size in _TITLE_SIZES]
    return next((font for font in fonts if pen.textlength(title, font) <= room), fonts[-1])


def _legend(pen: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> None:
    at = LEFT
    for name, colour in (("articles", ARTICLES), ("stories", STORIES)):
        pen.rectangle((at, 70, at + 22, 90), fill=colour)
        pen.text((at + 32, 80), name, INK, font=font, anchor="lm")
        at += 170
