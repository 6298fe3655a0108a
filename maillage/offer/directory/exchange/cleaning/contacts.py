"""Telephone numbers, e-mail addresses and web addresses."""

import re
from functools import lru_cache

import phonenumbers

from maillage.offer.directory.exchange.cleaning.places import OVERSEAS
from maillage.offer.directory.exchange.cleaning.reading import NOTHING, Cleaned, Fault, Setting, kept
from maillage.offer.directory.exchange.cleaning.texts import is_empty, tidy
from maillage.offer.directory.exchange.records import Severity

_SHORT = re.compile(r"\d{3,6}")
_BETWEEN_PHONES = re.compile(
    r"\s*(?:;|\||\n|,(?=\s*[+0(])|\s/\s|\s-\s(?=[+0(])|\b(?:ou|of|oder|or|et|en|und|and|e|o)\b)\s*"
)
_EXTENSION = re.compile(
    r"\s*(?:ext\.?|extension|poste|toestel|durchwahl|interno|int\.?|x)\s*[:.]?\s*(\d{1,6})\s*$", re.IGNORECASE
)


def read_phones(text: str, setting: Setting) -> Cleaned:
    """The numbers of a cell: a list of (E.164 or short number, what it is for)."""
    text = tidy(text).strip(" .,;:").strip('"')
    if is_empty(text) or text.strip("0 ") == "":
        return NOTHING
    return _phones(text, setting.country)


@lru_cache(maxsize=8192)
def _phones(text: str, country: str) -> Cleaned:
    number = _phone(text, country)
    if number:
        return Cleaned([(number, "")])
    extension = _EXTENSION.search(text)
    if extension and (number := _phone(text[: extension.start()], country)):
        return Cleaned([(number, f"ext. {extension[1]}")])
    pieces = [piece for piece in _BETWEEN_PHONES.split(text) if piece.strip()]
    numbers = [_phone(piece, country) for piece in pieces]
    if len(pieces) > 1 and all(numbers):
        found = dict.fromkeys(number for number in numbers if number)
        fault = Fault(Severity.NOTED, "several_phones")
        return Cleaned([(number, "") for number in found], (fault,) if len(found) > 1 else ())
    return _phones_in_words(text, country)


def _phones_in_words(text: str, country: str) -> Cleaned:
    """ "Accueil : 02 215 30 21 (lu-ve)": the numbers, and the words beside them as what they are for."""
    found: list[tuple[str, str]] = []
    last = 0
    for match in phonenumbers.PhoneNumberMatcher(text, country or None):
        note = text[last : match.start].strip(" \n:;,.-–/|()")
        last = match.end
        number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        if number not in (known for known, _ in found):
            found.append((number, note[:200]))
    if not found:
        return kept("not_a_phone")
    rest = text[last:].strip(" \n:;,.-–/|()")
    if re.search(r"\d{5,}", re.sub(r"[\s./-]", "", rest)) or any(re.search(r"\d{6,}", note) for _, note in found):
        return kept("not_a_phone")  # something like a number was left over: a person has to look
    if rest and not found[-1][1]:
        found[-1] = (found[-1][0], rest[:200])
    notes = "; ".join(note for _, note in found if note)
    faults = [Fault(Severity.NOTED, "phone_note", {"note": notes})] if notes else []
    if len(found) > 1:
        faults.append(Fault(Severity.NOTED, "several_phones"))
    return Cleaned(found, tuple(faults))


_FRENCH = frozenset({"FR", *OVERSEAS})


def _phone(text: str, country: str) -> str:
    """E.164, or a short number as it is; "" where it is none."""
    compact = text.strip()
    if _SHORT.fullmatch(compact):
        return compact
    compact = re.sub(r"\(\s*0\s*\)", "", compact) if compact.startswith(("+", "00")) else compact
    if compact.startswith("00"):
        compact = "+" + compact[2:].lstrip(" ")
    if country in _FRENCH and re.fullmatch(r"[1-9](?:[\s.-]?\d){8}", compact):
        compact = f"0{compact}"  # a spreadsheet took the zero
    if re.search(r"[A-Za-zÀ-ÿ]{2}", compact) or not 6 <= sum(map(str.isdigit, compact)) <= 15:
        return ""
    try:
        number = phonenumbers.parse(compact, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if number.extension:
        return ""
    if not phonenumbers.is_valid_number(number):
        return _overseas(compact) if country in _FRENCH and not compact.startswith("+") else ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _overseas(text: str) -> str:
    """A French number may be one of Guadeloupe, Martinique, Guyane, La Réunion or Mayotte: one plan, five codes."""
    for region in ("FR", *OVERSEAS):
        number = phonenumbers.parse(text, region)
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return ""


_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
_BETWEEN_EMAILS = re.compile(r"\s*(?:[;,|\n]|\s/\s|\s(?:ou|of|oder|or|et|en|und|and|o|e)\s|\s)\s*")


def read_emails(text: str, _setting: Setting) -> Cleaned:
    """The addresses of a cell, as a list."""
    text = tidy(text)
    if is_empty(text):
        return NOTHING
    whole = _email(text)
    if whole:
        return Cleaned([whole])
    pieces = [piece for piece in _BETWEEN_EMAILS.split(text) if piece.strip(" <>()")]
    addresses = [_email(piece) for piece in pieces]
    if not all(addresses) or not addresses:
        return kept("not_an_email")
    found = list(dict.fromkeys(address for address in addresses if address))
    return Cleaned(found, (Fault(Severity.NOTED, "several_emails"),) if len(found) > 1 else ())


def _email(text: str) -> str:
    text = text.strip(" <>()[].,;\u200b").removeprefix("mailto:").removeprefix("MAILTO:").strip()
    if len(text) > 254 or ".." in text or not _EMAIL.fullmatch(text) or text.startswith(".") or ".@" in text:
        return ""
    name, _, domain = text.rpartition("@")
    return f"{name}@{domain.lower()}"


_SCHEME = re.compile(r"(?:https?|htpps?|htttps?|http?s?|ttps?)\s*[:;]?\s*/{1,3}\s*", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:[A-Za-z]{2,24}|xn--[A-Za-z0-9-]{2,50})(?::\d{2,5})?(?:[/?#]\S*)?", re.ASCII
)
_HOST_OF_ANY_SCRIPT = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}(?::\d{2,5})?(?:[/?#]\S*)?")


def read_url(text: str, _setting: Setting) -> Cleaned:
    """The first web address of a cell; "www.example.org" gets its https://."""
    text = tidy(text).strip(" <>()[]\"'.,;")
    if is_empty(text):
        return NOTHING
    pieces = re.split(r"\s*(?:[;|\n]|,\s|\s(?:ou|of|oder|or|et|en|und|and|o|e)\s|\s-\s|\s)\s*", text)
    pieces = [piece for piece in pieces if piece.strip()]
    found = [url for piece in pieces if (url := _url(piece))]
    if not found or len(found) != len(pieces):
        whole = _url(text.replace(" ", "")) if len(pieces) == 2 and re.match(_SCHEME, text) else ""
        if whole:
            return Cleaned(whole)
        return kept("not_a_url")
    if len(set(found)) > 1:
        return Cleaned(found[0], (Fault(Severity.KEPT_AS_TEXT, "several_urls"),))
    unclear = not re.match(r"https?://|www\.", pieces[0], re.IGNORECASE)
    return Cleaned(found[0], (Fault(Severity.NOTED, "url_completed"),) if unclear else ())


def _url(text: str) -> str:
    scheme = _SCHEME.match(text)
    rest = text[scheme.end() :] if scheme else text
    if "@" in rest.split("/")[0] or not (_HOST.fullmatch(rest) or _HOST_OF_ANY_SCRIPT.fullmatch(rest)):
        return ""
    written = scheme[0].lower() if scheme else "https"
    host, _, path = rest.partition("/")
    url = ("http" if written.startswith("http:") else "https") + "://" + host.lower() + ("/" + path if path else "")
    return url.replace(" ", "%20")
