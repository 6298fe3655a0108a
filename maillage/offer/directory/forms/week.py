"""Opening hours as a week to fill in, with the OpenStreetMap text beneath for those who know it.

The page carries two inputs without a face: the text and the week as they were when it was made. Whichever of the two
was changed counts; where both were, and say different things, the form asks.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.offer.directory.fields import OpeningHoursField
from maillage.offer.directory.forms.week_typed import TypedWeek, typed_of
from maillage.offer.directory.hours import HoursError, parse, write
from maillage.offer.directory.hours.grid import Access, Grid, School, grid_of, schedule_of
from maillage.offer.directory.hours.sentences import say

SLOTS, MORE_SLOTS = 2, 1  # on a day; those beyond are folded away
NTH = {
    "": _("no such day"),
    "1": _("1st"),
    "2": _("2nd"),
    "3": _("3rd"),
    "4": _("4th"),
    "-1": _("last"),
    "1,3": _("1st and 3rd"),
    "2,4": _("2nd and 4th"),
}
PUBLIC = {"": _("as usual"), "closed": _("closed")}
SCHOOL = {
    School.NOTHING.value: _("as usual"),
    School.CLOSED.value: _("closed"),
    School.ONLY.value: _("open only then"),
}
ACCESS = {
    Access.NOT_SAID.value: _("not said"),
    Access.WITHOUT_APPOINTMENT.value: _("without appointment"),
    Access.APPOINTMENT.value: _("by appointment"),
    Access.OTHERWISE_APPOINTMENT.value: _("at other times by appointment"),
    Access.TICKETS.value: _("with a ticket taken there"),
    Access.CALL_FIRST.value: _("call first"),
}


class HoursWidget(forms.Widget):
    """A week, special days, holidays, a note, and the text; the sentence that it makes stands above them."""

    template_name = "directory/widgets/hours.html"
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        """Everything typed, by the part of its name after the field's; the text has the empty one."""
        start = f"{name}-"
        typed = {key.removeprefix(start): data.get(key) or "" for key in data if key.startswith(start)}
        return {**typed, "": data.get(name) or ""}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and f"{name}-week" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value if isinstance(value, str) else value and value[""], attrs)
        text, week, typed = _opened(value)
        context["widget"] |= {
            "identifier": context["widget"]["attrs"].get("id") or f"id_{name}",
            "text": text,
            "was": typed.get("was", text),
            "week": typed.get("week", _written(typed_of(week.typed).grid)),
            "is_week": week.is_whole or not text,
            "is_open": bool(text or week.is_filled or week.faults),
            "text_is_wrong": not week.faults and "aria-invalid" in context["widget"]["attrs"],
            "sentence": _sentence(text if typed.get("week") is None else _written(week.grid) or text),
            "errors": [str(fault.message) % fault.params if fault.params else fault.message for fault in week.faults],
            **_drawn(name, week),
        }
        return context


class HoursField(forms.CharField):
    """An OpenStreetMap `opening_hours` value from a week, or from its text."""

    widget = HoursWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("max_length", None)
        super().__init__(**{"required": False, **kwargs})

    def clean(self, value: Any) -> str:
        """The value in its canonical notation; raises ValidationError with the day that is wrong."""
        typed: dict[str, str] = value if isinstance(value, dict) else {"": value or ""}
        text = typed[""].strip()
        if "week" not in typed:
            return _checked(text)
        week = typed_of(typed)
        text_changed = text != typed.get("was", "").strip()
        if week.faults and not text_changed:
            raise ValidationError([ValidationError(fault.message, params=fault.params) for fault in week.faults])
        written = _written(week.grid)
        if week.faults or written == typed["week"]:
            return _checked(text)
        if text_changed and _checked(text) != written:
            raise ValidationError(
                _("The week and the text beneath it now say different things. Change only one of them.")
            )
        return _checked(written)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.clean(data) != (initial or "")
        except ValidationError:
            return True


def sentence_of(value: str) -> str:
    """A value in the words of the page's language, with a capital; empty where nothing is said or it cannot be read."""
    said = _sentence(value)
    return said[:1].upper() + said[1:]


capital = lazy(lambda text: str(text)[:1].upper() + str(text)[1:], str)


def _checked(text: str) -> str:
    value: str = OpeningHoursField().clean(text, None) if text else ""
    return value


def _sentence(text: str) -> str:
    try:
        return say(parse(text), get_language() or "en") if text else ""
    except HoursError:
        return ""


def _written(grid: Grid) -> str:
    schedule = schedule_of(grid)
    return write(schedule) if schedule else ""


def _opened(value: Any) -> tuple[str, TypedWeek, dict[str, str]]:
    """The text, the week and what was typed: as the page opens with a value, or again with what somebody sent."""
    if isinstance(value, dict):
        if "week" in value:
            return value[""], typed_of(value), value
        value = value[""]
    text = value or ""
    try:
        grid = grid_of(parse(text)) if text else Grid()
    except HoursError:
        grid = None
    return text, TypedWeek.of(grid or Grid(), is_whole=grid is not None), {}


def _drawn(name: str, week: TypedWeek) -> dict[str, Any]:
    """What the template draws: every input with its name, its value and whether it is wrong."""
    typed, wrong = week.typed, week.wrong

    def times(start: str, numbers: Iterator[int] | range) -> list[dict[str, Any]]:
        return [
            {
                "number": number + 1,
                "start": _input(name, typed, wrong, f"{start}-{number}-from"),
                "end": _input(name, typed, wrong, f"{start}-{number}-to"),
            }
            for number in numbers
        ]

    most = max(SLOTS + MORE_SLOTS, week.most_slots)
    return {
        "days": [{"label": capital(WEEKDAYS[day]), "slots": times(f"d{day}", range(SLOTS))} for day in range(7)],
        "more": [{"label": capital(WEEKDAYS[day]), "slots": times(f"d{day}", range(SLOTS, most))} for day in range(7)],
        "more_is_open": any(f"d{day}-{SLOTS}-from" in wrong or typed.get(f"d{day}-{SLOTS}-from") for day in range(7)),
        "nth": [
            {
                "nth": _select(name, typed, f"n{row}-nth", NTH),
                "day": _select(name, typed, f"n{row}-day", WEEKDAYS),
                "slots": times(f"n{row}", range(SLOTS)),
            }
            for row in range(max(2, week.rows("n") + 1))
        ],
        "nth_is_open": bool(week.rows("n")),
        "exceptions": [
            {
                "first": _input(name, typed, wrong, f"x{row}-first"),
                "last": _input(name, typed, wrong, f"x{row}-last"),
                "yearly": _input(name, typed, wrong, f"x{row}-yearly"),
                "slots": times(f"x{row}", range(SLOTS)),
            }
            for row in range(max(2, week.rows("x") + 1))
        ],
        "exceptions_are_open": bool(week.rows("x")),
        "always": _input(name, typed, wrong, "always"),
        "public": _select(name, typed, "public", PUBLIC),
        "school": _select(name, typed, "school", SCHOOL),
        "access": _select(name, typed, "access", ACCESS),
        "note": _input(name, typed, wrong, "note"),
        "season": [
            {
                "day": _input(name, typed, wrong, f"season-{end}-day"),
                "month": _select(name, typed, f"season-{end}-month", {"": "—", **MONTHS}),
            }
            for end in ("from", "to")
        ],
        "season_is_open": any(typed.get(f"season-{end}-month") for end in ("from", "to")),
    }


def _input(name: str, typed: Mapping[str, str], wrong: frozenset[str], part: str) -> dict[str, Any]:
    return {"name": f"{name}-{part}", "value": typed.get(part, ""), "wrong": part in wrong}


def _select(name: str, typed: Mapping[str, str], part: str, choices: Mapping[Any, Any]) -> dict[str, Any]:
    chosen = typed.get(part, "")
    options = [(str(code), capital(label), str(code) == chosen) for code, label in choices.items()]
    return {"name": f"{name}-{part}", "options": options}
