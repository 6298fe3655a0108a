"""What differs for a while at one of a service's places, and only there."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.common.versions import EditConflict
from maillage.foundation.journal.models import Entry
from maillage.offer.directory.actions import change_situation, create_location, revise_service
from maillage.offer.directory.conftest import french
from maillage.offer.directory.models import Service, ServiceAtLocation, Situation
from maillage.offer.directory.sheets import Opening, sheet_of, state_of

THURSDAY_AT_SIX = datetime(2025, 3, 6, 17, 0, tzinfo=UTC)  # 18:00 in Brussels: both places are open


@pytest.fixture
def two_places(cast, published):
    """The published service at Rogier (until 20:00 on Thursday) and at Helmet (until 19:00)."""
    values = {"name": french("Helmet"), "city": "Schaerbeek", "country": "BE", "territory": cast.place}
    helmet = create_location(actor=cast.actors.alice, organization=cast.antenna, values=values)
    service = Service.objects.get(pk=published.pk)
    first = service.service_at_locations.get()
    rows = [first, ServiceAtLocation(location=helmet, opening_hours="Th 17:00-19:00")]
    revise_service(
        actor=cast.actors.carla, service=service, version=service.version, changes={"service_at_locations": rows}
    )
    return service


def situate(cast, service, number, situation, *, until=None, note=None, who="alice"):
    row = service.service_at_locations.all()[number]
    change_situation(
        actor=getattr(cast.actors, who),
        service=service,
        version=service.version,
        situation=situation,
        until=until,
        note=note or TranslatedText(),
        at=row,
    )


def sheet(cast, service, now=THURSDAY_AT_SIX):
    return sheet_of(Service.objects.for_sheet().get(pk=service.pk), actor=cast.actors.charlie, now=now)


def test_closed_at_one_place_is_open_at_the_other(cast, two_places):
    situate(cast, two_places, 0, Situation.CLOSED)
    shown = sheet(cast, two_places)
    assert [place.hours.opening for place in shown.places] == [Opening.CLOSED, Opening.OPEN]
    assert [place.situation for place in shown.places] == ["closed", "normal"]
    assert shown.situation == Situation.NORMAL
    assert shown.best_hours == shown.places[1].hours
    listed = state_of(Service.objects.for_list().get(pk=two_places.pk), now=THURSDAY_AT_SIX)
    assert listed.until.hour == 19


@pytest.mark.parametrize("situation", ["full_today", "list_closed", "remote"])
def test_a_place_that_takes_nobody_in_is_not_the_best_one(cast, two_places, situation):
    ServiceAtLocation.objects.filter(location__address_1="Avenue Rogier 22").update(situation=situation)
    shown = sheet(cast, two_places)
    assert shown.best_hours == shown.places[1].hours
    ServiceAtLocation.objects.update(situation=situation)
    assert sheet(cast, two_places).best_hours.opening == Opening.OPEN  # all of them: still worth a call


def test_full_today_is_over_tomorrow_by_itself(cast, two_places):
    situate(cast, two_places, 0, Situation.FULL_TODAY)
    now = timezone.now()
    assert sheet(cast, two_places, now=now).places[0].situation == Situation.FULL_TODAY
    assert sheet(cast, two_places, now=now + timedelta(days=1)).places[0].situation == Situation.NORMAL


def test_as_usual_again_forgets_the_rest(cast, two_places):
    situate(cast, two_places, 0, Situation.CLOSED, until=timezone.localdate(), note=french("Travaux"))
    situate(cast, two_places, 0, Situation.NORMAL, until=timezone.localdate(), note=french("Travaux"))
    row = two_places.service_at_locations.all()[0]
    assert (row.situation, row.situation_until, bool(row.situation_note)) == ("normal", None, False)


def test_it_is_written_down_needs_no_review_and_survives_the_form(client, cast, two_places):
    situate(cast, two_places, 0, Situation.REDUCED, note=french("Une personne au guichet"))
    entry = Entry.objects.about(two_places).filter(action="service.situation_changed").get()
    assert "service_at_locations.situation" in entry.fields
    assert not Service.objects.changed_since_review_by(cast.actors.carla).exists()
    rows = list(two_places.service_at_locations.all())
    service = Service.objects.get(pk=two_places.pk)
    revise_service(
        actor=cast.actors.alice, service=service, version=service.version, changes={"service_at_locations": rows}
    )
    assert service.service_at_locations.all()[0].situation == "reduced"


@pytest.mark.parametrize("who", ["bob", "dora", "viktor", "charlie"])
def test_nobody_else_says_so(cast, two_places, who):
    with pytest.raises(PermissionDenied):
        situate(cast, two_places, 0, Situation.CLOSED, who=who)


def test_a_place_of_another_service_and_an_old_version_are_refused(cast, two_places, place):
    from maillage.offer.directory.actions import create_service

    other = create_service(actor=cast.actors.alice, organization=cast.antenna, name=french("Autre"), language="fr")
    with pytest.raises(ValueError, match="another service"):
        change_situation(
            actor=cast.actors.alice, service=other, version=other.version, situation=Situation.CLOSED, until=None,
            note=french(""), at=two_places.service_at_locations.all()[0],
        )  # fmt: skip
    stale = Service.objects.get(pk=two_places.pk)
    stale.version -= 1
    with pytest.raises(EditConflict):
        situate(cast, stale, 0, Situation.CLOSED)


def test_the_page_of_a_place_says_it_and_the_sheet_shows_it_there(client, cast, two_places):
    row = two_places.service_at_locations.all()[1]
    page = f"/fr/services/{two_places.slug}/situation/{row.pk}/"
    client.force_login(cast.people.alice)
    opened = client.get(page)
    assert "Helmet" in opened.content.decode()
    sent = {"version": two_places.version, "situation": "closed", "situation_note_fr": "Dégât des eaux"}
    assert client.post(page, sent).status_code == 302
    assert "Dégât des eaux" in client.get(f"/fr/services/{two_places.slug}/").content.decode()
    assert "Helmet" in client.get(f"/fr/services/{two_places.slug}/edit/").content.decode()
    late = client.post(page, sent | {"situation_note_fr": "Autre chose"})
    assert late.status_code == 422
    assert "Autre chose" in late.content.decode()
    assert "Dégât des eaux" in late.content.decode()
    assert client.get(f"/fr/services/{two_places.slug}/situation/{two_places.pk}/").status_code == 404
