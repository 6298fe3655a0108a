"""Whatever people write is shown as they wrote it, and is never a part of the page."""

import json
import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.common.texts.fields import TranslatedTextField
from maillage.foundation.network.models import Funder, Network, Organization, Participation, Territory, WorkingGroup
from maillage.offer.directory.models import (
    ContactPoint,
    CostOption,
    Location,
    Report,
    RequiredDocument,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)

EVIL = """<script>alert(1)</script></textarea></title><img src=x onerror=alert(1)>"'><b onclick=x>{{7*7}}"""
RAW = ["<script>a", "</script></textarea>", "<img src=x", "<b onclick", ">49<"]
TEXT = TranslatedText.of(dict.fromkeys(("fr", "fr-simple", "ar"), EVIL))
PUBLIC = [
    "", "services/", "services/evil/", "organizations/evil/", "networks/", "networks/contract/",
    "territories/schaerbeek/", "services/evil/report/",
]  # fmt: skip
STAFF = [
    "desk/", "reviews/", "reports/", "places/", "roles/", "journal/", "account/", "account/sessions/",
    "services/new/", "services/evil/edit/", "services/evil/preview/", "services/evil/situation/", "places/new/evil/",
    *[f"services/evil/edit/{section}/" for section in ("what", "whom", "places", "how", "contacts")],
    "organizations/evil/edit/", "organizations/evil/members/", "networks/contract/edit/", "networks/contract/members/",
    "territories/schaerbeek/edit/", "territories/schaerbeek/draw/", "working-groups/create/",
]  # fmt: skip


def fill(thing: models.Model) -> None:
    """Write EVIL in every text that a person can write, as if every form had let it through."""
    values = {}
    for field in thing._meta.fields:
        if isinstance(field, TranslatedTextField):
            values[field.name] = TEXT
        elif isinstance(field, (models.CharField, models.TextField)) and not field.choices and field.name not in FIXED:
            values[field.name] = EVIL[: field.max_length]
    type(thing)._base_manager.filter(pk=thing.pk).update(**values)


# Checked again wherever they are read, or no text: addresses of pages, hours, time zones, countries, keys, files.
FIXED = {"slug", "opening_hours", "time_zone", "country", "picture", "logo", "icon", "code", "phone"}


@pytest.fixture
def evil(cast, theme):
    """Everything that pages show, written by somebody who means ill."""
    Territory.objects.filter(pk=cast.place.pk).update(boundary=SQUARE, postcodes=[EVIL])
    organization = Organization.objects.create(slug="evil", territory=cast.place, phone="+3222473215")
    Participation.objects.create(network=cast.network, organization=organization)
    service = Service.objects.create(
        organization=organization, slug="evil", state="published", situation="reduced", access_modes=["walk_in"],
        situation_until=date(2099, 1, 1), languages=["fr", EVIL], keeper=cast.people.alice, fees="paid",
    )  # fmt: skip
    service.themes.add(theme)
    service.areas_served.add(cast.place)
    service.audiences.add(TaxonomyTerm.objects.audiences().first())
    place = Location.objects.create(organization=organization, territory=cast.place, longitude=4.37, latitude=50.86)
    ServiceAtLocation.objects.create(
        service=service, location=place, opening_hours='Mo-Su 00:00-24:00 "<script>alert(1)</script>"'
    )
    for kind in ContactPoint.Kind.values:
        ContactPoint.objects.create(service=service, kind=kind, value=EVIL)
    CostOption.objects.create(service=service, amount=3)
    RequiredDocument.objects.create(service=service)
    Report.objects.create(service=service, kind="hours", language="fr")
    Funder.objects.create(network=cast.network)
    group = WorkingGroup.objects.create()
    group.networks.add(cast.network)
    for model in (
        Service, Location, ServiceAtLocation, ContactPoint, CostOption, RequiredDocument, Report, Organization, Network,
        Territory, Funder, WorkingGroup, TaxonomyTerm,
    ):  # fmt: skip
        for thing in model._base_manager.all():
            fill(thing)
    for person in vars(cast.people).values():
        type(person).objects.filter(pk=person.pk).update(name=EVIL)
    return service


SQUARE = {"type": "Polygon", "coordinates": [[[4.3, 50.8], [4.4, 50.8], [4.4, 50.9], [4.3, 50.8]]]}


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("page", PUBLIC)
def test_on_public_pages(client, evil, page, language):
    harmless(client.get(f"/{language}/{page}"))


@pytest.mark.parametrize("page", STAFF)
def test_on_the_pages_of_the_staff(cast, as_person, evil, page):
    harmless(as_person(cast.people.ada).get(f"/fr/{page}"))


def test_in_what_a_page_says_back(client, cast, as_person, evil):
    ada = as_person(cast.people.ada)
    harmless(client.post("/fr/services/evil/report/", {"kind": EVIL, "message": EVIL, "reply_to": EVIL}))
    harmless(client.post("/fr/account/login/", {"login": EVIL, "password": EVIL}))
    harmless(client.get("/fr/services/", {"theme": EVIL, "place": EVIL, "spoken": EVIL, "page": EVIL}))
    harmless(client.get(f"/fr/{EVIL}/"))
    harmless(client.get(f"/fr/l/{EVIL}/"))
    harmless(ada.get("/fr/journal/", {"action": EVIL, "kind": EVIL, "subject": EVIL, "since": EVIL}))
    contact = {"contact_points-TOTAL_FORMS": "1", "contact_points-INITIAL_FORMS": "0"}
    contact |= {"contact_points-0-kind": "website", "contact_points-0-value": EVIL, "contact_points-0-label_fr": EVIL}
    harmless(ada.post("/fr/services/evil/edit/contacts/", contact))
    harmless(ada.post("/fr/organizations/evil/edit/", {"name_fr": EVIL, "website": EVIL, "phone": EVIL, "email": EVIL}))


def test_no_link_runs_a_program(client, cast, evil):
    """Forms refuse such an address; whatever brought it in, no page makes a link of it."""
    ContactPoint.objects.filter(service=evil).update(value="javascript:alert(1)")
    with pytest.raises(ValidationError):
        Organization(slug="x", website="javascript:alert(1)").clean_fields(exclude=["name"])
    for page in PUBLIC:
        found = re.findall(
            r'(?:href|src|action)="\s*(?:javascript|data|vbscript):[^"]*', client.get(f"/fr/{page}").text
        )
        assert not found, page


def harmless(answer) -> None:
    assert answer.status_code in (200, 404, 422), answer.status_code
    page = answer.text
    for raw in RAW:
        assert raw not in page, page[max(0, page.find(raw) - 200) : page.find(raw) + 60]
    # What is meant for scripts stays in its block, and is still what it was.
    for block in re.findall(r'<script[^>]*type="application/(?:ld\+)?json"[^>]*>(.*?)</script>', page, re.DOTALL):
        json.loads(block)
    # Nothing runs but our own files.
    for script in re.findall(r"<script(?![^>]*application/)([^>]*)>", page):
        assert re.search(r'src="/static/', script), script
