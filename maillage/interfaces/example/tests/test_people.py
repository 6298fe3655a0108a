"""The people of the example: each shows what one role may do, and no more."""

import pytest

from maillage.foundation.accounts.actor import user_actor
from maillage.foundation.accounts.models import User
from maillage.foundation.network.models import Network, Organization
from maillage.foundation.network.roles import roles_of
from maillage.interfaces.example.loading import load_example
from maillage.interfaces.website.management.commands.serve import how_to_be_somebody_else
from maillage.offer.directory.models import Service


@pytest.fixture
def people(db):
    load_example()
    return {user.email.partition("@")[0]: user_actor(user) for user in User.objects.all()}


def test_one_person_a_role(people):
    assert set(people) == {"administrator", "coordinator", "provider"}
    assert [name for name, actor in people.items() if actor.is_administrator] == ["administrator"]
    assert roles_of(people["coordinator"]).coordinator == set(Network.objects.values_list("pk", flat=True))
    assert len(roles_of(people["provider"]).worker) == 1
    # What a newcomer is told to try: the coordinator reads what waits, the provider has handed it in.
    assert Service.objects.in_review_by(people["coordinator"]).exists()
    assert Organization.objects.acted_for_by(people["provider"]).count() == 1
    # Whoever starts it is told of all of them.
    told = how_to_be_somebody_else("coordinator@example.org")
    assert "login-link ADDRESS`: administrator@example.org, provider@example.org" in told
