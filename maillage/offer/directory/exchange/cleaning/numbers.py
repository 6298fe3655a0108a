"""Numbers, amounts and dates as five languages write them."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from maillage.offer.directory.exchange.cleaning.reading import NOTHING, Cleaned, Setting, kept
from maillage.offer.directory.exchange.cleaning.texts import is_empty, tidy

_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,2})?")
_GROUPED_COMMA = re.compile(r"[+-]?\d{1,3}(?:[.\s'’]\d{3})+(?:,\d+)?")
_GROUPED_POINT = re.compile(r"[+-]?\d{1,3}(?:[,\s'’]\d{3})+(?:\.\d+)?")


def decimal_of(text: str) -> Decimal | None:
    """The number in "51,123", "51.123", "1.234,50", "1 234.5"; None where it is none or may be two.

    A single comma or point is decimal: coordinates and prices are far more common here than thousands, and
    "1,234" in a column of whole numbers is not read as one.
    """
    compact = text.strip().replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-")
    if _NUMBER.fullmatch(compact):
        compact = compact.replace(",", ".")
    elif _GROUPED_COMMA.fullmatch(compact) and ("," in compact or compact.count(".") > 1 or " " in compact):
        compact = re.sub(r"[.\s'’]", "", compact).replace(",", ".")
    elif _GROUPED_POINT.fullmatch(compact):
        compact = re.sub(r"[,\s'’]", "", compact)
    else:
        return None
    try:
        number = Decimal(compact)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal("1e12") else None


def read_number(text: str, _setting: Setting) -> Cleaned:
    """A number, as float."""
    if is_empty(text.strip()):
        return NOTHING
    number = decimal_of(text)
    return Cleaned(float(number)) if number is not None else kept("not_a_number")


def read_whole_number(text: str, _setting: Setting) -> Cleaned:
    """A whole number from 0; "12.0", as spreadsheets write it, is one."""
    if is_empty(text.strip()):
        return NOTHING
    number = decimal_of(text)
    if number is None or number != number.to_integral_value():
        return kept("not_a_whole_number")
    if number < 0:
        return kept("negative")
    return Cleaned(int(number)) if number < 2**31 else kept("number_out_of_range")


_CURRENCY = re.compile(r"(?P<code>EUR|CHF|USD|GBP)|(?P<sign>€|\$|£)|(?P<word>euros?|francs?|Fr\.)", re.IGNORECASE)
_CODES = {
    "€": "EUR",
    "$": "USD",
    "£": "GBP",
    "euro": "EUR",
    "euros": "EUR",
    "franc": "CHF",
    "francs": "CHF",
    "fr.": "CHF",
}
_AMOUNT = re.compile(r"\d{1,3}(?:[.\s'’]\d{3})*,\d{1,2}|\d{1,3}(?:[,\s'’]\d{3})*\.\d{1,2}|\d+(?:[.,]\d{1,2})?")


def read_amount(text: str, setting: Setting) -> Cleaned:
    """One price: {"amount": Decimal, "currency": "EUR"}; a range or several prices stay text."""
    text = tidy(text)
    if is_empty(text):
        return NOTHING
    found = _CURRENCY.search(text)
    written = found[0] if found else ("CHF" if setting.country in ("CH", "LI") else "EUR")
    currency = _CODES.get(written.casefold(), written.upper())
    amounts = _AMOUNT.findall(text.replace(".-", "").replace(",-", ""))
    if len(amounts) != 1 or re.search(r"\d\s*[%‰]", text):
        return kept("not_an_amount")
    number = decimal_of(amounts[0])
    if number is None or number >= 1_000_000:
        return kept("not_an_amount")
    if currency not in ("EUR", "CHF"):
        return kept("currency_unknown", currency=currency)
    return Cleaned({"amount": number.quantize(Decimal("0.01")), "currency": currency})


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:\s.*)?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier januari januar gennaio january jan janv",
            "fevrier février februari februar febbraio february feb fev fév",
            "mars maart märz marz marzo march mar mrt",
            "avril april aprile apr avr",
            "mai mei maggio may",
            "juin juni giugno june jun giu",
            "juillet juli luglio july jul juil lug",
            "aout août augustus august agosto aug ago",
            "septembre september settembre sep sept set",
            "octobre oktober ottobre october okt oct ott",
            "novembre november nov",
            "decembre décembre december dezember dicembre dec déc dez dic",
        ),
        start=1,
    )
    for name in names.split()
}
_WORDED = re.compile(
    r"(?:(\d{1,2})\.?(?:er|st|nd|rd|th)?\s+)([^\W\d_]+)\.?,?\s+(\d{4})|([^\W\d_]+)\.?\s+(\d{1,2}),?\s+(\d{4})"
)


def read_date(text: str, _setting: Setting) -> Cleaned:
    """A day, from 2026-03-31, 31/03/26, 31.3.2026 or "31 mars 2026". Day before month, as in Europe."""
    text = text.strip()
    if is_empty(text):
        return NOTHING
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _SLASHED.fullmatch(text):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
        if len(match[3]) == 2:
            year += 2000 if year < 70 else 1900
        if month > 12 >= day:  # an American date: no month has a number above 12
            return _day(year, day, month)
        return _day(year, month, day)
    if match := _WORDED.fullmatch(text):
        number, word, written = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
        return _day(int(written), _MONTHS.get(word.casefold(), 0), int(number))
    return kept("not_a_date")


def _day(year: int, month: int, day: int) -> Cleaned:
    try:
        return Cleaned(date(year, month, day))
    except ValueError:
        return kept("not_a_date")


def as_cell(value: object) -> str:
    """What a spreadsheet's value is as text: 1030.0 is "1030", a day is ISO, true is "true"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, (datetime, date)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)
