"""A provider describes a service: who may, what may change, and two people at once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from maillage.foundation.common.versions import EditConflict
from maillage.foundation.journal.models import Entry
from maillage.offer.directory.actions import create_service, revise_service
from maillage.offer.directory.conftest import french
from maillage.offer.directory.models import ContactPoint, Service


@pytest.mark.parametrize("who", ["alice", "amir", "carla", "ada"])
def test_its_people_its_coordinator_and_the_administrator_may(cast, who):
    service = create_service(
        actor=getattr(cast.actors, who), organization=cast.antenna, name=french("Essai"), language="fr"
    )
    assert service.state == Service.State.DRAFT
    entry = Entry.objects.about(service).get()
    assert (entry.action, entry.actor_id) == ("service.created", str(getattr(cast.people, who).pk))
    assert entry.within_id == str(cast.antenna.pk)


@pytest.mark.parametrize("who", ["bob", "dora", "viktor", "charlie"])
def test_nobody_else_may(cast, draft, who):
    actor = getattr(cast.actors, who)
    with pytest.raises(PermissionDenied):
        create_service(actor=actor, organization=cast.antenna, name=french("Essai"), language="fr")
    with pytest.raises(PermissionDenied):
        revise_service(actor=actor, service=draft, version=draft.version, changes={"name": french("Volé")})
    draft.refresh_from_db()
    assert str(draft.name) == "Permanence logement"


def test_a_revision_changes_only_what_may_be_revised(cast, draft):
    for name in ("state", "organization", "keeper", "assured_at", "example", "slug"):
        with pytest.raises(ValueError, match="not revisable"):
            revise_service(actor=cast.actors.alice, service=draft, version=draft.version, changes={name: "x"})


def test_the_second_editor_is_told_and_nothing_is_overwritten(cast, draft):
    opened = draft.version
    revise_service(actor=cast.actors.alice, service=draft, version=opened, changes={"summary": french("Le premier.")})
    late = Service.objects.get(pk=draft.pk)
    with pytest.raises(EditConflict) as conflict:
        revise_service(actor=cast.actors.amir, service=late, version=opened, changes={"summary": french("Le second.")})
    assert str(conflict.value.current.summary) == "Le premier."
    assert str(Service.objects.get(pk=draft.pk).summary) == "Le premier."


def test_details_keep_their_identity_and_their_order(cast, draft):
    first = draft.contact_points.get()
    rows = [ContactPoint(kind="email", value="aide@example.org"), first]
    revise_service(actor=cast.actors.alice, service=draft, version=draft.version, changes={"contact_points": rows})
    assert [point.kind for point in draft.contact_points.all()] == ["email", "phone"]
    assert draft.contact_points.last().pk == first.pk
    revise_service(actor=cast.actors.alice, service=draft, version=draft.version, changes={"contact_points": []})
    assert not ContactPoint.objects.filter(service=draft).exists()


def test_a_detail_of_another_service_cannot_be_taken(cast, draft, published):
    other = create_service(actor=cast.actors.bob, organization=cast.other, name=french("Ailleurs"), language="fr")
    theirs = draft.contact_points.get()
    with pytest.raises(ValueError, match="another service"):
        revise_service(
            actor=cast.actors.bob, service=other, version=other.version, changes={"contact_points": [theirs]}
        )


@pytest.mark.parametrize(
    "changes",
    [
        {"opening_hours": "every now and then"},
        {"access_modes": ["by_balloon"]},
        {"accessibility": {"wheelchair": "maybe"}},
        {"fees": "gold"},
    ],
)
def test_wrong_values_are_refused_and_nothing_is_half_written(cast, draft, changes):
    with pytest.raises(ValidationError):
        revise_service(actor=cast.actors.alice, service=draft, version=draft.version, changes=changes)
    stored = Service.objects.get(pk=draft.pk)
    assert stored.access_modes == ["walk_in"]
    assert Entry.objects.about(draft).filter(action="service.revised").count() == 1


def test_the_journal_names_fields_and_never_values(cast, draft):
    entry = Entry.objects.about(draft).filter(action="service.revised").get()
    assert "description" in entry.fields
    assert "propriétaire" not in str(entry.__dict__)


def test_two_services_of_one_name_have_two_addresses(cast, draft):
    twin = create_service(
        actor=cast.actors.alice, organization=cast.antenna, name=french("Permanence logement"), language="fr"
    )
    assert draft.slug == "permanence-logement"
    assert twin.slug.startswith("permanence-logement-")
