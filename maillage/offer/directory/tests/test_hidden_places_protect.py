"""As long as a place hides its address, its organization keeps addresses secret."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from maillage.foundation.journal.models import Entry
from maillage.foundation.network.actions.organizations import revise_organization
from maillage.foundation.network.models import Organization
from maillage.offer.directory.models import Location


@pytest.fixture
def shelter(cast):
    cast.antenna.protected = True
    cast.antenna.save()
    Location.objects.create(organization=cast.antenna, address_hidden=True)
    return cast.antenna


@pytest.mark.parametrize("who", ["amir", "ada"])
def test_the_secret_is_not_given_up_while_a_place_is_hidden(cast, shelter, who):
    actor = getattr(cast.actors, who)
    with pytest.raises(ValidationError) as refused:
        revise_organization(actor=actor, organization=shelter, version=1, changes={"protected": False})
    assert list(refused.value.error_dict) == ["protected"]
    assert Organization.objects.get(pk=shelter.pk).protected
    assert not Entry.objects.filter(action="organization.revised").exists()


def test_it_is_given_up_once_none_is(cast, shelter):
    Location.objects.update(address_hidden=False)
    Location.objects.create(organization=cast.other, address_hidden=True)  # somebody else's
    revise_organization(actor=cast.actors.amir, organization=shelter, version=1, changes={"protected": False})
    assert not Organization.objects.get(pk=shelter.pk).protected


def test_everything_else_may_still_be_changed(cast, shelter):
    changes = {"website": "https://example.org", "protected": True}
    revise_organization(actor=cast.actors.amir, organization=shelter, version=1, changes=changes)


def test_the_page_says_it_beside_the_box(cast, shelter, client):
    client.force_login(cast.people.amir)
    sent = {"language": "fr", "name_fr": "Antenne", "kind": "association", "version": "1"}
    sent |= {"identifiers-TOTAL_FORMS": "0", "identifiers-INITIAL_FORMS": "0"}
    with translation.override("en"):
        response = client.post(reverse("organization_edit", args=["antenna"]), sent)
        error = str(response.context["form"].errors["protected"][0])
    assert response.status_code == 422
    assert "1 place of this organization still hides its address" in error
