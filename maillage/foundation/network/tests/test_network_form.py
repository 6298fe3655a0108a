"""Networks and working groups, entered and revised on screen."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.journal.models import Entry
from maillage.foundation.network.actions.networks import create_network, revise_network
from maillage.foundation.network.actions.working_groups import revise_working_group
from maillage.foundation.network.models import (
    Membership,
    Network,
    Organization,
    Participation,
    Territory,
    WorkingGroup,
)


def named(text):
    return TranslatedText.of({"fr": text})


def picture(name="logo.png", kind="PNG"):
    made = io.BytesIO()
    Image.new("RGBA", (900, 300), "teal").save(made, kind)
    return SimpleUploadedFile(name, made.getvalue())


def rows(prefix, *given, initial=0):
    fields = {f"{prefix}-TOTAL_FORMS": str(len(given)), f"{prefix}-INITIAL_FORMS": str(initial)}
    return fields | {f"{prefix}-{n}-{key}": value for n, row in enumerate(given) for key, value in row.items()}


def typed(cast, *, partners=None, funders=None, **changes):
    participation = cast.network.participations.get(organization=cast.antenna)
    lead = {"id": str(participation.pk), "organization": str(cast.antenna.pk), "role": "lead"}
    fields = {"language": "fr", "name_fr": "Contrat de quartier", "kind": "project", "version": "1"}
    fields["territories"] = str(cast.place.pk)
    fields |= rows("partners", lead, initial=1) if partners is None else partners
    return fields | (funders or rows("funders")) | changes


def edit(client, cast, slug="contract", **changes):
    return client.post(reverse("network_edit", args=[slug]), typed(cast, **changes))


def errors_of(response):
    assert response.status_code == 422
    form = response.context["form"]
    listed = [row.errors for rows in form.lists for row in rows if row.errors]
    return form.errors, listed


@pytest.mark.parametrize("name", ["carla", "ada"])
def test_who_may_revise(cast, client, name):
    client.force_login(getattr(cast.people, name))
    assert client.get(reverse("network_edit", args=["contract"])).status_code == 200
    more = {"starts_on": "2026-01-01", "ends_on": "2028-12-31", "countries": ["BE", "FR"], "programme": "Contrat local"}
    assert edit(client, cast, summary_nl="Samen", **more).url == reverse("network", args=["contract"])
    cast.network.refresh_from_db()
    assert (cast.network.countries, cast.network.programme, cast.network.version) == (["BE", "FR"], "Contrat local", 2)
    entry = Entry.objects.get(action="network.revised")
    assert entry.within_id == str(cast.network.pk)
    assert {"partners", "funders", "ends_on"} <= set(entry.fields)


@pytest.mark.parametrize("name", ["alice", "amir", "bob", "dora", "viktor"])
def test_who_may_not(cast, client, name):
    client.force_login(getattr(cast.people, name))
    assert client.get(reverse("network_edit", args=["contract"])).status_code == 403
    assert edit(client, cast).status_code == 403
    actor = getattr(cast.actors, name)
    with pytest.raises(PermissionDenied):
        revise_network(actor=actor, network=cast.network, version=1, changes={"programme": "x"})
    with pytest.raises(PermissionDenied):
        create_network(actor=actor, values={"name": named("Autre")})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", {"name_fr": ""}),
        ("ends_on", {"starts_on": "2026-02-01", "ends_on": "2026-01-01"}),
        ("starts_on", {"starts_on": "soon"}),
        ("countries", {"countries": ["XX"]}),
        ("territories", {"territories": ""}),
        ("territories", {"territories_added": "Atlantis"}),
        ("territories", {"territories": "not-an-id"}),
        ("kind", {"kind": "club"}),
        ("parent", {"parent": "x"}),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(cast, client, field, value):
    client.force_login(cast.people.carla)
    assert field in errors_of(edit(client, cast, **value))[0]


def test_a_coordinator_takes_no_place_of_another_network(cast, client):
    client.force_login(cast.people.carla)
    part = Territory.objects.create(
        slug="part", kind="neighbourhood", parent=cast.place, languages=["fr"], name=named("Partie")
    )
    edit(client, cast, territories_added="Partie")
    assert set(cast.network.territories.all()) == {cast.place, part}
    with pytest.raises(ValidationError) as refused:
        revise_network(
            actor=cast.actors.carla, network=cast.network, version=2, changes={"territories": [cast.elsewhere]}
        )
    assert "Cuneo" in refused.value.message_dict["territories"][0]
    assert "territories" in errors_of(edit(client, cast, territories_added="Cuneo", version="2"))[0]
    cast.network.kind = "plan"
    cast.network.save()
    project = {"name": named("Autre"), "kind": "project", "parent": cast.network}
    with pytest.raises(ValidationError, match="Cuneo"):  # nor with a project of one's own plan
        create_network(actor=cast.actors.carla, values=project | {"territories": [cast.elsewhere]})
    create_network(actor=cast.actors.carla, values=project | {"territories": [part]})
    assert set(cast.network.territories.all()) == {cast.place, part}


def test_a_second_editor_loses_nothing(cast, client):
    client.force_login(cast.people.ada)
    edit(client, cast, programme="Premier", territories_added="Cuneo (cuneo)")
    response = edit(client, cast, programme="Second")
    errors = errors_of(response)[0]
    assert "Premier" in errors["programme"][0]
    assert "Cuneo" in errors["territories"][0]
    assert 'value="Second"' in response.content.decode()


def test_partners_come_change_their_role_and_go(cast, client):
    client.force_login(cast.people.carla)
    new = Organization.objects.create(slug="new", name=named("Nouvelle"))
    participation = cast.network.participations.get()
    lead = {"id": str(participation.pk), "organization": str(cast.antenna.pk), "role": "associated"}
    both = rows("partners", lead, {"organization": str(new.pk), "role": "lead"}, initial=1)
    edit(client, cast, partners=both)
    assert {(row.organization, row.role) for row in cast.network.participations.all()} == {
        (cast.antenna, "associated"),
        (new, "lead"),
    }
    gone = rows("partners", lead | {"DELETE": "on"}, initial=1)
    edit(client, cast, partners=gone, version="2")
    assert not cast.network.participations.exists()


def test_nobody_takes_an_organization_of_another_network(cast, client):
    client.force_login(cast.people.carla)
    other = {"organization": str(cast.other.pk), "role": "partner"}
    response = edit(client, cast, partners=rows("partners", other))
    assert "Autre association" in errors_of(response)[0]["__all__"][0]
    client.force_login(cast.people.ada)
    edit(client, cast, partners=rows("partners", other))
    assert list(cast.network.participations.values_list("organization", flat=True)) == [cast.other.pk]


def test_nobody_takes_an_organization_for_which_somebody_acts(cast):
    lonely = Organization.objects.create(slug="lonely", name=named("Seule"))
    held = Membership.objects.create(user=cast.people.bob, organization=lonely, role="manager")
    Membership.objects.create(user=cast.people.bob, network=cast.network, role="coordinator")

    def add(actor, version):
        partners = [(cast.antenna, "lead"), (lonely, "partner")]
        revise_network(actor=actor, network=cast.network, version=version, changes={}, partners=partners)
        Participation.objects.filter(organization=lonely).delete()

    with pytest.raises(ValidationError, match="Seule"):
        add(cast.actors.carla, 1)
    add(cast.actors.bob, 1)  # who manages it
    add(cast.actors.ada, 2)
    Membership.objects.filter(pk=held.pk).update(ended_at=timezone.now())
    add(cast.actors.carla, 3)


def test_a_coordinator_does_not_keep_an_organization_by_another_network(cast):
    own = Network.objects.create(slug="own", name=named("Autre projet"))
    Membership.objects.create(user=cast.people.carla, network=own, role="coordinator")
    with pytest.raises(ValidationError, match="Antenne"):
        revise_network(
            actor=cast.actors.carla, network=own, version=1, changes={}, partners=[(cast.antenna, "partner")]
        )


def test_a_partner_named_twice(cast, client):
    client.force_login(cast.people.carla)
    twice = {"organization": str(cast.antenna.pk), "role": "partner"}
    response = edit(client, cast, partners=rows("partners", twice, twice))
    assert response.status_code == 422
    assert cast.network.participations.get().role == "lead"


def test_a_funder_with_logo_is_added_replaced_and_removed(cast, client, django_capture_on_commit_callbacks):
    client.force_login(cast.people.carla)
    new = {"name": "Cocom", "mention_fr": "Avec le soutien de la Cocom", "logo": picture()}
    edit(client, cast, funders=rows("funders", new))
    funder = cast.network.funders.get()
    first = funder.logo.name
    assert first.startswith("funders/")
    assert "logo" not in first
    with default_storage.open(first) as file:
        assert Image.open(file).size == (600, 200)
    assert funder.mention.text_in("fr").startswith("Avec")

    kept = {"id": str(funder.pk), "name": "Cocom", "mention_fr": "Merci", "logo": picture("logo2.png")}
    with django_capture_on_commit_callbacks(execute=True):
        edit(client, cast, funders=rows("funders", kept, {"name": "Europe"}, initial=1), version="2")
    assert [row.name for row in cast.network.funders.all()] == ["Cocom", "Europe"]
    assert not default_storage.exists(first)
    second = cast.network.funders.first().logo.name
    assert default_storage.exists(second)

    kept = {"id": str(funder.pk), "name": "Cocom", "DELETE": "on"}
    europe = {"id": str(cast.network.funders.last().pk), "name": "Union européenne"}
    with django_capture_on_commit_callbacks(execute=True):
        edit(client, cast, funders=rows("funders", kept, europe, initial=2), version="3")
    assert [row.name for row in cast.network.funders.all()] == ["Union européenne"]
    assert not default_storage.exists(second)


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("logo.png", b"<html>not a picture</html>"),
        SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        SimpleUploadedFile("logo.png", b"x" * (5 * 1024 * 1024 + 1)),
        picture("logo.jpg"),
    ],
    ids=["html", "svg", "large", "other kind"],
)
def test_a_logo_that_is_not_what_it_says_is_refused(cast, client, upload):
    upload.seek(0)
    client.force_login(cast.people.carla)
    _errors, listed = errors_of(edit(client, cast, funders=rows("funders", {"name": "Cocom", "logo": upload})))
    assert "logo" in listed[0]
    assert not cast.network.funders.exists()


def test_another_networks_funder_is_not_touched(cast, client):
    foreign = cast.other_network.funders.create(name="Région")
    client.force_login(cast.people.carla)
    edit(client, cast, funders=rows("funders", {"id": str(foreign.pk), "name": "Pris"}, initial=1))
    foreign.refresh_from_db()
    assert foreign.name == "Région"
    with pytest.raises(ValueError, match="another network"):
        revise_network(actor=cast.actors.ada, network=cast.network, version=2, changes={}, funders=[foreign])


def test_no_network_is_a_part_of_itself(cast):
    plan = Network.objects.create(slug="plan", kind="plan", name=named("Plan"))
    part = Network.objects.create(slug="part", kind="plan", name=named("Partie"), parent=plan)

    def refusal(network, parent):
        with pytest.raises(ValidationError) as refused:
            revise_network(actor=cast.actors.ada, network=network, version=1, changes={"parent": parent})
        network.refresh_from_db()
        assert network.version == 1
        return refused.value.error_dict["parent"][0]

    assert refusal(plan, part).code == "cycle"
    assert refusal(plan, plan).code == "cycle"
    assert refusal(cast.network, cast.other_network)  # a project holds no projects
    with pytest.raises(PermissionDenied):  # nor does one put a project into somebody else's plan
        revise_network(actor=cast.actors.carla, network=cast.network, version=1, changes={"parent": plan})


def test_a_coordinator_of_a_plan_starts_a_project_and_coordinates_it(cast, client):
    plan = Network.objects.create(slug="plan", kind="plan", name=named("Plan"))
    client.force_login(cast.people.carla)
    assert client.get(reverse("network_create")).status_code == 403
    Membership.objects.create(user=cast.people.carla, network=plan, role="coordinator")
    assert client.get(reverse("network_create")).status_code == 200
    new = typed(cast, partners=rows("partners"), name_fr="Maraude", version="")
    assert "parent" in client.post(reverse("network_create"), new).context["form"].errors
    response = client.post(reverse("network_create"), new | {"parent": str(plan.pk)})
    assert response.url == reverse("network", args=["maraude"])
    assert Membership.objects.filter(user=cast.people.carla, network__slug="maraude", role="coordinator").exists()


def test_working_groups(cast, client):
    client.force_login(cast.people.carla)
    create = reverse("working_group_create")
    assert client.get(f"{create}?network=contract").status_code == 200
    values = {"name_fr": "Logement", "purpose_fr": "Se loger", "networks": str(cast.network.pk)}
    response = client.post(create, values | {"organizations": str(cast.antenna.pk)})
    assert response.url == reverse("network", args=["contract"])
    group = WorkingGroup.objects.get()
    assert list(group.organizations.all()) == [cast.antenna]
    group.networks.add(cast.other_network)
    edit_page = reverse("working_group_edit", args=[group.pk])
    assert client.get(edit_page).status_code == 200
    client.post(edit_page, values | {"name_fr": "Habitat", "version": "1"})
    group.refresh_from_db()
    assert (str(group), group.version) == ("Habitat", 2)
    assert set(group.networks.all()) == {cast.network, cast.other_network}  # not hers to take away
    assert client.post(edit_page, values | {"version": "1"}).status_code == 422
    for name in ("alice", "amir", "viktor"):
        client.force_login(getattr(cast.people, name))
        assert client.get(create).status_code == 403
        assert client.get(edit_page).status_code == 403
    with pytest.raises(PermissionDenied):
        revise_working_group(actor=cast.actors.alice, group=group, version=2, changes={})
    group.networks.set([cast.network])
    with pytest.raises(PermissionDenied):
        revise_working_group(
            actor=cast.actors.carla, group=group, version=2, changes={"networks": [cast.network, cast.other_network]}
        )
    assert Participation.objects.count() == 2
