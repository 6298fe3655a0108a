"""The public sheet: a service as it is read, with everything worked out that a page must not work out itself."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice

from django.utils import timezone

from maillage.foundation.accounts.actor import Actor
from maillage.offer.directory.fields import FEATURES
from maillage.offer.directory.hours import Answer, At, Day, HoursError, Reason, Rule, State, Where, hours_of
from maillage.offer.directory.hours import Opening as Stretch
from maillage.offer.directory.models import ContactPoint, Location, Service, ServiceAtLocation, Situation
from maillage.offer.directory.permissions import can_read_hidden_address
from maillage.offer.directory.surroundings import where_is, where_works, zone_at, zone_of

LOOKED_AHEAD = 62  # days after the first seven
COMING = 3
CLOSING_SOON = timedelta(minutes=30)
ROUND_THE_CLOCK = timedelta(days=6)
TURNS_AWAY = {Situation.FULL_TODAY, Situation.LIST_CLOSED, Situation.REMOTE}  # open, but not for whoever comes now


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
    coming: tuple[Stretch, ...] = ()
    otherwise: str = ""  # what holds at every other time: "by appointment"

    @property
    def depends_on_holidays(self) -> bool:
        """On some of these days it may differ, and nobody told us whether they are holidays."""
        return any(stretch.reason == Reason.HOLIDAYS for day in self.days for stretch in day.openings)

    @property
    def round_the_clock(self) -> bool:
        """Open day and night: seven equal lines would say less than one sentence."""
        return self.opening == Opening.OPEN and self.until is None


@dataclass(frozen=True)
class Place:
    """A service at a place; `shown` is False where the address is kept from this reader.

    `situation` is what differs at this place alone, today there.
    """

    row: ServiceAtLocation
    location: Location
    shown: bool
    hours: Hours
    situation: Situation = Situation.NORMAL


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
        told = _welcoming([(place.situation, place.hours) for place in self.places])
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
        hours=hours_at(service.opening_hours, now=now, where=where_works(service), closed=closed),
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
    rows = service.service_at_locations.all()
    candidates = _welcoming([(_situation_of(row, now), _hours_of(row, now, closed)) for row in rows])
    if service.opening_hours:
        candidates.append(hours_at(service.opening_hours, now=now, where=where_works(service), closed=closed))
    return best(candidates)


def best(candidates: Iterable[Hours]) -> Hours:
    """Open before closing soon, before unknown (one can call), before closed; unknown where there is none."""
    order = (Opening.OPEN, Opening.SOON, Opening.UNKNOWN, Opening.CLOSED)
    return min(candidates, key=lambda hours: order.index(hours.opening), default=Hours((), Opening.UNKNOWN))


def differing_places(service: Service, *, now: datetime | None = None) -> list[tuple[ServiceAtLocation, Situation]]:
    """The places where something differs now, of a service loaded `for_sheet()`."""
    now = now or timezone.now()
    told = [(row, _situation_of(row, now)) for row in service.service_at_locations.all()]
    return [(row, situation) for row, situation in told if situation != Situation.NORMAL]


def _welcoming(told: list[tuple[Situation, Hours]]) -> list[Hours]:
    """The hours of the places that take people in; of all of them where none does."""
    return [hours for situation, hours in told if situation not in TURNS_AWAY] or [hours for _situation, hours in told]


def hours_at(value: str, *, now: datetime, where: Where, closed: bool = False) -> Hours:
    """The week from today of an `opening_hours` value, and what holds at `now`; `closed` overrides for a closure."""
    if not value:
        return Hours((), Opening.UNKNOWN)
    try:
        hours = hours_of(value)
    except HoursError:
        return Hours((), Opening.UNKNOWN)  # what we cannot read we do not know: it never takes a page down
    at = At(now, where)
    today = at.local.date()
    otherwise = hours.otherwise
    week = tuple(_without(day, otherwise) for day in hours.days(today, 7, where))
    coming = ()
    if sum(1 for day in week if day.openings) <= 1:
        later = hours.openings(today + timedelta(days=7), where, days=LOOKED_AHEAD)
        coming = tuple(islice((each for each in later if each.rule != otherwise), COMING))
    said = otherwise.comment if otherwise else ""
    if closed:
        return Hours(week, Opening.CLOSED, coming=coming, otherwise=said)
    return _state(Hours(week, Opening.UNKNOWN, coming=coming, otherwise=said), hours.at(at), at.local)


def _without(day: Day, rule: Rule | None) -> Day:
    """What a rule says of all other times is said once, and not on every line."""
    return replace(day, openings=tuple(each for each in day.openings if rule is None or each.rule != rule))


def _state(hours: Hours, answer: Answer, local: datetime) -> Hours:
    if answer.state == State.UNKNOWN:
        return hours
    if answer.state == State.CLOSED:
        return replace(hours, opening=Opening.CLOSED, next_at=answer.next_opening)
    if answer.until is None or answer.until - local > ROUND_THE_CLOCK:
        return replace(hours, opening=Opening.OPEN, coming=())
    soon = answer.until - local <= CLOSING_SOON
    return replace(hours, opening=Opening.SOON if soon else Opening.OPEN, until=answer.until)


def _place(row: ServiceAtLocation, actor: Actor, now: datetime, closed: bool) -> Place:
    location = row.location
    shown = not location.address_hidden or can_read_hidden_address(actor, location)
    hours, situation = _hours_of(row, now, closed), _situation_of(row, now)
    return Place(row=row, location=location, shown=shown, hours=hours, situation=situation)


def _situation_of(row: ServiceAtLocation, now: datetime) -> Situation:
    """What differs at this place today, by its own calendar."""
    return row.situation_on(now.astimezone(zone_at(row.location)).date())


def _hours_of(row: ServiceAtLocation, now: datetime, closed: bool) -> Hours:
    closed = closed or _situation_of(row, now) == Situation.CLOSED
    return hours_at(row.opening_hours, now=now, where=where_is(row.location), closed=closed)
