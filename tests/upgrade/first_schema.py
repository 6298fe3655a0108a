"""Makes a database as the very first version made it, with a little of everything in it. Run inside `maillage shell`.

It writes through the models as they were then, so it stays as it is while the models go on.
"""

from datetime import UTC, datetime
from uuid import UUID

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from maillage.foundation.common.texts import TranslatedText

# The rooms of the first version: one that is built later has no place in a database of then.
ROOMS = ["common", "jobs", "journal", "accounts", "notifications", "network", "directory"]
FIRST = [(room, "0001_initial") for room in ROOMS]
ID = UUID("6f1d2c0a-8a50-4d3c-9d5b-0c7f0a9f4e11")
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def first_schema() -> MigrationExecutor:
    """The executor, after the first migration of every room that there was then."""
    executor = MigrationExecutor(connection)
    executor.migrate(FIRST)
    applied = {node for node in MigrationRecorder(connection).applied_migrations() if node[0] in ROOMS}
    assert applied == set(FIRST), "a first migration depends on a later one"
    return executor


def fill(executor: MigrationExecutor) -> None:
    """A little of everything, as the first version kept it."""
    model = executor.loader.project_state(FIRST).apps.get_model
    named = TranslatedText.of
    user = model("accounts", "User").objects.create(id=ID, email="lucie@example.org", name="Lucie", password="x")
    place = model("network", "Territory").objects.create(
        slug="schaerbeek", kind="municipality", name=named({"fr": "Schaerbeek"}), country="BE", languages=["fr", "nl"]
    )
    antenna = model("network", "Organization").objects.create(
        slug="antenna", name=named({"fr": "Antenne"}), territory=place
    )
    network = model("network", "Network").objects.create(slug="contract", name=named({"fr": "Contrat"}))
    network.territories.add(place)
    model("network", "Membership").objects.create(user=user, organization=antenna, role="worker")
    service = model("directory", "Service").objects.create(
        id=ID, organization=antenna, slug="help", name=named({"fr": "Aide", "nl": "Hulp"}), state="published"
    )
    service.areas_served.add(place)
    model("directory", "Location").objects.create(organization=antenna, city="Schaerbeek", territory=place)
    model("directory", "Report").objects.create(service=service, kind="hours", language="fr", reply_to="a@example.org")
    model("journal", "Entry").objects.create(
        at=NOON, actor_kind="user", actor_id=str(user.pk), channel="web", action="service.published",
        subject_kind="service", subject_id=str(service.pk), fields=["state"],
    )  # fmt: skip
    model("notifications", "Message").objects.create(
        key="k", purpose="invitation", language="fr", recipient="a@example.org", recipient_index="x",
        subject="S", body="B",
    )  # fmt: skip


fill(first_schema())
