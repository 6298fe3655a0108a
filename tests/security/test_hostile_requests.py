"""Requests that no browser makes: too long, too large, unreadable, to another name. None breaks anything."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404
from django.test import Client
from django.views.static import serve

from maillage.foundation.expressions import parse
from maillage.foundation.notifications.actions import deliver_due
from tests.consistency.test_addresses import ALL, location_of

NUL = "\x00"
LISTS = ["/fr/services/", "/fr/networks/", "/fr/", "/fr/account/login/"]
PRIVATE_LISTS = ["/fr/journal/", "/fr/journal/export/", "/fr/reports/", "/fr/reviews/", "/fr/places/", "/fr/desk/"]
# What a value may be besides what the page expects. The last is no UTF-8.
ODD = [
    "%00", "a%00b", "-1", "0", "99999999999999999999999", "1e999", "NaN", "Infinity", "'", "%22%3E%3Cscript%3E",
    "../../etc/passwd", "%F0%9F%92%A9", "%ff%fe", "x" * 5000,
]  # fmt: skip


@pytest.fixture
def ada(cast, as_person) -> Client:
    """Whoever runs the instance, who gets everywhere."""
    return as_person(cast.people.ada)


# --- Too large -------------------------------------------------------------------------------------------------------


def test_a_body_that_is_too_large_is_refused_on_a_page_of_ours(client, published):
    answer = client.post(
        f"/de/services/{published.slug}/report/", data=b"message=x",
        content_type="application/x-www-form-urlencoded", CONTENT_LENGTH=str(settings.BODY_MAX_BYTES + 1),
    )  # fmt: skip
    assert answer.status_code == 413
    assert "Das ist zu gro" in answer.text
    protected(answer)


def test_a_form_that_is_too_large_is_refused_on_a_page_of_ours(client, published):
    text = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = client.post(f"/fr/services/{published.slug}/report/", {"message": text})
    assert answer.status_code == 413
    protected(answer)


def test_a_form_of_ten_thousand_fields_is_refused(client, published):
    fields = {f"field{number}": "x" for number in range(10_000)}
    answer = client.post(f"/fr/services/{published.slug}/report/", fields)
    assert answer.status_code == 400
    protected(answer)


@pytest.mark.parametrize("length", ["", "-5", "many", "1" * 40])
def test_a_length_that_is_none(client, published, length):
    answer = client.post(
        f"/fr/services/{published.slug}/eligibility/", data=b"",
        content_type="application/x-www-form-urlencoded", CONTENT_LENGTH=length,
    )  # fmt: skip
    assert answer.status_code < 500


# --- Too long and unreadable -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/fr/" + "a" * 9000 + "/", "/fr/services/" + "a/" * 4000, "/" + "%2e%2e/" * 500])
def test_an_address_that_is_too_long(client, db, path):
    assert client.get(path).status_code in (400, 404)


@pytest.mark.parametrize("path", LISTS + PRIVATE_LISTS)
def test_a_query_that_is_too_long(ada, path):
    assert ada.get(f"{path}?{'a' * 100_000}={'b' * 100_000}").status_code < 500


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_in_the_address_are_left_out(ada, cast, samples, odd):
    asked = ["theme", "place", "spoken", "page", "next", "since", "until", "action", "kind", "subject"]
    query = "&".join(f"{name}={odd}" for name in asked)
    expected = (400,) if "%00" in odd else (200, 302)
    for path in LISTS + PRIVATE_LISTS:
        assert ada.get(f"{path}?{query}").status_code in expected, path
    for path in ("/fr/territories/schaerbeek/draw/", "/fr/working-groups/create/", "/fr/territories/import/"):
        query = f"within={odd}&network={odd}&parent={odd}&kind={odd}"
        assert ada.get(f"{path}?{query}").status_code in expected, path


@pytest.mark.parametrize(
    "path",
    [
        "/{}", "/fr/{}/", "/fr/services/{}/", "/fr/services/{}/qr.svg", "/fr/organizations/{}/", "/fr/territories/{}/",
        "/fr/l/{}/", "/fr/places/{}/edit/", "/fr/territories/import/{}/", "/fr/account/email/confirm/{}/",
        "/fr/account/password/reset/{}-x/", "/fr/account/password/reset/1-{}/", "/media/{}", "/sitemap-{}.xml",
        "/identity/oidc/{}/login/",
    ],
)  # fmt: skip
def test_odd_values_in_a_path_lead_nowhere(ada, path):
    for odd in ("%00", "a%00b", "%ff", "%f0%9f%92%a9", "..%2f..%2fsecrets.json", "%2e%2e", "a b"):
        assert ada.get(path.format(odd)).status_code in (200, 302, 400, 404, 410), odd


@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name)
def test_odd_values_in_a_form_are_refused_by_it(address, samples, ada, published):
    made_up = {"token": "x" * 43, "section": "places", "path": "nothing.webp", "provider_id": "nobody"}
    paths = [location_of(address, samples | {address.room: made_up | samples.get(address.room, {})})]
    if address.name == "service_section":
        sections = ("what", "whom", "places", "how", "contacts")
        paths = [f"/fr/services/{published.slug}/edit/{section}/" for section in sections]
    for path in paths:
        form = form_of(ada.get(path))
        for value in (NUL, "9" * 400, "\ud7ff\uffff", "NaN", "-1"):
            answer = ada.post(path, {name: fixed or value for name, fixed in form.items()})
            assert answer.status_code < 500, f"{value!r} at {path}"


def form_of(page) -> dict[str, str]:
    """The fields of all forms of a page, by name; only what holds a form together has a value."""
    if not page["Content-Type"].startswith("text/html"):
        return {}  # a workbook has no form
    if page.status_code != 200 or page.streaming:
        return {"anything": ""}
    fixed = dict(re.findall(r'name="([\w-]+_FORMS|version)" value="([^"]*)"', page.text))
    return {name: fixed.get(name, "") for name in re.findall(r'name="([^"]+)"', page.text)}


@pytest.mark.parametrize("answer", ["NaN", "1e999", "-1e999", NUL, "9" * 400, "0x10"])
def test_odd_answers_to_is_it_for_me(client, cast, published, answer):
    published.eligibility = parse(
        {"all": [{"fact": "age", "op": ">=", "value": 18}, {"fact": "residence", "in": [str(cast.place.pk)]}]}
    )
    published.save()
    page = client.post(
        f"/fr/services/{published.slug}/eligibility/",
        {"me-age": answer, "me-income": answer, "me-residence": answer, "me-status": answer},
    )
    assert page.status_code == 200


# --- To another name, from another page ------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "localhost.evil.example", "", "a\tb", "[::1", "@"])
def test_another_name_is_refused(client, db, host):
    for path in ("/", "/fr/", "/fr/services/", "/fr/account/password/reset/", "/robots.txt", "/sitemap.xml"):
        answer = client.get(path, headers={"host": host})
        assert answer.status_code == 400, path
        assert "evil.example" not in answer.text
        protected(answer)


def test_a_proxy_that_nobody_configured_is_not_believed(client, db):
    answer = client.get("/fr/", headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"})
    assert answer.status_code == 200
    assert "evil.example" not in answer.text


def test_letters_lead_to_this_house_whatever_name_was_asked(client, cast, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.BASE_URL = "https://maillage.example"
    client.post("/fr/account/password/reset/", {"email": "alice@example.org"}, headers={"host": "evil.example"})
    deliver_due()
    assert len(mailoutbox) == 1
    assert "evil.example" not in mailoutbox[0].body
    assert "https://maillage.example/" in mailoutbox[0].body


# --- Files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt", "../../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "..%5csecret.txt", "/secret.txt",
        "services/../../secret.txt", "....//secret.txt", "%252e%252e/secret.txt", "\\..\\secret.txt", "",
        "services", "services/",
    ],
)  # fmt: skip
def test_pictures_lead_to_no_other_file(client, db, tmp_path, rf, path):
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "media" / "services").mkdir(parents=True)
    (tmp_path / "media" / "services" / "door.jpg").write_bytes(b"picture")
    # The address itself, and the same with a folder of this test behind it.
    answer = client.get(f"/media/{path}")
    assert answer.status_code in (302, 400, 404)
    assert b"secret" not in b"".join(answer) if answer.streaming else "door" not in answer.text
    with pytest.raises((Http404, SuspiciousFileOperation)):
        serve(rf.get("/"), path=path, document_root=tmp_path / "media")


# --- Framed ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/fr/", "/fr/services/", "/fr/nowhere/", "/fr/account/login/", "/fr/desk/", "/media/x", "/robots.txt"]
)
def test_no_page_can_be_framed(client, cast, path):
    protected(client.get(path))


def test_nor_those_of_people_who_are_logged_in(as_person, cast, draft):
    alice = as_person(cast.people.alice)
    for path in ("/fr/desk/", f"/fr/services/{draft.slug}/edit/what/", "/fr/reviews/", "/fr/account/"):
        protected(alice.get(path))
    protected(alice.post(f"/fr/services/{draft.slug}/publication/"))


def protected(answer) -> None:
    """Whatever the answer is: not in a frame, not guessed at, under the policy, and only its own origin in Referer."""
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "'unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")
