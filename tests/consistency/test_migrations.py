"""The migrations make the tables that the models describe."""

from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils.translation import override


def missing(state: ProjectState) -> list[str]:
    """What `makemigrations` would write to get to `state`, for our own rooms."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    with override(None):  # a migration keeps a label as it is written, in no language
        changes = MigrationAutodetector(loader.project_state(), state).changes(graph=loader.graph)
    return [
        f"{label}: {operation.describe()}"
        for label, migrations in changes.items()
        if apps.get_app_config(label).name.startswith("maillage.")
        for migration in migrations
        for operation in migration.operations
    ]


def test_no_migration_is_missing():
    assert missing(ProjectState.from_apps(apps)) == []


def test_a_missing_one_is_seen():
    state = ProjectState.from_apps(apps)
    state.add_field("accounts", "user", "nickname", models.CharField(max_length=20, default=""), preserve_default=False)
    assert missing(state) == ["accounts: Add field nickname to user"]


def test_two_people_have_not_written_the_same_step():
    assert MigrationLoader(None).detect_conflicts() == {}
