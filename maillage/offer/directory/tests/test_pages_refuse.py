"""Who is refused, on pages, lists and buttons: strangers, another organization, another network, a volunteer."""

import pytest
from django.core.exceptions import PermissionDenied

from maillage.foundation.network.permissions import can_invite
from maillage.offer.directory.actions import create_location, report_service, revise_location, submit_service
from maillage.offer.directory.conftest import french
from maillage.offer.directory.models import Location, Report, Service

PRIVATE_PAGES = [
    "edit/",
    "edit/what/",
    "edit/whom/",
    "edit/places/",
    "edit/how/",
    "edit/contacts/",
    "preview/",
    "situation/",
]
BUTTONS = ["submission/", "publication/", "review/", "return/", "withdrawal/", "confirmation/"]
OUTSIDERS = ["bob", "dora", "viktor"]


@pytest.mark.parametrize("path", PRIVATE_PAGES)
def test_a_stranger_is_sent_to_log_in(client, published, path):
    response = client.get(f"/fr/services/{published.slug}/{path}")
    assert response.status_code == 302
    assert response["Location"].startswith("/fr/account/login/")


@pytest.mark.parametrize("path", BUTTONS)
def test_a_stranger_presses_no_button(client, published, path):
    before = Service.objects.get(pk=published.pk)
    response = client.post(f"/fr/services/{published.slug}/{path}", {"reason": "non"})
    assert response.status_code == 302
    assert response["Location"].startswith("/fr/account/login/")
    after = Service.objects.get(pk=published.pk)
    assert (after.state, after.version, after.assured_at) == (before.state, before.version, before.assured_at)


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("path", PRIVATE_PAGES)
def test_outsiders_may_read_what_is_public_and_not_edit_it(client, cast, published, who, path):
    client.force_login(getattr(cast.people, who))
    assert client.get(f"/fr/services/{published.slug}/").status_code == 200
    assert client.get(f"/fr/services/{published.slug}/{path}").status_code in (403, 404)


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("path", BUTTONS)
def test_outsiders_press_no_button(client, cast, published, who, path):
    before = Service.objects.get(pk=published.pk)
    client.force_login(getattr(cast.people, who))
    assert client.post(f"/fr/services/{published.slug}/{path}", {"reason": "non"}).status_code == 403
    after = Service.objects.get(pk=published.pk)
    assert (after.state, after.version, after.assured_at) == (before.state, before.version, before.assured_at)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_draft_does_not_exist_for_outsiders(client, cast, draft, who):
    client.force_login(getattr(cast.people, who))
    for path in ("", *PRIVATE_PAGES):
        assert client.get(f"/fr/services/{draft.slug}/{path}").status_code == 404
    for path in BUTTONS:
        assert client.post(f"/fr/services/{draft.slug}/{path}").status_code == 404


@pytest.mark.parametrize("who", OUTSIDERS)
def test_lists_hold_only_what_one_may_see(client, cast, draft, who):
    submit_service(actor=cast.actors.alice, service=draft)
    client.force_login(getattr(cast.people, who))
    for path in ("/fr/desk/", "/fr/reviews/", "/fr/reports/", "/fr/places/", "/fr/services/"):
        page = client.get(path)
        assert page.status_code in (200, 403)
        assert "Permanence logement" not in page.content.decode()
        assert "Avenue Rogier 22" not in page.content.decode()


def test_reports_are_read_by_those_who_keep_the_sheet(client, cast, published):
    report = report_service(
        actor=cast.actors.charlie,
        service=published,
        kind="hours",
        message="Fermé jeudi",
        reply_to="x@example.org",
        language="fr",
    )
    for who in OUTSIDERS:
        client.force_login(getattr(cast.people, who))
        assert "Fermé jeudi" not in client.get("/fr/reports/").content.decode()
        assert client.post(f"/fr/reports/{report.pk}/closure/").status_code == 404
    client.force_login(cast.people.alice)
    assert "Fermé jeudi" in client.get("/fr/reports/").content.decode()
    assert "x@example.org" not in client.get("/fr/reports/").content.decode()
    client.post(f"/fr/reports/{report.pk}/closure/")
    report.refresh_from_db()
    assert (report.state, report.reply_to, report.message) == (Report.State.CLOSED, "", "")


@pytest.mark.parametrize("who", OUTSIDERS)
def test_places_of_others_are_not_edited(client, cast, place, who):
    client.force_login(getattr(cast.people, who))
    assert client.get(f"/fr/places/{place.pk}/edit/").status_code == 403
    assert client.get(f"/fr/places/new/{cast.antenna.slug}/").status_code == 403


def test_who_may_not_know_an_address_may_not_open_its_form(client, cast, place):
    place.address_hidden = True
    place.save()
    client.force_login(cast.people.carla)
    assert client.get(f"/fr/places/{place.pk}/edit/").status_code == 403
    assert "Rogier" not in client.get("/fr/places/").content.decode().replace("Antenne Rogier", "")


def test_a_coordinator_does_not_bring_a_hidden_address_to_light(cast, place):
    place.address_hidden = True
    place.save()
    with pytest.raises(PermissionDenied):
        revise_location(
            actor=cast.actors.carla, location=place, version=place.version, values={"address_hidden": False}
        )
    place.refresh_from_db()
    assert place.address_hidden


def test_a_coordinator_does_not_invite_into_an_organization_with_a_hidden_place(cast, place):
    assert can_invite(cast.actors.carla, cast.antenna, "worker")
    revise_location(actor=cast.actors.alice, location=place, version=place.version, values={"address_hidden": True})
    cast.antenna.refresh_from_db()
    assert not can_invite(cast.actors.carla, cast.antenna, "worker")
    assert can_invite(cast.actors.amir, cast.antenna, "worker")


def test_the_order_of_places_tells_nothing_about_their_addresses(cast, place):
    values = {"name": french("Refuge"), "address_1": "Aaa 1", "city": "Aaa", "address_hidden": True}
    refuge = create_location(actor=cast.actors.alice, organization=cast.antenna, values=values)
    assert list(Location.objects.writable_by(cast.actors.carla)) == [place, refuge]


def test_a_hidden_place_of_a_partner_is_not_offered(client, cast, place):
    from maillage.foundation.network.models import Organization, Participation

    partner = Organization.objects.create(slug="partner", name=french("Partenaire"))
    Participation.objects.create(network=cast.network, organization=partner)
    assert place in Location.objects.usable_by(cast.actors.carla, partner)
    place.address_hidden = True
    place.save()
    assert place not in Location.objects.usable_by(cast.actors.carla, partner)


def test_buttons_are_not_links(client, cast, published):
    client.force_login(cast.people.carla)
    for path in BUTTONS:
        assert client.get(f"/fr/services/{published.slug}/{path}").status_code == 405


def test_a_form_from_elsewhere_is_refused(cast, published):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people.carla)
    assert client.post(f"/fr/services/{published.slug}/withdrawal/").status_code == 403
    assert Service.objects.get(pk=published.pk).state == "published"
