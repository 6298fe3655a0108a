"""Nobody is led from here to a page of somebody else's choice."""

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from conftest import PASSWORD
from maillage.foundation.notifications.actions import create_login_link

pytestmark = pytest.mark.once

ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example",
    "https:evil.example", "http:///evil.example", "/\t/evil.example", "\n//evil.example", " //evil.example",
    "javascript:alert(1)", "data:text/html,x", "//evil.example\\@testserver/", "https://testserver@evil.example/",
    "https://testserver.evil.example/", "%2f%2fevil.example",
]  # fmt: skip


def stays(answer) -> bool:
    """Whether a browser that follows the answer is still here."""
    if answer.status_code not in (301, 302, 303, 307, 308):
        return True
    # As a browser reads it: backslashes are slashes, tabs and line ends are nothing.
    seen = re.sub(r"[\t\r\n]", "", answer["Location"]).replace("\\", "/").strip()
    return urlsplit(seen).netloc in ("", "testserver") and not re.match(
        r"[a-z]+:(?!//testserver/)", seen, re.IGNORECASE
    )


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_next_leads_nowhere_else(cast, client, elsewhere):
    credentials = {"login": "alice@example.org", "password": PASSWORD}
    assert stays(client.post("/fr/account/login/", credentials | {"next": elsewhere}))
    for path in ("login", "reauthenticate", "password/change", "email", "two-factor", "sessions", "password/reset"):
        assert stays(client.get(f"/fr/account/{path}/", {"next": elsewhere})), path
    for path, form in {
        "reauthenticate": {"password": PASSWORD},
        "": {"name": "Alice", "language": "fr"},
        "two-factor/totp/activate": {"code": "1"},
        "logout": {},
        "password/reset": {"email": "alice@example.org"},
    }.items():
        address = f"/fr/account/{path}/".replace("//", "/")
        assert stays(client.post(address, form | {"next": elsewhere})), path
        assert stays(client.post(address, form, query_params={"next": elsewhere})), path


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_a_link_to_log_in_leads_nowhere_else(cast, client, elsewhere):
    address = create_login_link(cast.people.alice).removeprefix(settings.BASE_URL)
    answer = client.post(address, {"next": elsewhere}, query_params={"next": elsewhere})
    assert answer.status_code == 302
    assert stays(answer)


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example", "//evil.example/", "//evil.example/fr", "/\\evil.example", "/%5cevil.example",
        "/%2fevil.example", "/fr//evil.example", "///evil.example/services", "//evil.example/..;/fr/services",
        "/fr/services/..//evil.example",
    ],
)  # fmt: skip
def test_an_address_that_begins_like_another_site(client, db, path):
    assert stays(client.get(path))
    assert stays(client.get(path, headers={"accept-language": "de"}))


@pytest.mark.parametrize(
    "referrer", [*ELSEWHERE, "http://testserver//evil.example/", "http://testserver/\\evil.example"]
)
def test_the_menu_of_languages_leads_nowhere_else(client, cast, published, referrer):
    """After a POST it leads back to where the browser says it came from, if that is here."""
    page = client.post(f"/fr/services/{published.slug}/report/", {"kind": ""}, headers={"referer": referrer})
    assert page.status_code == 200
    menu = re.search(r'<details class="menu">.*?</details>', page.text, re.DOTALL)
    addresses = re.findall(r'href="([^"]*)"', menu.group())
    assert len(addresses) == len(settings.LANGUAGES)
    assert all(re.match(r"/[a-z]{2}/(?!/)", address) for address in addresses), addresses


def test_part_of_a_page_leads_nowhere_else(cast, as_person, published):
    thief = as_person(cast.people.alice)
    headers = {"hx-request": "true", "hx-current-url": "https://evil.example/x", "user-agent": "another"}
    answer = thief.get("/fr/account/", headers=headers)
    assert "evil" not in answer["HX-Redirect"]
    assert answer["HX-Redirect"].startswith("/fr/account/login/?next=/")
