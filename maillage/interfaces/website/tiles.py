"""What a resident is looking for, as large buttons."""

from dataclasses import dataclass

from django.db.models import Count, Q

from maillage.offer.directory.models import TaxonomyTerm
from maillage.offer.directory.scopes import ServiceQuerySet


@dataclass(frozen=True)
class Tile:
    """A group of themes, some of what is in it, and how many services it leads to."""

    group: TaxonomyTerm
    examples: tuple[TaxonomyTerm, ...]
    count: int


def theme_tiles(services: ServiceQuerySet) -> list[Tile]:
    """A tile for each group of themes that has a service, in the vocabulary's order; two queries."""
    inside = services.values("pk")
    counted = Count("children__services", filter=Q(children__services__in=inside), distinct=True)
    rows = TaxonomyTerm.objects.themes().groups().annotate(number=counted).filter(number__gt=0)
    return [
        Tile(group, tuple(group.children.all()[:2]), group.number)
        for group in rows.order_by("position").prefetch_related("children")
    ]
