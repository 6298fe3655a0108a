"""One cell into the value of one field, with what is unclear about it."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from maillage.offer.directory.exchange.cleaning.contacts import read_emails, read_phones, read_url
from maillage.offer.directory.exchange.cleaning.numbers import read_amount, read_date, read_number, read_whole_number
from maillage.offer.directory.exchange.cleaning.places import read_country, read_point, read_postcode
from maillage.offer.directory.exchange.cleaning.reading import NOTHING, Cleaned, Fault, Setting, kept
from maillage.offer.directory.exchange.cleaning.texts import is_empty, read_line, read_text, shortened, tidy
from maillage.offer.directory.exchange.cleaning.words import (
    folded,
    read_code,
    read_fees,
    read_language,
    read_languages,
    read_yes_or_no,
)
from maillage.offer.directory.exchange.records import Severity
from maillage.offer.directory.exchange.targets import Reads, Target

Cell = str | list[str]


def _read_plain(text: str, setting: Setting) -> Cleaned:
    return read_line(text, setting)


def _read_identifier(text: str, _setting: Setting) -> Cleaned:
    value = tidy(text)
    return NOTHING if is_empty(value) else Cleaned(value)


_READERS: Mapping[Reads, Callable[[str, Setting], Cleaned]] = {
    Reads.TEXT: read_text,
    Reads.LINE: read_line,
    Reads.PLAIN: _read_plain,
    Reads.URL: read_url,
    Reads.COUNTRY: read_country,
    Reads.POSTCODE: read_postcode,
    Reads.NUMBER: read_number,
    Reads.WHOLE: read_whole_number,
    Reads.YES_NO: read_yes_or_no,
    Reads.LANGUAGE: read_language,
    Reads.LANGUAGES: read_languages,
    Reads.FEES: read_fees,
    Reads.HOURS: read_text,
    Reads.POINT: read_point,
    Reads.IDENTIFIER: _read_identifier,
    Reads.DATE: read_date,
    Reads.AMOUNT: read_amount,
    Reads.PHONE: read_phones,
    Reads.EMAIL: read_emails,
}


_TEXTS = frozenset({Reads.TEXT, Reads.LINE, Reads.PLAIN, Reads.HOURS, Reads.IDENTIFIER, Reads.POSTCODE})


def read_cell(cell: Cell, target: Target, setting: Setting) -> Cleaned:
    """The value for a field; of several telephone numbers or addresses the first, and the others are kept."""
    reads = target.reads
    if reads is Reads.CODES:
        return _codes(cell, target)
    if isinstance(cell, list):
        cell = "; ".join(part for part in cell if part)
    if reads is Reads.CODE or (reads is Reads.FEES and cell in target.choices):
        return read_code(cell, target.choices)
    cleaned = _READERS[reads](cell, setting)
    value = cleaned.value
    if value is None or value == "":
        return cleaned
    if reads is Reads.PHONE or reads is Reads.EMAIL:
        first = value[0][0] if reads is Reads.PHONE else value[0]
        faults = cleaned.faults
        if len(value) > 1:
            faults = (Fault(Severity.KEPT_AS_TEXT, "several_phones" if reads is Reads.PHONE else "several_emails"),)
        return Cleaned(first, faults)
    if target.limit and isinstance(value, str) and len(value) > target.limit:
        return _limited(value, target, cleaned)
    return cleaned


_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")


def read_exact(cell: Cell, target: Target, setting: Setting) -> Cleaned:
    """The same for what we wrote ourselves: texts, addresses and codes stay letter for letter."""
    if target.reads is Reads.CODES:
        return read_cell(cell, target, setting)
    if isinstance(cell, list):
        cell = ", ".join(cell)
    if target.reads in _TEXTS:
        value = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
        too_long = target.limit and len(value) > target.limit
        return _limited(value, target, NOTHING) if too_long else Cleaned(value or None)
    if target.reads is Reads.URL and _ADDRESS.fullmatch(cell.strip()) and len(cell.strip()) <= target.limit:
        return Cleaned(cell.strip())
    if target.reads is Reads.LANGUAGES:
        parts = [part.strip() for part in cell.split(",") if part.strip()]
        if all(_CODE.fullmatch(part) for part in parts):
            return Cleaned(parts or None)
    return read_cell(cell, target, setting)


def _limited(value: str, target: Target, cleaned: Cleaned) -> Cleaned:
    details = {"length": str(len(value)), "limit": str(target.limit)}
    if target.reads in (Reads.TEXT, Reads.LINE):
        fault = Fault(Severity.KEPT_AS_TEXT, "too_long", details)
        return Cleaned(shortened(value, target.limit), (*cleaned.faults, fault))
    return kept("too_long_to_cut", **details)


def _codes(cell: Cell, target: Target) -> Cleaned:
    """A list of codes, without repetition."""
    parts = cell if isinstance(cell, list) else [cell]
    found: list[str] = []
    unknown: list[str] = []
    for part in parts:
        code = tidy(part)
        if is_empty(code):
            continue
        if target.choices:
            read = read_code(code, target.choices)
            if read.value is None:
                unknown.append(code)
                continue
            code = read.value
        found.append(code)
    values = list(dict.fromkeys(found)) or None
    if unknown:
        details = {"value": ", ".join(unknown)[:100], "choices": ", ".join(target.choices)}
        return Cleaned(values, (Fault(Severity.KEPT_AS_TEXT, "not_a_code", details),))
    return Cleaned(values)


def in_words(cell: Cell, words: Mapping[str, str], folded_words: Mapping[str, str], *, several: bool) -> Cell:
    """The cell after a mapping's `words`; what is not among them stays, unless there is a word for all the rest: "*".

    An answer of "a,b" is two codes in a list.
    """
    parts = cell if isinstance(cell, list) else [cell]
    out: list[str] = []
    for part in parts:
        answer = words.get(part)
        if answer is None:
            answer = folded_words.get(folded(part), words.get("*", part))
        out += answer.split(",") if several and answer is not part else [answer]
    out = [part for part in out if part]
    return out if isinstance(cell, list) or several else (out[0] if out else "")


def contacts_of(kind: str, cell: Cell, setting: Setting, *, exact: bool = False) -> Cleaned:
    """All contacts in a cell: a list of (value, label). `exact`: one, as we wrote it ourselves."""
    if exact and isinstance(cell, str) and (kind in ("chat", "website") and _ADDRESS.fullmatch(cell.strip())):
        return Cleaned([(cell.strip(), "")])
    if isinstance(cell, list):
        read = [contacts_of(kind, part, setting) for part in dict.fromkeys(cell)]
        values = [value for one in read for value in one.value or ()]
        return Cleaned(list(dict(values).items()) or None, tuple(fault for one in read for fault in one.faults))
    if kind == "phone":
        return read_phones(cell, setting)
    if kind == "email":
        read_one = read_emails(cell, setting)
        return Cleaned([(value, "") for value in read_one.value] if read_one.value else None, read_one.faults)
    read_one = read_url(cell, setting)
    return Cleaned([(read_one.value, "")] if read_one.value else None, read_one.faults)


def any_value(value: Any) -> bool:
    """Whether something was said; False and 0 are said."""
    return value is not None and value not in ("", [], {})
