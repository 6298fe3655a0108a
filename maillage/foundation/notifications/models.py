"""The outbox, and links that let somebody act without an account."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.encryption import EncryptedTextField
from maillage.foundation.common.models import Dated, Identified

if TYPE_CHECKING:
    from typing import Self


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> "Self":
        """Waiting messages whose time has come, oldest first."""
        return self.filter(state=Message.State.WAITING, next_try_at__lte=now).order_by("next_try_at")


class Message(Identified, Dated):
    """An e-mail that is to be sent once. `key` says what it is about: the same key is never written twice."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")

    TRANSITIONS = {State.WAITING: {State.SENT, State.FAILED}, State.FAILED: {State.WAITING}, State.SENT: set()}

    key = models.CharField(max_length=120, unique=True)
    purpose = models.CharField(max_length=60)
    language = models.CharField(max_length=12, choices=settings.LANGUAGES)
    recipient = EncryptedTextField()
    recipient_index = models.CharField(max_length=64, db_index=True)
    subject = EncryptedTextField()
    body = EncryptedTextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["next_try_at"], name="message_due", condition=Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.purpose} ({self.state})"


class SignedLinkQuerySet(models.QuerySet["SignedLink"]):
    def usable(self) -> "Self":
        """Links that have neither expired, nor been used up, nor been revoked."""
        return self.filter(expires_at__gt=timezone.now(), used_at=None, revoked_at=None)


class SignedLink(Identified, Dated):
    """A random address that lets its holder do one thing. Only its hash is kept; a GET shows, a POST acts."""

    purpose = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, unique=True)
    recipient = EncryptedTextField(blank=True)
    language = models.CharField(max_length=12, choices=settings.LANGUAGES)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = SignedLinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject_kind", "subject_id"], name="signed_link_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject_kind}:{self.subject_id}"

    @property
    def has_expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()
