"""A week as it was typed: read into a grid, or said what is wrong and on which day; and back, to be shown again."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.offer.directory.hours.grid import (
    Access,
    Deviation,
    Fault,
    Grid,
    Nth,
    Problem,
    School,
    Season,
    Slot,
    problems_of,
)

_DAY = 24 * 60
_MOST = 20  # rows, and slots of a day: a page of ours never has more
_TIME = re.compile(r"\s*(\d{1,2})\s*(?:[:.hHuU]\s*(\d{2})?)?\s*(?:[uU]hr|uur)?\s*\Z")
_SAID: dict[Fault, str | Promise] = {
    Fault.ENDS_BEFORE: _("%(day)s: it ends before it begins."),
    Fault.OVERLAPS: _("%(day)s: the times overlap."),
    Fault.OVERLAPS_NEXT: _("%(day)s: the night goes on into the times of the next day."),
    Fault.NO_TIME: _("%(day)s: say from when until when."),
    Fault.LAST_BEFORE_FIRST: _("%(day)s: the last day is before the first."),
    Fault.NOTHING_OPEN: _("Say when it is open, not only when it is closed."),
    Fault.QUOTE: _("Write the note without quotation marks."),
}


@dataclass(frozen=True)
class Wrong:
    """What is wrong with what was typed, in words, and with which inputs."""

    message: str | Promise
    params: dict[str, Any]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class TypedWeek:
    """What stands in the inputs, by their names; the grid that it makes, or what is wrong.

    `is_whole`: the grid says all that the value says. Where it cannot, the text does.
    """

    typed: Mapping[str, str]
    grid: Grid
    faults: tuple[Wrong, ...] = ()
    is_whole: bool = True
    wrong: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "wrong", frozenset(part for fault in self.faults for part in fault.parts))

    @classmethod
    def of(cls, grid: Grid, *, is_whole: bool) -> "TypedWeek":
        """The inputs that show a grid."""
        return cls(dict(_shown(grid)), grid, is_whole=is_whole)

    @property
    def is_filled(self) -> bool:
        """Whether anything was filled in."""
        return any(
            value for part, value in self.typed.items() if part not in ("", "was", "week") and "-day" not in part
        )

    @property
    def most_slots(self) -> int:
        """The number of slots of the fullest day."""
        found = [
            int(part.split("-")[1]) + 1 for part, value in self.typed.items() if value and re.match(r"d\d-\d+-", part)
        ]
        return max(found, default=0)

    def rows(self, kind: str) -> int:
        """The number of rows of a kind, up to the last that is filled in."""
        known = r"nth|\d+-from" if kind == "n" else r"first|last|\d+-from"
        found = [part for part, value in self.typed.items() if value and re.match(rf"{kind}\d+-({known})", part)]
        return max((int(part[1:].split("-")[0]) + 1 for part in found), default=0)


def typed_of(typed: Mapping[str, str]) -> TypedWeek:
    """Read what was typed."""
    reader = _Reader(typed)
    grid = reader.grid()
    faults = list(reader.faults) or [_in_words(problem, grid) for problem in problems_of(grid)]
    return TypedWeek(typed, grid, tuple(faults), is_whole=bool(typed.get("week")) or not typed.get("was"))


class _Reader:
    def __init__(self, typed: Mapping[str, str]) -> None:
        self.typed = typed
        self.faults: list[Wrong] = []

    def grid(self) -> Grid:
        return Grid(
            week=tuple(self._slots(f"d{day}", WEEKDAYS[day]) for day in range(7)),
            nth=tuple(self._nth()),
            around_the_clock=bool(self.typed.get("always")),
            closed_on_public_holidays=self.typed.get("public") == "closed",
            school=School(self._one_of("school", School)),
            season=self._season(),
            exceptions=tuple(self._deviations()),
            access=Access(self._one_of("access", Access)),
            note=" ".join(self.typed.get("note", "").split())[:100],
        )

    def _one_of(self, part: str, choices: Any) -> str:
        value = self.typed.get(part, "")
        return value if value in {choice.value for choice in choices} else ""

    def _slots(self, start: str, day: Any) -> tuple[Slot, ...]:
        found = []
        for number in range(_MOST):
            parts = (f"{start}-{number}-from", f"{start}-{number}-to")
            texts = tuple(self.typed.get(part, "").strip() for part in parts)
            if not any(texts):
                continue
            if not all(texts):
                missing = tuple(part for part, text in zip(parts, texts, strict=True) if not text)
                self._wrong(_("%(day)s: a beginning or an end is missing."), missing, day=day)
                continue
            minutes = [_minutes(text) for text in texts]
            for part, text, minute in zip(parts, texts, minutes, strict=True):
                if minute is None:
                    self._wrong(
                        _("%(day)s: “%(text)s” is not a time. Write it like 09:30."), (part,), day=day, text=text[:20]
                    )
            begin, end = minutes
            if begin is not None and end is not None:
                found.append(Slot(begin % _DAY, end or _DAY))
        return tuple(found)

    def _nth(self) -> Iterator[Nth]:
        for row in range(_MOST):
            chosen = self.typed.get(f"n{row}-nth", "")
            weekday = self.typed.get(f"n{row}-day", "")
            named = WEEKDAYS[int(weekday)] if weekday in set("0123456") else WEEKDAYS[0]
            slots = self._slots(f"n{row}", named)
            if re.fullmatch(r"-?[1-5](,[1-5])*", chosen) and weekday in set("0123456"):
                yield Nth(tuple(int(n) for n in chosen.split(",")), int(weekday), slots)
            elif slots:
                self._wrong(_("%(day)s: say which one of the month."), (f"n{row}-nth",), day=named)

    def _season(self) -> Season | None:
        ends = []
        for end in ("from", "to"):
            day, month = self.typed.get(f"season-{end}-day", ""), self.typed.get(f"season-{end}-month", "")
            if month:
                try:
                    found = date(2028, int(month), int(day or (1 if end == "from" else _last_day(int(month)))))
                    ends.append((found.month, found.day))
                except (ValueError, OverflowError):
                    self._wrong(_("Season: there is no such day."), (f"season-{end}-day",))
                    return None
        if len(ends) == 1:
            self._wrong(_("Season: a beginning or an end is missing."), ("season-from-month", "season-to-month"))
        return Season(ends[0], ends[1]) if len(ends) == 2 else None

    def _deviations(self) -> Iterator[Deviation]:
        for row in range(_MOST):
            texts = [self.typed.get(f"x{row}-{part}", "").strip() for part in ("first", "last")]
            slots = self._slots(f"x{row}", texts[0] or _("Exception"))
            if not any(texts):
                if slots:
                    self._wrong(_("Exceptions: a first day is missing."), (f"x{row}-first",))
                continue
            try:
                first = date.fromisoformat(texts[0] or texts[1])
                last = date.fromisoformat(texts[1] or texts[0])
            except ValueError:
                self._wrong(_("Exceptions: “%(text)s” is not a day."), (f"x{row}-first",), text=" ".join(texts)[:40])
                continue
            yield Deviation(first, last, slots, yearly=bool(self.typed.get(f"x{row}-yearly")))

    def _wrong(self, message: str | Promise, parts: tuple[str, ...], **params: Any) -> None:
        if "day" in params:
            params["day"] = str(params["day"])[:1].upper() + str(params["day"])[1:]
        self.faults.append(Wrong(message, params, parts))


def _in_words(problem: Problem, grid: Grid) -> Wrong:
    if problem.weekday is not None:
        named, start = str(WEEKDAYS[problem.weekday]), f"d{problem.weekday}"
    elif problem.nth is not None:
        named, start = str(WEEKDAYS[grid.nth[problem.nth].weekday]), f"n{problem.nth}"
    elif problem.exception is not None:
        named, start = date_format(grid.exceptions[problem.exception].first, "DATE_FORMAT"), f"x{problem.exception}"
    else:
        return Wrong(_SAID[problem.fault], {}, ("note",) if problem.fault == Fault.QUOTE else ())
    parts = (f"{start}-last",) if problem.fault == Fault.LAST_BEFORE_FIRST else (f"{start}-0-from", f"{start}-0-to")
    return Wrong(_SAID[problem.fault], {"day": named[:1].upper() + named[1:]}, parts)


def _minutes(text: str) -> int | None:
    match = _TIME.match(text)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return hour * 60 + minute if minute < 60 and hour * 60 + minute <= _DAY else None


def _last_day(month: int) -> int:
    return 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def _shown(grid: Grid) -> Iterator[tuple[str, str]]:
    for day in range(7):
        yield from _shown_slots(f"d{day}", grid.week[day])
    number = 0
    for row in grid.nth:
        known = row.nth in ((1, 3), (2, 4))
        for nth in (row.nth,) if known else tuple((n,) for n in row.nth):
            yield f"n{number}-nth", ",".join(str(n) for n in nth)
            yield f"n{number}-day", str(row.weekday)
            yield from _shown_slots(f"n{number}", row.slots)
            number += 1
    for number, deviation in enumerate(grid.exceptions):
        yield f"x{number}-first", deviation.first.isoformat()
        yield f"x{number}-last", "" if deviation.last == deviation.first else deviation.last.isoformat()
        yield f"x{number}-yearly", "on" if deviation.yearly else ""
        yield from _shown_slots(f"x{number}", deviation.slots)
    yield "always", "on" if grid.around_the_clock else ""
    yield "public", "closed" if grid.closed_on_public_holidays else ""
    yield "school", grid.school.value
    yield "access", grid.access.value
    yield "note", grid.note
    if grid.season:
        for end, (month, day) in (("from", grid.season.first), ("to", grid.season.last)):
            yield f"season-{end}-month", str(month)
            yield f"season-{end}-day", str(day)


def _shown_slots(start: str, slots: tuple[Slot, ...]) -> Iterator[tuple[str, str]]:
    for number, slot in enumerate(slots):
        yield f"{start}-{number}-from", f"{slot.start // 60:02}:{slot.start % 60:02}"
        yield f"{start}-{number}-to", f"{slot.end % _DAY // 60:02}:{slot.end % 60:02}"
