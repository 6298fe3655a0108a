"""Dutch."""

from dataclasses import dataclass

from .vocabulary import NO_BREAK, Vocabulary


@dataclass(frozen=True, kw_only=True)
class _Dutch(Vocabulary):
    def clock(self, minutes: int) -> str:
        if minutes == 24 * 60:
            return "24"
        hour, minute = divmod(minutes, 60)
        return f"{hour}.{minute:02d}" if minute else str(hour)


_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

DUTCH = _Dutch(
    code="nl",
    weekdays=_WEEKDAYS,
    weekdays_on=tuple(f"op {day}" for day in _WEEKDAYS),
    weekday_range="{0} tot en met {1}",
    weekday_range_on="van {0} tot en met {1}",
    months=(
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    ordinals=("1e", "2e", "3e", "4e", "5e"),
    ordinals_from_the_end=("laatste", "voorlaatste"),
    nth="{0} {1} van de maand",
    nth_on="op de {0} {1} van de maand",
    and_=" en ",
    every_day="elke dag",
    every_day_on="elke dag",
    all_day="de hele dag",
    always="dag en nacht, 7 dagen op 7",
    closed="gesloten {0}",
    closed_always="gesloten",
    unknown="{0}, te bevestigen",
    unknown_always="uren onbekend",
    otherwise="op andere momenten {0}",
    also="en ook {0}",
    public="op feestdagen",
    public_noun="feestdagen",
    public_on="op feestdagen die {0} vallen",
    day_before_public="op de dag voor een feestdag",
    day_after_public="op de dag na een feestdag",
    school="in de schoolvakanties",
    school_noun="schoolvakanties",
    except_school="behalve in de schoolvakanties",
    span=f"van {{0}} tot {{1}}{NO_BREAK}uur",
    span_overnight=f"van {{0}} tot {{1}}{NO_BREAK}uur de volgende dag",
    from_clock=f"van {{0}}{NO_BREAK}uur",
    to_clock=f"tot {{0}}{NO_BREAK}uur",
    from_phrase="van {0}",
    to_phrase="tot {0}",
    since=f"vanaf {{0}}{NO_BREAK}uur",
    at=f"om {{0}}{NO_BREAK}uur",
    or_later="{0} of later",
    every_minutes="{0}, om de {1}",
    from_event="vanaf {0}",
    to_event="tot {0}",
    since_event="vanaf {0}",
    at_event="bij {0}",
    before_event="{0} voor {1}",
    after_event="{0} na {1}",
    events={
        "dawn": "het ochtendgloren",
        "sunrise": "zonsopgang",
        "sunset": "zonsondergang",
        "dusk": "het vallen van de avond",
    },
    minutes=(f"1{NO_BREAK}minuut", f"{{0}}{NO_BREAK}minuten"),
    hours=(f"1{NO_BREAK}uur", f"{{0}}{NO_BREAK}uur"),
    days_after=("de dag na {0}", "{1} dagen na {0}"),
    days_before=("de dag voor {0}", "{1} dagen voor {0}"),
    month_in="in {0}",
    month_range="van {0} tot en met {1}",
    date="{0} {1}",
    date_with_year="{0} {1} {2}",
    date_on="op {0}",
    date_range="van {0} tot en met {1}",
    since_date="vanaf {0}",
    year_in="in {0}",
    year_range="van {0} tot en met {1}",
    since_year="vanaf {0}",
    easter="Pasen",
    easter_on="op Pasen",
    nth_of_month="de {0} {1} van {2}",
    week_in="in week {0}",
    week_range="van week {0} tot en met week {1}",
    odd_weeks="om de twee weken (oneven weken)",
    even_weeks="om de twee weken (even weken)",
    notes={
        "appointment": "op afspraak",
        "without appointment": "zonder afspraak",
        "tickets": "met een volgnummer dat u ter plaatse neemt",
        "call first": "eerst bellen",
    },
)
