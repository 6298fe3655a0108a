"""What belongs to one service: how to reach it, what it costs, what to bring."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.models import Identified
from maillage.foundation.common.texts.fields import TranslatedTextField
from maillage.foundation.common.texts.pages import in_page_language
from maillage.offer.directory.models.services import Service


class Detail(Identified):
    """A line of a service, in the order its provider gave."""

    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class ContactPoint(Detail):
    """A telephone, an e-mail address, a page or a chat; never the name of a person."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("phone")
        EMAIL = "email", _("e-mail")
        WEBSITE = "website", _("website")
        CHAT = "chat", _("chat")

    service = models.ForeignKey(Service, models.CASCADE, related_name="contact_points")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.CharField(_("number or address"), max_length=300)
    label = TranslatedTextField(_("what it is for"), max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"


class CostOption(Detail):
    """A price: a decimal amount in a currency (ISO 4217) and what it is for."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="cost_options")
    amount = models.DecimalField(_("amount"), max_digits=8, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, default="EUR", choices=[("EUR", "EUR"), ("CHF", "CHF")])
    option = TranslatedTextField(_("what for"), max_length=200, blank=True)

    class Meta(Detail.Meta):
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="cost_not_negative")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class RequiredDocument(Detail):
    """Something to bring."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="required_documents")
    document = TranslatedTextField(_("document"), max_length=300)

    def __str__(self) -> str:
        return in_page_language(self.document)
