"""What the cells of a column say, and whether they bear its heading out."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from maillage.offer.directory.exchange.cleaning.contacts import read_emails, read_phones, read_url
from maillage.offer.directory.exchange.cleaning.numbers import decimal_of
from maillage.offer.directory.exchange.cleaning.places import read_country, read_point
from maillage.offer.directory.exchange.cleaning.reading import Setting
from maillage.offer.directory.exchange.cleaning.words import NO, UNKNOWN, YES, folded, read_languages
from maillage.offer.directory.exchange.recognition.guesses import Guess

_HOURS = re.compile(
    r"\b(?:mo|tu|we|th|fr|sa|su|lu|ma|me|je|ve|di|wo|do|vr|za|zo|mi|lun\w*|mar\w*|mer\w*|jeu\w*|ven\w*|sam\w*|dim\w*|gio\w*"
    r"|ma?andag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|montag|dienstag|mittwoch|donnerstag|freitag|samstag"
    r"|sonntag|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sab\w*|dom\w*)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}\s*[h:.u]\s*\d{0,2}|\d{1,2}\s*(?:am|pm|uhr|uur)|24/7|\d{1,2}\s*-\s*\d{1,2}", re.IGNORECASE)
_STREET = re.compile(
    r"\b(?:rue|avenue|av|bd|boulevard|place|chaussee|quai|chemin|allee|impasse|route|straat|laan|plein|steenweg|weg"
    r"|strasse|str|gasse|platz|via|viale|piazza|corso|street|road|square|lane)\b"
    r"|(?:straat|laan|strasse|str|weg|plein|gasse|platz)\b"
)


def _is_hours(text: str, setting: Setting) -> bool:
    return text.casefold() == "24/7" or bool(_HOURS.search(text) and _CLOCK.search(text))


def _is_street(text: str, setting: Setting) -> bool:
    return bool(_STREET.search(folded(text))) and len(text) < 120


def _is_phone(text: str, setting: Setting) -> bool:
    digits = sum(map(str.isdigit, text))
    if digits < 6 or re.fullmatch(r"-?\d+[.,]\d+", text):
        return False
    if text.isdigit() and not text.startswith("0") and len(text) not in (9, 10):
        return False
    read = read_phones(text, setting)
    return bool(read.value) and not (text.isdigit() and digits < 8)


def is_number(text: str, low: float, high: float) -> bool:
    number = decimal_of(text)
    return number is not None and number != number.to_integral_value() and low <= number <= high


def _is_website(text: str, setting: Setting) -> bool:
    return ("/" in text or "www." in text) and bool(read_url(text, setting).value)


def _is_point(text: str, setting: Setting) -> bool:
    return bool(re.search(r"\d[.,]\d", text)) and bool(read_point(text, setting).value)


def _is_postcode(text: str, setting: Setting) -> bool:
    if setting.country == "NL":
        return bool(re.fullmatch(r"\d{4} ?[A-Za-z]{2}", text))
    return bool(re.fullmatch(r"(?:[A-Z]{1,2}-)?\d{4,5}", text)) and not re.fullmatch(r"(?:19|20)\d\d", text)


_CONTENTS: tuple[tuple[str, Callable[[str, Setting], bool], float], ...] = (
    ("contact.email", lambda text, setting: "@" in text and bool(read_emails(text, setting).value), 0.97),
    (
        "contact.website",
        lambda text, setting: ("/" in text or "www." in text) and bool(read_url(text, setting).value),
        0.93,
    ),
    (
        "location.point",
        lambda text, setting: bool(re.search(r"\d[.,]\d", text)) and bool(read_point(text, setting).value),
        0.9,
    ),
    ("hours", _is_hours, 0.9),
    ("contact.phone", _is_phone, 0.85),
    ("location.address_1", _is_street, 0.8),
    ("location.postal_code", _is_postcode, 0.6),
    ("service.languages", lambda text, setting: len(text) > 3 and _all_languages(text, setting), 0.8),
)


def _all_languages(text: str, setting: Setting) -> bool:
    read = read_languages(text, setting)
    return bool(read.value) and not read.faults


# What must be able to stand under a heading, for the heading to be believed.
_BELIEVED: Mapping[str, Callable[[str, Setting], bool]] = {
    "contact.email": lambda text, _setting: "@" in text,
    "contact.phone": lambda text, _setting: sum(map(str.isdigit, text)) >= 3,
    "contact.website": lambda text, _setting: "." in text and "@" not in text,
    "location.longitude": lambda text, _setting: decimal_of(text) is not None,
    "location.latitude": lambda text, _setting: decimal_of(text) is not None,
    "location.point": lambda text, _setting: bool(re.search(r"\d", text)),
    "location.postal_code": lambda text, _setting: bool(re.search(r"\d", text)) and len(text) <= 12,
    "location.number": lambda text, _setting: len(text) <= 15 and bool(re.search(r"\d", text)),
    "location.country": lambda text, setting: bool(read_country(text, setting).value),
    "service.languages": lambda text, setting: bool(read_languages(text, setting).value),
    "location.accessibility.wheelchair": lambda text, _setting: folded(text) in YES | NO | UNKNOWN,
    "hours": lambda text, _setting: bool(re.search(r"\d", text)) or bool(_HOURS.search(text)) or len(text) > 8,
    "service.key": lambda text, _setting: len(text) <= 80,
    "service.name": lambda text, _setting: bool(re.search(r"[^\W\d]", text)) and len(text) <= 300,
    "organization.name": lambda text, _setting: bool(re.search(r"[^\W\d]", text)) and len(text) <= 300,
    "location.city": lambda text, _setting: not re.search(r"\d{5,}", text) and len(text) <= 120,
}


# What cannot be anything else, whatever the heading says.
_PLAINEST = frozenset({"contact.email", "contact.website"})
_PLAIN = _PLAINEST | {"contact.phone", "hours", "location.point"}


def guess_of(column: str, said: tuple[str, float, str], texts: list[str], country: str) -> Guess:
    """What the heading says, as far as the cells bear it out; else what the cells say."""
    field, confidence, language = said
    setting = Setting(country)
    if not texts:
        return Guess(column, field, confidence * 0.8, language, "heading" if field else "")
    believed = _BELIEVED.get(field)
    share = share_of(texts, lambda text: believed(text, setting)) if believed else 1.0
    seen, seen_share, weight = _by_content(texts, setting)
    by_content = Guess(column, seen, weight * seen_share, language, "content")
    if field and share >= 0.5:
        plain = (seen in _PLAIN and confidence < 0.8) or (seen in _PLAINEST and not believed)
        if seen == field:
            return Guess(column, field, min(0.99, max(confidence, 0.9) + 0.04), language, "both")
        by_heading = Guess(column, field, confidence * (0.7 + 0.3 * share), language, "heading")
        return by_content if plain and seen_share > 0.8 else by_heading
    return by_content if seen and seen_share >= 0.6 else Guess(column, "", 0.0, language)


def _by_content(texts: list[str], setting: Setting) -> tuple[str, float, float]:
    best = ("", 0.0, 0.0)
    for field, fits, weight in _CONTENTS:
        if weight:
            share = share_of(texts[:60], partial(_fits, fits, setting))
            if share * weight > best[1] * best[2]:
                best = (field, share, weight)
    return best


def _fits(fits: Callable[[str, Setting], bool], setting: Setting, text: str) -> bool:
    return fits(text, setting)


def share_of(texts: list[str], fits: Callable[[str], bool]) -> float:
    return sum(1 for text in texts if fits(text)) / max(len(texts), 1)
