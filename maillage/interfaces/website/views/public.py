"""The front door, and what stands in the footer."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from maillage.interfaces.website.emergencies import emergency_numbers
from maillage.interfaces.website.here import place_chosen, places_offered, services_at
from maillage.interfaces.website.tiles import theme_tiles
from maillage.offer.directory.forms.filters import FilterForm
from maillage.offer.directory.models import Service, Situation
from maillage.offer.directory.scopes import ServiceQuerySet
from maillage.offer.directory.sheets import Hours, Opening, state_of

CHANGED = 4
OPEN_NOW = 6
LOOKED_AT = 60


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Where one is, where there is a choice; then needs as large buttons, what is open, whom to call in danger."""
    place = place_chosen(request)
    offered = places_offered()
    services = services_at(place, Service.objects.published()) if place else Service.objects.published()
    context = {
        "form": FilterForm(initial={"place": place.slug} if place else None),
        "place": place,
        "offered": offered,
        "tiles": theme_tiles(services),
        "open_now": [],
        "changed": [],
        "emergencies": [line for line in emergency_numbers() if not place or line[0] in ("", place.country)],
    }
    # Before somebody chose, what is open in one valley would stand beside what changed in a town far from it.
    if place or not offered:
        context |= {"open_now": _open_now(services), "changed": _changed(services)}
    return render(request, "website/home.html", context)


def _changed(services: ServiceQuerySet) -> ServiceQuerySet:
    """What differs for the moment, the latest first."""
    changed = services.exclude(situation=Situation.NORMAL).exclude(situation_until__lt=timezone.localdate())
    return changed.for_list().order_by("-modified_at")[:CHANGED]


def _open_now(services: ServiceQuerySet) -> list[tuple[Service, Hours]]:
    """Some services that are open, the longest first confirmed last: a taste, not a search."""
    candidates = services.for_list().order_by("-assured_at")[:LOOKED_AT]
    lines = [(service, state_of(service)) for service in candidates]
    return [line for line in lines if line[1].opening in (Opening.OPEN, Opening.SOON)][:OPEN_NOW]


@require_GET
def page_about(request: HttpRequest) -> HttpResponse:
    """What this site is, and who keeps it."""
    return render(request, "website/page_about.html")


@require_GET
def page_accessibility(request: HttpRequest) -> HttpResponse:
    """What we do so that everybody can use it, and how to tell us that something does not work."""
    return render(request, "website/page_accessibility.html")


@require_GET
def page_privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, for how long, and what never is."""
    return render(request, "website/page_privacy.html", {"idle_minutes": settings.SESSION_IDLE_MINUTES})
