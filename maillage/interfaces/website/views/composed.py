"""Pages of lower rooms with what higher rooms know: an organization with its services, a place with what is there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from maillage.foundation.network.models import Organization, Territory
from maillage.foundation.network.views.organizations import organization_context
from maillage.foundation.network.views.territories import territory_context
from maillage.offer.directory.models import Service
from maillage.offer.directory.sheets import state_of

SERVICES_SHOWN = 100


@require_safe
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """Who it is, how to reach it, with whom it works, and what it offers."""
    found = get_object_or_404(Organization.objects.select_related("territory"), slug=slug)
    services = Service.objects.published().filter(organization=found).for_list()[:SERVICES_SHOWN]
    lines = [(service, state_of(service)) for service in services]
    return render(request, "website/organization.html", organization_context(found, request.actor) | {"lines": lines})


@require_safe
def territory(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is, where it lies, who works there, and how many services one finds there."""
    place = get_object_or_404(Territory.objects.select_related("parent"), slug=slug)
    inside = Territory.objects.filter(pk=place.pk).with_descendants()
    count = Service.objects.published().served_in(inside).count()
    return render(request, "website/territory.html", territory_context(place, request.actor) | {"service_count": count})
