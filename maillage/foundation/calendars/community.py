"""The days of the Belgian communities and regions: their administrations and schools close, the law knows no holiday.

Sources: the decrees of the communities and regions on their feast (11 July, 27 September, 15 November); ordinance of
Brussels on 8 May, the feast of the iris. Wallonia's own day is always a Sunday and needs no mention.
"""

from datetime import date

from maillage.foundation.calendars.regions import is_german_speaking

Names = tuple[tuple[str, str], ...]

_FLEMISH: Names = (
    ("nl", "Feestdag van de Vlaamse Gemeenschap"),
    ("fr", "Fête de la Communauté flamande"),
    ("de", "Tag der Flämischen Gemeinschaft"),
    ("it", "Festa della Comunità fiamminga"),
    ("en", "Day of the Flemish Community"),
)
_FRENCH: Names = (
    ("fr", "Fête de la Communauté française"),
    ("nl", "Feestdag van de Franse Gemeenschap"),
    ("de", "Tag der Französischen Gemeinschaft"),
    ("it", "Festa della Comunità francese"),
    ("en", "Day of the French Community"),
)
_GERMAN: Names = (
    ("de", "Tag der Deutschsprachigen Gemeinschaft"),
    ("fr", "Fête de la Communauté germanophone"),
    ("nl", "Feestdag van de Duitstalige Gemeenschap"),
    ("it", "Festa della Comunità germanofona"),
    ("en", "Day of the German-speaking Community"),
)
_IRIS: Names = (
    ("fr", "Fête de l’Iris"),
    ("nl", "Irisfeest"),
    ("de", "Irisfest"),
    ("it", "Festa dell’Iris"),
    ("en", "Iris Day"),
)


def community_days(country: str, region: str, municipality: str, year: int) -> list[tuple[date, Names]]:
    """The community days of a place in a year, in order; none where the region is not known."""
    if country != "BE":
        return []
    if is_german_speaking(municipality):
        return [(date(year, 11, 15), _GERMAN)]
    match region:
        case "BE-VLG":
            return [(date(year, 7, 11), _FLEMISH)]
        case "BE-WAL":
            return [(date(year, 9, 27), _FRENCH)]
        case "BE-BRU":
            return [(date(year, 5, 8), _IRIS), (date(year, 7, 11), _FLEMISH), (date(year, 9, 27), _FRENCH)]
        case _:
            return []
