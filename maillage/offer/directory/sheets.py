"""The public sheet: a service as it is read, with everything worked out that a page must not work out itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils import timezone

from maillage.foundation.accounts.actor import Actor
from maillage.offer.directory.fields import FEATURES
from maillage.offer.directory.hours import Day, HoursError, Span, days
from maillage.offer.directory.models import ContactPoint, Location, Service, ServiceAtLocation, Situation
from maillage.offer.directory.permissions import can_read_hidden_address

LOOKED_AHEAD = 62  # days after the first seven
COMING = 3
CLOSING_SOON = timedelta(minutes=30)
ROUND_THE_CLOCK = timedelta(days=6)
DEFAULT_ZONE = ZoneInfo("Europe/Brussels")


class Opening(StrEnum):
    """Whether one can come now. What is not known is never "closed"."""

    OPEN = "open"
    SOON = "soon"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Hours:
    """Seven days from today in local time, whether it is open now, until when (None: day and night), or when next.

    `coming` holds the next openings after these seven days where they say little: a first Monday, every other week.
    """

    days: tuple[Day, ...]
    opening: Opening
    until: datetime | None = None
    next_at: datetime | None = None
    coming: tuple[Span, ...] = ()

    @property
    def round_the_clock(self) -> bool:
        """Open day and night: seven equal lines would say less than one sentence."""
        return self.opening == Opening.OPEN and self.until is None


@dataclass(frozen=True)
class Place:
    """A service at a place; `shown` is False where the address is kept from this reader."""

    row: ServiceAtLocation
    location: Location
    shown: bool
    hours: Hours


@dataclass(frozen=True)
class Sheet:
    """Everything the page of a service shows to one reader at one moment."""

    service: Service
    places: tuple[Place, ...]
    hours: Hours
    situation: Situation
    phones: tuple[ContactPoint, ...]
    contacts: tuple[ContactPoint, ...]
    features: tuple[tuple[str, bool], ...]
    now: datetime

    @property
    def best_hours(self) -> Hours:
        """The best opening of all places and of the telephone: what the top of the sheet says."""
        told = [place.hours for place in self.places]
        return best([*told, self.hours] if self.service.opening_hours or not told else told)


def sheet_of(service: Service, *, actor: Actor, now: datetime | None = None) -> Sheet:
    """The sheet of a service loaded `for_sheet()`; `now` is an aware datetime, the present where it is None."""
    now = now or timezone.now()
    situation = service.situation_on(now.astimezone(zone_of(service)).date())
    closed = situation == Situation.CLOSED
    places = tuple(_place(row, actor, now, closed) for row in service.service_at_locations.all())
    contacts = tuple(service.contact_points.all())
    return Sheet(
        service=service,
        places=places,
        hours=hours_at(
            service.opening_hours, now=now, zone=zone_of(service), country=country_of(service), closed=closed
        ),
        situation=situation,
        phones=tuple(c for c in contacts if c.kind == ContactPoint.Kind.PHONE),
        contacts=contacts,
        features=tuple((code, service.accessibility[code]) for code in FEATURES if code in service.accessibility),
        now=now,
    )


def state_of(service: Service, *, now: datetime | None = None) -> Hours:
    """The best of a service's openings now, for a line of a list: open, soon closed, unknown, closed."""
    now = now or timezone.now()
    closed = service.situation_on(now.astimezone(zone_of(service)).date()) == Situation.CLOSED
    candidates = [_hours_of(row, now, closed) for row in service.service_at_locations.all()]
    if service.opening_hours:
        candidates.append(
            hours_at(service.opening_hours, now=now, zone=zone_of(service), country=country_of(service), closed=closed)
        )
    return best(candidates)


def best(candidates: Iterable[Hours]) -> Hours:
    """Open before closing soon, before unknown (one can call), before closed; unknown where there is none."""
    order = (Opening.OPEN, Opening.SOON, Opening.UNKNOWN, Opening.CLOSED)
    return min(candidates, key=lambda hours: order.index(hours.opening), default=Hours((), Opening.UNKNOWN))


def zone_of(service: Service) -> ZoneInfo:
    """The time zone of a service: its organization's territory's."""
    territory = service.organization.territory
    return ZoneInfo(territory.time_zone) if territory else DEFAULT_ZONE


def country_of(service: Service) -> str:
    """The country whose public holidays a service keeps, or an empty text."""
    territory = service.organization.territory
    return territory.country if territory else ""


def hours_at(value: str, *, now: datetime, zone: ZoneInfo, country: str, closed: bool = False) -> Hours:
    """The week from today of an `opening_hours` value, and what holds at `now`; `closed` overrides for a closure."""
    local = now.astimezone(zone)
    try:
        week = days(value, first=local.date(), count=7, zone=zone, country=country)
    except HoursError:
        week = ()  # what we cannot read we do not know: it never takes a page down
    if not week:
        return Hours((), Opening.UNKNOWN)
    coming = ()
    if sum(1 for day in week if day.spans) <= 1:
        later = days(value, first=local.date() + timedelta(days=7), count=LOOKED_AHEAD, zone=zone, country=country)
        coming = tuple(span for day in later for span in day.spans)[:COMING]
    if closed:
        return Hours(week, Opening.CLOSED, coming=coming)
    if week[0].uncertain:
        return Hours(week, Opening.UNKNOWN, coming=coming)
    return _state(week, local, coming)


def _state(week: tuple[Day, ...], local: datetime, coming: tuple[Span, ...]) -> Hours:
    spans = [*(span for day in week for span in day.spans), *coming]
    now = next((span for span in spans if span.start <= local < span.end), None)
    if now is None:
        next_at = next((span.start for span in spans if span.start > local and span.certain), None)
        return Hours(week, Opening.CLOSED, next_at=next_at, coming=coming)
    if not now.certain:
        return Hours(week, Opening.UNKNOWN, coming=coming)
    end = now.end
    for span in spans:  # a day that goes on after midnight is one opening, not two
        if span.start == end and span.certain:
            end = span.end
    if end - local > ROUND_THE_CLOCK:
        return Hours(week, Opening.OPEN)
    soon = end - local <= CLOSING_SOON
    return Hours(week, Opening.SOON if soon else Opening.OPEN, until=end, coming=coming)


def _place(row: ServiceAtLocation, actor: Actor, now: datetime, closed: bool) -> Place:
    location = row.location
    shown = not location.address_hidden or can_read_hidden_address(actor, location)
    return Place(row=row, location=location, shown=shown, hours=_hours_of(row, now, closed))


def _hours_of(row: ServiceAtLocation, now: datetime, closed: bool) -> Hours:
    territory = row.location.territory
    zone = ZoneInfo(territory.time_zone) if territory else DEFAULT_ZONE
    country = row.location.country or (territory.country if territory else "")
    return hours_at(row.opening_hours, now=now, zone=zone, country=country, closed=closed)
