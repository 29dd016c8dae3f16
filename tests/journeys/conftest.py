"""A real browser on the running product."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.conftest import PASSWORD

SCREENS = Path(os.environ.get("FENGDAN_SCREENS", "build/screens"))
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}

# how long a page may take says nothing of whether it is right: a busy machine needs its time
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)

# Playwright runs an event loop in this thread; the tests' own queries are plain synchronous ones
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium; the sandbox cannot be used as root."""
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        "executable_path": "/usr/bin/chromium",
        "args": [*root, *quiet, "--disable-component-update", "--disable-sync"],
    }


class Person:
    """Somebody at a screen of their own. Complaints of the browser (CSP, failed scripts) fail the test at the end."""

    def __init__(self, browser: Browser, address: str, *, javascript: bool = True, size: dict[str, int] = DESK) -> None:
        self.address, self.size = address, size
        # a page that scrolls smoothly keeps whoever waits for it waiting: two thirds of what axe seemed to take
        calm = {"reduced_motion": "reduce", "locale": "zh-CN"}
        self.context = browser.new_context(viewport=size, java_script_enabled=javascript, **calm)
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        refused = re.search(r"status of (409|422|404)", message.text)  # answers the product means to give
        if message.type == "error" and not refused:
            self.complaints.append(message.text)

    def sign_in(self, username: str) -> "Person":
        self.page.goto(f"{self.address}/signin/")
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_url(f"{self.address}/")
        return self

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def go_to(self, place: str) -> Page:
        """Follow a link of the navigation, as everybody does."""
        self.page.get_by_role("navigation").get_by_role("link", name=place, exact=True).click()
        return self.page

    def open_matter(self, code: str, where: str = "/") -> Page:
        """Find the matter in one of the lists of a page and open it."""
        row = self.open(where).locator("tr", has_text=code).first
        row.get_by_role("link").first.click()
        expect(self.page).to_have_url(f"{self.address}/m/{code}/")
        return self.page

    def choose(self, step: str) -> Page:
        """Follow the link of a step from the page of its matter; a rare one is behind 其他."""
        link = self.page.locator("#task, #steps").locator("a", has_text=re.compile(f"^{re.escape(step)}$"))
        expect(link).to_be_attached()
        if not link.is_visible():
            self.page.locator(".fd-rare > summary").click()
        link.click()
        expect(self.page.get_by_role("heading", level=1, name=step, exact=True)).to_be_visible()
        return self.page

    def press(self, button: str) -> None:
        self.page.locator("main").get_by_role("button", name=button, exact=True).click()

    def done(self, what: str) -> None:
        """The page says on top what was done."""
        expect(self.page.get_by_role("status").first).to_contain_text(f"已{what}")

    def refused(self, why: str) -> None:
        expect(self.page.get_by_role("alert")).to_contain_text(why)

    def shoot(self, name: str) -> None:
        """Keep the page as seen at the desk and on a phone; nothing may stick out sideways."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        for label, size in (("1280", DESK), ("360", PHONE)):
            self.page.set_viewport_size(size)
            self.page.screenshot(path=SCREENS / f"{name}-{label}.png", full_page=True)
            assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (name, label)
        self.page.set_viewport_size(self.size)


@pytest.fixture
def person(browser: Browser, server: str) -> Iterator[object]:
    """`person()` sits down at a new screen; `person("clerk")` signs in as well."""
    people: list[Person] = []

    def sit_down(username: str = "", **options: Any) -> Person:
        people.append(Person(browser, server, **options))
        return people[-1].sign_in(username) if username else people[-1]

    yield sit_down
    complaints = [complaint for each in people for complaint in each.complaints]
    for each in people:
        each.context.close()
    assert complaints == []
