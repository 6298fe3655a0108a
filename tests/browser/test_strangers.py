"""Somebody without an account: what works without JavaScript, and what is left in their browser."""

import pytest
from playwright.sync_api import expect

from maillage.offer.directory.models import Report
from tests.browser.conftest import TELEPHONE
from tests.browser.pages import PUBLIC

# A form that one sends needs to know its own page again. Reading needs nothing.
FORMS = {"sheet", "report", "log-in", "password", "link to log in", "invitation"}


@pytest.mark.parametrize("page", [page for page in PUBLIC if not page.then], ids=str)
def test_without_javascript_every_page_is_whole(stage, guest, page):
    tab = guest(javascript=False, viewport=TELEPHONE).new_page()
    assert tab.goto(f"/fr{page.address.format(**vars(stage))}").status == page.status
    expect(tab.locator("h1")).to_be_visible()
    # What only a script could use is not shown, and nothing else is hidden.
    for useless in tab.locator("[data-needs-js], [data-print], .map").all():
        expect(useless).to_be_hidden()
    expect(tab.locator("[data-exit]")).to_be_visible()
    tab.locator("details.menu summary").click()
    tab.locator("details.menu a[lang=de]").click()
    assert "/de/" in tab.url
    assert tab.locator("html").get_attribute("lang") == "de"


def test_without_javascript_one_finds_asks_and_reports(stage, guest):
    tab = guest(javascript=False, viewport=TELEPHONE).new_page()
    tab.goto("/fr/")
    tab.get_by_role("search").get_by_role("button").click()
    assert "/fr/services/" in tab.url
    tab.goto(f"/fr/services/{stage.everything}/")
    tab.locator("#eligibility summary").click()
    tab.locator("#eligibility input[type=number]").first.fill("12")
    tab.locator("#eligibility button").click()
    expect(tab.locator(".verdict.no")).to_be_visible()
    expect(tab.locator(".verdict.no")).to_be_in_viewport()
    expect(tab.locator("article h1")).to_have_count(1)

    tab.goto(f"/fr/services/{stage.everything}/report/")
    tab.locator("input[value=hours]").check()
    tab.locator("textarea").fill("Sans script non plus.")
    tab.locator("main form button").click()
    expect(tab.locator(".notice.success")).to_be_visible()
    assert Report.objects.filter(message="Sans script non plus.").count() == 1


@pytest.mark.parametrize("page", PUBLIC, ids=str)
def test_reading_leaves_nothing_in_the_browser(stage, guest, page):
    context = guest()
    tab = context.new_page()
    tab.goto(f"/fr{page.address.format(**vars(stage))}")
    expected = {"csrftoken"} if page.name.startswith(tuple(FORMS)) else set()
    assert {cookie["name"] for cookie in context.cookies()} <= expected
    assert tab.evaluate("Object.keys(localStorage)") == []
    # HTMX notes the page it is on, until the tab is closed or the quick exit taken.
    assert set(tab.evaluate("Object.keys(sessionStorage)")) <= {"htmx-current-path-for-history"}


def test_asking_and_reporting_leave_nothing_either(stage, guest):
    context = guest()
    tab = context.new_page()
    tab.goto(f"/fr/services/{stage.everything}/")
    tab.locator("#eligibility summary").click()
    tab.locator("#eligibility button").click()
    tab.locator(".verdict").wait_for()
    tab.goto(f"/fr/services/{stage.everything}/report/")
    tab.locator("input[value=hours]").check()
    tab.locator("main form button").click()
    tab.locator(".notice.success").wait_for()
    assert {cookie["name"] for cookie in context.cookies()} == {"csrftoken"}
