"""Is this installation well? Asked by load balancers at /health/, and by `maillage doctor`."""

from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.foundation.jobs.models import Worker

WORKER_SILENCE = timedelta(minutes=2)


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """The process answers. Nothing else is asked: a database that is away is no reason to kill a process."""
    return JsonResponse({"live": True})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Everything a visitor needs is there: 200, or 503 with what is missing."""
    checks = {"database": False, "migrations": False, "cache": False, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        checks["database"] = True
        checks["migrations"] = not missing_migrations()
        checks["cache"] = cache_table_exists()
        checks["worker"] = worker_beats()
    except DatabaseError:
        pass  # what could not be asked stays "no"
    well = all(checks.values())
    return JsonResponse({"ready": well, "checks": checks}, status=200 if well else 503)


def missing_migrations() -> set[tuple[str, str]]:
    """The (app, name) of migrations that this code has and this database has not; raises DatabaseError."""
    return known_migrations() - set(MigrationRecorder(connection).applied_migrations())


@lru_cache(maxsize=1)
def known_migrations() -> frozenset[tuple[str, str]]:
    """The (app, name) of every migration that this code has."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(key for key, migration in loader.disk_migrations.items() if not migration.replaces)


def cache_table_exists() -> bool:
    """Whether the table of the database cache is there; raises DatabaseError."""
    return settings.CACHES["default"]["LOCATION"] in connection.introspection.table_names()


def worker_beats() -> bool:
    """Whether a worker has given a sign of life within two minutes; raises DatabaseError."""
    return Worker.objects.alive(timezone.now(), WORKER_SILENCE).exists()
