"""Without a mouse: from the first page to the answer of "Is it for me?", and away from here at once."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import TELEPHONE

ENOUGH = 60  # times Tab, from a landmark to what one looks for


@pytest.fixture
def reader(guest) -> Page:
    """Somebody who reads French and has no mouse."""
    return guest().new_page()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something is reached; wherever the focus passes, it is visible."""
    for _step in range(ENOUGH):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["somewhere"], f"the focus is lost on the way to {selector}"
        assert focus["visible"], f"the focus cannot be seen on {focus['what']}"
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached with {ENOUGH} times Tab")


# An outline of some width that lies within the window.
FOCUS = """() => {
  const part = document.activeElement, style = getComputedStyle(part), box = part.getBoundingClientRect();
  return {
    what: part.outerHTML.slice(0, 200),
    somewhere: part !== document.body,
    covered: !part.closest(".exit") && [0.1, 0.5, 0.9].every((share) => document.elementFromPoint(
      Math.max(1, Math.min(innerWidth - 1, box.left + box.width / 2)), box.top + box.height * share)?.closest(".exit")),
    visible: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      && box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def skip_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    expect(page.locator("a.skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_from_the_first_page_to_an_answer(stage, reader):
    reader.goto("/fr/")
    skip_to_the_content(reader)
    tab_to(reader, "main form.search button")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/fr/services/?*")

    skip_to_the_content(reader)
    tab_to(reader, "main .title a")
    reader.keyboard.press("Enter")
    expect(reader.locator("article h1")).to_be_visible()

    reader.goto(f"/fr/services/{stage.everything}/")
    skip_to_the_content(reader)
    tab_to(reader, "#eligibility summary")
    reader.keyboard.press("Enter")
    tab_to(reader, "#eligibility input[type=number]")
    reader.keyboard.type("15")
    tab_to(reader, "#eligibility button")
    reader.keyboard.press("Enter")
    expect(reader.locator(".verdict.no")).to_be_focused()
    assert "/eligibility/" not in reader.url, "HTMX did not answer, the whole page did"

    # From the answer one goes on to the questions, which are still open.
    tab_to(reader, "#eligibility input[type=number]")
    reader.evaluate("document.querySelector('#eligibility form').noValidate = true")
    reader.keyboard.type("-4")
    reader.keyboard.press("Enter")
    expect(reader.locator("#eligibility [data-errors]")).to_be_focused()


def test_the_way_back_along_a_page_is_visible_too(stage, reader):
    reader.goto(f"/fr/services/{stage.everything}/report/")
    reader.locator("main form button").focus()
    for _step in range(12):
        reader.keyboard.press("Shift+Tab")
        focus = reader.evaluate(FOCUS)
        assert focus["visible"] or not focus["somewhere"], focus["what"]


@pytest.mark.parametrize("page", ["/", "/services/", "/services/{everything}/", "/services/{everything}/report/"])
def test_on_a_telephone_the_way_out_covers_nothing_that_has_the_focus(stage, guest, page):
    reader = guest(viewport=TELEPHONE).new_page()
    reader.goto(f"/fr{page.format(**vars(stage))}")
    for _step in range(ENOUGH):
        reader.keyboard.press("Tab")
        focus = reader.evaluate(FOCUS)
        if not focus["somewhere"]:
            break
        assert focus["visible"], focus["what"]
        assert not focus["covered"], focus["what"]


def test_the_menu_of_languages(stage, reader):
    reader.goto("/fr/about/")
    tab_to(reader, "details.menu summary")
    reader.keyboard.press("Enter")
    tab_to(reader, "details.menu a[lang=de]")
    reader.keyboard.press("Escape")
    expect(reader.locator("details.menu summary")).to_be_focused()
    reader.keyboard.press("Enter")
    tab_to(reader, "details.menu a[lang=de]")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/de/about/")


@pytest.mark.parametrize("way", ["three times Escape", "the link"])
def test_away_from_here_at_once(stage, reader, way):
    reader.goto("/fr/about/")
    reader.goto(f"/fr/services/{stage.everything}/")
    if way == "the link":
        reader.locator("[data-exit]").focus()
        reader.keyboard.press("Enter")
    else:
        for _time in range(3):
            reader.keyboard.press("Escape")
    reader.wait_for_url("**/health/live")
    reader.go_back()
    assert stage.everything not in reader.url
    assert not reader.context.cookies() or "sessionid" not in {cookie["name"] for cookie in reader.context.cookies()}
