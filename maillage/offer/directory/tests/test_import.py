"""An import: what comes in, what a second one leaves alone, what is told."""

import pytest
from django.core.exceptions import PermissionDenied

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.common.transitions import TransitionRefused
from maillage.foundation.journal.models import Entry
from maillage.foundation.network.models import Organization
from maillage.offer.directory.actions import revise_service
from maillage.offer.directory.actions.importing import cancel_import, run_import
from maillage.offer.directory.exchange.records import Kind, Record
from maillage.offer.directory.models import ContactPoint, ImportRun, Location, Service, SourceRecord
from maillage.offer.directory.tests.importing import (
    COMMAND,
    at,
    contact,
    imported,
    location,
    looked_at,
    opening,
    organization,
    reader_of,
    service,
    source_of,
    started,
    whole,
)


def snapshot():
    """Everything that an import may write into the directory, whole."""
    tables = (Organization, Location, Service, ContactPoint)
    return {table: list(table.objects.order_by("pk").values()) for table in tables} | {
        "hours": list(Service.service_at_locations.rel.related_model.objects.order_by("pk").values())
    }


def reasons(run, severity=None):
    """Why, in order."""
    problems = run.problems.all()
    return [p.reason for p in (problems.filter(severity=severity) if severity else problems)]


@pytest.fixture
def source(db):
    return source_of()


def test_everything_comes_in_and_is_public(source):
    run = imported(source, *whole())
    assert run.state == ImportRun.State.DONE
    assert run.counts == {"imported": 5, "noted": 0}
    sheet = Service.objects.for_sheet().get()
    assert sheet.state == "published" and sheet.reviewed_version == sheet.version
    assert sheet.source == source and sheet.imported_at and sheet.assured_at is None
    assert sheet.name.text_in("fr") == "Repas chauds"
    assert sheet.organization.name.text_in("fr") == "Croix"
    assert [c.value for c in sheet.contact_points.all()] == ["+3222473215"]
    (row,) = sheet.service_at_locations.all()
    assert (row.opening_hours, row.location.city) == ("Mo-Fr 09:00-12:00", "Bruxelles")


def test_a_second_run_changes_nothing(source):
    imported(source, *whole())
    before, entries = snapshot(), Entry.objects.count()
    run = imported(source, *whole())
    assert run.counts == {"unchanged": 5, "noted": 0}
    assert snapshot() == before
    told = [entry.action for entry in Entry.objects.order_by("id")[entries:]]
    assert told == ["import.started", "import.finished"]


def test_a_change_in_the_source_changes_that_and_nothing_else(source):
    imported(source, *whole())
    was = Service.objects.get()
    run = imported(source, *whole(description="Un repas à midi et demi."))
    now = Service.objects.get()
    assert run.counts == {"unchanged": 4, "changed": 1, "noted": 0}
    assert now.description.text_in("fr") == "Un repas à midi et demi."
    assert now.version == now.reviewed_version == was.version + 1
    assert now.modified_at > was.modified_at


def test_what_people_changed_here_is_kept_and_told(source, cast):
    imported(source, *whole())
    mine = Service.objects.get()
    changes = {"description": TranslatedText.of({"fr": "Écrit ici."})}
    revise_service(actor=cast.actors.ada, service=mine, version=mine.version, changes=changes)
    for _again in range(2):
        run = imported(source, *whole(description="Un repas à midi et demi."))
        assert Service.objects.get().description.text_in("fr") == "Écrit ici."
        (problem,) = run.problems.all()
        assert (problem.reason, problem.severity, problem.column) == ("changed_here", "noted", "description.fr")
        assert problem.value == "Un repas à midi et demi."
    assert run.counts == {"unchanged": 5, "noted": 1}


def test_a_translation_made_here_does_not_stop_the_source(source, cast):
    imported(source, *whole())
    mine = Service.objects.get()
    text = mine.description.revised({"nl": "Een warme maaltijd."})
    revise_service(actor=cast.actors.ada, service=mine, version=mine.version, changes={"description": text})
    run = imported(source, *whole(description="Un repas à midi et demi."))
    text = Service.objects.get().description
    assert text.text_in("fr") == "Un repas à midi et demi."
    assert text.text_in("nl") == "Een warme maaltijd." and text.state("nl") == "outdated"
    assert reasons(run) == []


def test_what_the_source_takes_back_is_emptied_and_told(source):
    imported(source, *whole(fees_description="Deux euros."))
    run = imported(source, *whole())
    assert not Service.objects.get().fees_description
    (problem,) = run.problems.all()
    assert (problem.reason, problem.value) == ("emptied", "Deux euros.")


def test_what_is_gone_from_the_source_is_told_and_stays(source):
    imported(source, *whole(), service("s2", row=3, name="Vestiaire"))
    run = imported(source, *whole())
    (problem,) = run.problems.all()
    assert (problem.reason, problem.details["kind"], problem.details["key"]) == ("gone", "service", "s2")
    assert Service.objects.count() == 2


def test_another_file_of_the_source_does_not_miss_the_first(source):
    imported(source, *whole())
    run = imported(source, Record(Kind.ORGANIZATION, "o2", {"name": "Autre"}, at(2, file="b.csv")), files=["b.csv"])
    assert reasons(run) == []


def test_a_row_removed_here_does_not_come_back(source, cast):
    imported(source, *whole())
    mine = Service.objects.get()
    revise_service(actor=cast.actors.ada, service=mine, version=mine.version, changes={"contact_points": []})
    run = imported(source, *whole())
    assert not ContactPoint.objects.exists()
    assert reasons(run) == ["removed_here"]


def test_a_missing_parent_refuses_the_row_and_keeps_it(source):
    run = imported(source, *whole(), contact("c2", row=3, service="s9"), opening("x", row=4, location="l9"))
    assert run.counts == {"imported": 5, "refused": 2, "noted": 0}
    problem, other = run.problems.all()
    assert (problem.reason, problem.row, problem.column, problem.value) == ("parent_missing", 3, "service", "s9")
    assert problem.original["value"] == "+3222473215"
    assert (other.row, other.column, other.value) == (4, "location", "l9")


def test_a_second_row_of_the_same_identifier_is_refused_where_it_says_something_else(source):
    run = imported(source, *whole(), service(row=3), service(row=4, name="Autre chose"))
    assert Service.objects.get().name.text_in("fr") == "Repas chauds"
    (problem,) = run.problems.all()
    assert (problem.reason, problem.row) == ("same_key_other_row", 4)


def test_hours_that_nobody_understands_are_kept_in_the_words_of_the_source(source):
    run = imported(source, organization(), location(), service(), opening(opening_hours="à la pleine lune"))
    row = Service.objects.get().service_at_locations.get()
    assert (row.opening_hours, row.opening_hours_source) == ("", "à la pleine lune")
    assert reasons(run, "kept_as_text") == ["hours_not_understood"]


def test_what_has_no_column_is_kept_with_the_record(source):
    imported(source, organization(), service(raw={"cap_rooms": "12"}))
    assert SourceRecord.objects.get(kind="service").raw == {"cap_rooms": "12"}


def test_a_service_without_organization_stands_under_the_source(source):
    imported(source, service(organization=""), service("s2", organization="", name="Vestiaire"))
    (made,) = Organization.objects.all()
    assert made.name.text_in("fr") == "List"
    source.refresh_from_db()
    assert source.stand_in == made
    run = imported(source, service(organization=""), service("s2", organization="", name="Vestiaire"))
    assert run.counts == {"unchanged": 2, "noted": 0}


def test_an_organization_that_is_only_named_gets_its_name_when_it_is_described(source):
    named = Record(Kind.ORGANIZATION, "o1", {}, at(2), placeholder=True)
    imported(source, named, service())
    assert Organization.objects.get().name.text_in("fr") == "List: o1"
    imported(source, organization(), service())
    assert Organization.objects.get().name.text_in("fr") == "Croix"


def test_an_organization_is_known_by_its_number(source, cast):
    cast.antenna.identifiers.create(scheme="BE-ENT", value="0206653946")
    described = organization(name="Antenne", identifiers={"BE-ENT": "0206.653.946"})
    run = imported(source, described, service())
    assert Service.objects.get().organization == cast.antenna
    assert reasons(run) == ["changed_here"]  # its name here is another, and stays


def test_a_place_lies_in_the_smallest_territory_around_it(source, cast):
    def square(size):
        low, high = 4.0 - size, 4.0 + size
        return {"type": "Polygon", "coordinates": [[[low, low], [high, low], [high, high], [low, high], [low, low]]]}

    cast.place.boundary, cast.elsewhere.boundary = square(1), square(0.1)
    cast.place.save()
    cast.elsewhere.save()
    near = location("l2", row=3, longitude=4.5, latitude=4.5)
    far = location("l3", row=4, longitude=44, latitude=4)
    imported(source, organization(), location(longitude=4.0, latitude=4.0), near, far)
    found = [place.territory for place in Location.objects.order_by("created_at", "pk")]
    assert sorted(map(str, found)) == sorted(map(str, [cast.elsewhere, cast.place, None]))


def test_a_look_writes_nothing_and_says_what_would_happen(source):
    imported(source, *whole())
    before = snapshot()
    changed = [*whole(description="Autre."), service("s2", row=3, name="Vestiaire"), contact("c2", row=3, service="s2")]
    run = looked_at(source, *changed, contact("c3", row=4, service="s9"))
    assert snapshot() == before
    assert run.state == ImportRun.State.READY
    assert run.expected == {"unchanged": 4, "changed": 1, "imported": 2, "refused": 1, "noted": 0}
    (sample,) = run.samples
    assert sample["before"] == {"description.fr": "Un repas à midi."}
    assert sample["after"] == {"description.fr": "Autre."}
    done = run_import(actor=COMMAND, run=run, reader=reader_of(*changed, contact("c3", row=4, service="s9")))
    assert done.counts == run.expected


def test_the_journal_tells_once_and_no_values(source):
    run = imported(source, *whole())
    first, last = Entry.objects.filter(subject_id=str(run.pk)).order_by("id")
    assert (first.action, last.action) == ("import.started", "import.finished")
    assert last.fields == ["imported"]


def test_a_run_that_is_done_is_not_run_again(source):
    run = imported(source, *whole())
    with pytest.raises(TransitionRefused):
        run_import(actor=COMMAND, run=run, reader=reader_of(*whole()))


def test_cancelled_in_the_middle_it_stops_behind_a_whole_batch(source, monkeypatch):
    monkeypatch.setattr("maillage.offer.directory.actions.importing.BATCH", 2)
    run = started(source)

    def cancel(run, part):
        cancel_import(actor=COMMAND, run=run)

    run = run_import(actor=COMMAND, run=run, reader=reader_of(*whole()), progress=cancel)
    assert run.state == ImportRun.State.CANCELLED
    assert SourceRecord.objects.count() == 2


def test_stopped_by_an_error_it_goes_on_where_it_was(source, monkeypatch):
    monkeypatch.setattr("maillage.offer.directory.actions.importing.BATCH", 2)
    run = started(source)

    def breaks(run, start):
        for number, item in enumerate(reader_of(*whole())(run, start)):
            if number == 6:
                raise RuntimeError("the disk is gone")
            yield item

    with pytest.raises(RuntimeError):
        run_import(actor=COMMAND, run=run, reader=breaks)
    run.refresh_from_db()
    assert run.state == ImportRun.State.FAILED and run.failure == "RuntimeError"
    assert run.counts == {"imported": 2}
    run = run_import(actor=COMMAND, run=run, reader=reader_of(*whole()))
    assert run.counts == {"imported": 5, "noted": 0}
    assert Service.objects.count() == 1


def test_hostile_values_are_text(source):
    nasty = {"name": "<script>alert(1)</script>", "description": "=cmd|' /C calc'!A0\x00"}
    run = imported(source, organization(), service(**nasty), service("s2", row=3, name="N" * 500))
    first, second = Service.objects.order_by("created_at", "slug")
    texts = {first.name.text_in("fr"), second.name.text_in("fr")}
    assert texts == {"<script>alert(1)</script>", "N" * 120}
    assert run.state == "done"


@pytest.mark.parametrize("who", ["alice", "bob", "dora", "viktor", "charlie", "amir"])
def test_nobody_else_starts_runs_or_cancels_an_import(cast, who):
    source = source_of(cast.actors.carla, network=cast.network)
    with pytest.raises(PermissionDenied):
        started(source, getattr(cast.actors, who))
    run = started(source, cast.actors.carla)
    for act in (run_import, cancel_import):
        with pytest.raises(PermissionDenied):
            act(actor=getattr(cast.actors, who), run=run)
    assert not ImportRun.objects.visible_to(getattr(cast.actors, who)).exists()


@pytest.mark.parametrize("who", ["alice", "bob", "viktor", "charlie", "carla"])
def test_nobody_but_administrators_keeps_a_source_of_nobody(cast, who):
    with pytest.raises(PermissionDenied):
        source_of(getattr(cast.actors, who))


def test_what_a_coordinator_imports_belongs_to_the_network(cast):
    carla = cast.actors.carla
    source = source_of(carla, network=cast.network)
    imported(source, *whole(), actor=carla)
    made = Service.objects.get()
    assert made.state == "published"
    assert made.organization.participations.get().network == cast.network


def test_a_coordinator_does_not_write_for_others_by_knowing_their_number(cast):
    cast.other.identifiers.create(scheme="BE-ENT", value="0206653946")
    carla = cast.actors.carla
    source = source_of(carla, network=cast.network)
    described = organization(name="Autre", identifiers={"BE-ENT": "0206.653.946"})
    run = imported(source, described, service(), actor=carla)
    assert not Service.objects.exists()
    assert set(reasons(run, "refused")) <= {"not_yours", "parent_missing"}


def test_what_a_manager_imports_is_their_own_and_waits(cast):
    amir = cast.actors.amir
    source = source_of(amir, organization=cast.antenna)
    own, others = organization(name="antenne sociale"), organization("o2", "Autre association", row=3)
    run = imported(source, own, others, service(), service("s2", row=3, organization="o2"), actor=amir)
    made = Service.objects.get()
    assert (made.organization, made.state) == (cast.antenna, "draft")
    assert reasons(run, "refused") == ["other_organization", "parent_missing"]
    assert Organization.objects.count() == 2
