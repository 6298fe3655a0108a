"""Regions: how they are written, what they lie in, and which school calendar they follow.

Regions are ISO 3166-2 codes. School regions are codes of our own where the law divides otherwise: "BE-fr" (a
community), "FR-A" (a zone), "NL-noord". Sources: ISO 3166-2; arrêté on the school zones (by académie, since 2016);
Regeling vaststelling schoolvakanties; Belgian Constitution, art. 4, for the nine German-speaking municipalities.
"""

import re


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


LAENDER = _words("BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH")
CANTONS = _words("AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH")
FLEMISH_PROVINCES = _words("VAN VBR VLI VOV VWV")
WALLOON_PROVINCES = _words("WBR WHT WLG WLX WNA")
GERMAN_SPEAKING = {  # NIS codes and names
    "63001": "amel",
    "63012": "büllingen",
    "63013": "bütgenbach",
    "63023": "eupen",
    "63040": "kelmis",
    "63048": "lontzen",
    "63061": "raeren",
    "63067": "sankt vith",
    "63087": "burg-reuland",
}

FRENCH_REGIONS = {
    "ARA": "01 03 07 15 26 38 42 43 63 69 73 74",
    "BFC": "21 25 39 58 70 71 89 90",
    "BRE": "22 29 35 56",
    "CVL": "18 28 36 37 41 45",
    "COR": "2A 2B",
    "GES": "08 10 51 52 54 55 57 67 68 88",
    "HDF": "02 59 60 62 80",
    "IDF": "75 77 78 91 92 93 94 95",
    "NAQ": "16 17 19 23 24 33 40 47 64 79 86 87",
    "NOR": "14 27 50 61 76",
    "OCC": "09 11 12 30 31 32 34 46 48 65 66 81 82",
    "PDL": "44 49 53 72 85",
    "PAC": "04 05 06 13 83 84",
}
# Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers | Aix-Marseille, Amiens, Lille,
# Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims, Rennes, Strasbourg | Créteil, Montpellier, Paris, Toulouse,
# Versailles. Corsica and the overseas departments have calendars of their own.
FRENCH_ZONES = {
    "A": ("ARA", "BFC", "NAQ"),
    "B": ("BRE", "CVL", "GES", "HDF", "NOR", "PAC", "PDL"),
    "C": ("IDF", "OCC"),
}
ALSACE = ("67", "68")
OVERSEAS = {"GP": "971", "MQ": "972", "GF": "973", "RE": "974", "YT": "976"}

ITALIAN_REGIONS = {
    "21": "TO VC NO CN AT AL BI VB",
    "23": "AO",
    "25": "VA CO SO MI BG BS PV CR MN LC LO MB",
    "32": "BZ TN",
    "34": "VR VI BL TV VE PD RO",
    "36": "UD GO TS PN",
    "42": "IM SV GE SP",
    "45": "PC PR RE MO BO FE RA FC RN",
    "52": "MS LU PT FI LI PI AR SI GR PO",
    "55": "PG TR",
    "57": "PU AN MC AP FM",
    "62": "VT RI RM LT FR",
    "65": "AQ TE PE CH",
    "67": "CB IS",
    "72": "CE BN NA AV SA",
    "75": "FG BA TA BR LE BT",
    "77": "PZ MT",
    "78": "CS CZ RC KR VV",
    "82": "TP PA ME AG CL EN CT RG SR",
    "88": "SS NU CA OR SU",
}
ITALIAN_PROVINCES = {province: region for region, all_ in ITALIAN_REGIONS.items() for province in all_.split()}

# Noord, midden, zuid: by province, with the municipalities that go with their neighbours. Gelderland is divided.
DUTCH_ZONES = {
    "GR": ("noord",),
    "FR": ("noord",),
    "DR": ("noord",),
    "OV": ("noord",),
    "FL": ("noord",),
    "NH": ("noord",),
    "UT": ("midden",),
    "ZH": ("midden",),
    "GE": ("noord", "midden", "zuid"),
    "ZE": ("zuid",),
    "NB": ("zuid",),
    "LI": ("zuid",),
}
DUTCH_EXCEPTIONS = {"eemnes": "noord", "hattem": "noord", "zeewolde": "midden", "altena": "midden", "nijmegen": "zuid"}

_SHAPE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}\Z")


def normal_region(country: str, region: str) -> str:
    """The region as "BE-WAL", from "be-wal", "WAL" or a province ("BE-WLG"); empty where the country has none such."""
    code = region.strip().upper()
    if not code or code == country:
        return ""
    if not code.startswith(f"{country}-"):
        code = f"{country}-{code}"
    if not _SHAPE.match(code):
        return ""
    return code if (valid := _VALID.get(country)) is None or code.partition("-")[2] in valid else _belgian(code)


def school_regions(country: str, region: str, municipality: str = "", language: str = "") -> tuple[str, ...]:
    """The school calendars that a place may follow; several where its region does not say which; () where none."""
    part = region.partition("-")[2]
    place = municipality.casefold()
    match country:
        case "BE":
            return _belgian_schools(region, place, language)
        case "FR":
            return tuple(f"FR-{zone}" for zone in _french_zones(part))
        case "NL":
            zone = DUTCH_EXCEPTIONS.get(place)
            return tuple(
                f"NL-{each}" for each in ((zone,) if zone else DUTCH_ZONES.get(part, ("noord", "midden", "zuid")))
            )
        case "IT":
            found = ITALIAN_PROVINCES.get(part, part)
            return (f"IT-{found}",) if found in ITALIAN_REGIONS else ()
        case "DE" | "CH":
            return (region,) if region else ()
        case _:
            return tuple(dict.fromkeys(each for each in (region, country) if each))


def is_german_speaking(municipality: str) -> bool:
    """Whether a Belgian municipality (NIS code or name) belongs to the German-speaking Community."""
    place = municipality.casefold().replace("st. vith", "sankt vith").replace("saint-vith", "sankt vith")
    return place in GERMAN_SPEAKING or place in GERMAN_SPEAKING.values()


def french_departments(part: str) -> tuple[str, ...]:
    """The departments of a French region ("GES"), of Alsace ("6AE"), or the one that it is ("57"); () if unknown."""
    if part == "6AE":
        return ALSACE
    if part in FRENCH_REGIONS:
        return tuple(FRENCH_REGIONS[part].split())
    return (part,) if part in _FRENCH_DEPARTMENTS or part in OVERSEAS.values() else ()


def _french_zones(part: str) -> tuple[str, ...]:
    if not part:
        return ("A", "B", "C")
    regions = {_FRENCH_DEPARTMENTS.get(department, "") for department in french_departments(part)}
    return tuple(zone for zone, members in FRENCH_ZONES.items() if regions & set(members))


def _dutch_zones(part: str, place: str) -> tuple[str, ...]:
    if place in DUTCH_EXCEPTIONS:
        return (DUTCH_EXCEPTIONS[place],)
    return DUTCH_ZONES.get(part, ("noord", "midden", "zuid"))


def _belgian_schools(region: str, place: str, language: str) -> tuple[str, ...]:
    if is_german_speaking(place):
        return ("BE-de",)
    match region:
        case "BE-VLG":
            return ("BE-nl",)
        case "BE-WAL":
            return ("BE-fr",)
        case "BE-BRU":
            return (f"BE-{language}",) if language in ("fr", "nl") else ("BE-fr", "BE-nl")
        case _:
            return ("BE-fr", "BE-nl", "BE-de")


def _belgian(code: str) -> str:
    part = code.removeprefix("BE-")
    if not code.startswith("BE-"):
        return ""
    return "BE-VLG" if part in FLEMISH_PROVINCES else "BE-WAL" if part in WALLOON_PROVINCES else ""


_FRENCH_DEPARTMENTS = {department: region for region, all_ in FRENCH_REGIONS.items() for department in all_.split()}
_VALID: dict[str, frozenset[str]] = {
    "BE": frozenset({"BRU", "VLG", "WAL"}),
    "DE": frozenset(LAENDER),
    "CH": frozenset(CANTONS),
    "FR": frozenset({*FRENCH_REGIONS, *_FRENCH_DEPARTMENTS, *OVERSEAS, *OVERSEAS.values(), "6AE"}),
    "IT": frozenset({*ITALIAN_REGIONS, *ITALIAN_PROVINCES}),
    "NL": frozenset(DUTCH_ZONES),
}
SCHOOL_REGIONS = frozenset(
    {
        "BE-fr",
        "BE-nl",
        "BE-de",
        "LU",
        *(f"FR-{zone}" for zone in FRENCH_ZONES),
        *(f"NL-{zone}" for zone in ("noord", "midden", "zuid")),
        *(f"DE-{land}" for land in LAENDER),
        *(f"CH-{canton}" for canton in CANTONS),
        *(f"IT-{region}" for region in ITALIAN_REGIONS),
    }
)
