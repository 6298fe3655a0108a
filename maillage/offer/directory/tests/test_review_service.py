"""From draft to public and back: every step by whoever may, from every state it may."""

import pytest
from django.core.exceptions import PermissionDenied

from maillage.foundation.common.transitions import TransitionRefused
from maillage.foundation.journal.models import Entry
from maillage.foundation.notifications.models import Message
from maillage.offer.directory.actions import (
    Incomplete,
    change_situation,
    create_service,
    publish_service,
    return_service,
    revise_service,
    submit_service,
    withdraw_service,
)
from maillage.offer.directory.conftest import french
from maillage.offer.directory.models import Service, Situation


def test_handed_in_returned_handed_in_published_withdrawn(cast, draft):
    submit_service(actor=cast.actors.alice, service=draft)
    return_service(actor=cast.actors.carla, service=draft, reason="Quel étage ?")
    assert (draft.state, draft.review_note) == ("draft", "Quel étage ?")
    submit_service(actor=cast.actors.alice, service=draft)
    publish_service(actor=cast.actors.carla, service=draft, version=draft.version)
    assert draft.state == "published"
    assert draft.review_note == ""
    assert draft.assured_at is not None
    withdraw_service(actor=cast.actors.amir, service=draft)
    steps = Entry.objects.about(draft).order_by("id").values_list("action", flat=True)
    assert list(steps)[2:] == [
        "service.submitted", "service.returned", "service.submitted", "service.published", "service.withdrawn"
    ]  # fmt: skip


def test_the_keeper_is_told_in_their_language_and_once(cast, draft):
    cast.people.alice.language = "nl"
    cast.people.alice.save()
    draft.keeper.refresh_from_db()
    publish_service(actor=cast.actors.carla, service=draft, version=draft.version)
    message = Message.objects.get(purpose="service_published")
    assert message.language == "nl"
    assert message.recipient == "alice@example.org"
    assert "/nl/services/permanence-logement/" in message.body


@pytest.mark.parametrize("who", ["alice", "amir", "bob", "dora", "viktor", "charlie"])
def test_only_a_coordinator_of_its_network_publishes(cast, draft, who):
    submit_service(actor=cast.actors.alice, service=draft)
    with pytest.raises(PermissionDenied):
        publish_service(actor=getattr(cast.actors, who), service=draft, version=draft.version)
    with pytest.raises(PermissionDenied):
        return_service(actor=getattr(cast.actors, who), service=draft, reason="non")
    assert Service.objects.get(pk=draft.pk).state == "in_review"


def test_a_trusted_organization_publishes_its_own(cast, draft):
    cast.antenna.trusted = True
    cast.antenna.save()
    draft.refresh_from_db()
    publish_service(actor=cast.actors.alice, service=draft, version=draft.version)
    assert draft.state == "published"


def test_a_worker_does_not_take_it_off_alone(cast, published):
    with pytest.raises(PermissionDenied):
        withdraw_service(actor=cast.actors.alice, service=published)


def test_a_sheet_that_lacks_what_matters_is_not_handed_in(cast):
    bare = create_service(actor=cast.actors.alice, organization=cast.antenna, name=french("Nu"), language="fr")
    with pytest.raises(Incomplete) as refusal:
        submit_service(actor=cast.actors.alice, service=bare)
    assert {gap.code for gap in refusal.value.gaps} == {"description", "theme", "reach", "access"}


def test_what_is_public_cannot_be_handed_in_again(cast, published):
    with pytest.raises(TransitionRefused):
        submit_service(actor=cast.actors.alice, service=published)


def test_the_queue_of_a_coordinator(cast, draft):
    submit_service(actor=cast.actors.alice, service=draft)
    assert list(Service.objects.in_review_by(cast.actors.carla)) == [draft]
    assert list(Service.objects.in_review_by(cast.actors.ada)) == [draft]
    for who in ("alice", "bob", "dora", "viktor", "charlie"):
        assert not Service.objects.in_review_by(getattr(cast.actors, who)).exists()


def test_what_changed_while_it_was_read_is_not_published(client, cast, draft):
    submit_service(actor=cast.actors.alice, service=draft)
    read = draft.version
    revise_service(actor=cast.actors.alice, service=draft, version=read, changes={"summary": french("Tout autre.")})
    client.force_login(cast.people.carla)
    client.post(f"/fr/services/{draft.slug}/publication/", {"version": read})
    assert Service.objects.get(pk=draft.pk).state == "in_review"
    client.post(f"/fr/services/{draft.slug}/publication/")  # a button that does not say what was read
    assert Service.objects.get(pk=draft.pk).state == "in_review"
    client.post(f"/fr/services/{draft.slug}/publication/", {"version": read + 1})
    assert Service.objects.get(pk=draft.pk).state == "published"


def test_a_public_sheet_that_changed_is_read_again(client, cast, published):
    waiting = Service.objects.changed_since_review_by(cast.actors.carla)
    assert not waiting.exists()
    service = Service.objects.get(pk=published.pk)
    changes = {"summary": french("Neuf.")}
    revise_service(actor=cast.actors.alice, service=service, version=service.version, changes=changes)
    assert list(waiting.all()) == [published]
    assert not Service.objects.changed_since_review_by(cast.actors.dora).exists()
    client.force_login(cast.people.carla)
    assert "Permanence logement" in client.get("/fr/reviews/").content.decode()
    client.post(f"/fr/services/{service.slug}/review/", {"version": service.version - 1})
    assert waiting.all().exists()
    client.post(f"/fr/services/{service.slug}/review/", {"version": service.version})
    assert not waiting.all().exists()


def test_what_a_reviewer_changes_needs_no_second_reading(cast, published):
    service = Service.objects.get(pk=published.pk)
    changes = {"summary": french("Neuf.")}
    revise_service(actor=cast.actors.carla, service=service, version=service.version, changes=changes)
    assert not Service.objects.changed_since_review_by(cast.actors.ada).exists()


def test_full_today_is_no_change_to_read(cast, published):
    service = Service.objects.get(pk=published.pk)
    change_situation(
        actor=cast.actors.alice,
        service=service,
        version=service.version,
        situation=Situation.FULL_TODAY,
        until=None,
        note=french(""),
    )
    assert not Service.objects.changed_since_review_by(cast.actors.carla).exists()


def test_letters_are_plain_text(cast, draft):
    draft.name = french("Café & pain")
    publish_service(actor=cast.actors.carla, service=draft, version=draft.version)
    message = Message.objects.get(purpose="service_published")
    assert "Café & pain" in message.subject
    assert "Café & pain" in message.body


def test_those_who_review_learn_that_it_waits(cast, draft):
    submit_service(actor=cast.actors.alice, service=draft)
    message = Message.objects.get(purpose="service_submitted")
    assert message.recipient == "carla@example.org"
    assert f"/services/{draft.slug}/edit/" in message.body
