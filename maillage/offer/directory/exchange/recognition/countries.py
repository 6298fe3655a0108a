"""Where most rows are, and in which language their headings are."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from maillage.offer.directory.exchange.cleaning.contacts import read_phones
from maillage.offer.directory.exchange.cleaning.numbers import decimal_of
from maillage.offer.directory.exchange.cleaning.places import BOXES, OVERSEAS, read_country, read_point, within
from maillage.offer.directory.exchange.cleaning.reading import Setting
from maillage.offer.directory.exchange.cleaning.words import folded
from maillage.offer.directory.exchange.recognition.headings import CAMEL


def country_of(
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


def language_of(columns: Sequence[str], said: Mapping[str, tuple[str, float, str]]) -> str:
    """The language of the headings, which is most often that of the rows."""
    words = {word for column in columns for word in folded(CAMEL.sub(" ", column)).replace("_", " ").split()}
    scores = {language: len(words & set(marks.split())) for language, marks in _MARKS.items()}
    best = max(scores, key=lambda language: scores[language])
    if not scores[best]:
        best = next((said[column][2] for column in columns if said[column][2]), "")
    return best
