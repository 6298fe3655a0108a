"""Who did and who read what, when. Opaque ids and names of fields, never values; no foreign key, so nothing here
changes or disappears with what it tells about."""

from django.db import models
from django.utils import timezone


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, subject: models.Model) -> "EntryQuerySet":
        """The entries about one object, newest first."""
        return self.filter(subject_kind=subject._meta.model_name, subject_id=str(subject.pk))

    def within(self, holders: list[str]) -> "EntryQuerySet":
        """The entries that belong to any of these organizations or networks (their ids as text)."""
        return self.filter(within_id__in=holders)


class Entry(models.Model):
    """One line of the journal. Append-only: triggers on both databases refuse a change or a deletion."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=64, blank=True)
    channel = models.CharField(max_length=20)
    origin = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    within_id = models.CharField(max_length=64, blank=True)
    fields = models.JSONField(default=list)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="journal_subject"),
            models.Index(fields=["within_id", "-at"], name="journal_within"),
            models.Index(fields=["actor_kind", "actor_id", "-at"], name="journal_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_kind}:{self.subject_id}"
