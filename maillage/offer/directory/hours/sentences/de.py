"""German."""

from dataclasses import dataclass

from .vocabulary import NO_BREAK, Vocabulary


@dataclass(frozen=True, kw_only=True)
class _German(Vocabulary):
    def clock(self, minutes: int) -> str:
        hour, minute = divmod(minutes, 60)
        return f"{hour}:{minute:02d}" if minute else str(hour)

    def day(self, day: int) -> str:
        return f"{day}."


GERMAN = _German(
    code="de",
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    weekdays_on=("montags", "dienstags", "mittwochs", "donnerstags", "freitags", "samstags", "sonntags"),
    weekday_range="{0} bis {1}",
    weekday_range_on="von {0} bis {1}",
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    ordinals=("1.", "2.", "3.", "4.", "5."),
    ordinals_from_the_end=("letzten", "vorletzten"),
    nth="am {0} {1} im Monat",
    nth_on="am {0} {1} im Monat",
    and_=" und ",
    quotes="„{0}“",
    every_day="täglich",
    every_day_on="täglich",
    all_day="ganztägig",
    always="rund um die Uhr, an allen Tagen",
    closed="{0} geschlossen",
    closed_always="geschlossen",
    unknown="{0}, noch nicht sicher",
    unknown_always="Zeiten unbekannt",
    otherwise="zu anderen Zeiten {0}",
    also="und außerdem {0}",
    public="an Feiertagen",
    public_noun="Feiertage",
    public_on="an Feiertagen, die auf {0} fallen",
    day_before_public="am Tag vor einem Feiertag",
    day_after_public="am Tag nach einem Feiertag",
    school="in den Schulferien",
    school_noun="Schulferien",
    except_school="außer in den Schulferien",
    span=f"von {{0}} bis {{1}}{NO_BREAK}Uhr",
    span_overnight=f"von {{0}} bis {{1}}{NO_BREAK}Uhr am nächsten Tag",
    from_clock=f"von {{0}}{NO_BREAK}Uhr",
    to_clock=f"bis {{0}}{NO_BREAK}Uhr",
    from_phrase="ab {0}",
    to_phrase="bis {0}",
    since=f"ab {{0}}{NO_BREAK}Uhr",
    at=f"um {{0}}{NO_BREAK}Uhr",
    or_later="{0} oder länger",
    every_minutes="{0}, alle {1}",
    from_event="ab {0}",
    to_event="bis {0}",
    since_event="ab {0}",
    at_event="bei {0}",
    before_event="{0} vor {1}",
    after_event="{0} nach {1}",
    events={
        "dawn": "Beginn der Dämmerung",
        "sunrise": "Sonnenaufgang",
        "sunset": "Sonnenuntergang",
        "dusk": "Einbruch der Nacht",
    },
    minutes=(f"1{NO_BREAK}Minute", f"{{0}}{NO_BREAK}Minuten"),
    hours=(f"1{NO_BREAK}Stunde", f"{{0}}{NO_BREAK}Stunden"),
    days_after=("am Tag nach {0}", "{1} Tage nach {0}"),
    days_before=("am Tag vor {0}", "{1} Tage vor {0}"),
    month_in="im {0}",
    month_range="von {0} bis {1}",
    date="{0} {1}",
    date_with_year="{0} {1} {2}",
    date_on="am {0}",
    date_range="vom {0} bis {1}",
    since_date="ab {0}",
    year_in="im Jahr {0}",
    year_range="von {0} bis {1}",
    since_year="ab {0}",
    easter="Ostern",
    easter_on="zu Ostern",
    nth_of_month="{0} {1} im {2}",
    week_in="in Kalenderwoche {0}",
    week_range="von Kalenderwoche {0} bis {1}",
    odd_weeks="alle zwei Wochen (ungerade Wochen)",
    even_weeks="alle zwei Wochen (gerade Wochen)",
    notes={
        "appointment": "nach Vereinbarung",
        "without appointment": "ohne Termin",
        "tickets": "mit einer Nummer, die Sie vor Ort ziehen",
        "call first": "bitte vorher anrufen",
    },
)
