"""Where what we did not write ourselves comes from, and what each of its records became here."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.models import Dated, Identified
from maillage.foundation.network.models import Network, Organization
from maillage.offer.directory.exchange.records import Kind
from maillage.offer.directory.scopes import SourceQuerySet


class Source(Identified, Dated):
    """Somebody's list of organizations, places and services. A network or an organization keeps it here, or nobody:
    then administrators do.

    `mapping` is what people said its columns mean. `lease` names the process that imports it now, until `lease_until`.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name of the source"), max_length=200)
    language = models.CharField(_("written in"), max_length=12, default=settings.LANGUAGE_CODE)
    country = models.CharField(_("country"), max_length=2, blank=True)
    credit = models.CharField(_("credit, as its licence asks"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    network = models.ForeignKey(
        Network, models.PROTECT, null=True, blank=True, related_name="sources", verbose_name=_("network")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="sources", verbose_name=_("organization")
    )
    # Under what stands what the source gives to no organization.
    stand_in = models.ForeignKey(Organization, models.SET_NULL, null=True, blank=True, related_name="+")
    lease = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(network=None) | Q(organization=None), name="source_has_one_keeper")
        ]

    def __str__(self) -> str:
        return self.name


class SourceRecord(models.Model):
    """One record of a source: `object_id` is what it became here.

    `fingerprints` tell for each cell ("city", "name.fr") what the last import wrote, so that what people changed here
    since is seen and left alone, and under "version" which version its thing then had. `content` tells the whole
    record, so that a second one of the same key is noticed. `raw` keeps what has no column here and what was not
    understood, in the source's words.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="records")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    key = models.CharField(max_length=200)
    object_id = models.UUIDField()
    content = models.CharField(max_length=32)
    fingerprints = models.JSONField(default=dict)
    raw = models.JSONField(default=dict)
    file = models.CharField(max_length=255, blank=True)
    last_seen = models.ForeignKey("ImportRun", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "kind", "key"], name="one_record_a_key")]
        indexes = [models.Index(fields=["object_id"], name="record_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
