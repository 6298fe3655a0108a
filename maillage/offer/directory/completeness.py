"""What is missing on a sheet: the few things it cannot be public without, and the next best things to add."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.offer.directory.models import Fees, Service


@dataclass(frozen=True)
class Gap:
    """Something missing: in which section of the form, whether a public sheet can do without, and in words."""

    code: str
    section: str
    required: bool
    message: str | Promise


def _has_easy_text(service: Service) -> bool:
    return any(tag.endswith("-simple") for tag in service.description.languages)


def _says_the_hours(service: Service) -> bool:
    rows = service.service_at_locations.all()
    return bool(service.opening_hours or service.hours_note) or any(row.opening_hours or row.hours_note for row in rows)


# The order is the order of help: what stops publication first, then what a reader misses most.
RULES: tuple[tuple[Gap, Callable[[Service], bool]], ...] = (
    (Gap("name", "what", True, _("Give it a name that people understand.")), lambda s: bool(s.name)),
    (Gap("description", "what", True, _("Describe what it does.")), lambda s: bool(s.description)),
    (
        Gap("theme", "what", True, _("Choose at least one theme, or nobody will find it.")),
        lambda s: bool(s.themes.all()),
    ),
    (
        Gap("reach", "contacts", True, _("Give at least a place, a telephone or an address to write to.")),
        lambda s: bool(s.contact_points.all() or s.service_at_locations.all()),
    ),
    (
        Gap("access", "how", True, _("Say how one comes: just come, ticket, appointment…")),
        lambda s: bool(s.access_modes),
    ),
    (Gap("summary", "what", False, _("Sum it up in one sentence.")), lambda s: bool(s.summary)),
    (
        Gap("hours", "places", False, _("Give the opening hours: without them the sheet says “unknown”.")),
        _says_the_hours,
    ),
    (Gap("fees", "how", False, _("Say what it costs, even when it is free.")), lambda s: s.fees != Fees.UNKNOWN),
    (Gap("languages", "contacts", False, _("Say which languages are spoken.")), lambda s: bool(s.languages)),
    (Gap("area", "whom", False, _("Say which area it serves.")), lambda s: bool(s.areas_served.all())),
    (Gap("audience", "whom", False, _("Say for whom it is.")), lambda s: bool(s.audiences.all())),
    (Gap("easy", "what", False, _("Add an easy-to-read description.")), _has_easy_text),
)


def gaps_of(service: Service) -> list[Gap]:
    """What is missing, most useful first."""
    return [gap for gap, filled in RULES if not filled(service)]
