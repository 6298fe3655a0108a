"""The journal says who did what, and survives an attempt to change it, on both databases."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from maillage.foundation.journal.models import Entry
from maillage.foundation.journal.recording import record
from maillage.foundation.journal.triggers import NAMES, create_triggers, drop_triggers, lifted, missing_triggers


def test_an_entry_says_who_did_what(cast):
    alice = cast.actors.alice
    entry = record(actor=alice, action="territory.named", subject=cast.place, within=cast.network, fields=["name"])
    entry.refresh_from_db()
    assert (entry.actor_kind, entry.actor_id, entry.channel) == ("user", str(cast.people.alice.pk), "web")
    assert (entry.action, entry.subject_kind, entry.subject_id) == ("territory.named", "territory", str(cast.place.pk))
    assert entry.within_id == str(cast.network.pk)
    assert entry.fields == ["name"]


@pytest.mark.parametrize("attempt", ["update", "delete", "save"])
def test_an_entry_cannot_be_changed(cast, attempt):
    entry = record(actor=cast.actors.alice, action="territory.named", subject=cast.place)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        if attempt == "update":
            Entry.objects.filter(pk=entry.pk).update(actor_id="somebody else")
        elif attempt == "delete":
            Entry.objects.filter(pk=entry.pk).delete()
        else:
            entry.action = "territory.burnt"
            entry.save()
    entry.refresh_from_db()
    assert entry.action == "territory.named"
    assert entry.actor_id == str(cast.people.alice.pk)


@pytest.mark.parametrize("way", ["REPLACE", "UPSERT"])
def test_an_entry_cannot_be_written_over(cast, way):
    entry = record(actor=cast.actors.alice, action="territory.named", subject=cast.place)
    columns = "id, at, actor_kind, actor_id, channel, origin, action, subject_kind, subject_id, within_id, fields"
    forged = f"SELECT {columns.replace('action,', chr(39) + 'forged' + chr(39) + ',')} FROM journal_entry"
    if way == "UPSERT":
        statement = (
            f"INSERT INTO journal_entry ({columns}) {forged} WHERE true ON CONFLICT (id) DO UPDATE SET action = 'x'"
        )
    elif connection.vendor == "sqlite":
        statement = f"REPLACE INTO journal_entry ({columns}) {forged}"
    else:
        pytest.skip("another database: PostgreSQL has no REPLACE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    entry.refresh_from_db()
    assert entry.action == "territory.named"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="another database: SQLite's triggers always fire")
@pytest.mark.parametrize(("mode", "protects"), [("DISABLE", False), ("ENABLE REPLICA", False), ("ENABLE ALWAYS", True)])
def test_a_trigger_that_would_not_fire_is_missing(db, mode, protects):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE journal_entry {mode} TRIGGER journal_no_update")
    assert missing_triggers() == (set() if protects else {"journal_no_update"})


def test_what_the_check_advises_can_be_done(db):
    drop_triggers(connection)
    with pytest.raises(CommandError, match="migrate --skip-checks"):
        call_command("migrate", skip_checks=False, verbosity=0)
    call_command("migrate", skip_checks=True, verbosity=0)
    assert missing_triggers() == set()


def test_what_lifts_the_triggers_puts_them_back(cast):
    record(actor=cast.actors.alice, action="territory.named", subject=cast.place)
    with lifted():
        assert missing_triggers() == set(NAMES[connection.vendor])
        Entry.objects.all().delete()
    assert missing_triggers() == set()
    create_triggers()  # a second creation changes nothing
    assert missing_triggers() == set()


def test_a_failure_while_lifted_undoes_everything(cast):
    record(actor=cast.actors.alice, action="territory.named", subject=cast.place)
    with pytest.raises(RuntimeError), transaction.atomic(), lifted():
        Entry.objects.all().delete()
        raise RuntimeError
    assert missing_triggers() == set()
    assert Entry.objects.count() == 1
