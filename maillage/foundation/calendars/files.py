"""The school holidays that an administrator adds: a CSV or an ICS file becomes a period in a folder.

A CSV file has one line a holiday, with a heading: `first`, `last`, `name`, dates as 2027-07-01 or 01/07/2027 (day
first); comma, semicolon or tab. An ICS file has one event a holiday; its end is the day after the last, as the standard
says. Neither says which region it is for, nor until when it is complete: whoever adds it does.
"""

import csv
import itertools
import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from maillage.foundation.calendars.regions import SCHOOL_REGIONS

_MAX_BYTES = 2 * 1024 * 1024
_MAX_LENGTH = timedelta(days=120)  # no school holiday is longer: a summer in Italy has a hundred days
_LOOK_AGAIN = 10.0  # seconds
_OURS = {region.partition("-")[0] for region in SCHOOL_REGIONS}
_HEADINGS = {
    "first": ("first", "start", "from", "begin", "debut", "début", "du", "von", "beginn", "van", "inizio", "dal"),
    "last": ("last", "end", "to", "until", "fin", "au", "bis", "ende", "tot", "einde", "fine", "al"),
    "name": ("name", "nom", "titel", "naam", "nome", "summary", "label"),
}


class CalendarFileError(ValueError):
    """A file that cannot be taken; the message says where, what was found, and what to do."""


class _Folder:
    """Where the added files are, and how often they changed since the start of the process."""

    path: Path | None = None
    generation = 0
    looked = 0.0
    stamp: tuple[tuple[str, int], ...] = ()


def use_folder(path: Path) -> None:
    """Say where the added files are. A folder that is not there has none; it is looked at again while we run."""
    _Folder.path = path
    _Folder.looked = 0.0


def generation() -> int:
    """A number that changes when the added files do."""
    now = time.monotonic()
    if _Folder.path is not None and (not _Folder.looked or now - _Folder.looked > _LOOK_AGAIN):
        _Folder.looked = now
        stamp = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in _Folder.path.glob("*.json")))
        if stamp != _Folder.stamp:
            _Folder.stamp = stamp
            _Folder.generation += 1
    return _Folder.generation


def added_periods() -> list[tuple[str, dict[str, Any]]]:
    """Region and contents of every file that was added, the oldest first; one that is damaged is left out."""
    found = []
    for path in _Folder.path.glob("*.json") if _Folder.path else ():
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            date.fromisoformat(data["from"]), date.fromisoformat(data["until"])
            found.append((data["added_at"], data["region"], data))
        except (OSError, ValueError, KeyError, TypeError):
            continue  # `maillage calendars list` shows what is there; a damaged file must not take a page down
    return [(region, data) for _at, region, data in sorted(found, key=lambda each: each[:2])]


def read_file(path: Path) -> list[tuple[date, date, str]]:
    """First day, last day and name of every holiday in a CSV or ICS file, in order. Raises CalendarFileError."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise CalendarFileError(f"{path.name} has more than 2 MB: this is not a list of school holidays.")
        raw = path.read_bytes()
    except OSError as error:
        raise CalendarFileError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    rows = _from_ics(text) if "BEGIN:VCALENDAR" in text else _from_csv(text)
    found = []
    for where, first, last, name in rows:
        if last < first:
            raise CalendarFileError(f"{where}: it ends on {last} before it begins on {first}. Exchange the two dates.")
        if last - first > _MAX_LENGTH:
            raise CalendarFileError(f"{where}: {first} to {last} is longer than a school holiday. Check the years.")
        found.append((first, last, name))
    if not found:
        raise CalendarFileError("No holiday was found in the file.")
    found.sort()
    for before, after in itertools.pairwise(found):
        if after[0] <= before[1]:
            raise CalendarFileError(
                f"“{before[2]}” and “{after[2]}” overlap on {after[0]}. Is it two regions in one file?"
            )
    return found


def write_period(
    folder: Path,
    *,
    region: str,
    known_from: date,
    known_until: date,
    source: str,
    holidays: list[tuple[date, date, str]],
) -> Path:
    """Add a period to the folder, in place of one with the same region and days; returns the file.

    Raises CalendarFileError where the region is not known, or a holiday lies outside of the days that are complete.
    """
    if not _is_region(region):
        near = ", ".join(sorted(each for each in SCHOOL_REGIONS if each.startswith(region[:2].upper())))
        raise CalendarFileError(
            f"“{region}” is no school region. " + (f"Take one of: {near}." if near else "Such as BE-fr.")
        )
    if known_until < known_from:
        raise CalendarFileError(f"The data would end on {known_until}, before it begins on {known_from}.")
    for first, last, name in holidays:
        if first < known_from or last > known_until:
            raise CalendarFileError(
                f"“{name}” ({first} to {last}) is not within {known_from} to {known_until}: say from when and until "
                "when the list is complete."
            )
    data = {
        "region": region,
        "from": known_from.isoformat(),
        "until": known_until.isoformat(),
        "source": source,
        "added_at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "holidays": [[first.isoformat(), last.isoformat(), name] for first, last, name in holidays],
    }
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{region}_{known_from}_{known_until}.json"
    draft = target.with_suffix(".new")
    draft.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(target)  # a reader sees the old file or the new one, never a half
    _Folder.looked = 0.0
    return target


def _is_region(region: str) -> bool:
    country = region.partition("-")[0]
    return region in SCHOOL_REGIONS or (country not in _OURS and bool(re.match(r"[A-Z]{2}(-[A-Z0-9]{1,3})?\Z", region)))


def _from_csv(text: str) -> Iterator[tuple[str, date, date, str]]:
    lines = text.splitlines()
    heading = lines[0] if lines else ""
    separator = max(",;\t", key=heading.count)
    columns = _columns(next(csv.reader([heading], delimiter=separator), []))
    for number, row in enumerate(csv.reader(lines[1:], delimiter=separator), start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) <= max(columns.values()):
            raise CalendarFileError(f"Row {number} has {len(row)} columns, the heading has more: complete it.")
        first = _day(row[columns["first"]], f"row {number}, column “first”")
        last = _day(row[columns["last"]] or row[columns["first"]], f"row {number}, column “last”")
        yield f"Row {number}", first, last, row[columns["name"]].strip()


def _columns(heading: list[str]) -> dict[str, int]:
    found = {}
    for name, words in _HEADINGS.items():
        place = next((at for at, cell in enumerate(heading) if cell.strip().casefold() in words), None)
        if place is None:
            raise CalendarFileError(f"The first row has no column “{name}”. It needs: first, last, name.")
        found[name] = place
    return found


def _day(text: str, where: str) -> date:
    text = text.strip()
    try:
        if match := re.match(r"(\d{1,2})[./](\d{1,2})[./](\d{4})\Z", text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(text)
    except ValueError:
        raise CalendarFileError(f"{where}: “{text[:40]}” is no date. Write it as 2027-07-01 or 01/07/2027.") from None


def _from_ics(text: str) -> Iterator[tuple[str, date, date, str]]:
    event: dict[str, tuple[str, str]] = {}
    number = 0
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        key, _colon, value = line.partition(":")
        name, _semicolon, parameters = key.upper().partition(";")
        if (name, value.upper()) == ("BEGIN", "VEVENT"):
            event, number = {}, number + 1
        elif (name, value.upper()) == ("END", "VEVENT"):
            yield _event(event, f"Event {number}")
        else:
            event[name] = (parameters, value.strip())


def _event(event: dict[str, tuple[str, str]], where: str) -> tuple[str, date, date, str]:
    name = re.sub(r"\\([,;\\])", r"\1", event.get("SUMMARY", ("", ""))[1])
    if "RRULE" in event:
        raise CalendarFileError(f"{where} (“{name}”) repeats: write each year's dates instead.")
    if "DTSTART" not in event:
        raise CalendarFileError(f"{where} (“{name}”) has no beginning.")
    first, _whole = _ics_day(event["DTSTART"][1], where)
    last = first
    if "DTEND" in event:
        last, whole = _ics_day(event["DTEND"][1], where)
        if whole and last > first:
            last -= timedelta(days=1)
    return f"{where} (“{name}”)", first, last, name


def _ics_day(value: str, where: str) -> tuple[date, bool]:
    """The date, and whether it is a whole day rather than a time."""
    match = re.match(r"(\d{4})(\d{2})(\d{2})(T\d{6}Z?)?\Z", value)
    if not match:
        raise CalendarFileError(f"{where}: “{value[:40]}” is no date of a calendar file.")
    return date(int(match[1]), int(match[2]), int(match[3])), match[4] is None or match[4].startswith("T000000")
