"""The directory as rows of our own workbook: what an actor writes for, whole, to come back without a loss."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.network.models import Organization
from maillage.offer.directory.exchange import Kind, Words, write_workbook
from maillage.offer.directory.intake.columns import SHAPES
from maillage.offer.directory.models import (
    ContactPoint,
    CostOption,
    Location,
    RequiredDocument,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from maillage.offer.directory.permissions import can_read_hidden_address

AT_ONCE = 500
Row = Mapping[str, Any]


def export_workbook(target: Path | IO[bytes], organizations: "QuerySet[Organization]", *, actor: Actor) -> None:
    """Write what these organizations have, as this actor may read it: a refuge whose address is kept from the actor
    is left out, with what is given there. Services that were taken off the web are left out.

    Memory does not grow with the directory. Raises `exchange.workbook.TooManyRows`.
    """
    organizations = Organization.objects.filter(pk__in=organizations.values("pk"))
    services = Service.objects.filter(organization__in=organizations).exclude(state=Service.State.WITHDRAWN)
    places = Location.objects.filter(organization__in=organizations)
    hidden = [place.pk for place in places.filter(address_hidden=True) if not can_read_hidden_address(actor, place)]
    at_places = ServiceAtLocation.objects.filter(service__in=services).exclude(location__in=hidden)
    at_places = at_places.filter(Q(location__address_hidden=False) | Q(location__organization__in=organizations))
    # A service may be given at a place of a partner: its row is there for the reader, and is changed by the partner.
    foreign = Location.objects.filter(service_at_locations__in=at_places).exclude(organization__in=organizations)
    foreign = foreign.filter(address_hidden=False)
    places = Location.objects.filter(Q(pk__in=places.exclude(pk__in=hidden)) | Q(pk__in=foreign))
    owners = Organization.objects.filter(Q(pk__in=organizations) | Q(locations__in=foreign))
    rows: dict[Kind, Iterable[Row]] = {
        Kind.ORGANIZATION: _organizations(owners.distinct()),
        Kind.LOCATION: _rows(Kind.LOCATION, places),
        Kind.SERVICE: _services(services),
        Kind.SERVICE_AT_LOCATION: _details(Kind.SERVICE_AT_LOCATION, at_places),
        Kind.CONTACT_POINT: _details(Kind.CONTACT_POINT, ContactPoint.objects.filter(service__in=services)),
        Kind.COST_OPTION: _details(Kind.COST_OPTION, CostOption.objects.filter(service__in=services)),
        Kind.REQUIRED_DOCUMENT: _details(Kind.REQUIRED_DOCUMENT, RequiredDocument.objects.filter(service__in=services)),
    }
    write_workbook(target, rows, languages=_languages(), words=_words(), title=settings.SITE_NAME, codes=_codes())


def _organizations(organizations: "QuerySet[Organization]") -> Iterator[Row]:
    for item in organizations.order_by("slug").prefetch_related("identifiers").iterator(chunk_size=AT_ONCE):
        numbers = {row.scheme: row.value for row in item.identifiers.all()}
        yield {**_row(Kind.ORGANIZATION, item), "identifiers": numbers}


def _services(services: "QuerySet[Service]") -> Iterator[Row]:
    related = services.order_by("organization__slug", "slug").prefetch_related("themes", "audiences")
    for item in related.iterator(chunk_size=AT_ONCE):
        terms = {name: [term.code for term in getattr(item, name).all()] for name in SHAPES[Kind.SERVICE].terms}
        yield {**_row(Kind.SERVICE, item), **terms}


def _rows(kind: Kind, items: "QuerySet[Any]") -> Iterator[Row]:
    for item in items.order_by("pk").iterator(chunk_size=AT_ONCE):
        yield _row(kind, item)


def _details(kind: Kind, items: "QuerySet[Any]") -> Iterator[Row]:
    ordered = items.select_related("service").order_by("service__slug", "position", "pk")
    for item in ordered.iterator(chunk_size=AT_ONCE):
        yield {**_row(kind, item), "version": item.service.version}


def _row(kind: Kind, item: Any) -> dict[str, Any]:
    shape = SHAPES[kind]
    links = {link: _key(getattr(item, f"{link}_id")) for link in (*shape.needs, *shape.links)}
    row: dict[str, Any] = {"key": _key(item.pk), "links": links, "version": getattr(item, "version", "")}
    for column in shape.columns:
        value = getattr(item, column)
        if isinstance(value, TranslatedText):
            value = {tag: value.text_in(tag) for tag in value.languages}
        if column == "opening_hours":
            # Not understood: the words of the source stand there, for somebody to write them otherwise.
            value = value or item.opening_hours_source
        row[column] = value
    return row


def _key(pk: UUID | None) -> str:
    return str(pk) if pk else ""


def _languages() -> list[str]:
    """The languages of the house, with the easy-read variants that some text has."""
    plain = [code for code, _name in settings.LANGUAGES]
    easy: set[str] = set()
    for model in (Service, Location, Organization):
        for text in model._default_manager.values_list("description", flat=True).iterator():
            easy.update(tag for tag in text.languages if tag not in plain)
    return [*plain, *sorted(easy)]


def _codes() -> dict[str, list[str]]:
    subjects = {"themes": Taxonomy.Subject.THEME, "audiences": Taxonomy.Subject.AUDIENCE}
    return {
        name: list(TaxonomyTerm.objects.filter(taxonomy__subject=subject).values_list("code", flat=True))
        for name, subject in subjects.items()
    }


def _words() -> Words:
    return Words(
        instructions=(
            _("This workbook is a directory. Change what is wrong, add rows, and hand it in again."),
            _("Leave the first column of a row as it is: it is how the row is known again."),
            _("In a new row, write any word in the first column."),
            _("A column such as “name (fr)” is the text in French. Leave a cell empty where there is no text."),
            _("The columns “organization”, “service” and “location” hold the first cell of the row they point to."),
            _("Empty means unknown. Yes is written true, no is written false."),
            _("Opening hours are written like this: Mo-Fr 09:00-12:00,13:30-16:00; PH off"),
            _("A row that you take out stays in the directory: take it off on its page."),
        ),
        choose=_("Choose one from the list."),
    )
