"""Words that stand for codes: yes and no, languages, prices, kinds of organization."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from babel import Locale

from maillage.offer.directory.exchange.cleaning.places import NAMES_IN
from maillage.offer.directory.exchange.cleaning.reading import NOTHING, Cleaned, Fault, Setting, kept
from maillage.offer.directory.exchange.cleaning.texts import is_empty, tidy
from maillage.offer.directory.exchange.records import Severity


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Small letters without accents and marks, one space between words: for comparing, never for showing."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.sub(r"[^\w]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).split())


YES = frozenset(
    {
        "oui", "ja", "si", "yes", "y", "true", "vrai", "wahr", "waar", "vero", "1", "x", "o", "v", "j", "wel",
        "present", "aanwezig", "vorhanden", "presente", "available",
    }
)  # fmt: skip
NO = frozenset(
    {
        "non", "nee", "nein", "no", "n", "false", "faux", "falsch", "onwaar", "falso", "0", "niet", "geen",
        "absent", "afwezig", "aucun", "aucune",
    }
)  # fmt: skip
UNKNOWN = frozenset(
    {
        "inconnu", "onbekend", "unbekannt", "sconosciuto", "unknown", "non renseigne", "non precise", "nsp", "ns",
        "niet bekend", "k a", "keine angabe", "n d", "non disponible", "non communique", "nicht bekannt", "na", "null",
    }
)  # fmt: skip


def read_yes_or_no(text: str, _setting: Setting) -> Cleaned:
    """True, False, or nothing where it is unknown."""
    text = text.strip()
    if text in ("✓", "✔", "☑", "✅"):
        return Cleaned(True)
    if text in ("✗", "✘", "☐", "❌"):
        return Cleaned(False)
    word = folded(text)
    if word in YES:
        return Cleaned(True)
    if word in NO:
        return Cleaned(False)
    return NOTHING if not word or word in UNKNOWN or is_empty(text) else kept("not_yes_or_no")


# What Babel does not call so, and the three letters of ISO 639-2.
_MORE_LANGUAGES = {
    "flamand": "nl", "vlaams": "nl", "flamisch": "nl", "fiammingo": "nl", "flemish": "nl", "hollandais": "nl",
    "farsi": "fa", "dari": "prs", "pachto": "ps", "pashto": "ps", "pasjtoe": "ps", "tamazight": "zgh", "tarifit": "rif",
    "berbere": "ber", "berber": "ber", "amazigh": "ber", "kurmandji": "kmr", "sorani": "ckb", "peul": "ff",
    "pular": "ff", "mandarin": "zh", "cantonais": "yue", "roumain": "ro", "serbo croate": "sh", "romani": "rom",
    "rom": "rom", "romanes": "rom", "tigrigna": "ti", "tigrinya": "ti", "darija": "ary", "moldave": "ro",
    "eng": "en", "fra": "fr", "fre": "fr", "nld": "nl", "dut": "nl", "ned": "nl", "deu": "de", "ger": "de", "all": "de",
    "ita": "it", "ara": "ar", "spa": "es", "esp": "es", "por": "pt", "ron": "ro", "rum": "ro", "tur": "tr", "rus": "ru",
    "pol": "pl", "ukr": "uk", "bul": "bg", "sqi": "sq", "alb": "sq", "hrv": "hr", "srp": "sr", "fas": "fa",
    "per": "fa", "som": "so", "urd": "ur", "hin": "hi", "zho": "zh", "chi": "zh", "ell": "el", "gre": "el", "hun": "hu",
    "vie": "vi", "ang": "en", "neerl": "nl", "franc": "fr",
    "lsfb": "sfb", "langue des signes de belgique francophone": "sfb", "lsf": "fsl", "langue des signes": "sgn",
    "langue des signes francaise": "fsl", "vgt": "vgt", "vlaamse gebarentaal": "vgt", "ngt": "dse",
    "nederlandse gebarentaal": "dse", "dgs": "gsg", "deutsche gebardensprache": "gsg", "lis": "ise",
    "lingua dei segni": "ise", "lingua dei segni italiana": "ise", "gebarentaal": "sgn", "gebardensprache": "sgn",
    "sign language": "sgn", "british sign language": "bfi", "american sign language": "ase", "asl": "ase",
}  # fmt: skip
# Languages that people write by their own name: "Türkçe", "Soomaali".
_OWN_NAMES = [
    "ar",
    "bg",
    "cs",
    "da",
    "el",
    "en",
    "es",
    "fa",
    "fi",
    "hr",
    "hu",
    "hy",
    "ka",
    "lt",
    "lv",
    "mk",
    "pl",
    "ps",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "so",
    "sq",
    "sr",
    "sv",
    "sw",
    "tr",
    "uk",
    "ur",
    "vi",
]
_BETWEEN_LANGUAGES = re.compile(r"\s*(?:[,;/|+&\n]|\s(?:et|en|und|and|e|y)\s)\s*")


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for tag in NAMES_IN:
        for code, name in Locale(tag).languages.items():
            if "_" not in code:
                names.setdefault(folded(name), code)
    return names | _MORE_LANGUAGES


@lru_cache(maxsize=1)
def _own_names() -> Mapping[str, str]:
    """Apart from the others: reading thirty files of Babel's takes half a second, and few tables need them."""
    return {folded(Locale(code).languages.get(code, code)): code for code in _OWN_NAMES}


@lru_cache(maxsize=1)
def _language_codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale("en").languages) if "_" not in code)


@lru_cache(maxsize=4096)
def language_of(text: str) -> str:
    """ISO 639 of a name or a code; "" where it is none. "nl-BE" gives "nl"."""
    code = text.strip().casefold().replace("_", "-")
    if len(code) == 2 and code in _language_codes():
        return code
    word = folded(text)
    if not word:
        return ""
    found = _languages().get(word)
    if found:
        return found
    code = code.partition("-")[0]
    if len(code) in (2, 3) and code in _language_codes():
        return code
    return _own_names().get(word, "") if len(word) > 3 else ""


def read_language(text: str, _setting: Setting) -> Cleaned:
    """One language, as its code."""
    if is_empty(text.strip()):
        return NOTHING
    code = language_of(text)
    return Cleaned(code) if code else kept("not_a_language")


def read_languages(text: str, _setting: Setting) -> Cleaned:
    """Codes of languages, in order, from a list in words or codes."""
    text = re.sub(r"\([^)]*\)", " ", tidy(text))
    if is_empty(text):
        return NOTHING
    found, unknown = _languages_in(text)
    if unknown:
        fault = Fault(Severity.KEPT_AS_TEXT, "not_a_language", {"value": ", ".join(unknown)[:100]})
        return Cleaned(list(found) or None, (fault,))
    return Cleaned(list(found) or None)


@lru_cache(maxsize=4096)
def _languages_in(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes, and the words that are no languages."""
    found: list[str] = []
    unknown: list[str] = []
    for piece in _BETWEEN_LANGUAGES.split(text):
        if not piece.strip(" ."):
            continue
        pair = re.fullmatch(r"[a-z]{2}(?:\s*-\s*(?:fr|nl|de|en|it))+", piece.strip().casefold())
        code = "" if pair else language_of(piece)  # "FR-NL" is two, "nl-BE" is one
        codes = [code] if code else [language_of(part) for part in re.split(r"[-\s]+", piece.strip())]
        if all(codes):
            found += codes
        else:
            unknown.append(piece.strip())
    return tuple(dict.fromkeys(found)), tuple(unknown)


_FREE = re.compile(
    r"\b(?:gratuit\w*|gratis|kosteloos|kostenlos|kostenfrei|unentgeltlich|gebuhrenfrei|free|no cost|sans frais)\b"
)
_MEANS = re.compile(
    r"\b(?:selon (?:les |vos |le )?revenus?|volgens inkomen|inkomensafhankelijk|einkommensabhangig|je nach einkommen"
    r"|in base al reddito|isee|means tested|sliding scale|bim|omnio|quotient familial|according to income)\b"
)
_PAID = re.compile(
    r"\b(?:payant\w*|betalend|kostenpflichtig|a pagamento|paid|tarif\w*|euros?|eur|chf)\b|\d+ ?[€$£]|[€$£] ?\d"
)


def read_fees(text: str, _setting: Setting) -> Cleaned:
    """free, paid, means_tested or unknown: only where one of them is plainly said."""
    word = folded(text)
    if is_empty(text.strip()) or word in UNKNOWN:
        return NOTHING
    if re.search(r"\b(?:non|niet|nicht|not|pas|non e) (?:gratuit|gratis|kosteloos|kostenlos|free)", word):
        return Cleaned("paid")
    said = [code for code, form in (("means_tested", _MEANS), ("free", _FREE)) if form.search(word)]
    if _PAID.search(word) or re.search(r"[€$£]", text):
        said.append("paid")
    if "means_tested" in said:
        return Cleaned("means_tested")
    return Cleaned(said[0]) if len(said) == 1 else kept("not_a_code", choices="free, paid, means_tested")


def read_code(text: str, choices: Iterable[str]) -> Cleaned:
    """One of a list of codes, written with other marks at most: "public-welfare" is public_welfare."""
    if is_empty(text.strip()):
        return NOTHING
    wanted = folded(text).replace("_", " ")
    for code in choices:
        if folded(code).replace("_", " ") == wanted:
            return Cleaned(code)
    return kept("not_a_code", choices=", ".join(choices))
