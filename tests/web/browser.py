"""A real browser, headless: Debian's Chromium, driven by Playwright."""

import platform
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from tests.conftest import leave_out

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
SHOTS = Path(__file__).resolve().parents[2] / "docs" / "pages"
"""Where screenshots of the documentation are."""


@asynccontextmanager
async def a_browser() -> AsyncIterator[Browser]:
    """Start the browser, or leave the test out where there is none."""
    program = shutil.which("chromium")
    if program is None or platform.system() != "Linux":
        leave_out("Chromium is not installed (Debian: chromium)")
        raise AssertionError
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=[*FLAGS])
        try:
            yield browser
        finally:
            await browser.close()


@dataclass(slots=True, kw_only=True)
class Watched:
    """A page of which it is noted what it should never do."""

    page: Page
    base: str
    dialogs: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    """Requests that went anywhere but to us."""
    refused: list[str] = field(default_factory=list)
    """What the browser said that the policy refused."""

    def listen(self) -> None:
        """Begin to note."""
        self.page.on("dialog", lambda dialog: self.dialogs.append(dialog.message))
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("console", lambda said: self._said(said.text))

    def _asked(self, url: str) -> None:
        if not url.startswith(self.base):
            self.elsewhere.append(url)

    def _said(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.refused.append(text)


@asynccontextmanager
async def opened(
    browser: Browser, base: str, path: str, **options: object
) -> AsyncIterator[Watched]:
    """Open a page in a session of its own."""
    context = await browser.new_context(**options)  # type: ignore[arg-type] # Playwright's own
    try:
        watched = Watched(page=await context.new_page(), base=base)
        watched.listen()
        await watched.page.goto(base + path)
        yield watched
    finally:
        await context.close()
