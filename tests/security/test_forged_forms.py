"""A form on another site cannot act here in the name of whoever is logged in: every address refuses it."""

import pytest

from maillage.foundation.journal.models import Entry
from tests.consistency.test_addresses import ALL, location_of

pytestmark = pytest.mark.once

# Not about a logged-in person: where an identity provider sends people back, and pictures.
MADE_UP = {"token": "x" * 43, "section": "services", "path": "nothing.webp", "provider_id": "nobody"}


@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name)
def test_a_post_without_the_pages_token_is_refused(address, samples, cast, as_person):
    known = {name: MADE_UP | values for name, values in samples.items()}
    known |= {address.room: known.get(address.room, MADE_UP)}
    forged = as_person(cast.people.ada, enforce_csrf_checks=True)
    before = Entry.objects.count()
    answer = forged.post(location_of(address, known), {"anything": "x"})
    assert answer.status_code == 403, answer.status_code
    assert Entry.objects.count() == before


def test_a_token_of_another_browser_is_refused(cast, as_person, draft):
    forged = as_person(cast.people.carla, enforce_csrf_checks=True)
    forged.get("/fr/account/")
    other = as_person(cast.people.bob, enforce_csrf_checks=True)
    other.get("/fr/account/")
    token = other.cookies["csrftoken"].value
    answer = forged.post(f"/fr/services/{draft.slug}/publication/", {"csrfmiddlewaretoken": token})
    assert answer.status_code == 403
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_reading_never_changes_anything(cast, as_person, samples):
    """A GET on every address: an image on another site can do no more than that."""
    reader = as_person(cast.people.ada)
    known = {name: MADE_UP | values for name, values in samples.items()}
    reader.get("/fr/account/")
    before = set(Entry.objects.values_list("pk", flat=True))
    for address in ALL:
        reader.get(location_of(address, known | {address.room: known.get(address.room, MADE_UP)}))
    written = set(Entry.objects.exclude(pk__in=before).values_list("action", flat=True))
    assert written <= {"journal.read", "journal.exported", "members.read", "messages.read"}, written
