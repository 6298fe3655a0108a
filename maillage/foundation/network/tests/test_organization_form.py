"""Organizations, entered and revised on screen."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.journal.models import Entry
from maillage.foundation.network.actions.organizations import create_organization, revise_organization
from maillage.foundation.network.models import Network, Organization


def typed(**changes):
    fields = {
        "language": "fr", "name_fr": "Antenne sociale", "kind": "association", "version": "1",
        "identifiers-TOTAL_FORMS": "2", "identifiers-INITIAL_FORMS": "0",
        "identifiers-0-scheme": "", "identifiers-0-value": "", "identifiers-1-scheme": "", "identifiers-1-value": "",
    }  # fmt: skip
    return fields | changes


def edit(client, slug="antenna", **changes):
    return client.post(reverse("organization_edit", args=[slug]), typed(**changes))


def errors_of(response):
    assert response.status_code == 422
    form = response.context["form"]
    return {**form.errors, **{f"row {n}": row.errors for n, row in enumerate(form.identifiers) if row.errors}}


@pytest.mark.parametrize("name", ["amir", "carla", "ada"])
def test_who_may_revise(cast, client, name):
    client.force_login(getattr(cast.people, name))
    assert client.get(reverse("organization_edit", args=["antenna"])).status_code == 200
    response = edit(client, name_nl="Sociaal steunpunt", territory=str(cast.place.pk), phone="+32 2 247 32 15")
    assert response.url == reverse("organization", args=["antenna"])
    cast.antenna.refresh_from_db()
    assert cast.antenna.name.text_in("nl") == "Sociaal steunpunt"
    assert (cast.antenna.phone, cast.antenna.version) == ("+3222473215", 2)
    entry = Entry.objects.exclude(action="user.logged_in").get()
    assert (entry.action, entry.within_id) == ("organization.revised", str(cast.antenna.pk))
    assert "phone" in entry.fields
    assert "Sociaal" not in str(entry.fields)


@pytest.mark.parametrize("name", ["alice", "bob", "dora", "viktor"])
def test_who_may_not(cast, client, name):
    client.force_login(getattr(cast.people, name))
    assert client.get(reverse("organization_edit", args=["antenna"])).status_code == 403
    assert edit(client).status_code == 403
    with pytest.raises(PermissionDenied):
        revise_organization(
            actor=getattr(cast.actors, name), organization=cast.antenna, version=1, changes={"kind": "ngo"}
        )
    assert not Entry.objects.exclude(action="user.logged_in").exists()


def test_a_stranger_is_asked_to_log_in(cast, client):
    for address in (reverse("organization_edit", args=["antenna"]), reverse("organization_create")):
        assert "login" in client.get(address).url


def test_a_second_editor_loses_nothing(cast, client):
    client.force_login(cast.people.amir)
    edit(client, name_fr="Antenne nord")
    response = edit(client, name_fr="Antenne sud", description_fr="Près de chez vous")
    assert "Antenne nord" in errors_of(response)["name"][0]
    text = response.content.decode()
    assert "Antenne sud" in text
    assert "Près de chez vous" in text
    assert edit(client, name_fr="Antenne sud", version=response.context["form"]["version"].value()).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", {"name_fr": ""}),
        ("name", {"name_fr": "x" * 201}),
        ("name", {"name_fr": "<b>Antenne</b>"}),
        ("description", {"description_fr": "x" * 3001}),
        ("phone", {"phone": "12 34"}),
        ("email", {"email": "not an address"}),
        ("website", {"website": "ftp://example.org"}),
        ("website", {"website": "javascript:alert(1)"}),
        ("kind", {"kind": "castle"}),
        ("language", {"language": "xx"}),
        ("members", {"members_added": "Nobody of that name"}),
        ("version", {"version": "soon"}),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(cast, client, field, value):
    client.force_login(cast.people.amir)
    assert field in errors_of(edit(client, **value))
    cast.antenna.refresh_from_db()
    assert cast.antenna.version == 1


def test_an_address_without_a_beginning_gets_the_safe_one(cast, client):
    client.force_login(cast.people.amir)
    edit(client, website="example.org/antenne")
    cast.antenna.refresh_from_db()
    assert cast.antenna.website == "https://example.org/antenne"


def test_identifiers_are_checked_kept_and_removed(cast, client):
    client.force_login(cast.people.amir)
    edit(client, **{"identifiers-0-scheme": "BE-ENT", "identifiers-0-value": "0403.019.261"})
    (row,) = cast.antenna.identifiers.all()
    assert (row.scheme, row.value) == ("BE-ENT", "0403019261")
    wrong = {"identifiers-0-scheme": "BE-ENT", "identifiers-0-value": "0403.019.262"}
    errors = errors_of(edit(client, version="2", **wrong))
    assert "0403.019.262" in errors["row 0"]["value"][0]
    stored = {"identifiers-INITIAL_FORMS": "1", "identifiers-0-id": str(row.pk), "identifiers-0-scheme": "BE-ENT"}
    stored |= {"identifiers-0-value": "0403019261"}
    edit(client, version="2", **stored)
    assert cast.antenna.identifiers.count() == 1
    edit(client, version="3", **stored, **{"identifiers-0-DELETE": "on"})
    assert not cast.antenna.identifiers.exists()


def test_a_number_belongs_to_one_organization(cast, client):
    cast.other.identifiers.create(scheme="BE-ENT", value="0403019261")
    client.force_login(cast.people.amir)
    errors = errors_of(edit(client, **{"identifiers-0-scheme": "BE-ENT", "identifiers-0-value": "0403019261"}))
    assert "0403019261" in errors["__all__"][0]
    assert "Autre" not in str(errors)


def test_a_manager_does_not_exempt_the_organization_from_review(cast, client):
    client.force_login(cast.people.amir)
    edit(client, trusted="on")
    cast.antenna.refresh_from_db()
    assert not cast.antenna.trusted
    with pytest.raises(PermissionDenied):
        revise_organization(actor=cast.actors.amir, organization=cast.antenna, version=2, changes={"trusted": True})
    client.force_login(cast.people.carla)
    edit(client, trusted="on", version="2")
    cast.antenna.refresh_from_db()
    assert cast.antenna.trusted


def test_a_grouping_gathers_others_but_not_itself(cast, client):
    client.force_login(cast.people.amir)
    edit(client, members_added="Autre association")
    assert list(cast.antenna.members.all()) == [cast.other]
    edit(client, version="2", members=str(cast.other.pk))
    assert cast.antenna.members.count() == 1
    edit(client, version="3")
    assert not cast.antenna.members.exists()
    assert "members" in errors_of(edit(client, version="4", members_added="antenna"))
    with pytest.raises(ValidationError):
        revise_organization(
            actor=cast.actors.amir, organization=cast.antenna, version=4, changes={"members": [cast.antenna]}
        )


def test_a_coordinator_enters_an_organization_into_a_network(cast, client):
    client.force_login(cast.people.carla)
    address = reverse("organization_create")
    assert client.get(address).status_code == 200
    new = typed(name_fr="Boutique du droit", network=str(cast.network.pk))
    assert client.post(address, new).url == reverse("organization", args=["boutique-du-droit"])
    made = Organization.objects.get(slug="boutique-du-droit")
    assert [row.network for row in made.participations.all()] == [cast.network]
    assert "network" in client.post(address, typed()).context["form"].errors
    other = typed(network=str(cast.other_network.pk))
    assert "network" in client.post(address, other).context["form"].errors
    assert Entry.objects.filter(action="organization.created").count() == 1


def test_an_administrator_needs_no_network_and_others_do(cast):
    values = {"name": TranslatedText.of({"fr": "Nouvelle"})}
    assert create_organization(actor=cast.actors.ada, values=values).slug == "nouvelle"
    with pytest.raises(ValidationError):
        create_organization(actor=cast.actors.carla, values=values)
    with pytest.raises(PermissionDenied):
        create_organization(actor=cast.actors.carla, values=values, network=cast.other_network)
    for name in ("alice", "amir", "viktor", "charlie"):
        with pytest.raises(PermissionDenied):
            create_organization(actor=getattr(cast.actors, name), values=values, network=cast.network)
    with pytest.raises(ValueError, match="slug"):
        create_organization(actor=cast.actors.ada, values=values | {"slug": "x"})
    assert Network.objects.count() == 2


@pytest.mark.parametrize("name", ["alice", "amir", "viktor"])
def test_the_form_of_a_new_one_is_for_coordinators(cast, client, name):
    client.force_login(getattr(cast.people, name))
    assert client.get(reverse("organization_create")).status_code == 403


@pytest.mark.parametrize(
    ("place", "written", "kept"),
    [
        ("schaerbeek", "02 218 00 00", "+3222180000"),
        ("cuneo", "0171 605111", "+390171605111"),
        ("", "02 218 00 00", "+3222180000"),  # at home nowhere: the country of the site
        ("cuneo", "+32 2 218 00 00", "+3222180000"),
    ],
)
def test_a_number_is_read_in_the_country_of_the_place(cast, client, place, written, kept):
    client.force_login(cast.people.ada)
    response = client.post(reverse("organization_edit", args=["antenna"]), typed(territory=place, phone=written))
    assert response.status_code == 302
    cast.antenna.refresh_from_db()
    assert cast.antenna.phone == kept
