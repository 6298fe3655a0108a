"""What a form does not ask for cannot be written with it, whoever sends it and whatever it is called."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from maillage.foundation.accounts.models import User
from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.network.models import Invitation, Membership, Organization, WorkingGroup
from maillage.foundation.notifications.actions import create_link
from maillage.offer.directory.models import ContactPoint, Location, Report, Service
from tests.security.sending import everything, form_of

SECTIONS = ["what", "whom", "places", "how", "contacts"]
# Who edits what: a name of the cast, and a page.
EDITS = [
    *[("alice", f"services/permanence-logement/edit/{section}") for section in SECTIONS],
    ("alice", "services/permanence-logement/situation"),
    ("alice", "places/{place}/edit"),
    ("amir", "organizations/antenna/edit"),
    ("carla", "organizations/antenna/edit"),
    ("carla", "networks/contract/edit"),
    ("carla", "working-groups/{group}/edit"),
    ("carla", "territories/schaerbeek/edit"),
    ("alice", "account"),
]


@pytest.fixture
def foreign(cast) -> dict[str, Any]:
    """What belongs to others, by model: where every relation is meant to lead astray."""
    return {
        "accounts.User": cast.people.bob,
        "network.Organization": cast.other,
        "network.Network": cast.other_network,
        "network.Territory": cast.elsewhere,
    }


def slipped_in(foreign: dict[str, Any], known: set[str]) -> dict[str, str]:
    """A value for every column of every model of ours that the form does not have itself."""
    extra = {"pk": "1", "id": "1", "is_staff": "on", "is_superuser": "on", "password": "x", "action": "publish"}
    for model in apps.get_models():
        if not model.__module__.startswith("maillage"):
            continue
        for field in model._meta.fields:
            for name in {field.name, field.attname}:
                extra[name] = _value(field, foreign)
    return {name: value for name, value in extra.items() if name not in known}


def _value(field: models.Field, foreign: dict[str, Any]) -> str:
    if field.name == "state":
        return "published"
    if isinstance(field, models.ForeignKey):
        owner = foreign.get(field.related_model._meta.label)
        return str(owner.pk) if owner else ""
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateTimeField):
        return "2020-01-01T00:00:00Z"
    return field.choices[-1][0] if field.choices else "evil"


@pytest.fixture
def pages(cast, published, place) -> dict[str, Any]:
    """What the addresses of the pages above are made of."""
    group = WorkingGroup.objects.create(name=TranslatedText.of({"fr": "Logement"}))
    group.networks.add(cast.network)
    return {"place": place.pk, "group": group.pk}


@pytest.mark.parametrize("edit", EDITS, ids=" ".join)
def test_a_form_that_is_sent_back_with_more_in_it_changes_nothing(cast, as_person, pages, foreign, edit):
    name, page = edit
    address = f"/fr/{page.format(**pages)}/"
    somebody = as_person(getattr(cast.people, name))
    form = form_of(somebody.get(address).text)
    before = everything()
    answer = somebody.post(address, form.sent_with(**slipped_in(foreign, form.names)))
    assert answer.status_code == 302, "the form itself was refused"
    assert everything() == before


def test_a_new_service(cast, as_person, foreign):
    form = {"organization": str(cast.antenna.pk), "language": "fr", "name_fr": "Essai"}
    as_person(cast.people.alice).post("/fr/services/new/", slipped_in(foreign, set(form)) | form)
    service = Service.objects.get()
    assert (service.organization, service.state, service.slug) == (cast.antenna, "draft", "essai")
    assert (service.keeper, service.example, service.assured_at) == (cast.people.alice, False, None)


def test_a_new_place(cast, as_person, foreign):
    alice = as_person(cast.people.alice)
    form = form_of(alice.get("/fr/places/new/antenna/").text)
    form.values["name_fr"] = "Ici"
    alice.post("/fr/places/new/antenna/", form.sent_with(**slipped_in(foreign, form.names)))
    assert (Location.objects.get().organization, Location.objects.get().example) == (cast.antenna, False)


def test_a_new_organization(cast, as_person, foreign):
    carla = as_person(cast.people.carla)
    form = form_of(carla.get("/fr/organizations/create/").text)
    form.values["name_fr"], form.values["network"] = "Nouvelle", str(cast.network.pk)
    carla.post("/fr/organizations/create/", form.sent_with(**slipped_in(foreign, form.names)))
    made = Organization.objects.exclude(slug__in=["antenna", "other"]).get()
    assert (made.slug, made.example, made.protected) == ("nouvelle", False, False)
    assert list(made.participations.values_list("network__slug", flat=True)) == ["contract"]


def test_a_report(client, cast, published, foreign):
    form = {"kind": "hours", "message": "Fermé.", "reply_to": "", "website": ""}
    client.post(f"/fr/services/{published.slug}/report/", slipped_in(foreign, set(form)) | form)
    report = Report.objects.get()
    assert (report.service, report.state, report.closed_at, report.language) == (published, "open", None, "fr")


def test_an_accepted_invitation(client, cast, foreign):
    invitation = Invitation.objects.create(
        email="new@example.org", email_index="x", organization=cast.antenna, role="worker", language="fr",
        invited_by=cast.people.amir,
    )  # fmt: skip
    hour = timedelta(hours=1)
    _link, token = create_link(purpose="invitation", subject=invitation, language="fr", lifetime=hour)
    form = {"name": "Nour", "password": "correct horse battery staple"}
    client.post(f"/fr/l/{token}/", slipped_in(foreign, set(form)) | form)
    user = User.objects.get(name="Nour")
    assert (user.email, user.is_administrator) == ("new@example.org", False)
    held = Membership.objects.get(user=user)
    assert (held.organization, held.network, held.role) == (cast.antenna, None, "worker")


def test_an_invitation_goes_where_the_address_says(cast, as_person, foreign):
    form = {"email": "new@example.org", "role": "worker", "language": "fr"}
    as_person(cast.people.amir).post("/fr/organizations/antenna/members/", slipped_in(foreign, set(form)) | form)
    invitation = Invitation.objects.get()
    assert (invitation.organization, invitation.network, invitation.role) == (cast.antenna, None, "worker")
    assert (invitation.invited_by, invitation.state) == (cast.people.amir, "open")


def test_a_row_of_another_service_cannot_be_taken(cast, as_person, draft):
    others = Service.objects.create(organization=cast.other, slug="others", name=TranslatedText.of({"it": "Aiuto"}))
    row = ContactPoint.objects.create(service=others, kind="phone", value="+390171123456")
    alice = as_person(cast.people.alice)
    address = f"/fr/services/{draft.slug}/edit/contacts/"
    form = form_of(alice.get(address).text)
    taken = {"contact_points-0-id": str(row.pk), "contact_points-0-value": "+3222473215"}
    alice.post(address, form.sent_with(**taken))
    row.refresh_from_db()
    assert (row.service, row.value) == (others, "+390171123456")


def test_a_place_of_strangers_cannot_be_named(cast, as_person, draft):
    foreign = Location.objects.create(organization=cast.other, name=TranslatedText.of({"it": "Là"}))
    alice = as_person(cast.people.alice)
    address = f"/fr/services/{draft.slug}/edit/places/"
    form = form_of(alice.get(address).text)
    answer = alice.post(address, form.sent_with(**{"service_at_locations-0-location": str(foreign.pk)}))
    assert answer.status_code == 422
    assert not foreign.service_at_locations.exists()
