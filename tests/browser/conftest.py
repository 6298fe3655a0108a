"""Tests in a real browser: Chromium, driven against a server in this process, with nothing else within reach.

Every test here gets the marker `browser` and a database that the server's threads share. Without a Chromium they are
skipped, and where `CI=true` they fail. `page` is a fresh visitor; `log_in(page, user)` makes it somebody.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from conftest import PASSWORD

HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCAL = re.compile(r"^(https?://(localhost|127\.0\.0\.1)(:\d+)?/|data:|blob:|about:)")
DESKTOP = {"width": 1280, "height": 900}
TELEPHONE = {"width": 360, "height": 740}

# Playwright runs a loop in this thread, which makes Django believe that the tests are asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


def find_chromium() -> str | None:
    """Where Chromium is: `$CHROMIUM`, or on the path."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if name and (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    path = find_chromium()
    if path is None:
        reason = "no Chromium on this machine (set CHROMIUM to its path)"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def faults() -> list[str]:
    """What was wrong so far; whatever is still in it at the end fails the test."""
    return []


@pytest.fixture
def new_context(browser: Browser, live_server: Any, faults: list[str]) -> Iterator[Callable[..., BrowserContext]]:
    """Makes visitors: `new_context(locale="nl-BE", javascript=False, viewport=TELEPHONE)`.

    Whatever they do, the test fails if a page asks for anything from another machine, if a script of ours breaks, or
    if the content security policy had to refuse something.
    """
    contexts: list[BrowserContext] = []

    def guard(route: Any) -> None:
        if LOCAL.match(route.request.url):
            route.continue_()
        else:
            faults.append(f"asked for {route.request.url}")
            route.abort()

    def make(*, locale: str = "fr-BE", javascript: bool = True, viewport: Any = DESKTOP, **more: Any) -> BrowserContext:
        context = browser.new_context(
            base_url=live_server.url, locale=locale, java_script_enabled=javascript, viewport=viewport, **more
        )
        context.set_default_timeout(10_000)
        context.route("**/*", guard)
        context.on("weberror", lambda error: faults.append(f"a script broke: {error.error}"))
        context.on(
            "console",
            lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None,
        )
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A fresh visitor from Belgium who reads French, at a desk."""
    return new_context().new_page()


@pytest.fixture
def log_in() -> Callable[[Page, Any], None]:
    """Logs a person of the cast in, by the form."""

    def enter(page: Page, user: Any) -> None:
        page.goto("/fr/account/login/")
        page.locator("input[name=login]").fill(user.email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda address: "/account/login" not in address)

    return enter
