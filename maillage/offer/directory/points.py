"""Where a place stands on the map: what its form draws, and whether its point can be right."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from maillage.foundation.common.texts.pages import in_page_language
from maillage.foundation.network.boundaries import MAINLAND, contains
from maillage.foundation.network.maps import boundaries_of
from maillage.foundation.network.models import Organization, Territory

DRAWN = 40  # boundaries at most: those nearest to where the organization works


def doubt_about(longitude: float, latitude: float, *, territory: Territory | None, country: str) -> str:
    """Why a point (WGS 84 degrees) may be wrong, as a sentence; empty where nothing speaks against it.

    The territory's boundary decides, or that of the nearest one around it; without any, the country's mainland.
    """
    box = MAINLAND.get(country)
    if box and not _in(box, longitude, latitude) and _in(box, latitude, longitude):
        return _("The longitude and the latitude seem to have changed places.")
    around = territory
    while around and not around.boundary:
        around = around.parent
    if around:
        inside = contains(around.boundary, longitude=longitude, latitude=latitude)
        name = in_page_language(around.name)
        return "" if inside else _("This point lies outside “%(place)s”.") % {"place": name}
    if box and not _in(box, longitude, latitude):
        return _("This point does not lie in that country.")
    return ""


def pieces_of(organization: Organization, territory: Territory | None) -> dict[str, Any]:
    """What the map of the form draws: boundaries around an organization by territory, and tiles where there are any."""
    around = Territory.objects.around(organization).exclude(boundary=None).order_by("kind", "slug")
    near = list(around[:DRAWN])
    if territory and territory.boundary and territory not in near:
        near.append(territory)
    url, _bar, attribution = settings.MAP_TILES.partition("|")
    return {
        "boundaries": {str(each.pk): shape for each, shape in zip(near, boundaries_of(near), strict=True)},
        "tiles": {"url": url, "attribution": attribution} if url else None,
    }


def _in(box: tuple[float, float, float, float], longitude: float, latitude: float) -> bool:
    west, south, east, north = box
    return west <= longitude <= east and south <= latitude <= north
