"""The same list again: what is as it was is set aside without being read, and nothing that was told is kept quiet."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.offer.directory.actions import revise_service
from maillage.offer.directory.intake import timetables, unchanged
from maillage.offer.directory.models import Service, SourceRecord
from maillage.offer.directory.tests.importing import (
    contact,
    imported,
    location,
    looked_at,
    opening,
    organization,
    service,
    source_of,
    whole,
)


@pytest.fixture
def source(db):
    return source_of()


def read_whole(queries):
    """How many questions read the columns of the things themselves."""
    columns = (
        '"directory_service"."description"',
        '"directory_location"."address_1"',
        '"directory_contactpoint"."value"',
    )
    return sum(any(column in query["sql"] for column in columns) for query in queries)


def test_what_is_as_it_was_is_not_read(source, cast):
    with CaptureQueriesContext(connection) as first:
        imported(source, *whole())
    with CaptureQueriesContext(connection) as second:
        run = imported(source, *whole())
    assert run.counts == {"unchanged": 5, "noted": 0}
    assert read_whole(second.captured_queries) == 0
    mine = Service.objects.get()
    revise_service(actor=cast.actors.ada, service=mine, version=mine.version, changes={"capacity": 3})
    with CaptureQueriesContext(connection) as third:
        run = imported(source, *whole())
    assert run.counts == {"unchanged": 5, "noted": 0}
    assert read_whole(third.captured_queries) > 0
    with CaptureQueriesContext(connection) as fourth:
        imported(source, *whole())
    assert read_whole(fourth.captured_queries) == 0
    assert len(second) < len(first)


def test_a_look_sets_aside_as_well_and_counts_the_same(source):
    imported(source, *whole())
    with CaptureQueriesContext(connection) as queries:
        run = looked_at(source, *whole())
    assert run.expected == {"unchanged": 5, "noted": 0}
    assert read_whole(queries.captured_queries) == 0


def test_what_only_the_source_has_words_for_is_kept_up_to_date(source):
    imported(source, organization(), service(raw={"cap_rooms": "12"}))
    run = imported(source, organization(), service(raw={"cap_rooms": "13"}))
    assert run.counts == {"unchanged": 2, "noted": 0}
    assert SourceRecord.objects.get(kind="service").raw == {"cap_rooms": "13"}


def test_hours_that_we_understand_only_now_come_in_without_a_change_of_the_source(source, monkeypatch):
    rows = (organization(), location(), service(), opening(opening_hours="Mo-Fr 09:00-12:00"))
    for module in (timetables, unchanged):
        monkeypatch.setattr(module, "understood", lambda text: "Mo-Fr 09:00-11:00")
    monkeypatch.setattr("maillage.offer.directory.intake.steps.understood", lambda text: "Mo-Fr 09:00-11:00")
    imported(source, *rows)
    monkeypatch.undo()
    run = imported(source, *rows)
    assert run.counts == {"unchanged": 3, "changed": 1, "noted": 0}
    assert Service.objects.get().service_at_locations.get().opening_hours == "Mo-Fr 09:00-12:00"


def test_what_was_kept_as_text_is_told_each_time(source):
    for _again in range(2):
        run = imported(source, organization(), service(themes=["astrologie"]))
        (problem,) = run.problems.all()
        assert (problem.reason, problem.severity, problem.value) == ("not_a_code", "kept_as_text", "astrologie")
    assert SourceRecord.objects.get(kind="service").raw == {"themes": "astrologie"}


def test_a_second_row_of_the_same_identifier_is_refused_the_second_time_too(source):
    rows = (*whole(), service(row=4, name="Autre chose"))
    assert imported(source, *rows).counts == {"imported": 5, "refused": 1, "noted": 0}
    assert looked_at(source, *rows).expected == {"unchanged": 5, "refused": 1, "noted": 0}
    assert imported(source, *rows).counts == {"unchanged": 5, "refused": 1, "noted": 0}


def test_a_detail_that_comes_later_does_not_hide_in_an_unchanged_service(source):
    imported(source, *whole())
    run = imported(source, *whole(), contact("c2", row=3, value="+3222473216"))
    assert run.counts == {"unchanged": 5, "imported": 1, "noted": 0}
    assert Service.objects.get().contact_points.count() == 2
