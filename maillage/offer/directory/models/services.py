"""A service: a provider describes it, a resident reads it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.models import Dated, Identified, Versioned
from maillage.foundation.common.texts.fields import TranslatedTextField
from maillage.foundation.common.texts.pages import in_page_language
from maillage.foundation.network.models import Organization, Territory
from maillage.offer.directory.fields import CodesField, ExpressionField, FeaturesField, OpeningHoursField
from maillage.offer.directory.models.taxonomies import TaxonomyTerm
from maillage.offer.directory.scopes import ServiceQuerySet


class AccessMode(models.TextChoices):
    """How one comes."""

    WALK_IN = "walk_in", _("just come")
    TICKETS = "tickets", _("come and take a ticket")
    APPOINTMENT = "appointment", _("by appointment")
    REFERRAL = "referral", _("with a letter from a professional")
    PHONE = "phone", _("by phone")
    ONLINE = "online", _("online")
    HOME_VISIT = "home_visit", _("at your home")


class Fees(models.TextChoices):
    """What it costs, in one word; the amounts are cost options."""

    FREE = "free", _("free")
    PAID = "paid", _("to be paid")
    MEANS_TESTED = "means_tested", _("depends on your income")
    UNKNOWN = "unknown", _("price unknown: ask")


class Situation(models.TextChoices):
    """What is different for a while."""

    NORMAL = "normal", _("as usual")
    FULL_TODAY = "full_today", _("full today")
    LIST_CLOSED = "list_closed", _("takes nobody new for now")
    REDUCED = "reduced", _("reduced for now")
    REMOTE = "remote", _("only at a distance for now")
    CLOSED = "closed", _("closed for now")


class Situated(models.Model):
    """Something that may be different for a while: until a day (the last one, local), or until somebody says so."""

    situation = models.CharField(_("for the moment"), max_length=12, choices=Situation, default=Situation.NORMAL)
    situation_until = models.DateField(_("until"), null=True, blank=True)
    situation_note = TranslatedTextField(_("what changes"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def situation_on(self, day: date) -> Situation:
        """What is different on that day: an exception ends when it ends, by itself."""
        past = self.situation_until is not None and day > self.situation_until
        return Situation.NORMAL if past else Situation(self.situation)


class Service(Identified, Dated, Versioned, Situated):
    """A service of an organization. Published, it is public; its texts are written in `language`."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    TRANSITIONS = {
        State.DRAFT: {State.IN_REVIEW, State.PUBLISHED},
        State.IN_REVIEW: {State.DRAFT, State.PUBLISHED},
        State.PUBLISHED: {State.WITHDRAWN},
        State.WITHDRAWN: {State.DRAFT, State.PUBLISHED},
    }

    slug = models.SlugField(max_length=80, unique=True)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="services", verbose_name=_("organization")
    )
    language = models.CharField(
        _("written in"), max_length=12, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)

    # What
    name = TranslatedTextField(_("name"), max_length=120)
    alternate_name = TranslatedTextField(_("other name"), max_length=120, blank=True)
    summary = TranslatedTextField(_("in one sentence"), max_length=250, blank=True)
    description = TranslatedTextField(_("description"), max_length=5000, blank=True)
    themes = models.ManyToManyField(TaxonomyTerm, blank=True, related_name="services", verbose_name=_("themes"))
    terms = models.ManyToManyField(
        TaxonomyTerm, blank=True, related_name="classed", verbose_name=_("other classifications")
    )
    picture = models.ImageField(_("picture"), upload_to="services/", blank=True)
    picture_alternative = TranslatedTextField(_("what the picture shows"), max_length=250, blank=True)

    # For whom
    audiences = models.ManyToManyField(TaxonomyTerm, blank=True, related_name="audience_of", verbose_name=_("for whom"))
    areas_served = models.ManyToManyField(Territory, blank=True, related_name="services", verbose_name=_("area served"))
    eligibility = ExpressionField(_("conditions"))
    eligibility_description = TranslatedTextField(_("conditions in words"), max_length=1000, blank=True)

    # When, at a distance (at a place: on the service at location)
    opening_hours = OpeningHoursField(_("hours by phone or online"), blank=True)
    # What the source wrote, kept always: shown where it was not understood.
    opening_hours_source = models.TextField(blank=True, editable=False)
    hours_note = TranslatedTextField(_("note on the hours"), max_length=300, blank=True)

    # How
    access_modes = CodesField(_("how to come"), choices=AccessMode)
    application_process = TranslatedTextField(_("how it goes"), max_length=1000, blank=True)
    fees = models.CharField(_("cost"), max_length=12, choices=Fees, default=Fees.UNKNOWN)
    fees_description = TranslatedTextField(_("note on the cost"), max_length=500, blank=True)
    languages = CodesField(_("languages spoken"))
    interpretation_services = TranslatedTextField(_("interpretation"), max_length=300, blank=True)
    accessibility = FeaturesField(_("accessibility"))

    # Now
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    wait_weeks = models.PositiveSmallIntegerField(_("waiting time in weeks"), null=True, blank=True)

    # Kept true
    assured_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="services_kept",
        verbose_name=_("kept by"),
    )
    # The last version that somebody who may publish has read; a public sheet changed since waits in the queue.
    reviewed_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # What the sheet said in that version (`snapshots.py`), so that only what changed has to be read.
    reviewed_snapshot = models.JSONField(null=True, blank=True, editable=False)
    # Where it was imported from, and when that source last held it.
    source = models.ForeignKey(
        "Source", models.SET_NULL, null=True, blank=True, editable=False, related_name="services"
    )
    imported_at = models.DateTimeField(null=True, blank=True, editable=False)
    review_note = models.TextField(_("what the coordinator asks"), max_length=2000, blank=True)
    example = models.BooleanField(default=False, editable=False)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        indexes = [
            models.Index(fields=["slug"], name="service_public", condition=Q(state="published")),
            models.Index(fields=["organization", "state"], name="service_of_organization"),
        ]

    def __str__(self) -> str:
        return in_page_language(self.name)
