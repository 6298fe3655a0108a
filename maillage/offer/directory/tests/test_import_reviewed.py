"""What an import publishes counts as read: what it said then is kept, so that a reviewer sees what changed since."""

from decimal import Decimal

import pytest

from maillage.foundation.common.texts import TranslatedText
from maillage.offer.directory.actions import revise_service
from maillage.offer.directory.exchange.records import Kind, Record
from maillage.offer.directory.models import Service
from maillage.offer.directory.snapshots import changes_since_review, snapshot_of
from maillage.offer.directory.tests.importing import at, contact, imported, source_of, whole


@pytest.fixture
def source(db):
    return source_of()


def cost(key="k1", row=2, **values):
    """A price of the service."""
    values = {"amount": "2.5", "currency": "EUR", "option": "adulte", **values}
    return Record(Kind.COST_OPTION, key, values, at(row), {"service": "s1"})


def rewrite(cast, text):
    """Somebody of the organization writes another description, which waits to be read."""
    Service.objects.update(organization=cast.antenna)
    mine = Service.objects.get()
    changes = {"description": TranslatedText.of({"fr": text})}
    revise_service(actor=cast.actors.alice, service=mine, version=mine.version, changes=changes)


def sheet():
    """The service with all that its sheet shows."""
    return Service.objects.for_sheet().get()


def test_what_was_published_is_kept_as_it_is_stored(source, cast):
    rich = {"languages": ["fr", "ar"], "fees": "paid", "themes": ["sante"], "capacity": 4, "wait_weeks": 2}
    imported(source, *whole(**rich), cost(), contact("c2", value="+3222473216", label={"fr": "soir", "nl": "avond"}))
    kept = sheet().reviewed_snapshot
    assert kept == snapshot_of(sheet())
    assert kept["cost_options"][0]["amount"] == str(Decimal("2.50"))
    assert [row["value"] for row in kept["contact_points"]] == ["+3222473215", "+3222473216"]
    assert changes_since_review(sheet()) == []


def test_a_reviewer_sees_what_was_changed_since_the_import(source, cast):
    imported(source, *whole())
    rewrite(cast, "Un repas à treize heures.")
    (difference,) = changes_since_review(sheet())
    assert "".join(piece.text for piece in difference.before) == "Un repas à midi."


def test_what_the_source_changes_is_kept_too(source):
    imported(source, *whole())
    imported(source, *whole(summary="Chaud."), contact("c2", value="+3222473216"))
    now = sheet()
    assert now.reviewed_version == now.version
    assert now.reviewed_snapshot == snapshot_of(now)


@pytest.mark.parametrize("later", [{"summary": "Chaud."}, {}])
def test_what_nobody_has_read_yet_goes_on_waiting(source, cast, later):
    """An import does not read over what somebody wrote here in the meantime."""
    imported(source, *whole())
    before = sheet().reviewed_snapshot
    rewrite(cast, "Écrit ici.")
    imported(source, *whole(**later), contact("c2", value="+3222473216"))
    now = sheet()
    assert now.reviewed_version < now.version
    assert now.reviewed_snapshot == before


def test_a_draft_keeps_nothing(cast):
    own = source_of(cast.actors.amir, organization=cast.antenna)
    imported(own, *whole()[2:3], actor=cast.actors.amir)
    assert all(service.reviewed_snapshot is None for service in Service.objects.filter(source=own))
