"""Places: made, revised, and drawn from smaller ones."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.slugs import free_slug
from maillage.foundation.common.versions import claim
from maillage.foundation.journal.recording import record
from maillage.foundation.network.boundaries import WrongBoundary, checked, nested, representative_point, union
from maillage.foundation.network.faults import boundary_error
from maillage.foundation.network.models import Territory, TerritoryCode
from maillage.foundation.network.permissions import can_create_territory, can_draw_territory
from maillage.foundation.network.trees import lock_tree

REVISABLE = frozenset(
    {"kind", "name", "parent", "country", "time_zone", "languages", "postcodes", "population"}
    | {"longitude", "latitude", "boundary"}
)
STREET_M = 30  # how wide a gap is bridged when blocks become one perimeter, unless somebody says otherwise


@transaction.atomic
def create_territory(
    *,
    actor: Actor,
    values: Mapping[str, Any],
    codes: Iterable[tuple[str, str]] = (),
    pieces: Collection[Territory] = (),
    bridge_m: float = STREET_M,
    slug: str = "",
) -> Territory:
    """A new place. `values` names columns (see `REVISABLE`), `codes` are (scheme, value) pairs.

    With `pieces` it is drawn from them, as `draw_from` does. Without a point of its own it gets one inside its
    boundary. Raises PermissionDenied, ValidationError, and ValueError for a name that cannot be written.
    """
    if not can_create_territory(actor, values.get("parent")):
        raise PermissionDenied
    lock_tree(Territory)
    territory = Territory(slug=free_slug(Territory, slug or str(values.get("name", ""))))
    _write(territory, values)
    _write_codes(territory, codes)
    if pieces:
        _draw(territory, pieces, bridge_m)
    record(actor=actor, action="territory.created", subject=territory, fields=values)
    return territory


@transaction.atomic
def revise_territory(
    *,
    actor: Actor,
    territory: Territory,
    version: int,
    changes: Mapping[str, Any],
    codes: Iterable[tuple[str, str]] | None = None,
) -> Territory:
    """Change what `changes` names; `codes`, where given, replace those it has.

    Raises PermissionDenied, EditConflict, ValidationError (a cycle, or a place to lie in that the actor may not draw),
    ValueError for an unknown name.
    """
    if not can_draw_territory(actor, territory):
        raise PermissionDenied
    lock_tree(Territory)
    claim(territory, version=version)
    _refuse_to_move_away(actor, territory, changes)
    _write(territory, changes)
    if codes is not None:
        _write_codes(territory, codes)
    fields = [*changes, *(["codes"] if codes is not None else [])]
    record(actor=actor, action="territory.revised", subject=territory, fields=fields)
    return territory


@transaction.atomic
def draw_from(
    *, actor: Actor, territory: Territory, version: int, pieces: Collection[Territory], bridge_m: float = STREET_M
) -> Territory:
    """Draw a perimeter around smaller places: their boundaries dissolve, gaps up to `bridge_m` metres are filled.

    The population is the sum where it is known for every piece. Otherwise a number that somebody stated stays, and
    the sum of an earlier drawing becomes unknown. Raises PermissionDenied, EditConflict, and ValidationError for a
    cycle, no pieces, pieces without a boundary, or one that lies in another.
    """
    if not can_draw_territory(actor, territory):
        raise PermissionDenied
    lock_tree(Territory)
    claim(territory, version=version)
    _draw(territory, pieces, bridge_m)
    fields = ["boundary", "drawn_from", "latitude", "longitude", "population"]
    record(actor=actor, action="territory.drawn", subject=territory, fields=fields)
    return territory


def _draw(territory: Territory, pieces: Collection[Territory], bridge_m: float) -> None:
    _refuse_cycle_of_pieces(territory, pieces)
    if not pieces:
        raise ValidationError(_("Choose at least one place to draw from."), code="no_pieces")
    if missing := ", ".join(str(piece) for piece in pieces if not piece.boundary):
        message = _("These places have no boundary yet: %(missing)s. Import it first, or leave them out.")
        raise ValidationError(message, code="no_boundary", params={"missing": missing})
    boundaries = [piece.boundary for piece in pieces if piece.boundary]
    if pair := nested(boundaries):
        inner, outer = (list(pieces)[index] for index in pair)
        message = _("“%(inner)s” lies in “%(outer)s”: choose one of the two, or its people would count twice.")
        raise ValidationError(message, code="nested", params={"inner": inner, "outer": outer})
    territory.boundary = union(boundaries, bridge_m=bridge_m)
    territory.longitude, territory.latitude = representative_point(territory.boundary)
    populations = [piece.population for piece in pieces]
    if None not in populations:
        territory.population = sum(number or 0 for number in populations)
    elif territory.drawn_from.exists():  # the sum of other pieces, which it is not any more
        territory.population = None
    territory.save()
    territory.drawn_from.set(pieces)


def _write(territory: Territory, values: Mapping[str, Any]) -> None:
    if unknown := set(values) - REVISABLE:
        raise ValueError(f"not revisable: {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(territory, name, value)
    if values.get("boundary"):
        try:
            territory.boundary = checked(territory.boundary, country=territory.country)
        except WrongBoundary as wrong:
            raise ValidationError({"boundary": boundary_error(wrong)}) from wrong
        if "longitude" not in values:
            territory.longitude, territory.latitude = representative_point(territory.boundary)
    _refuse_cycle_of_parents(territory)
    territory.full_clean(exclude=["parent"])
    territory.save()


def _write_codes(territory: Territory, codes: Iterable[tuple[str, str]]) -> None:
    wanted = set(codes)
    held = {(code.scheme, code.value): code for code in territory.codes.all()}
    territory.codes.filter(pk__in=[code.pk for key, code in held.items() if key not in wanted]).delete()
    for scheme, value in sorted(wanted - set(held)):
        code = TerritoryCode(territory=territory, scheme=scheme, value=value)
        code.full_clean()
        code.save()


def _refuse_to_move_away(actor: Actor, territory: Territory, changes: Mapping[str, Any]) -> None:
    """A coordinator moves a place within what his or her networks cover: not out of it, nor into somebody else's."""
    parent = changes.get("parent", territory.parent)
    if parent != territory.parent and not can_create_territory(actor, parent):
        message = _("Choose a place that your networks cover, or ask an administrator.")
        raise ValidationError({"parent": ValidationError(message, code="not_yours")})


def _refuse_cycle_of_parents(territory: Territory) -> None:
    """A place cannot lie in itself, in what lies in it, or in what it is drawn from."""
    if not territory.parent_id or territory._state.adding:
        return
    inside = Territory.objects.filter(pk=territory.pk).with_descendants().ids()
    if str(territory.parent_id) in inside:
        message = _("“%(parent)s” lies in this place, or is a part of it: it cannot also be around it.")
        raise ValidationError({"parent": ValidationError(message, code="cycle", params={"parent": territory.parent})})


def _refuse_cycle_of_pieces(territory: Territory, pieces: Collection[Territory]) -> None:
    """A place cannot be drawn from itself, from what it lies in, or from what is drawn from it."""
    around = Territory.objects.filter(pk=territory.pk).with_ancestors().ids()
    for piece in pieces:
        if str(piece.pk) in around:
            message = _("“%(piece)s” is this place or lies around it: it cannot be a piece of it.")
            raise ValidationError(message, code="cycle", params={"piece": piece})
