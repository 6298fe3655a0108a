"""The fixtures do what they say: these tests fail if the guard, the policy or the log-in stop working."""

import pytest
from playwright.sync_api import expect


def test_the_first_page_opens_in_the_visitors_language(new_context):
    page = new_context(locale="nl-BE").new_page()
    answer = page.goto("/")
    assert answer.status == 200
    assert page.locator("html").get_attribute("lang") == "nl"
    expect(page.locator("h1")).to_be_visible()


def test_somebody_can_log_in(cast, page, log_in):
    log_in(page, cast.people.alice)
    assert page.goto("/fr/desk/").status == 200
    assert "/login" not in page.url


@pytest.mark.parametrize(
    ("misdeed", "found"),
    [
        ("fetch('https://example.org/').catch(() => {})", "Content Security Policy"),
        ("window.location = 'https://example.org/'", "asked for https://example.org/"),
        ("document.body.setAttribute('onclick', 'x()'); document.body.click()", "Content Security Policy"),
        ("setTimeout(() => { throw new Error('broken') })", "a script broke: broken"),
    ],
)
def test_a_misdeed_is_found(page, faults, misdeed, found):
    page.goto("/")
    page.evaluate(misdeed)
    page.wait_for_timeout(300)
    assert any(found in fault for fault in faults), faults
    faults.clear()
