"""Who reads the journal, and what of it."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from maillage.foundation.accounts.actor import command_actor
from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.journal import words as spoken
from maillage.foundation.journal.models import Entry
from maillage.foundation.journal.recording import record
from maillage.foundation.network.actions import networks, organizations, territories
from maillage.foundation.network.actions.journal import read_journal
from maillage.foundation.network.models import Participation
from maillage.offer.directory.actions import describing, locating


@pytest.fixture
def entries(cast):
    """One entry in each place it can belong to."""
    alice, dora = cast.actors.alice, cast.actors.dora
    return {
        "antenna": record(
            actor=alice, action="organization.revised", subject=cast.antenna, within=cast.antenna, fields=["name"]
        ),
        "network": record(actor=cast.actors.carla, action="network.revised", subject=cast.network, within=cast.network),
        "other": record(actor=dora, action="organization.revised", subject=cast.other, within=cast.other),
        "valley": record(actor=dora, action="network.revised", subject=cast.other_network, within=cast.other_network),
        "nowhere": record(actor=command_actor("territories import"), action="territory.imported", subject=cast.place),
    }


def visible(client, **filters):
    response = client.get(reverse("journal"), filters)
    assert response.status_code == 200
    return {line.entry.pk for line in response.context["lines"]}, response


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("amir", {"antenna"}),
        ("carla", {"antenna", "network"}),
        ("dora", {"other", "valley"}),
        ("ada", {"antenna", "network", "other", "valley", "nowhere"}),
    ],
)
def test_everybody_sees_their_own_part(cast, entries, client, name, sees):
    client.force_login(getattr(cast.people, name))
    found = visible(client)[0] & {entry.pk for entry in entries.values()}
    assert found == {entries[key].pk for key in sees}
    exported = b"".join(client.get(reverse("journal_export")).streaming_content).decode()
    for key, entry in entries.items():
        assert (f",{entry.subject_id}," in exported) == (key in sees)


@pytest.mark.parametrize("name", ["alice", "bob", "viktor"])
@pytest.mark.parametrize("page", ["journal", "journal_export"])
def test_workers_and_volunteers_do_not(cast, entries, client, name, page):
    client.force_login(getattr(cast.people, name))
    assert client.get(reverse(page)).status_code == 403
    with pytest.raises(PermissionDenied):
        read_journal(actor=getattr(cast.actors, name))
    assert not Entry.objects.filter(action="journal.read").exists()


@pytest.mark.parametrize("page", ["journal", "journal_export"])
def test_a_stranger_is_asked_to_log_in(cast, client, page):
    assert "login" in client.get(reverse(page)).url
    with pytest.raises(PermissionDenied):
        read_journal(actor=cast.actors.charlie)


def test_a_manager_whose_role_ended_sees_nothing(cast, entries, client):
    cast.people.amir.memberships.update(ended_at=datetime.now(tz=UTC) - timedelta(minutes=1))
    client.force_login(cast.people.amir)
    assert client.get(reverse("journal")).status_code == 403


def test_a_coordinator_sees_an_organization_from_the_day_it_joins(cast, entries, client):
    client.force_login(cast.people.carla)
    assert entries["other"].pk not in visible(client)[0]
    Participation.objects.create(network=cast.network, organization=cast.other)
    assert entries["other"].pk in visible(client)[0]


def test_reading_leaves_a_line_with_the_names_of_the_filters_only(cast, entries, client):
    client.force_login(cast.people.amir)
    client.get(reverse("journal"), {"subject": "secret-id"})
    b"".join(client.get(reverse("journal_export")).streaming_content)
    exported, page = Entry.objects.filter(action="journal.read")
    assert (page.fields, exported.fields) == (["subject"], ["exported"])
    assert (page.actor_id, page.subject_id, page.within_id) == (str(cast.people.amir.pk), str(cast.people.amir.pk), "")


def test_it_is_filtered_by_period_action_and_subject(cast, entries, client):
    client.force_login(cast.people.ada)
    late = Entry.objects.create(  # half past midnight in Brussels: the ninth there, still the eighth in UTC
        at=datetime(2026, 3, 8, 23, 30, tzinfo=UTC), actor_kind="user", actor_id="gone", channel="web",
        action="organization.revised", subject_kind="organization", subject_id=str(cast.antenna.pk),
    )  # fmt: skip
    assert late.pk in visible(client, since="2026-03-09", until="2026-03-09")[0]
    assert late.pk not in visible(client, since="2026-03-08", until="2026-03-08")[0]
    assert visible(client, action="territory.imported")[0] == {entries["nowhere"].pk}
    about = visible(client, kind="organization", subject=str(cast.antenna.pk))[0]
    assert about == {entries["antenna"].pk, late.pk}


def test_filters_that_make_no_sense_are_said_and_left_out(cast, entries, client):
    client.force_login(cast.people.ada)
    found, response = visible(client, since="soon", action="x" * 70, page="many")
    assert entries["antenna"].pk in found
    assert {"since", "action"} <= set(response.context["form"].errors)


def test_it_says_who_and_what_in_words_and_in_the_readers_zone(cast, entries, client):
    client.force_login(cast.people.ada)
    Entry.objects.create(
        at=datetime(2026, 7, 1, 10, 0, tzinfo=UTC), actor_kind="user", actor_id=str(cast.people.alice.pk),
        channel="web", action="service.invented", subject_kind="invented", subject_id="x",
    )  # fmt: skip
    text = visible(client)[1].content.decode()
    for words in (
        "12:00:00",
        "Alice",
        "Antenne sociale",
        "Contrat de quartier",
        "territories import",
        "service.invented",
    ):
        assert words in text, words
    cast.people.alice.delete()
    text = visible(client)[1].content.decode()
    assert "Alice" not in text


def test_pages(cast, client):
    for _number in range(60):
        record(actor=cast.actors.alice, action="organization.revised", subject=cast.antenna, within=cast.antenna)
    client.force_login(cast.people.amir)
    found, response = visible(client, action="organization.revised")
    assert len(found) == 50
    assert "action=organization.revised&amp;page=2" in response.content.decode()
    assert len(visible(client, action="organization.revised", page="2")[0]) == 10


def test_a_page_needs_a_handful_of_queries(cast, entries, client, django_assert_max_num_queries):
    client.force_login(cast.people.ada)
    for _number in range(40):
        record(actor=cast.actors.alice, action="organization.revised", subject=cast.antenna, within=cast.antenna)
    with django_assert_max_num_queries(24):
        visible(client)


def test_the_table_runs_nothing_in_a_spreadsheet(cast, client):
    cast.antenna.name = TranslatedText.of({"fr": "=HYPERLINK(1)"})
    cast.antenna.save()
    cast.people.alice.name = "+Alice"
    cast.people.alice.save()
    record(actor=cast.actors.alice, action="organization.revised", subject=cast.antenna, within=cast.antenna)
    client.force_login(cast.people.amir)
    response = client.get(reverse("journal_export"))
    assert re.search(r'filename="journal-\d{4}-\d\d-\d\d\.csv"', response["Content-Disposition"])
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    (row,) = [row for row in csv.reader(io.StringIO(text)) if "organization.revised" in row]
    assert row[1] == "'+Alice"
    assert row[7] == "'=HYPERLINK(1)"
    assert not any(cell.startswith(("=", "+", "@")) for cell in row)


def test_fields_are_called_as_their_form_calls_them(cast, client):
    fields = ["starts_on", "partners", "unheard_of"]
    record(actor=cast.actors.carla, action="network.revised", subject=cast.network, within=cast.network, fields=fields)
    client.force_login(cast.people.carla)
    with translation.override("en"):
        page = client.get(reverse("journal"), {"kind": "network"})
        exported = b"".join(client.get(reverse("journal_export"), {"kind": "network"}).streaming_content).decode()
    assert page.context["lines"][0].fields == ("partners", "from", "unheard of")
    assert "partners, from, unheard of" in page.text
    assert "partners, from, unheard of" in exported


@pytest.mark.parametrize(
    "kind", ["organization", "network", "territory", "workinggroup", "user", "service", "location"]
)
def test_every_field_that_is_written_down_has_words(kind):
    written = {
        "organization": organizations.REVISABLE | organizations.RELATED | {"identifiers"},
        "network": networks.REVISABLE | networks.RELATED | {"partners", "funders"},
        "territory": territories.REVISABLE | {"codes", "drawn_from"},
        "workinggroup": {"name", "purpose", "networks", "organizations"},
        "user": {"name", "language", "email", "totp", "webauthn", "recovery_codes", "browser", "idle"},
        "service": describing.REVISABLE | describing.RELATED | set(describing.DETAILS) | {"state", "keeper"},
        "location": locating.REVISABLE,
    }
    assert {name for name in written[kind] if not told(kind, name)} == set()


def told(kind, name):
    """Whether somebody gave this field words, rather than Django guessing them from its name."""
    if name in spoken._fields:
        return True
    model = next(model for model in apps.get_models() if model._meta.model_name == kind)
    return isinstance(model._meta.get_field(name).verbose_name, Promise)


@pytest.mark.parametrize("subject", ["42", "", "not-an-id", "'; --", "x" * 64])
def test_an_id_of_another_kind_has_no_name_and_breaks_nothing(cast, client, subject):
    record(actor=cast.actors.ada, action="organization.revised", subject=("organization", subject))
    assert spoken.names_of([("organization", subject), ("organization", str(cast.antenna.pk))]) == {
        ("organization", str(cast.antenna.pk)): "Antenne sociale"
    }
    client.force_login(cast.people.ada)
    assert client.get(reverse("journal")).status_code == 200
    found = client.get(reverse("journal"), {"kind": "organization", "subject": subject})
    assert found.status_code == 200
    if subject:
        assert [line.entry.subject_id for line in found.context["lines"]] == [subject]
