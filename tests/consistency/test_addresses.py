"""Every address is public on purpose, or refuses strangers: a new one is on the list below or must hold its door.

A private page may answer a stranger with the log-in, 403, 404 or 405. A 404 could also mean that our made-up address
leads nowhere, so somebody of the cast must get something else there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, path, reverse
from django.urls.resolvers import LocalePrefixPattern

from maillage.foundation.network.models import Invitation, Membership, Role, WorkingGroup
from maillage.foundation.notifications.models import Message
from maillage.offer.directory.models import ImportRun, Location, Report, Service, ServiceAtLocation, Source

pytestmark = pytest.mark.once

# For everybody, without an account. Add a name only for a page that a stranger is meant to open.
PUBLIC = {
    "health_live health_ready robots sitemap_index sitemap media",
    "home page_about page_accessibility page_privacy",
    "service_list service service_eligibility service_report service_qr",
    "organization organization_list territory territory_list network network_list",
    # Links that are themselves the permission.
    "signed_link signed_link_sent signed_link_renewal",
    # The way in, and back in.
    "account_login account_logout account_inactive account_confirm_email account_email_verification_sent",
    "account_reset_password account_reset_password_done",
    "account_reset_password_from_key account_reset_password_from_key_done",
    "openid_connect_login openid_connect_callback socialaccount_login_cancelled socialaccount_login_error",
}
PUBLIC = {name for line in PUBLIC for name in line.split()}
METHODS = ("get", "post")


@dataclass(frozen=True)
class Address:
    """One door of the house: its name, its route without the language, and what it wants to know."""

    name: str
    route: str
    parameters: tuple[str, ...]

    @property
    def room(self) -> str:
        """The first word of the route, by which the samples are sorted."""
        return self.route.split("/")[0]


def addresses(patterns: Any, route: str = "", parameters: tuple[str, ...] = ()) -> Iterator[Address]:
    """Every address below `patterns`."""
    for entry in patterns:
        step = "" if isinstance(entry.pattern, LocalePrefixPattern) else str(entry.pattern)
        wanted = tuple(dict.fromkeys((*parameters, *entry.pattern.regex.groupindex)))
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, route + step, wanted)
        else:
            yield Address(entry.name, route + step, wanted)


ALL = list(addresses(get_resolver().url_patterns))


@pytest.fixture
def samples(cast):
    """One real thing of each kind, all of the antenna and its network: what the addresses of each room are about."""
    service = Service.objects.create(organization=cast.antenna, slug="help", name={"fr": "Aide"})
    location = Location.objects.create(organization=cast.antenna)
    row = ServiceAtLocation.objects.create(service=service, location=location)
    report = Report.objects.create(service=service, kind="hours", language="fr")
    source = Source.objects.create(slug="list", name="List", network=cast.network)
    run = ImportRun.objects.create(source=source, state=ImportRun.State.DONE)
    membership = Membership.objects.get(user=cast.people.alice)
    group = WorkingGroup.objects.create(name={"fr": "Logement"})
    group.networks.add(cast.network)
    invitation = Invitation.objects.create(
        email="new@example.org", email_index="x", organization=cast.antenna, role=Role.WORKER, language="fr"
    )
    message = Message.objects.create(key="a", purpose="a", language="fr", state=Message.State.FAILED)
    return {
        "services": {"slug": service.slug, "section": "identity", "at": row.pk},
        "places": {"pk": location.pk, "organization": cast.antenna.slug},
        "reports": {"pk": report.pk},
        "imports": {"pk": run.pk},
        "roles": {"pk": membership.pk},
        "invitations": {"pk": invitation.pk},
        "organizations": {"slug": cast.antenna.slug},
        "networks": {"slug": cast.network.slug},
        "territories": {"slug": cast.place.slug, "key": "somebody-elses-upload"},
        "working-groups": {"pk": group.pk},
        "messages": {"pk": message.pk},
        "account": {"pk": 1, "key": "x", "uidb36": "x"},
    }


def location_of(address: Address, samples: dict[str, dict[str, Any]]) -> str:
    """The address filled in; a test that cannot fill it in fails, and says what it lacks."""
    known = samples.get(address.room, {})
    missing = [parameter for parameter in address.parameters if parameter not in known]
    assert not missing, f"Give `samples` a {' and a '.join(missing)} for the addresses of {address.room}/"
    return reverse(address.name, kwargs={parameter: known[parameter] for parameter in address.parameters})


def leads_to_login(response: Any) -> bool:
    """Whether a stranger was asked to log in."""
    return response.status_code == 302 and response["Location"].split("?")[0].endswith("/account/login/")


def refuses(response: Any) -> bool:
    """Whether a stranger was sent away."""
    return leads_to_login(response) or response.status_code in (403, 404, 405)


def test_every_address_has_a_name_of_its_own():
    names = [address.name for address in ALL]
    assert None not in names
    assert len(names) == len(set(names))


def test_the_list_of_public_addresses_is_not_longer_than_the_house():
    assert PUBLIC - {address.name for address in ALL} == set()


@pytest.mark.parametrize("address", [a for a in ALL if a.name not in PUBLIC], ids=lambda address: address.name)
def test_a_private_address_refuses_strangers(address, samples, cast):
    location = location_of(address, samples)
    for method in METHODS:
        answer = getattr(Client(), method)(location)
        assert refuses(answer), f"{method.upper()} {location} answers a stranger with {answer.status_code}"
        if answer.status_code == 404:
            assert somebody_gets_in(cast, method, location), f"{location} is 404 for everybody: the sample is wrong"


def somebody_gets_in(cast, method: str, location: str) -> bool:
    """Whether anyone of the cast gets another answer than 404."""
    for person in vars(cast.people).values():
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        if getattr(client, method)(location).status_code != 404:
            return True
    return False


@pytest.mark.parametrize("address", [a for a in ALL if a.name in PUBLIC], ids=lambda address: address.name)
def test_a_public_address_is_public_and_does_not_fall_over(address, samples, db):
    made_up = {"token": "x" * 43, "section": "services", "path": "nothing.webp", "provider_id": "nobody"}
    known = made_up | samples.get(address.room, {})
    location = reverse(address.name, kwargs={parameter: known[parameter] for parameter in address.parameters})
    for method in METHODS:
        answer = getattr(Client(), method)(location)
        assert answer.status_code != 500
        assert not leads_to_login(answer), f"{address.name} is not public: take it off the list"


# --- The check itself can fail ---------------------------------------------------------------------------------------


def open_door(request, **_parameters):
    from django.http import HttpResponse

    return HttpResponse("come in")


urlpatterns = [
    path("services/<slug:slug>/secret/", open_door, name="open_door"),
    path("new/<int:thing>/", open_door, name="new"),
]


def test_an_open_door_is_seen(client, db, settings):
    settings.ROOT_URLCONF = __name__
    found = {address.name: address for address in addresses(get_resolver().url_patterns)}
    assert found["open_door"] == Address("open_door", "services/<slug:slug>/secret/", ("slug",))
    assert not refuses(client.get("/services/x/secret/"))
    with pytest.raises(AssertionError, match="Give `samples` a thing"):
        location_of(found["new"], {})
