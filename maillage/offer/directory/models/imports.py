"""One import after another: what was brought, how far it got, what it did, and what could not be taken."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.models import Dated, Identified
from maillage.offer.directory.exchange.records import Severity
from maillage.offer.directory.models.sources import Source
from maillage.offer.directory.scopes import ImportProblemQuerySet, ImportRunQuerySet


class ImportRun(Identified, Dated):
    """Files of one source, looked at and then taken in.

    `files` lists name, sha256, size in bytes and path of each. `cursor` says how far the run got, in the words of the
    reader; it is saved with what was written until there, so a run that was killed goes on where it stopped.
    `expected` (looked at) and `counts` (done) say what happened to how many records (imported, changed, unchanged,
    refused) and values (kept_as_text, noted).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("chosen")
        CHECKING = "checking", _("being looked at")
        READY = "ready", _("looked at")
        RUNNING = "running", _("being imported")
        DONE = "done", _("imported")
        FAILED = "failed", _("stopped by an error")
        CANCELLED = "cancelled", _("cancelled")

    TRANSITIONS = {
        State.DRAFT: {State.CHECKING, State.RUNNING, State.CANCELLED},
        State.CHECKING: {State.CHECKING, State.READY, State.FAILED, State.CANCELLED},
        State.READY: {State.CHECKING, State.RUNNING, State.CANCELLED},
        State.RUNNING: {State.RUNNING, State.DONE, State.FAILED, State.CANCELLED},
        State.FAILED: {State.CHECKING, State.RUNNING, State.CANCELLED},
        State.DONE: set[str](),
        State.CANCELLED: set[str](),
    }
    UNDER_WAY = (State.CHECKING, State.RUNNING)

    source = models.ForeignKey(Source, models.CASCADE, related_name="runs")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    files = models.JSONField(default=list)
    format = models.CharField(max_length=20, default="auto")
    mapping = models.JSONField(default=dict, blank=True)
    # Corrected rows of another run: what is not among them is not gone from the source.
    corrects = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="corrections")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    cursor = models.JSONField(default=dict)
    total = models.PositiveIntegerField(null=True, blank=True)
    expected = models.JSONField(default=dict)
    samples = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    failure = models.CharField(max_length=300, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return ", ".join(file["name"] for file in self.files)

    @property
    def under_way(self) -> bool:
        """Whether a job works on it, or will."""
        return self.state in self.UNDER_WAY

    @property
    def done_records(self) -> int:
        """How many records have been read so far."""
        return int(self.cursor.get("records", 0))


class ImportProblem(models.Model):
    """Something that a run could not take as it stood: where, what stood there, and why.

    `row` counts as a person does: the headings are row 1. `original` is the row, by the file's own headings, where it
    was refused: so that it can be corrected and brought again.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="problems")
    file = models.CharField(max_length=255, blank=True)
    row = models.PositiveIntegerField(default=0)
    column = models.CharField(max_length=200, blank=True)
    severity = models.CharField(max_length=12, choices=[(severity.value, severity.value) for severity in Severity])
    reason = models.CharField(max_length=40)
    value = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)
    kind = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=200, blank=True)
    original = models.JSONField(default=dict)

    objects = ImportProblemQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["run", "severity", "id"], name="problem_of_run")]

    def __str__(self) -> str:
        return f"{self.file}, {self.row}: {self.reason}"

    def as_details(self) -> dict[str, Any]:
        """The words that the sentence about it needs."""
        return {"value": self.value, "column": self.column, "key": self.key, **self.details}
