"""Boundaries from a file: many places at once, known again by their code."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.journal.recording import record
from maillage.foundation.network.boundaries import WrongBoundary, checked, representative_point, same
from maillage.foundation.network.faults import REASONS
from maillage.foundation.network.files import UNDRAWN
from maillage.foundation.network.models import Territory, TerritoryCode
from maillage.foundation.network.permissions import can_create_territory
from maillage.foundation.network.trees import lock_tree

SPACES = re.compile(r"[\s\u00a0\u202f'’]")
NAME_LENGTH, CODE_LENGTH, LARGEST_POPULATION = 120, 40, 2_000_000_000

# What the code of a municipality looks like, where its register says so: a zero lost in a spreadsheet shows here.
MUNICIPALITY_CODES = {
    TerritoryCode.Scheme.NIS: (re.compile(r"\d{5}"), _("A NIS code of a municipality has five digits.")),
    TerritoryCode.Scheme.INSEE: (
        re.compile(r"(\d\d|2[AB])\d{3}"),
        _("An INSEE code of a commune has five characters; was a zero lost at its beginning?"),
    ),
    TerritoryCode.Scheme.ISTAT: (
        re.compile(r"\d{6}"),
        _("An ISTAT code of a comune has six digits; was a zero lost at its beginning?"),
    ),
    TerritoryCode.Scheme.AGS: (
        re.compile(r"\d{8}"),
        _("An AGS code of a Gemeinde has eight digits; was a zero lost at its beginning?"),
    ),
}


@dataclass(frozen=True)
class Columns:
    """Which properties of the features hold what; `only` keeps the features whose property has that value."""

    name: str
    code: str
    population: str = ""
    only: tuple[str, str] | None = None


@dataclass(frozen=True)
class Refusal:
    """A feature that was not imported: its number in the file (from 1), what was found where, and what to do."""

    row: int
    property: str
    value: str
    reason: str | Promise


@dataclass
class ImportResult:
    """What an import did, or would do: places by what happened to them, and the rows it refused."""

    created: list[Territory] = field(default_factory=list)
    changed: list[Territory] = field(default_factory=list)
    unchanged: list[Territory] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    left_out: int = 0  # features that `Columns.only` does not ask for


class _Refused(Exception):
    """One feature cannot be imported: which property, what it holds, why."""

    def __init__(self, name: str, value: Any, reason: str | Promise) -> None:
        super().__init__(name)
        self.name, self.value, self.reason = name, value, reason


@transaction.atomic
def import_boundaries(
    *,
    actor: Actor,
    features: Sequence[Any],
    kind: str,
    columns: Columns,
    scheme: str,
    country: str = "",
    parent: Territory | None = None,
    languages: Sequence[str],
    time_zone: str = "Europe/Brussels",
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> ImportResult:
    """Create or revise one place a feature, known again by its code; one transaction, one journal entry.

    `features` are GeoJSON features in WGS 84; names are written in the first of `languages`. A population that the
    file does not give stays as it is stored. Rows that cannot be read are refused and listed, the others imported; so
    are places that exist already and that the actor may not draw.
    `progress` is called with the number of features done. Raises PermissionDenied.
    """
    if not can_create_territory(actor, parent):
        raise PermissionDenied
    lock_tree(Territory)
    language = languages[0]
    country = country or (parent.country if parent else "")
    whole = Territory.objects.filter(pk=parent.pk) if parent else Territory.objects.none()
    around, inside = whole.with_ancestors().ids(), whole.with_descendants().ids()
    stored = _stored_by_code(scheme)
    drawable = None if actor.is_administrator else Territory.objects.covered_by_networks_of(actor).ids()
    slugs = set(Territory.objects.values_list("slug", flat=True))
    result, seen = ImportResult(), dict[str, int]()
    for row, feature in enumerate(features, start=1):
        progress(row - 1)
        try:
            properties = _properties_of(feature)
            if columns.only and str(properties.get(columns.only[0], "")) != columns.only[1]:
                result.left_out += 1
                continue
            values, code = _read(feature, properties, columns, kind=kind, scheme=scheme, country=country)
            values["names"] = _names(properties, columns.name, language)
            if code in seen:
                message = _("Row %(row)s has the same code. One place has one code: keep one of the two.")
                raise _Refused(columns.code, code, message % {"row": seen[code]})
            territory = stored.get(code)
            _refuse_to_touch(territory, columns.code, code, around=around, drawable=drawable)
        except _Refused as refused:
            result.refused.append(Refusal(row, refused.name, _excerpt(refused.value), refused.reason))
            continue
        seen[code] = row
        names = values.pop("names")
        if territory is None:
            source = language if language in names else next(iter(names))
            territory = Territory(
                slug=_new_slug(names[source], code, slugs), name=TranslatedText.of(names, source=source)
            )
            territory.parent, territory.languages, territory.time_zone = parent, list(languages), time_zone
            _apply(territory, values)
            _save_new(territory, scheme, code, dry_run)
            result.created.append(territory)
            continue
        if parent and str(territory.parent_id) not in inside:
            values["parent_id"] = parent.pk  # but a commune of a valley of this province stays in its valley
        values |= _renamed(territory, names if columns.name not in properties else next(iter(names.values())))
        if _apply(territory, values):
            _save_changed(territory, dry_run)
            result.changed.append(territory)
        else:
            result.unchanged.append(territory)
    progress(len(features))
    if (result.created or result.changed) and not dry_run:
        about = parent or (result.created or result.changed)[0]
        record(actor=actor, action="territory.imported", subject=about, fields=["boundary", "codes", "name"])
    return result


def _stored_by_code(scheme: str) -> dict[str, Territory]:
    codes = TerritoryCode.objects.filter(scheme=scheme).select_related("territory")
    return {code.value: code.territory for code in codes}


def _refuse_to_touch(
    territory: Territory | None, name: str, code: str, *, around: set[str], drawable: set[str] | None
) -> None:
    """Raise _Refused for a place that is known, but cannot lie there, or is not the actor's to change."""
    if territory is None:
        return
    if str(territory.pk) in around:
        raise _Refused(name, code, _("This place is the one you import into, or lies around it."))
    if drawable is not None and str(territory.pk) not in drawable:
        message = _("This place is entered already, and no network of yours covers it: ask an administrator.")
        raise _Refused(name, code, message)


def _properties_of(feature: Any) -> Mapping[str, Any]:
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        raise _Refused("type", feature, _("This is not a GeoJSON Feature."))
    properties = feature.get("properties")
    if not isinstance(properties, Mapping):
        raise _Refused("properties", properties, _("This feature has no properties: it needs a name and a code."))
    return properties


def _read(
    feature: Mapping[str, Any], properties: Mapping[str, Any], columns: Columns, *, kind: str, scheme: str, country: str
) -> tuple[dict[str, Any], str]:
    """The values of one feature and its code; raises _Refused."""
    code = _text(properties, columns.code, CODE_LENGTH)
    pattern, hint = MUNICIPALITY_CODES.get(TerritoryCode.Scheme(scheme), (None, ""))
    if kind == Territory.Kind.MUNICIPALITY and pattern and not pattern.fullmatch(code):
        raise _Refused(columns.code, code, hint)
    values: dict[str, Any] = {"kind": kind}
    if country:
        values["country"] = country
    population = _population(properties, columns.population) if columns.population else None
    if population is not None:
        values["population"] = population
    if feature.get("geometry") is UNDRAWN:
        return values, code
    try:
        values["boundary"] = checked(feature.get("geometry"), country=country)
    except WrongBoundary as wrong:
        raise _Refused("geometry", wrong.found, REASONS[wrong.fault]) from wrong
    return values, code


def _names(properties: Mapping[str, Any], name: str, language: str) -> dict[str, str]:
    """The name in `language`, or in each language that has a property of its own: "name.fr", "name.nl"."""
    tags = [key.removeprefix(f"{name}.") for key in properties if key.startswith(f"{name}.")]
    if name in properties or not tags:
        return {language: _text(properties, name, NAME_LENGTH)}
    return {tag: _text(properties, f"{name}.{tag}", NAME_LENGTH) for tag in tags}


def _text(properties: Mapping[str, Any], name: str, length: int) -> str:
    if name not in properties:
        raise _Refused(name, "", _("This feature has no such property. Look how the file calls it."))
    value = properties[name]
    if isinstance(value, (dict, list, bool, float)):
        raise _Refused(name, value, _("This is neither a text nor a whole number."))
    text = " ".join(str(value if value is not None else "").replace("\x00", "").split())
    if not text:
        raise _Refused(name, "", _("This is empty. Every place needs a name and a code."))
    if len(text) > length:
        raise _Refused(name, text, _("This is too long (at most %(limit)d characters).") % {"limit": length})
    return text


def _population(properties: Mapping[str, Any], name: str) -> int | None:
    """Whole people; None where the file does not know."""
    value = properties.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        compact = SPACES.sub("", value)
        value = int(compact) if compact.isascii() and compact.isdigit() and len(compact) < 12 else value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_POPULATION:
        raise _Refused(name, value, _("This is not a number of people. Write digits only, or leave it empty."))
    return value


def _apply(territory: Territory, values: Mapping[str, Any]) -> bool:
    """Set what differs; whether anything did."""
    changed = False
    for name, value in values.items():
        now = getattr(territory, name)
        if same(now, value) if name == "boundary" else now == value:
            continue
        setattr(territory, name, value)
        changed = True
        if name == "boundary":
            territory.longitude, territory.latitude = representative_point(value)
    return changed


def _save_new(territory: Territory, scheme: str, code: str, dry_run: bool) -> None:
    if not dry_run:
        territory.save(force_insert=True)
        TerritoryCode.objects.create(territory=territory, scheme=scheme, value=code)


def _save_changed(territory: Territory, dry_run: bool) -> None:
    if not dry_run:
        territory.version += 1
        territory.save()


def _renamed(territory: Territory, names: Mapping[str, str] | str) -> dict[str, Any]:
    """A name that differs; one without its language is in the language in which the place was first named."""
    written = {territory.name.source: names} if isinstance(names, str) else names
    differs = any(text != territory.name.text_in(tag) for tag, text in written.items())
    return {"name": territory.name.revised(written)} if differs else {}


def _new(names: Mapping[str, str], language: str, code: str, slugs: set[str]) -> Territory:
    source = language if language in names else next(iter(names))
    return Territory(slug=_new_slug(names[source], code, slugs), name=TranslatedText.of(names, source=source))


def _new_slug(name: str, code: str, taken: set[str]) -> str:
    """A readable address; two places of one name are told apart by their codes."""
    base = slugify(name)[:60].strip("-")
    candidates: Iterable[str] = [base, slugify(f"{base}-{code}")[:80]]
    slug = next((slug for slug in candidates if slug and slug not in taken), "")
    number = 2
    while not slug or slug in taken:
        slug, number = f"{base or 'place'}-{number}", number + 1
    taken.add(slug)
    return slug


def _excerpt(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
