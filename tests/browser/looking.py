"""How a page is looked at: by axe, in several languages, widths and colour schemes, and on the narrowest screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from tests.browser.conftest import PATIENCE, let_in, show_pictures
from tests.browser.guard import watch
from tests.browser.pages import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# All that a colour scheme can change: in the dark, only these are asked again.
COLOURS = ["color-contrast", "link-in-text-block"]
# A barrier is told by its markup: neither paths to it, nor sheets and films, which no rule of ours needs, are fetched.
ONLY_WHAT_IS_TOLD = {"resultTypes": ["violations"], "selectors": False, "preload": False}
NARROWEST = 320

# Every two of language, width and scheme meet; all three do not, because half of the time is enough to see as much.
# Italian is seen on what only those who log in open, beside Arabic on what everybody reads.
LOOKS: dict[str, list[tuple[int, str]]] = {
    "fr": [(390, "light"), (1280, "dark")],
    "de": [(390, "dark"), (1280, "light")],
    "ar": [(390, "light"), (1280, "dark")],
    "it": [(390, "light"), (1280, "dark")],
}


def looks_in(*languages: str) -> list[tuple[str, int, str]]:
    """(language, width, scheme) for tests to be parametrized with."""
    return [(language, *look) for language in languages for look in LOOKS[language]]


@dataclass
class Seen:
    """What was seen of one page: barriers by (language, width, scheme), and what sticks out of 320 px by language."""

    barriers: dict[tuple[str, int, str], list[str]] = field(default_factory=dict)
    too_wide: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


class Looker:
    """A window of somebody, with a tab a language: they work at the same time."""

    def __init__(self, tabs: dict[str, Tab], stage: SimpleNamespace, faults: list[str]) -> None:
        self.tabs, self.stage, self.faults = tabs, stage, faults

    def look_at(self, page: Page) -> Seen:
        """Open a page, do on it what is to be done first, and look from all sides."""
        seen = Seen()
        self.faults.clear()
        for language, tab in self.tabs.items():
            self._go(tab, page, language)
        for tab in self.tabs.values():
            self._arrive(tab, page)
        for turn in range(2):
            looks = {language: LOOKS[language][turn] for language in self.tabs}
            for language, tab in self.tabs.items():
                self._start(tab, *looks[language])
            for language, tab in self.tabs.items():
                found = tab.evaluate("() => window.found")
                seen.barriers[(language, *looks[language])] = [told(violation) for violation in found]
        for language, tab in self.tabs.items():
            tab.set_viewport_size({"width": NARROWEST, "height": 640})
            seen.too_wide[language] = tab.evaluate(STICKING_OUT, NARROWEST)
        seen.faults = list(self.faults)
        return seen

    def _go(self, tab: Tab, page: Page, language: str) -> None:
        tab.set_viewport_size({"width": 1280, "height": 900})
        address = f"/{language}{page.address.format(**vars(self.stage))}"
        answer = tab.goto(address, wait_until="commit")
        assert answer and answer.status == page.status, f"{tab.url} answers {answer and answer.status}"

    def _arrive(self, tab: Tab, page: Page) -> None:
        tab.wait_for_load_state()
        assert page.address.startswith("/account/login") or "/account/login/" not in tab.url, "nobody is logged in"
        if page.then:
            page.then(tab, self.stage)
        tab.evaluate(AXE_SCRIPT)

    def _start(self, tab: Tab, width: int, scheme: Any) -> None:
        # As high as the page: what the quick exit covers depends on how far one has scrolled, and is not a barrier.
        tab.set_viewport_size({"width": width, "height": 900})
        tab.set_viewport_size({"width": width, "height": tab.evaluate("document.documentElement.scrollHeight")})
        tab.emulate_media(color_scheme=scheme)
        rules = COLOURS if scheme == "dark" else RULES
        tab.evaluate(START, {"runOnly": rules, **ONLY_WHAT_IS_TOLD})


@contextmanager
def looker(
    browser: Browser, home: str, stage: SimpleNamespace, languages: list[str], user: Any = None
) -> Iterator[Looker]:
    """A window of a stranger, or of `user`."""
    faults: list[str] = []
    context = browser.new_context(base_url=home, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    if user:
        let_in(context, home, user)
    watch(context, home, faults)
    show_pictures(context)
    yield Looker({language: context.new_page() for language in languages}, stage, faults)
    context.close()


def told(violation: dict[str, Any]) -> str:
    """A violation in some lines: the rule, and where."""
    places = [f"  {node['html'][:200]}\n    {node['failureSummary']}" for node in violation["nodes"][:4]]
    return "\n".join([f"{violation['id']}: {violation['help']} ({len(violation['nodes'])} times)", *places])


# Not awaited, so that all tabs work at once.
START = """(options) => {
  window.found = new Promise((resolve, reject) => setTimeout(() => {
    axe.run(document, options).then((results) => resolve(results.violations), reject);
  }, 0));
}"""
STICKING_OUT = """(width) => {
  if (document.documentElement.scrollWidth <= width) return [];
  const beyond = (part) => {
    const box = part.getBoundingClientRect();
    return !part.closest(".map") && (box.right > width + 1 || box.left < -1);  // a map cuts off what is around it
  };
  const parts = [...document.body.querySelectorAll("*")].filter(beyond);
  return parts.map((part) => part.outerHTML.slice(0, 160)).slice(0, 8);
}"""
