"""The words that class services: data·inclusion's themes and audiences first, any other taxonomy beside them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.models import Identified
from maillage.foundation.common.texts.fields import TranslatedTextField
from maillage.foundation.common.texts.pages import in_page_language


class Taxonomy(Identified):
    """A list of terms that somebody keeps, with its version."""

    class Subject(models.TextChoices):
        THEME = "theme", _("themes")
        AUDIENCE = "audience", _("audiences")
        OTHER = "other", _("another classification")

    slug = models.SlugField(max_length=60, unique=True)
    subject = models.CharField(max_length=10, choices=Subject)
    name = TranslatedTextField(max_length=120, blank=True)
    version = models.CharField(max_length=20, blank=True)
    uri = models.URLField(blank=True)

    class Meta:
        verbose_name_plural = "taxonomies"

    def __str__(self) -> str:
        return in_page_language(self.name) or self.slug


class TaxonomyTermQuerySet(models.QuerySet["TaxonomyTerm"]):
    def themes(self) -> "TaxonomyTermQuerySet":
        """Terms that say what a service is about."""
        return self.filter(taxonomy__subject=Taxonomy.Subject.THEME)

    def audiences(self) -> "TaxonomyTermQuerySet":
        """Terms that say whom a service is for."""
        return self.filter(taxonomy__subject=Taxonomy.Subject.AUDIENCE)

    def of_others(self) -> "TaxonomyTermQuerySet":
        """Terms of taxonomies that were installed beside the house's own."""
        return self.filter(taxonomy__subject=Taxonomy.Subject.OTHER)

    def groups(self) -> "TaxonomyTermQuerySet":
        """The first level: what a resident chooses among."""
        return self.filter(parent=None)


class TaxonomyTerm(Identified):
    """One term; themes have two levels, a group and what it holds."""

    taxonomy = models.ForeignKey(Taxonomy, models.CASCADE, related_name="terms")
    code = models.CharField(max_length=120)
    name = TranslatedTextField(max_length=160)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    icon = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = TaxonomyTermQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["taxonomy", "code"], name="one_term_a_code")]

    def __str__(self) -> str:
        return in_page_language(self.name)
