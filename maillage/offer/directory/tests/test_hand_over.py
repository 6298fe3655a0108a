"""Somebody leaves: what they kept goes to a colleague, or to nobody."""

from maillage.foundation.journal.models import Entry
from maillage.foundation.network.actions.memberships import end_membership
from maillage.foundation.network.models import Membership


def test_services_go_to_the_colleague_who_takes_over(cast, published):
    membership = Membership.objects.get(user=cast.people.alice)
    end_membership(actor=cast.actors.amir, membership=membership, handed_to=cast.people.amir)
    published.refresh_from_db()
    assert published.keeper == cast.people.amir
    assert Entry.objects.about(published).filter(action="service.handed_over").count() == 1


def test_without_a_colleague_they_stay_with_nobody(cast, published):
    end_membership(actor=cast.actors.amir, membership=Membership.objects.get(user=cast.people.alice))
    published.refresh_from_db()
    assert published.keeper is None


def test_the_end_of_another_role_changes_nothing(cast, published):
    end_membership(actor=cast.actors.ada, membership=Membership.objects.get(user=cast.people.carla))
    published.refresh_from_db()
    assert published.keeper == cast.people.alice
