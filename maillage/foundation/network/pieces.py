"""Which smaller places a perimeter can be drawn from: what lies in a place, by its tree or by its boundary."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from maillage.foundation.network.boundaries import bounds, which_lie_in
from maillage.foundation.network.models import Territory
from maillage.foundation.network.scopes import TerritoryQuerySet
from maillage.foundation.network.trees import above

SIZES = [kind.value for kind in Territory.Kind]  # the smallest first


@dataclass(frozen=True)
class Offer:
    """The places that lie in `within`, by kind, the smallest kind first."""

    within: Territory
    by_kind: dict[str, frozenset[UUID]]

    def of_kind(self, kind: str) -> TerritoryQuerySet:
        """Those of one kind."""
        places: TerritoryQuerySet = Territory.objects.filter(pk__in=self.by_kind.get(kind, frozenset()))
        return places


def offered_in(within: Territory) -> Offer:
    """What lies in a place: below it in the tree, at whatever depth, or with its own point inside its boundary.

    Blocks are often imported into the municipality, and lie in a neighbourhood all the same. A place that is larger
    by its kind, or that this one lies in, is not inside it.
    """
    tree = Territory.objects.filter(pk=within.pk).with_all_in_them()
    rows = set(tree.exclude(pk=within.pk).values_list("pk", "kind"))
    if within.boundary:
        rows |= _inside_the_boundary(within)
    kinds = sorted({kind for _pk, kind in rows}, key=SIZES.index)
    return Offer(within, {kind: frozenset(pk for pk, its in rows if its == kind) for kind in kinds})


def where_to_look(territory: Territory) -> list[Territory]:
    """The places among whose parts one looks for the pieces of `territory`: itself, then those around it."""
    return [territory, *above(territory)]


def _inside_the_boundary(within: Territory) -> set[tuple[UUID, str]]:
    west, south, east, north = bounds(within.boundary or {})
    around = [within.pk, *(place.pk for place in above(within))]
    near = Territory.objects.filter(
        Q(longitude__range=(west, east), latitude__range=(south, north)),
        kind__in=SIZES[: SIZES.index(within.kind) + 1],
    ).exclude(pk__in=around)
    rows = list(near.values_list("pk", "kind", "longitude", "latitude"))
    inside = which_lie_in(within.boundary or {}, [(longitude, latitude) for _pk, _kind, longitude, latitude in rows])
    return {(pk, kind) for (pk, kind, *_point), is_in in zip(rows, inside, strict=True) if is_in}
