"""Italian patron saints: a holiday of one municipality, by contract and custom for who works there.

A short table, found by ISTAT code or by name, to be made longer: the chief towns of Piedmont, the Aosta Valley, Liguria
and Lombardy, and the large cities. A municipality that is not here has a patron too: its day is simply not known.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Patron:
    """The patron saint of a municipality; `on` is month and day."""

    istat: str
    municipality: str
    on: tuple[int, int]
    name: str


PATRONS = (
    Patron("001272", "Torino", (6, 24), "San Giovanni Battista"),
    Patron("002158", "Vercelli", (8, 1), "Sant’Eusebio"),
    Patron("003106", "Novara", (1, 22), "San Gaudenzio"),
    Patron("004078", "Cuneo", (9, 29), "San Michele Arcangelo"),
    Patron("006003", "Alessandria", (11, 10), "San Baudolino"),
    Patron("007003", "Aosta", (9, 7), "San Grato"),
    Patron("008031", "Imperia", (11, 26), "San Leonardo da Porto Maurizio"),
    Patron("009056", "Savona", (3, 18), "Nostra Signora della Misericordia"),
    Patron("010025", "Genova", (6, 24), "San Giovanni Battista"),
    Patron("011015", "La Spezia", (3, 19), "San Giuseppe"),
    Patron("015146", "Milano", (12, 7), "Sant’Ambrogio"),
    Patron("016024", "Bergamo", (8, 26), "Sant’Alessandro"),
    Patron("017029", "Brescia", (2, 15), "Santi Faustino e Giovita"),
    Patron("027042", "Venezia", (4, 25), "San Marco"),
    Patron("032006", "Trieste", (11, 3), "San Giusto"),
    Patron("037006", "Bologna", (10, 4), "San Petronio"),
    Patron("048017", "Firenze", (6, 24), "San Giovanni Battista"),
    Patron("058091", "Roma", (6, 29), "Santi Pietro e Paolo"),
    Patron("063049", "Napoli", (9, 19), "San Gennaro"),
    Patron("072006", "Bari", (12, 6), "San Nicola"),
    Patron("082053", "Palermo", (7, 15), "Santa Rosalia"),
)
_FOUND = {key: patron for patron in PATRONS for key in (patron.istat, patron.municipality.casefold())}


def patron_of(municipality: str) -> Patron | None:
    """The patron saint of a municipality, by its ISTAT code or its name; None where it is not known."""
    return _FOUND.get(municipality.casefold())
