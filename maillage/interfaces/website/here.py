"""Where a visitor is: chosen on the first page and kept in the address only, never in a cookie."""

from django.http import HttpRequest

from maillage.foundation.network.models import Territory
from maillage.offer.directory.forms.filters import FilterForm
from maillage.offer.directory.models import Service
from maillage.offer.directory.scopes import ServiceQuerySet

OFFERED = 24  # places to choose from at a glance; the search below knows them all


def place_chosen(request: HttpRequest) -> Territory | None:
    """The place that the address names (`?place=slug`), if it is one that can be chosen."""
    form = FilterForm(request.GET)
    form.is_valid()
    place: Territory | None = form.cleaned_data.get("place")
    return place


def places_offered() -> list[tuple[str, list[Territory]]]:
    """The places where networks work and something is published, by country (ISO code); empty where none differs."""
    choosable = FilterForm().fields["place"].queryset
    places = choosable.filter(networks__isnull=False).distinct().order_by("country", "slug")[:OFFERED]
    served = [place for place in places if services_at(place, Service.objects.published()).exists()]
    by_country: dict[str, list[Territory]] = {}
    for place in served:
        by_country.setdefault(place.country, []).append(place)
    # An area across a border has no country: it comes after those that have one.
    return sorted(by_country.items(), key=lambda line: not line[0]) if len(served) > 1 else []


def services_at(place: Territory, services: ServiceQuerySet) -> ServiceQuerySet:
    """The services of a place and of all that lies in it."""
    return services.served_in(Territory.objects.filter(pk=place.pk).with_descendants())
