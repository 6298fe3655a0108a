"""What a sheet said when somebody who may publish read it, and what is different now."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.foundation.common.languages import language_name
from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.expressions import ExpressionError, parse, to_json
from maillage.foundation.network.models import Territory
from maillage.offer.directory.eligibility.questions import territory_names
from maillage.offer.directory.eligibility.sentences import sentences
from maillage.offer.directory.fields import FEATURES
from maillage.offer.directory.models import AccessMode, ContactPoint, Fees, Location, Service, TaxonomyTerm

Snapshot = dict[str, Any]

ALIKE = 0.4  # below this share of common words, two texts are another text rather than a changed one

TEXTS = (
    "name",
    "alternate_name",
    "summary",
    "description",
    "picture_alternative",
    "eligibility_description",
    "hours_note",
    "application_process",
    "fees_description",
    "interpretation_services",
)
VALUES = (
    "language",
    "opening_hours",
    "access_modes",
    "fees",
    "languages",
    "accessibility",
    "capacity",
    "wait_weeks",
)
TERMS = ("themes", "audiences")
ROWS = {
    "contact_points": (("kind", "value"), ("label",)),
    "cost_options": (("amount", "currency"), ("option",)),
    "required_documents": ((), ("document",)),
    "service_at_locations": (("location_id", "opening_hours"), ("hours_note",)),
}


@dataclass(frozen=True)
class Piece:
    """Some words of a text, and whether they are on this side only."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Difference:
    """One thing that changed: its name, what was read, what stands there now."""

    label: str
    before: tuple[Piece, ...]
    now: tuple[Piece, ...]


def snapshot_of(service: Service) -> Snapshot:
    """All that a reader of the sheet is told, as plain data: codes and texts, no labels."""
    taken: Snapshot = {name: _texts(getattr(service, name)) for name in TEXTS}
    taken |= {name: getattr(service, name) for name in VALUES}
    taken["picture"] = service.picture.name or ""
    taken["eligibility"] = to_json(service.eligibility) if service.eligibility is not None else None
    taken |= {name: sorted(term.code for term in getattr(service, name).all()) for name in TERMS}
    taken["terms"] = sorted(f"{term.taxonomy.slug}:{term.code}" for term in service.terms.all())
    taken["areas_served"] = sorted(area.slug for area in service.areas_served.all())
    for name, (columns, texts) in ROWS.items():
        taken[name] = [
            {column: str(getattr(row, column)) for column in columns}
            | {column: _texts(getattr(row, column)) for column in texts}
            for row in getattr(service, name).all()
        ]
    return taken


def differences(before: Snapshot, now: Snapshot) -> list[Difference]:
    """What changed between two snapshots, in the order of the sheet and in the words of the page's language."""
    was, then = dict(_lines(before)), dict(_lines(now))
    found = []
    for label in dict.fromkeys([*then, *was]):
        old, new = was.get(label, ""), then.get(label, "")
        if old != new:
            found.append(Difference(label, *_compared(old, new)))
    return found


def changes_since_review(service: Service) -> list[Difference] | None:
    """What changed on a sheet since it was read; None where what was read then is not kept."""
    if service.reviewed_snapshot is None:
        return None
    return differences(service.reviewed_snapshot, snapshot_of(service))


def keep_snapshot(service: Service) -> None:
    """Remember what is stored now as what was read."""
    service.reviewed_snapshot = snapshot_of(Service.objects.for_sheet().get(pk=service.pk))
    Service.objects.filter(pk=service.pk).update(reviewed_snapshot=service.reviewed_snapshot)


def _texts(text: TranslatedText) -> dict[str, str]:
    return {tag: text.text_in(tag) for tag in text.languages}


def _lines(taken: Snapshot) -> Iterator[tuple[str, str]]:
    """Each thing that a snapshot holds, named and in words."""
    for name in TEXTS:
        for tag, text in taken.get(name, {}).items():
            yield f"{_label(name)} · {language_name(tag)}", text
    for name in (*VALUES, "picture"):
        yield _label(name), _in_words(name, taken.get(name))
    yield _label("eligibility"), _conditions(taken.get("eligibility"))
    for name in TERMS:
        terms = TaxonomyTerm.objects.filter(code__in=taken.get(name, []))
        yield _label(name), "\n".join(str(term) for term in terms)
    slugs = {name.partition(":")[0] for name in taken.get("terms", [])}
    classed = TaxonomyTerm.objects.filter(taxonomy__slug__in=slugs).select_related("taxonomy") if slugs else []
    wanted = set(taken.get("terms", []))
    yield _label("terms"), "\n".join(str(term) for term in classed if f"{term.taxonomy.slug}:{term.code}" in wanted)
    areas = Territory.objects.filter(slug__in=taken.get("areas_served", []))
    yield _label("areas_served"), "\n".join(str(area) for area in areas)
    places = {str(place.pk): str(place) for place in Location.objects.filter(pk__in=_places(taken))}
    titles = {
        "contact_points": _("Contact"),
        "cost_options": _("Cost"),
        "required_documents": _("What to bring"),
        "service_at_locations": _("Where and when"),
    }
    for name, title in titles.items():
        yield title, "\n".join(_row(name, row, places) for row in taken.get(name, []))


def _places(taken: Snapshot) -> list[str]:
    return [row["location_id"] for row in taken.get("service_at_locations", [])]


def _row(rows: str, row: Mapping[str, Any], places: Mapping[str, str]) -> str:
    """One row of a list in a line. PostgreSQL keeps JSON in an order of its own, so the order is said here."""
    parts = []
    columns, texts = ROWS[rows]
    for name in (*columns, *texts):
        value = row.get(name, "")
        if isinstance(value, dict):
            parts += [f"{language_name(tag)}: {text}" for tag, text in sorted(value.items())]
        elif name == "location_id":
            parts.append(places.get(value, "?"))
        elif name == "kind":
            parts.append(str(dict(ContactPoint.Kind.choices).get(value, value)))
        else:
            parts.append(value)
    return " · ".join(part for part in parts if part)


def _in_words(name: str, value: Any) -> str:
    """A value in the words of the page: codes by their labels."""
    if value in (None, "", [], {}):
        return ""
    if name == "accessibility":
        yes, no = _("yes"), _("no")
        return "\n".join(f"{FEATURES.get(code, code)}: {yes if has else no}" for code, has in sorted(value.items()))
    if name == "languages":
        return "\n".join(language_name(code) for code in value)
    if name == "language":
        return language_name(value)
    labels = {"access_modes": dict(AccessMode.choices), "fees": dict(Fees.choices)}.get(name, {})
    codes = value if isinstance(value, list) else [value]
    return "\n".join(str(labels.get(code, code)) for code in codes)


def _conditions(data: Any) -> str:
    if data is None:
        return ""
    try:
        expression = parse(data)
    except ExpressionError:
        return str(data)
    return "\n".join(sentences(expression, territory_names(expression, get_language() or "")))


def _label(name: str) -> str:
    field: models.Field[Any, Any] = Service._meta.get_field(name)
    return str(field.verbose_name)


def _compared(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces, word by word; whole where they have little in common."""
    words, now = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    matcher = SequenceMatcher(None, words, now, autojunk=False)
    if matcher.ratio() < ALIKE:
        return tuple(_piece(words, changed=True)), tuple(_piece(now, changed=True))
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        left += _piece(words[a:b], changed=kind != "equal")
        right += _piece(now[c:d], changed=kind != "equal")
    return tuple(left), tuple(right)


def _piece(words: Sequence[str], *, changed: bool) -> list[Piece]:
    return [Piece("".join(words), changed)] if words else []
