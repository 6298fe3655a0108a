"""Something wrong on a sheet, told by anybody."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.encryption import EncryptedTextField
from maillage.foundation.common.models import Dated, Identified
from maillage.offer.directory.models.services import Service
from maillage.offer.directory.scopes import ReportQuerySet


class Report(Identified, Dated):
    """What a visitor says is wrong; who they are is optional, encrypted, and forgotten with the report."""

    class Kind(models.TextChoices):
        HOURS = "hours", _("The opening hours are wrong")
        CONTACT = "contact", _("The telephone or the address is wrong")
        CLOSED = "closed", _("This service no longer exists")
        CONDITIONS = "conditions", _("The conditions or the price are wrong")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("dealt with")

    TRANSITIONS = {State.OPEN: {State.CLOSED}, State.CLOSED: {State.OPEN}}

    service = models.ForeignKey(Service, models.CASCADE, related_name="reports")
    kind = models.CharField(_("what is wrong"), max_length=12, choices=Kind)
    message = models.TextField(_("what you saw"), max_length=2000, blank=True)
    reply_to = EncryptedTextField(_("your e-mail, if you want an answer"), blank=True)
    language = models.CharField(max_length=12, choices=settings.LANGUAGES)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    # When the coordinators of its networks were told; None until their next letter.
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"
