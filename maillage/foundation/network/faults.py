"""What to tell somebody whose boundary was refused, in words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.foundation.network.boundaries import Fault, WrongBoundary

REASONS = {
    Fault.NOT_GEOJSON: _("This is not a GeoJSON geometry. Export the file again as GeoJSON."),
    Fault.NOT_AN_AREA: _("A boundary is a Polygon or a MultiPolygon. Export areas, not points or lines."),
    Fault.EMPTY: _("This boundary encloses nothing. Look at the shape in the program it comes from."),
    Fault.SWAPPED: _(
        "Latitude and longitude have changed places. GeoJSON writes the longitude first: export it again."
    ),
    Fault.PROJECTED: _("These are metres of a national grid, not degrees. Export in WGS 84 (EPSG:4326)."),
    Fault.OUT_OF_RANGE: _("These degrees are not on Earth. Export in WGS 84 (EPSG:4326)."),
}


def boundary_error(wrong: WrongBoundary) -> ValidationError:
    """The refusal as a form shows it, with what was found."""
    found = f" ({wrong.found})" if wrong.found else ""
    return ValidationError(
        "%(reason)s%(found)s", code=wrong.fault, params={"reason": REASONS[wrong.fault], "found": found}
    )
