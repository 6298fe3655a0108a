"""A real browser, the house open for it, and a guard that notices what a page must never do."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client, TransactionTestCase, override_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.guard import Guard

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
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PATIENCE = 8000  # milliseconds until a button that is not there is given up


def path_of_chromium() -> str | None:
    """Where Chromium is: $CHROMIUM, or on the PATH, or where Debian puts it; None where there is none."""
    usual = Path("/usr/bin/chromium")
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or (str(usual) if usual.exists() else None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests. Where there is none they are skipped, but they fail when CI=true."""
    path = path_of_chromium()
    if path is None:
        absent = "no Chromium here: install one, or name it in the variable CHROMIUM"
        pytest.fail(absent) if os.environ.get("CI") == "true" else pytest.skip(absent)
    # Playwright's loop runs in this thread, and Django then suspects that nobody waits for the database. We do.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def guard() -> Iterator[Guard]:
    """Watches every page of a test and fails it afterwards for what it saw."""
    watching = Guard()
    yield watching
    watching.check()


@pytest.fixture
def visit(chromium, guard, live_server, settings) -> Iterator[Callable[..., Page]]:
    """Opens a browser window at the house of this test: `visit(width=390, java_script_enabled=False)` gives its page.

    Every window is a person of their own: no cookie is shared.
    """
    settings.BASE_URL = live_server.url
    settings.QUICK_EXIT_URL = f"{live_server.url}/health/live"
    windows: list[BrowserContext] = []

    def opened(*, width: int = 1280, height: int = 900, **options) -> Page:
        context = window(chromium, live_server.url, guard, width=width, height=height, **options)
        windows.append(context)
        return context.new_page()

    yield opened
    for context in windows:
        context.close()


@pytest.fixture(scope="module")
def example(chromium, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """The example territory on a server of its own, for a module of tests that only look; gives its address."""
    from maillage.interfaces.example.loading import load_example

    class House(TransactionTestCase):
        """Empties the database afterwards as after any test that commits."""

    quick = override_settings(
        TWO_FACTOR_REQUIRED=False, QUICK_EXIT_URL="/health/live", MEDIA_ROOT=tmp_path_factory.mktemp("media")
    )
    with django_db_blocker.unblock(), quick:
        House.setUpClass()
        house = House("__init__")
        house._pre_setup()
        load_example()
        server = LiveServer("localhost")
        yield server.url
        server.stop()
        house._post_teardown()
        House.tearDownClass()


def window(browser: Browser, home: str, guard: Guard, *, width: int, height: int = 900, **options) -> BrowserContext:
    """A guarded window with nothing in it yet; addresses may begin with "/"."""
    context = browser.new_context(base_url=home, viewport={"width": width, "height": height}, **options)
    context.set_default_timeout(PATIENCE)
    guard.watch(context, home)
    return context


def let_in(context: BrowserContext, user) -> None:
    """Log somebody in without the form: the session is bound to the browser's name, as at every log-in."""
    page = context.new_page()
    client = Client(HTTP_USER_AGENT=page.evaluate("navigator.userAgent"))
    page.close()
    client.force_login(user, backend=BACKEND)
    home = context._options["baseURL"] if hasattr(context, "_options") else None
    cookies = [{"name": name, "value": morsel.value, "url": home} for name, morsel in client.cookies.items()]
    context.add_cookies(cookies)
