"""Where a service is given, on the boundaries of the territories it lies in."""

from maillage.foundation.common.texts.pages import in_page_language
from maillage.foundation.network.maps import MapData, Point
from maillage.offer.directory.sheets import Sheet


def map_of(sheet: Sheet) -> MapData:
    """The places of a sheet that this reader may see; a hidden address leaves no trace, not even its territory."""
    shown = [place.location for place in sheet.places if place.shown and place.location.longitude is not None]
    territories = {place.territory for place in shown if place.territory and place.territory.boundary}
    return MapData(
        label=in_page_language(sheet.service.name),
        boundaries=tuple(territory.boundary for territory in territories),
        points=tuple(Point(place.longitude, place.latitude, in_page_language(place.name)) for place in shown),
    )
