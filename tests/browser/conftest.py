"""Tests in a real browser: Chromium, driven against a server in this process, with nothing else within reach.

Every test here gets the marker `browser`. Without a Chromium they are skipped, and where `CI=true` they fail.

Tests that change something have the cast, a database that the server's threads share, and `page`, a fresh visitor;
`log_in(page, user)` makes it somebody. Tests that only look share the `example` territory and its `stage`, loaded once;
what they write all the same is undone after each of them.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client, RequestFactory, TransactionTestCase, override_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from conftest import PASSWORD
from maillage.foundation.accounts.sessions import bind
from tests.browser.guard import watch

HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever a page asks for, nothing leaves the machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
DESKTOP = {"width": 1280, "height": 900}
TELEPHONE = {"width": 390, "height": 844}
QUICK_EXIT = "/health/live"
PATIENCE = 10_000  # milliseconds until something that does not appear is given up

Visitors = Callable[..., BrowserContext]

# Playwright runs a loop in this thread, which makes Django believe that the tests are asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            looks_only = "example" in item.fixturenames
            item.add_marker(pytest.mark.django_db(transaction=not looks_only))
            if page := getattr(item, "callspec", None) and item.callspec.params.get("seen"):
                item.add_marker(pytest.mark.xdist_group(str(page)))  # opened once, by one worker


def find_chromium() -> str | None:
    """Where Chromium is: `$CHROMIUM`, or on the path, or where Debian puts it."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome", "/usr/bin/chromium"]
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


# --- Tests that change something: one database a test ----------------------------------------------------------------


@pytest.fixture
def faults() -> list[str]:
    """What was wrong so far; whatever is still in it at the end fails the test."""
    return []


@pytest.fixture
def new_context(browser: Browser, live_server: Any, faults: list[str], settings: Any) -> Iterator[Visitors]:
    """Makes visitors: `new_context(locale="nl-BE", javascript=False, viewport=TELEPHONE)`.

    Whatever they do, the test fails for each fault that `guard.watch` knows. The quick exit leads no further than to
    the house itself, and links in messages lead to this server.
    """
    settings.BASE_URL = live_server.url
    settings.QUICK_EXIT_URL = QUICK_EXIT
    with visitors(browser, live_server.url, faults) as make:
        yield make


@pytest.fixture
def page(new_context: Visitors) -> Page:
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


# --- Tests that only look: the example territory, once for all of them -----------------------------------------------


@pytest.fixture(scope="package")
def example(
    browser: Browser, django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The example territory on a server of its own; gives the server's address."""
    from maillage.interfaces.example.loading import load_example

    class House(TransactionTestCase):
        """Empties the database afterwards, as after every test that commits."""

    # Set up before any test's own transaction, and so seen by all of them.
    own = {"TWO_FACTOR_REQUIRED": False, "QUICK_EXIT_URL": QUICK_EXIT}
    own |= {name: tmp_path_factory.mktemp(name.lower()) for name in ("MEDIA_ROOT", "IMPORTS_ROOT")}
    with django_db_blocker.unblock(), override_settings(**own):
        House.setUpClass()
        house = House("__init__")
        house._pre_setup()
        load_example()
        server = LiveServer("localhost")
        yield server.url
        server.stop()
        house._post_teardown()
        House.tearDownClass()


@pytest.fixture(scope="package")
def stage(example: str) -> SimpleNamespace:
    """The example with everything that pages can show; what their addresses are made of, and who opens them."""
    from tests.browser.stage import set_stage

    return set_stage()


@pytest.fixture
def guest(example: str, browser: Browser, faults: list[str]) -> Iterator[Visitors]:
    """Makes visitors of the example territory, as `new_context` does."""
    with visitors(browser, example, faults) as make:
        yield make


@contextmanager
def visitors(browser: Browser, home: str, faults: list[str]) -> Iterator[Visitors]:
    """Windows of people who share nothing; they are guarded, and closed in the end."""
    contexts: list[BrowserContext] = []

    def make(*, locale: str = "fr-BE", javascript: bool = True, viewport: Any = DESKTOP, **more: Any) -> BrowserContext:
        context = browser.new_context(
            base_url=home, locale=locale, java_script_enabled=javascript, viewport=viewport, **more
        )
        context.set_default_timeout(PATIENCE)
        watch(context, home, faults)
        show_pictures(context)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert faults == []


def show_pictures(context: BrowserContext) -> None:
    """Every picture that was uploaded looks the same: only its place on the page matters here."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><rect width="1200" height="800"/></svg>'
    )
    context.route("**/media/**", lambda route: route.fulfill(content_type="image/svg+xml", body=drawing))


def let_in(context: BrowserContext, home: str, user: Any) -> None:
    """Log somebody in without the form, into the session of this browser; they have just given their password."""
    page = context.new_page()
    request = RequestFactory().get("/", headers={"user-agent": page.evaluate("navigator.userAgent")})
    page.close()
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    request.session = client.session
    # Good for as long as all the tests take.
    request.session["account_authentication_methods"] = [{"method": "password", "at": time.time() + 3600}]
    bind(request)
    request.session.save()
    cookies = [{"name": name, "value": morsel.value, "url": home} for name, morsel in client.cookies.items()]
    context.add_cookies(cookies)
