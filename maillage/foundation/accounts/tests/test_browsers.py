"""What browsers call themselves is read as people call them."""

import pytest
from django.test import Client
from django.utils import translation

from conftest import PASSWORD
from maillage.foundation.accounts.browsers import browser_name

MOZILLA = "Mozilla/5.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (f"{MOZILLA} (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0", "Firefox on Android"),
        (f"{MOZILLA} (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0", "Firefox on Linux"),
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/130.0.0.0 Safari/537.36", "Chrome on Windows"),
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        (f"{MOZILLA} (X11; CrOS x86_64 14541.0.0) {WEBKIT} Chrome/130.0 Safari/537.36", "Chrome on ChromeOS"),
        (
            f"{MOZILLA} (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/17.5 Safari/605.1.15",
            "Safari on macOS",
        ),
        (
            f"{MOZILLA} (Linux; Android 14; SM-S911B) {WEBKIT} SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36",
            "Samsung Internet on Android",
        ),
        ("Lynx/2.8.9 on Linux", "a browser on Linux"),
        ("curl/8.5.0", "an unknown browser"),
        ("", "an unknown browser"),
        ("<script>Chrome/</script>" * 50, "Chrome"),
    ],
)
def test_a_browser_has_a_name(user_agent, name):
    with translation.override("en"):
        assert browser_name(user_agent) == name


def test_the_page_of_sessions_calls_them_so(cast, client):
    agent = "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0"
    elsewhere = Client(headers={"user-agent": agent})
    elsewhere.post("/en/account/login/", {"login": "alice@example.org", "password": PASSWORD})
    client.force_login(cast.people.alice)
    page = client.get("/en/account/sessions/").text
    assert "Firefox on Android" in page
    assert agent not in page
