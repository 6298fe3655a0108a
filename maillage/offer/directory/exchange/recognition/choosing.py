"""From guesses to a mapping: one column a field, and the sections that the fields make."""

import re
from collections.abc import Mapping
from functools import partial

from maillage.offer.directory.exchange.cleaning.places import BOXES
from maillage.offer.directory.exchange.mapping import Rule, Section, TableMapping
from maillage.offer.directory.exchange.recognition.contents import is_number, share_of
from maillage.offer.directory.exchange.recognition.guesses import Guess
from maillage.offer.directory.exchange.records import Kind

_SEVERAL = ("contact.", "service.description", "person", "fax", "hours")


def one_each(guesses: list[Guess], sample: Mapping[str, list[str]]) -> list[Guess]:
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


def may_be(guess: Guess, sample: Mapping[str, list[str]]) -> bool:
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


def with_coordinates(guesses: list[Guess], sample: Mapping[str, list[str]], country: str) -> list[Guess]:
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
            if share_of(sample[guess.column], partial(is_number, low=box[axis], high=box[axis + 2])) > 0.9:
                likely.append((guess.column, field))
    pairs = {field: column for column, field in likely}
    if len(pairs) < 2 or len({*pairs.values()}) < 2:
        return guesses
    found = {column: field for field, column in pairs.items()}
    return [Guess(g.column, found[g.column], 0.7, "", "content") if g.column in found else g for g in guesses]


def table_of(guesses: list[Guess]) -> TableMapping:
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


def with_a_name(guesses: list[Guess], sample: Mapping[str, list[str]]) -> list[Guess]:
    """Where no heading tells the name: the first free column of different short texts."""
    if {"organization.name", "service.name", "location.name"} & {guess.field for guess in guesses}:
        return guesses
    for number, guess in enumerate(guesses):
        texts = sample[guess.column]
        wordy = share_of(texts, lambda text: bool(re.search(r"[^\W\d]{3}", text)) and len(text) < 120)
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
