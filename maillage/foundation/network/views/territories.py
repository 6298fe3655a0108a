"""The page of a place; and its desk, for those who draw."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.forms import add_errors
from maillage.foundation.common.versions import EditConflict
from maillage.foundation.network.actions.territories import create_territory, draw_from, revise_territory
from maillage.foundation.network.boundaries import area_km2, simplified
from maillage.foundation.network.forms.territories import DrawForm, TerritoryForm
from maillage.foundation.network.maps import MapData, boundaries_of
from maillage.foundation.network.models import Network, Organization, Territory
from maillage.foundation.network.permissions import can_draw_somewhere, can_draw_territory
from maillage.foundation.network.pieces import Offer, offered_in, where_to_look
from maillage.foundation.network.trees import above

MOST_BOUNDARIES = 60  # more lines than that are grey, not a map
MOST_PIECES = 800


def territory_context(place: Territory, actor: Actor) -> dict[str, Any]:
    """What the page of a place needs from this room; the page itself is the website's, which knows what is offered."""
    children = place.children.defer("boundary").order_by("kind", "slug")
    # Lines inside help to read a map of some neighbourhoods; a thousand communes are listed, not drawn.
    inside = place.children.exclude(boundary=None).exclude(kind=Territory.Kind.BLOCK)
    drawn = [place, *inside] if inside.count() <= MOST_BOUNDARIES else [place]
    return {
        "territory": place,
        "around": [*above(place)][::-1],  # the widest first
        "children": children,
        "pieces": place.drawn_from.count(),
        "area": area_km2(place.boundary) if place.boundary else None,
        "codes": place.codes.all(),
        "networks": Network.objects.touching(place),
        "organizations": Organization.objects.at_home_in(place),
        "map": MapData(label=_("Where %(place)s lies") % {"place": place}, boundaries=boundaries_of(drawn)),
        "can_draw": can_draw_territory(actor, place),
    }


@login_required
def territory_create(request: HttpRequest) -> HttpResponse:
    """A new place."""
    if not can_draw_somewhere(request.actor):
        raise PermissionDenied
    form = TerritoryForm(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            place = create_territory(actor=request.actor, values=form.changes(), codes=form.code_pairs())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("territory", slug=place.slug)
    return _form_page(request, form, {"territory": None})


@login_required
def territory_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Revise a place."""
    place = _drawable(request, slug)
    form = TerritoryForm(request.POST or None, request.FILES or None, instance=place, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            revise_territory(
                actor=request.actor, territory=place, version=version, changes=form.changes(), codes=form.code_pairs()
            )
        except EditConflict as conflict:
            form.show_conflict(conflict.current)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("territory", slug=slug)
    return _form_page(request, form, {"territory": get_object_or_404(Territory, slug=slug)})


@login_required
def territory_draw(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw a perimeter from smaller places: those that lie in it already, or those of the place around it."""
    place = _drawable(request, slug)
    areas = where_to_look(place)
    offer = _offer_asked_for(request, areas)
    kinds = [Territory.Kind(kind) for kind in offer.by_kind]
    kind = next((kind for kind in kinds if kind == request.GET.get("kind")), kinds[0] if kinds else None)
    form = DrawForm(request.POST or None, instance=place, offered=offer.of_kind(kind or ""))
    if request.method == "POST" and form.is_valid():
        try:
            draw_from(actor=request.actor, territory=place, **form.drawing())
        except EditConflict as conflict:
            form.show_conflict(conflict.current)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The perimeter is drawn."))
            return redirect("territory", slug=slug)
    context = {
        "form": form,
        "territory": place,
        "areas": areas,
        "within": offer.within,
        "kinds": kinds,
        "kind": kind,
        "pieces": _pieces(form),
    }
    return render(request, "network/territory_draw.html", context, status=422 if form.is_bound else 200)


def _offer_asked_for(request: HttpRequest, areas: list[Territory]) -> Offer:
    """What lies where the address says; else in the place itself or, where nothing does, in the next one around it.

    One that is drawn already is looked at from around: what could be added does not lie in it yet.
    """
    if asked := Territory.objects.filter(slug=request.GET.get("within", "")).first():
        return offered_in(asked)
    first = areas[:2] if not areas[0].drawn_from.exists() else areas[1::-1]
    offers = (offered_in(area) for area in first)
    return next((offer for offer in offers if offer.by_kind), Offer(areas[0], {}))


def _pieces(form: DrawForm) -> list[dict[str, Any]]:
    """What the script of the page draws; none where they are too many, for the boxes are enough."""
    pieces = form.fields["drawn_from"].queryset.exclude(boundary=None)
    if pieces.count() > MOST_PIECES:
        return []
    return [
        {"id": str(piece.pk), "label": str(piece), "boundary": simplified(piece.boundary, points=40)}
        for piece in pieces
    ]


def _drawable(request: HttpRequest, slug: str) -> Territory:
    """Places are public: who may not draw one is told so, not that it is not there."""
    place = get_object_or_404(Territory.objects.select_related("parent"), slug=slug)
    if not can_draw_territory(request.actor, place):
        raise PermissionDenied
    return place


def _form_page(request: HttpRequest, form: TerritoryForm, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "network/territory_form.html", context | {"form": form}, status=status)
