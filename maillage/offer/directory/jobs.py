"""What this room does in the background: it looks at files, and takes them in."""

from datetime import timedelta

from django.utils import timezone

from maillage.foundation.accounts.actor import Actor, Channel, Kind, user_actor
from maillage.foundation.jobs.job import job, scheduled
from maillage.offer.directory.actions.importing import check_import, run_import
from maillage.offer.directory.intake.files import forget_uploads
from maillage.offer.directory.models import ImportRun

UPLOADS_KEPT = timedelta(days=7)


@job(retries=5)
def check_files(run_id: str) -> None:
    """Look at the files of a run. Begun again, it begins at the beginning."""
    run = _run(run_id)
    if run.state == ImportRun.State.CHECKING:
        check_import(actor=_actor(run), run=run)


@job(retries=5)
def import_files(run_id: str) -> None:
    """Take the files of a run in. Begun again, it goes on where it was."""
    run = _run(run_id)
    if run.state in (ImportRun.State.RUNNING, ImportRun.State.FAILED):
        run_import(actor=_actor(run), run=run)


@scheduled(every=timedelta(days=1))
@job(retries=3)
def forget_imports() -> None:
    """Throw away files that somebody brought a week ago and did not import."""
    old = ImportRun.objects.filter(modified_at__lt=timezone.now() - UPLOADS_KEPT)
    for pk in old.exclude(state=ImportRun.State.RUNNING).values_list("pk", flat=True).iterator():
        forget_uploads(pk)


def _run(run_id: str) -> ImportRun:
    return ImportRun.objects.select_related("source__network", "source__organization").get(pk=run_id)


def _actor(run: ImportRun) -> Actor:
    """Whoever brought the files, with the roles they hold now; a stranger, where their account is gone."""
    if run.started_by is None:
        return Actor(Kind.STRANGER, Channel.JOB)
    return user_actor(run.started_by, channel=Channel.JOB)
