"""French."""

from dataclasses import dataclass

from .vocabulary import NARROW, NO_BREAK, Vocabulary


@dataclass(frozen=True, kw_only=True)
class _French(Vocabulary):
    def clock(self, minutes: int) -> str:
        if minutes == 24 * 60:
            return "minuit"
        hour, minute = divmod(minutes, 60)
        return f"{hour}{NARROW}h{NARROW}{minute:02d}" if minute else f"{hour}{NARROW}h"

    def day(self, day: int) -> str:
        return "1er" if day == 1 else str(day)

    def month_span(self, first: int, last: int) -> str:
        return f"{_of(self.months[first - 1])} à {self.months[last - 1]}"

    def nth_in_month(self, ordinal: str, weekday: int, month: int) -> str:
        return f"{ordinal} {self.weekdays[weekday]} {_of(self.months[month - 1])}"


def _of(month: str) -> str:
    return f"d’{month}" if month[0] in "ao" else f"de {month}"


_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

FRENCH = _French(
    code="fr",
    weekdays=_WEEKDAYS,
    weekdays_on=tuple(f"le {day}" for day in _WEEKDAYS),
    weekday_range="{0} au {1}",
    weekday_range_on="du {0} au {1}",
    months=(
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    ordinals=("1er", "2e", "3e", "4e", "5e"),
    ordinals_from_the_end=("dernier", "avant-dernier"),
    nth="{0} {1} du mois",
    nth_on="le {0} {1} du mois",
    and_=" et ",
    semicolon=f"{NARROW}; ",
    colon=f"{NO_BREAK}: ",
    quotes=f"«{NARROW}{{0}}{NARROW}»",
    every_day="tous les jours",
    every_day_on="tous les jours",
    all_day="toute la journée",
    always=f"24{NARROW}heures sur 24, 7{NARROW}jours sur 7",
    closed="fermé {0}",
    closed_always="fermé",
    unknown="{0}, à confirmer",
    unknown_always="horaires inconnus",
    otherwise="le reste du temps, {0}",
    also="et aussi {0}",
    public="les jours fériés",
    public_noun="jours fériés",
    public_on="les jours fériés qui tombent {0}",
    day_before_public="la veille des jours fériés",
    day_after_public="le lendemain des jours fériés",
    school="pendant les vacances scolaires",
    school_noun="vacances scolaires",
    except_school="sauf pendant les vacances scolaires",
    span="de {0} à {1}",
    span_overnight="de {0} jusqu’à {1} le lendemain",
    from_clock="de {0}",
    to_clock="à {0}",
    from_phrase="de {0}",
    to_phrase="jusqu’à {0}",
    since="à partir de {0}",
    at="à {0}",
    or_later="{0} ou plus tard",
    every_minutes="{0}, toutes les {1}",
    from_event="du {0}",
    to_event="au {0}",
    since_event="à partir du {0}",
    at_event="au {0}",
    before_event="{0} avant le {1}",
    after_event="{0} après le {1}",
    events={
        "dawn": "point du jour",
        "sunrise": "lever du soleil",
        "sunset": "coucher du soleil",
        "dusk": "tomber de la nuit",
    },
    minutes=(f"1{NO_BREAK}minute", f"{{0}}{NO_BREAK}minutes"),
    hours=(f"1{NO_BREAK}heure", f"{{0}}{NO_BREAK}heures"),
    days_after=("le lendemain de {0}", "{1} jours après {0}"),
    days_before=("la veille de {0}", "{1} jours avant {0}"),
    month_in="en {0}",
    month_range="de {0} à {1}",
    date="{0} {1}",
    date_with_year="{0} {1} {2}",
    date_on="le {0}",
    date_range="du {0} au {1}",
    since_date="à partir du {0}",
    year_in="en {0}",
    year_range="de {0} à {1}",
    since_year="à partir de {0}",
    easter="Pâques",
    easter_on="à Pâques",
    nth_of_month="{0} {1} de {2}",
    week_in="la semaine {0}",
    week_range="de la semaine {0} à la semaine {1}",
    odd_weeks="une semaine sur deux (semaines impaires)",
    even_weeks="une semaine sur deux (semaines paires)",
    notes={
        "appointment": "sur rendez-vous",
        "without appointment": "sans rendez-vous",
        "tickets": "avec un ticket à prendre sur place",
        "call first": "téléphoner d’abord",
    },
)
