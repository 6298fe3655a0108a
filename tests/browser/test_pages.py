"""Every page, as it is met: read by machines that look for barriers, narrow, dark, in languages that need more room."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Tab

from tests.browser.conftest import PATIENCE, let_in
from tests.browser.guard import watch
from tests.browser.pages import PUBLIC, STAFF, Page
from tests.browser.stage import set_stage

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPENED = [(page, language, False) for page in PUBLIC for language in ("fr", "de", "ar")]
OPENED += [(page, language, True) for page in STAFF for language in ("fr", "de")]


@pytest.fixture(scope="module")
def stage(example: str) -> SimpleNamespace:
    """The example with everything that the pages show."""
    return set_stage()


@pytest.fixture(scope="module")
def faults() -> list[str]:
    """What the guard saw since somebody last looked."""
    return []


@pytest.fixture(scope="module")
def windows(
    browser: Any, example: str, stage: SimpleNamespace, faults: list[str]
) -> Iterator[dict[bool, BrowserContext]]:
    """A window for strangers (False) and one for the coordinator (True)."""
    opened = {}
    for staff in (False, True):
        opened[staff] = browser.new_context(base_url=example, reduced_motion="reduce")
        opened[staff].set_default_timeout(PATIENCE)
        if staff:
            let_in(opened[staff], example, stage.coordinator)
        watch(opened[staff], example, faults)
        # The picture of a sheet: only its place on the page matters here.
        opened[staff].route("**/media/**", lambda route: route.fulfill(content_type="image/svg+xml", body=PICTURE))
    yield opened
    for context in opened.values():
        context.close()


@pytest.fixture(scope="module", params=OPENED, ids=lambda opened: f"{opened[0]}-{opened[1]}")
def tab(request: Any, windows: dict[bool, BrowserContext], stage: SimpleNamespace, faults: list[str]) -> Iterator[Tab]:
    """A page in a language, opened once for all tests that look at it."""
    page, language, staff = request.param
    faults.clear()
    opened = open_page(windows[staff], page, language, stage)
    yield opened
    opened.close()


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><rect width="1200" height="800"/></svg>'


def open_page(context: BrowserContext, page: Page, language: str, stage: SimpleNamespace) -> Tab:
    tab = context.new_page()
    answer = tab.goto(f"/{language}{page.address.format(**vars(stage))}")
    assert answer.status == page.status, f"{tab.url} answers {answer.status}"
    if page.then:
        page.then(tab, stage)
    return tab


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_barrier(tab: Tab, width: int, scheme: Any) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme)
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE_SCRIPT)
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    violations = tab.evaluate("(options) => axe.run(document, options).then((results) => results.violations)", options)
    assert not violations, "\n".join(told(violation) for violation in violations)


def test_it_fits_the_smallest_screen(tab: Tab) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    wide = tab.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320, f"{wide} px: {tab.evaluate(WIDEST)}"


def test_nothing_is_asked_of_anybody_else(tab: Tab, faults: list[str]) -> None:
    assert faults == []


WIDEST = """() => [...document.querySelectorAll("body *")]
  .filter((part) => { const box = part.getBoundingClientRect(); return box.right > 321 || box.left < -1; })
  .slice(0, 6).map((part) => part.outerHTML.slice(0, 120))"""


def told(violation: dict[str, Any]) -> str:
    """A violation in some lines: the rule, and where."""
    places = [f"  {node['html'][:200]}\n    {node['failureSummary']}" for node in violation["nodes"][:4]]
    return "\n".join([f"{violation['id']}: {violation['help']} ({len(violation['nodes'])} times)", *places])
