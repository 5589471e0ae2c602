"""The pages in a real browser: how they are read, by whom, and what they never do."""

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from digests.model import Digest, SourceState
from tests.platforms.npm import install
from tests.render.digests import sample_digest
from tests.web.browser import SHOTS, a_browser, opened
from tests.web.corpus import XSS
from tests.web.hostile_digests import hostile_digests
from tests.web.room import Room, a_sample_room, story_of
from tests.web.test_living import looked_at
from tests.web.unwieldy import HEBREW, unwieldy_digest

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("browser"),
]
QUOTE = "The PyTorch Foundation, a community hub for open source AI"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Start one browser for all of these tests."""
    async with a_browser() as started:
        yield started


class Library:
    """A room whose every page has something on it."""

    def __init__(self, room: Room, digest: Digest, pages: dict[str, str]) -> None:
        self.room, self.digest, self.pages, self.base = room, digest, pages, room.base


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def library(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Library]:
    """Open the room once."""
    async with a_sample_room(sample, tmp_path_factory.mktemp("library")) as room:
        digest = await room.digest()
        await looked_at(room, digest, SourceState.CHANGED_UNDER_QUOTE)
        await room.site.store.save_digest(sample_digest(id="digest-rich"))
        reply = await room.answer(shared=True)
        pages = {
            "index": "/",
            "topic": "/t/pytorch",
            "watching": "/t/pytorch/watching",
            "digest": f"/d/{digest.id}",
            "rich": "/d/digest-rich",
            "answer": f"/a/{reply.id}",
            "story": f"/s/{story_of(digest)}",
            "who": "/who/pytorch",
            "feeds": "/feeds",
            "how": "/how",
            "gone": "/d/digest-0123456789abcdef",
        }
        yield Library(room, digest, pages)


async def shoot(page: Page, name: str) -> None:
    """Write a screenshot for the documentation where that is asked for."""
    if os.environ.get("CITEWIRE_WRITE_SCREENSHOTS") == "1":
        SHOTS.mkdir(exist_ok=True)
        await page.screenshot(path=SHOTS / f"{name}.png", full_page=False)


async def test_a_click_shows_the_quote_marked_in_its_surroundings(
    browser: Browser, library: Library
) -> None:
    async with opened(browser, library.base, library.pages["digest"]) as watched:
        statement = watched.page.locator(".lines > li").first
        mark = statement.locator("mark")
        assert not await mark.is_visible()
        await statement.locator("summary").click()
        assert await mark.is_visible()
        assert (await mark.inner_text()).startswith(QUOTE)
        caption = await statement.locator("figcaption").inner_text()
        for said in (
            "PyTorch Foundation",
            "published 7 April 2026",
            "read 13 April 2026",
            "sha256",
        ):
            assert said in caption
        live = await statement.get_by_text("the page at these words").get_attribute("href")
        assert live is not None
        assert "#:~:text=" in live
        colour = await mark.evaluate("one => getComputedStyle(one).backgroundColor")
        assert colour == "rgb(255, 233, 143)"
        await shoot(watched.page, "digest")


async def test_keys_alone_show_the_quote(browser: Browser, library: Library) -> None:
    async with opened(browser, library.base, library.pages["digest"]) as watched:
        page = watched.page
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.className") == "skip"
        await page.keyboard.press("Enter")
        statement = page.locator(".lines > li").first
        for _ in range(40):
            await page.keyboard.press("Tab")
            at = statement.locator("summary")
            if await at.evaluate("one => one === document.activeElement"):
                break
        outline = await at.evaluate("one => getComputedStyle(one).outlineStyle")
        assert outline == "solid"
        await page.keyboard.press("Enter")
        assert await statement.locator("mark").is_visible()


async def test_it_works_without_scripts(browser: Browser, library: Library) -> None:
    for name, path in library.pages.items():
        options = {"java_script_enabled": False}
        async with opened(browser, library.base, path, **options) as watched:
            assert await watched.page.locator("h1").is_visible(), name
            if name == "digest":
                statement = watched.page.locator(".lines > li").first
                await statement.locator("summary").click()
                assert await statement.locator("mark").is_visible()
            if name == "topic":
                await watched.page.get_by_label("Words").fill("alibaba")
                await watched.page.get_by_role("button", name="Show").click()
                assert "q=alibaba" in watched.page.url
                assert await watched.page.locator(".listings > li").count() >= 1


async def test_an_address_with_a_statement_leads_to_it(browser: Browser, library: Library) -> None:
    claim = library.digest.claims()[2]
    path = f"{library.pages['digest']}#{claim.id}"
    async with opened(browser, library.base, path) as watched:
        outline = await watched.page.locator(f"#{claim.id}").evaluate(
            "one => getComputedStyle(one).outlineStyle"
        )
        assert outline == "solid"


async def test_no_page_sets_anything_in_motion_or_asks_anybody_else(
    browser: Browser, library: Library
) -> None:
    for path in library.pages.values():
        async with opened(browser, library.base, path) as watched:
            await watched.page.wait_for_load_state("networkidle")
            assert (watched.elsewhere, watched.refused, watched.dialogs) == ([], [], [])
            assert await watched.page.context.cookies() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_checker_of_accessibility_finds_no_serious_fault(
    browser: Browser, library: Library, scheme: str
) -> None:
    axe = install(Path(__file__).with_name("axe")) / "axe-core" / "axe.min.js"
    program = axe.read_text(encoding="utf-8")
    for name, path in library.pages.items():
        options = {"color_scheme": scheme, "viewport": {"width": 1000, "height": 800}}
        async with opened(browser, library.base, path, **options) as watched:
            page = watched.page
            await page.evaluate(
                "for (const one of document.querySelectorAll('details')) one.open = true"
            )
            await page.evaluate(program)
            found = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            faults = [
                (fault["id"], fault["impact"], [node["html"][:120] for node in fault["nodes"][:3]])
                for fault in found["violations"]
            ]
            assert [f for f in faults if f[1] in {"serious", "critical"}] == [], name
            assert faults == [], name


async def test_the_dark_page_is_dark(browser: Browser, library: Library) -> None:
    for scheme, is_dark in (("dark", True), ("light", False)):
        for name, path in library.pages.items():
            options = {"color_scheme": scheme, "viewport": {"width": 1000, "height": 800}}
            async with opened(browser, library.base, path, **options) as watched:
                channels = re.findall(
                    r"\d+",
                    await watched.page.evaluate("getComputedStyle(document.body).backgroundColor"),
                )
                assert (sum(map(int, channels[:3])) < 200) is is_dark, name
                if is_dark and name in {"who", "topic", "rich"}:
                    await shoot(watched.page, f"{name}-dark")
                if not is_dark and name in {"topic", "who", "story", "how", "answer"}:
                    await shoot(watched.page, name)


async def test_on_a_phone_nothing_runs_over_the_edge(browser: Browser, library: Library) -> None:
    for width in (320, 390):
        for name, path in library.pages.items():
            options = {"viewport": {"width": width, "height": 700}, "has_touch": True}
            async with opened(browser, library.base, path, **options) as watched:
                page = watched.page
                await page.evaluate(
                    "for (const one of document.querySelectorAll('details')) one.open = true"
                )
                wide = await page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, name
                if name == "digest":
                    await page.goto(library.base + path)
                    statement = page.locator(".lines > li").first
                    await statement.locator("summary").tap()
                    assert await statement.locator("mark").is_visible()
                    await shoot(page, "phone")


async def test_names_of_any_length_and_script_stay_in_their_place(
    browser: Browser, library: Library
) -> None:
    digest = await library.room.site.store.save_digest(unwieldy_digest())
    for path in (f"/d/{digest.id}", f"/s/{story_of(digest)}", "/t/pytorch", "/who/pytorch"):
        for width in (320, 1200):
            options = {"viewport": {"width": width, "height": 700}}
            async with opened(browser, library.base, path, **options) as watched:
                page = watched.page
                wide = await page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, path
                small = await page.evaluate(
                    "[...document.querySelectorAll('.chart text')].filter("
                    "one => one.getBoundingClientRect().height < 10).map(one => one.textContent)"
                )
                assert small == [], path
                overlapping = await page.evaluate(
                    "[...document.querySelectorAll('.sources > li')].filter(one => {"
                    "const number = document.createRange(); number.selectNodeContents(one.children[0]);"
                    "return number.getBoundingClientRect().right"
                    " > one.children[1].getBoundingClientRect().left; }).length"
                )
                assert overlapping == 0, path
    async with opened(browser, library.base, f"/d/{digest.id}") as watched:
        for place in ("h3 strong", ".q", "blockquote", ".sources a"):
            said = watched.page.locator(place, has_text=HEBREW).first
            styles = await said.evaluate(
                "one => [getComputedStyle(one).direction, getComputedStyle(one.closest('[dir]')).unicodeBidi]"
            )
            assert styles == ["rtl", "isolate"], place


async def test_print_shows_every_quote_and_no_controls(browser: Browser, library: Library) -> None:
    for name in ("digest", "who"):
        async with opened(browser, library.base, library.pages[name]) as watched:
            page = watched.page
            await page.emulate_media(media="print")
            assert not await page.locator("nav").first.is_visible()
            assert (
                await page.locator(".filter").count() == 0
                or not await page.locator(".filter").is_visible()
            )
            marks = page.locator("mark")
            assert await marks.count() > 0
            for at in range(await marks.count()):
                assert await marks.nth(at).is_visible()
            ground = "getComputedStyle(document.body).backgroundColor"
            assert await page.evaluate(ground) == "rgb(255, 255, 255)"


async def test_hostile_words_run_nowhere(browser: Browser, library: Library) -> None:
    assert len(XSS) > 150
    digests = [await library.room.site.store.save_digest(one) for one in hostile_digests()]
    stories = [story_of(one) for one in digests[:2]]
    paths = [f"/d/{one.id}" for one in digests] + [f"/s/{one}" for one in stories]
    for path in (*paths, "/t/pytorch", "/t/pytorch?tag=%22%3E%3Cscript%3Ehit%3D1%3C%2Fscript%3E"):
        async with opened(browser, library.base, path) as watched:
            page = watched.page
            await page.evaluate(
                "for (const one of document.querySelectorAll('details')) one.open = true"
            )
            await page.mouse.move(300, 300)
            await page.mouse.wheel(0, 2_000)
            assert await page.evaluate("typeof hit") == "undefined", path
            assert (watched.dialogs, watched.elsewhere, watched.refused) == ([], [], []), path
            assert page.url == library.base + path
            bad = await page.evaluate(
                "[...document.querySelectorAll('a')].map(one => one.protocol)"
                ".filter(one => !['http:', 'https:'].includes(one))"
            )
            assert bad == []
            handlers = await page.evaluate(
                "[...document.querySelectorAll('*')].flatMap(one => [...one.attributes])"
                ".filter(one => one.name.startsWith('on') || one.name === 'style').length"
            )
            assert handlers == 0
    assert "script" in XSS[0]
