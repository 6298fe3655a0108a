"""A guess at what the columns of an unknown table mean: by their headings, and by what stands in them."""

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from maillage.offer.directory.exchange.cleaning.contacts import read_emails, read_phones, read_url
from maillage.offer.directory.exchange.cleaning.numbers import decimal_of
from maillage.offer.directory.exchange.cleaning.places import BOXES, OVERSEAS, read_country, read_point, within
from maillage.offer.directory.exchange.cleaning.reading import Setting
from maillage.offer.directory.exchange.cleaning.words import NO, UNKNOWN, YES, folded, read_languages
from maillage.offer.directory.exchange.mapping import Mapping as ColumnMapping
from maillage.offer.directory.exchange.mapping import Rule, Section, TableMapping
from maillage.offer.directory.exchange.records import Kind

SAMPLE = 200
_LANGUAGE_END = re.compile(r"^(?P<stem>.+?)[\s_.(-]*(?P<language>fr|nl|de|it|en)\)?$", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column may mean. `field` is one of `HEADINGS`, "" where nothing is known; `confidence` from 0 to 1."""

    column: str
    field: str
    confidence: float
    language: str = ""
    because: str = ""  # "heading", "content", "both"


@dataclass(frozen=True)
class Recognition:
    """A mapping to begin with, and how sure we are of each column."""

    mapping: ColumnMapping
    guesses: tuple[Guess, ...]
    country: str = ""
    language: str = ""

    @property
    def confidence(self) -> Mapping[str, float]:
        """By column."""
        return {guess.column: guess.confidence for guess in self.guesses}


def recognise(
    columns: Sequence[str], rows: Sequence[Mapping[str, str]], name: str = "", *, country: str = ""
) -> Recognition:
    """The mapping that fits best, from the headings and at most 200 rows. `name` becomes the name of the mapping.

    `country` is where the reader is: it decides where the rows do not tell.
    """
    sample = {
        column: [text for row in rows[:SAMPLE] if (text := str(row.get(column, "")).strip())] for column in columns
    }
    said = {column: _by_heading(column) for column in columns}
    country = _country(columns, sample, said) or country
    language = _language(columns, said)
    guesses = [_guess(column, said[column], sample[column], country) for column in columns]
    guesses = _coordinates(_one_each(guesses, sample), sample, country)
    guesses = [guess if _may_be(guess, sample) else replace(guess, field="", confidence=0.0) for guess in guesses]
    guesses = _with_a_name(guesses, sample)
    table = _table(guesses)
    mapping = ColumnMapping(
        name=folded(name).replace(" ", "-") or "table",
        tables=(table,) if table.sections else (),
        country=Rule(country),
        language=Rule(language),
        recognise=(tuple(columns),),
    )
    return Recognition(mapping, tuple(guesses), country, language)


def mapping_of(choices: Mapping[str, tuple[str, str]], *, name: str, country: str, language: str) -> ColumnMapping:
    """The mapping that somebody chose: for each column a field of `FIELDS`, or "", and the language of its texts."""
    guesses = [Guess(column, field, 1.0, tongue, "chosen") for column, (field, tongue) in choices.items()]
    table = _table(guesses)
    return ColumnMapping(
        name=folded(name).replace(" ", "-") or "table",
        tables=(table,) if table.sections else (),
        country=Rule(country),
        language=Rule(language),
        recognise=(tuple(choices),),
    )


def fields() -> list[str]:
    """What a column may be, in the order of the list of headings."""
    return list(dict.fromkeys(_words().values()))


# Headings


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    """From a folded heading to its field."""
    headings = tomllib.loads((Path(__file__).parent / "headings.toml").read_text(encoding="utf-8"))
    return {folded(word): field for field, words in reversed(headings.items()) for word in words}


_SMALL_WORDS = re.compile(r"\b(?:de|du|des|la|le|les|l|d|van|het|der|die|das|di|del|della|the|of|en|et|und|e)\b")


@lru_cache(maxsize=4096)
def _by_heading(column: str) -> tuple[str, float, str]:
    """(field, confidence, language of the column)."""
    last = column.rpartition(".")[2]
    spaced = _CAMEL.sub(" ", last if last and " " not in column else column).replace("_", " ").strip()
    heading = folded(spaced)
    if heading in _words():
        return _words()[heading], 0.95, ""
    split = _LANGUAGE_END.match(spaced)
    if split:
        found, confidence = _heading(folded(split["stem"]))
        if found:
            return found, confidence * 0.97, split["language"].lower()
    return (*_heading(heading), "")


def _heading(heading: str) -> tuple[str, float]:
    """The field of a folded heading: as it stands, without its number, without small words, nearly, or in part."""
    words = _words()
    forms = (heading, re.sub(r"\s*\d+$", "", heading), " ".join(_SMALL_WORDS.sub(" ", heading).split()))
    for form, confidence in zip(forms, (0.95, 0.9, 0.88), strict=True):
        if form in words:
            return words[form], confidence
    near = difflib.get_close_matches(heading, words, n=1, cutoff=0.86) if len(heading) >= 5 else []
    if near:
        return words[near[0]], 0.7
    parts = [words[part] for part in heading.split() if len(part) > 2 and part in words]
    parts = [field for field in parts if field != "service.key"]
    telling = [field for field in parts if field.startswith(("contact", "location", "hours"))]
    return ((telling or parts)[0], 0.55) if parts else ("", 0.0)


# Content

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


def _is_number(text: str, low: float, high: float) -> bool:
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


def _guess(column: str, said: tuple[str, float, str], texts: list[str], country: str) -> Guess:
    """What the heading says, as far as the cells bear it out; else what the cells say."""
    field, confidence, language = said
    setting = Setting(country)
    if not texts:
        return Guess(column, field, confidence * 0.8, language, "heading" if field else "")
    believed = _BELIEVED.get(field)
    share = _share(texts, lambda text: believed(text, setting)) if believed else 1.0
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
            share = _share(texts[:60], partial(_fits, fits, setting))
            if share * weight > best[1] * best[2]:
                best = (field, share, weight)
    return best


def _fits(fits: Callable[[str, Setting], bool], setting: Setting, text: str) -> bool:
    return fits(text, setting)


def _share(texts: list[str], fits: Callable[[str], bool]) -> float:
    return sum(1 for text in texts if fits(text)) / max(len(texts), 1)


def _country(
    columns: Sequence[str], sample: Mapping[str, list[str]], said: Mapping[str, tuple[str, float, str]]
) -> str:
    """Where most rows are: by a column of countries, by coordinates, telephone numbers, postcodes and towns."""
    votes: Counter[str] = Counter()
    axes: dict[str, list[str]] = {}
    for column in columns:
        field, texts = said[column][0], sample[column][:80]
        if field in ("location.longitude", "location.latitude"):
            axes[field] = texts
        for text in texts:
            _vote(votes, field, text)
    for east, north in zip(axes.get("location.longitude", ()), axes.get("location.latitude", ()), strict=False):
        x, y = decimal_of(east), decimal_of(north)
        if x is not None and y is not None:
            _vote_for_point(votes, float(x), float(y))
    if votes:
        return votes.most_common(1)[0][0]
    return _country_of_phones([text for texts in sample.values() for text in texts[:40]])


def _vote(votes: Counter[str], field: str, text: str) -> None:
    """What one cell says about the country."""
    if field == "location.country":
        code = read_country(text, Setting()).value
        votes.update({code: 5} if code else {})
    elif field == "location.point":
        for longitude, latitude in filter(None, [read_point(text, Setting()).value]):
            _vote_for_point(votes, longitude, latitude)
            _vote_for_point(votes, latitude, longitude)
    elif field == "location.postal_code":
        votes.update(filter(None, [_country_of_postcode(text)]))
    elif field == "location.city":
        votes.update(filter(None, [_KNOWN_CITIES.get(folded(text))]))
    elif field in ("contact.phone", ""):
        digits = re.sub(r"[^\d+]", "", text) if len(text) < 40 else ""
        votes.update({code: 3 for start, code in _PREFIXES if digits.startswith((start, "00" + start[1:]))})


def _vote_for_point(votes: Counter[str], longitude: float, latitude: float) -> None:
    """The smallest country whose box holds the point: Belgium lies in the boxes of its neighbours too."""
    inside = [code for code in BOXES if code not in OVERSEAS and within(code, longitude, latitude)]
    if inside:
        votes[min(inside, key=_size)] += 2


def _size(country: str) -> float:
    box = BOXES[country][0]
    return (box.east - box.west) * (box.north - box.south)


def _country_of_phones(texts: list[str]) -> str:
    """The one country in which the national numbers of a table are numbers."""
    numbers = [text for text in texts if re.fullmatch(r"0[\d\s./()-]{7,16}", text)][:40]
    if len(numbers) < 1:
        return ""
    counts = {code: sum(1 for text in numbers if read_phones(text, Setting(code)).value) for code in _NATIONAL}
    best = max(counts.values())
    winners = [code for code, count in counts.items() if count == best]
    return winners[0] if best and len(winners) == 1 else ""


_NATIONAL = ("BE", "FR", "DE", "IT", "NL", "CH")
_PREFIXES = (
    ("+32", "BE"), ("+33", "FR"), ("+49", "DE"), ("+39", "IT"), ("+352", "LU"), ("+31", "NL"), ("+41", "CH"),
    ("+43", "AT"), ("+44", "GB"), ("+34", "ES"), ("+1", "US"),
)  # fmt: skip
_KNOWN_CITIES = {
    folded(city): code
    for code, cities in {
        "BE": "Bruxelles,Brussel,Schaerbeek,Schaarbeek,Ixelles,Elsene,Anderlecht,Saint-Gilles,Sint-Gillis,"
        "Molenbeek-Saint-Jean,Forest,Uccle,Ukkel,Etterbeek,Evere,Jette,Liège,Luik,Gent,Gand,"
        "Antwerpen,Anvers,Namur,Namen,Charleroi,Mons,"
        "Leuven,Brugge,Verviers,Eupen,Hasselt,Mechelen,Tournai,Kortrijk",
        "FR": "Paris,Nice,Marseille,Lyon,Digne-les-Bains,Gap,Briançon,Embrun,Grenoble,"
        "Lille,Toulouse,Bordeaux,Nantes,Menton",
        "IT": "Torino,Cuneo,Imperia,Aosta,Milano,Roma,Genova,Sanremo,Ventimiglia,Pinerolo,Saluzzo,Mondovì,Napoli",
        "DE": "Berlin,Köln,Aachen,München,Hamburg,Frankfurt,Stuttgart,Düsseldorf,Trier,Saarbrücken,Leipzig",
        "NL": "Amsterdam,Rotterdam,Utrecht,Maastricht,Den Haag,Eindhoven,Groningen",
        "LU": "Luxembourg,Esch-sur-Alzette,Differdange,Ettelbruck",
        "CH": "Genève,Lausanne,Zürich,Bern,Basel,Lugano,Sion,Martigny,Fribourg",
    }.items()
    for city in cities.split(",")
}


def _country_of_postcode(text: str) -> str:
    if re.fullmatch(r"\d{4} ?[A-Z]{2}", text):
        return "NL"
    if match := re.match(r"(B|F|D|I|L|CH|A)-\d{4,5}", text):
        return {"B": "BE", "F": "FR", "D": "DE", "I": "IT", "L": "LU", "CH": "CH", "A": "AT"}[match[1]]
    return ""


_MARKS = {
    "fr": "nom adresse telephone horaires courriel ville langues prix commune code postal internet localite rue cp",
    "nl": "naam adres telefoon openingsuren gemeente straat talen prijs postcode omschrijving doelgroep stad",
    "de": "strasse anschrift telefon offnungszeiten ort plz stadt sprachen beschreibung zielgruppe einrichtung preis",
    "it": "nome indirizzo telefono orari comune citta lingue prezzo descrizione cap luogo sede ente",
    "en": "address phone opening hours city languages price postcode organisation organization place street",
}


def _language(columns: Sequence[str], said: Mapping[str, tuple[str, float, str]]) -> str:
    """The language of the headings, which is most often that of the rows."""
    words = {word for column in columns for word in folded(_CAMEL.sub(" ", column)).replace("_", " ").split()}
    scores = {language: len(words & set(marks.split())) for language, marks in _MARKS.items()}
    best = max(scores, key=lambda language: scores[language])
    if not scores[best]:
        best = next((said[column][2] for column in columns if said[column][2]), "")
    return best


# From guesses to a mapping

_SEVERAL = ("contact.", "service.description", "person", "fax", "hours")


def _one_each(guesses: list[Guess], sample: Mapping[str, list[str]]) -> list[Guess]:
    """A field has one column a language: the surest keeps it, the others are left to the person."""
    best: dict[tuple[str, str], Guess] = {}
    for guess in guesses:
        sign = (guess.field, guess.language)
        if guess.field and (sign not in best or _surer(guess, best[sign], sample)):
            best[sign] = guess
    out = []
    for guess in guesses:
        keeps = not guess.field or best[guess.field, guess.language] is guess or guess.field.startswith(_SEVERAL)
        out.append(guess if keeps else _second(guess, best))
    return out


def _surer(guess: Guess, other: Guess, sample: Mapping[str, list[str]]) -> bool:
    if guess.field == "service.key":  # an identifier is different in every row
        mine, theirs = (len(set(sample[one.column])) / max(len(sample[one.column]), 1) for one in (guess, other))
        if abs(mine - theirs) > 0.05:
            return mine > theirs
    return guess.confidence > other.confidence + 0.001


def _may_be(guess: Guess, sample: Mapping[str, list[str]]) -> bool:
    """An identifier may be there twice by mistake; where it is there more often, it is of something else."""
    if guess.field != "service.key":
        return True
    texts = sample[guess.column]
    return len(texts) - len(set(texts)) <= max(1, len(texts) // 20) and len(set(texts)) > len(texts) / 2


def _second(guess: Guess, best: Mapping[tuple[str, str], Guess]) -> Guess:
    """ "Nom" beside "Service" is the organization's; a second address line is a second line."""
    other = {
        "service.name": "organization.name",
        "location.address_1": "location.address_2",
        "organization.name": "service.name",
    }
    field = other.get(guess.field, "")
    if field and (field, guess.language) not in best:
        return Guess(guess.column, field, guess.confidence * 0.75, guess.language, guess.because)
    return Guess(guess.column, "", 0.0, guess.language, "")


_HERE = (-5.5, 35.0, 19.0, 56.0)  # western Europe: longitudes and latitudes do not overlap


def _coordinates(guesses: list[Guess], sample: Mapping[str, list[str]], country: str) -> list[Guess]:
    """Two columns of numbers without a heading that tells: longitude and latitude, where they lie in the country."""
    fields = {guess.field for guess in guesses}
    if {"location.longitude", "location.latitude"} <= fields or "location.point" in fields:
        return guesses
    if {"location.longitude", "location.latitude"} & fields:
        return guesses
    free = [g for g in guesses if not g.field and sample[g.column]]
    likely: list[tuple[str, str]] = []
    for guess in free:
        for field, axis in (("location.longitude", 0), ("location.latitude", 1)):
            box = BOXES[country][0] if country in BOXES else _HERE
            if _share(sample[guess.column], partial(_is_number, low=box[axis], high=box[axis + 2])) > 0.9:
                likely.append((guess.column, field))
    pairs = {field: column for column, field in likely}
    if len(pairs) < 2 or len({*pairs.values()}) < 2:
        return guesses
    found = {column: field for field, column in pairs.items()}
    return [Guess(g.column, found[g.column], 0.7, "", "content") if g.column in found else g for g in guesses]


def _table(guesses: list[Guess]) -> TableMapping:
    columns: dict[str, list[Guess]] = {}
    for guess in guesses:
        if guess.field:
            columns.setdefault(guess.field, []).append(guess)
    names = columns.get("service.name") or columns.get("organization.name") or columns.get("location.name")
    if not names:
        return TableMapping(())
    own = {}
    for field in ("organization.name", "service.name", "location.name"):
        own[field] = _rule(columns.get(field) or names)
    key = columns["service.key"][0].column if "service.key" in columns else ""
    sections = [
        Section(Kind.ORGANIZATION, {"name": own["organization.name"], **_fields("organization.", columns)}),
        Section(
            Kind.SERVICE,
            {"name": own["service.name"], **_fields("service.", columns)},
            key=f"{{{key}}}" if key else "",
        ),
    ]
    location = _location(columns, own["location.name"])
    hours = {"opening_hours": _joined(columns["hours"])} if "hours" in columns else {}
    if location:
        sections += [location, Section(Kind.SERVICE_AT_LOCATION, hours)]
    elif hours:
        sections[1] = Section(Kind.SERVICE, {**sections[1].fields, **hours}, key=sections[1].key)
    for kind in ("phone", "email", "website"):
        for guess in columns.get(f"contact.{kind}", ()):
            fields = {"kind": Rule(kind), "value": Rule(f"{{{guess.column}}}")}
            sections.append(Section(Kind.CONTACT_POINT, fields))
    people = tuple(guess.column for guess in columns.get("person", ()))
    return TableMapping(tuple(sections), ignored=people)


def _with_a_name(guesses: list[Guess], sample: Mapping[str, list[str]]) -> list[Guess]:
    """Where no heading tells the name: the first free column of different short texts."""
    if {"organization.name", "service.name", "location.name"} & {guess.field for guess in guesses}:
        return guesses
    for number, guess in enumerate(guesses):
        texts = sample[guess.column]
        wordy = _share(texts, lambda text: bool(re.search(r"[^\W\d]{3}", text)) and len(text) < 120)
        if not guess.field and texts and wordy > 0.8 and len(set(texts)) > 0.7 * len(texts):
            return [*guesses[:number], Guess(guess.column, "service.name", 0.4, "", "content"), *guesses[number + 1 :]]
    return guesses


def _rule(guesses: list[Guess]) -> Rule:
    texts = {guess.language: f"{{{guess.column}}}" for guess in guesses if guess.language}
    return Rule(texts=texts) if len(texts) > 1 or (texts and len(guesses) == 1) else Rule(f"{{{guesses[0].column}}}")


def _joined(guesses: list[Guess]) -> Rule:
    return Rule("; ".join(f"{{{guess.column}}}" for guess in guesses)) if len(guesses) > 1 else _rule(guesses)


def _fields(prefix: str, columns: Mapping[str, list[Guess]]) -> dict[str, Rule]:
    fields = {}
    for field, guesses in columns.items():
        name = field.removeprefix(prefix)
        if not field.startswith(prefix) or name in ("name", "key"):
            continue
        if name == "fees":
            fields["fees_description"] = _rule(guesses)
        elif name == "themes":
            continue  # their words are not our codes; the column is kept, and a person says what they mean
        elif name == "description" and len(guesses) > 1 and not guesses[0].language:
            fields[name] = Rule("\n".join(f"{{{guess.column}}}" for guess in guesses))
        else:
            fields[name] = _rule(guesses)
    return fields


def _location(columns: Mapping[str, list[Guess]], name: Rule) -> Section | None:
    fields = _fields("location.", columns)
    number = fields.pop("number", None)
    if not {"address_1", "city", "longitude", "point", "postal_code"} & set(fields):
        return None
    if number and "address_1" in fields:
        street = fields["address_1"].source or next(iter(fields["address_1"].texts.values()))
        fields["address_1"] = Rule(f"{street} {number.source}")
    for field in ("address_1", "city", "address_2"):
        if field in fields and fields[field].texts:
            fields[field] = Rule("{" + "|".join(text.strip("{}") for text in fields[field].texts.values()) + "}")
    return Section(Kind.LOCATION, {"name": name, **fields})
