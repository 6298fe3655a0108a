"""Italian."""

from dataclasses import dataclass

from maillage.offer.directory.hours.tree import SUNDAY

from .vocabulary import Vocabulary

_ONE = 1


@dataclass(frozen=True, kw_only=True)
class _Italian(Vocabulary):
    def clock(self, minutes: int) -> str:
        hour, minute = divmod(minutes, 60)
        return f"{hour}.{minute:02d}" if minute else str(hour)

    def clock_span(self, start: int, end: int) -> str:
        return f"{self.clock_in('dalle {0}', start)} {self.clock_in('alle {0}', end)}"

    def clock_overnight(self, start: int, end: int) -> str:
        return f"{self.clock_in('dalle {0}', start)} {self.clock_in('alle {0}', end)} del giorno dopo"

    def clock_in(self, template: str, minutes: int) -> str:
        said = self.clock(minutes)
        if minutes // 60 == _ONE:  # "dall’una" is written dall’1
            return template.replace("alle {0}", "all’{0}").format(said)
        return template.format(said)

    def ordinal(self, n: int, weekday: int) -> str:
        feminine = weekday == SUNDAY
        if n > 0:
            return f"{n}{'ª' if feminine else '°'}"
        said = self.ordinals_from_the_end[-n - 1]
        return said[:-1] + "a" if feminine else said

    def weekday_span(self, first: int, last: int, *, on: bool) -> str:
        if not on:
            return f"da {self.weekdays[first]} a {self.weekdays[last]}"
        return f"dal {self.weekdays[first]} {'alla' if last == SUNDAY else 'al'} {self.weekdays[last]}"

    def day(self, day: int) -> str:
        return "1°" if day == 1 else str(day)

    def on_date(self, said: str) -> str:
        return f"l’{said}" if _has_vowel(said) else f"il {said}"

    def date_span(self, first: str, last: str) -> str:
        start = f"dall’{first}" if _has_vowel(first) else f"dal {first}"
        return f"{start} all’{last}" if _has_vowel(last) else f"{start} al {last}"


def _has_vowel(said: str) -> bool:
    return said.startswith(("8 ", "11 ", "ultim"))


_WEEKDAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")

ITALIAN = _Italian(
    code="it",
    weekdays=_WEEKDAYS,
    weekdays_on=(*(f"il {day}" for day in _WEEKDAYS[:SUNDAY]), "la domenica"),
    weekday_range="da {0} a {1}",
    weekday_range_on="dal {0} al {1}",
    months=(
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ),
    ordinals=("1°", "2°", "3°", "4°", "5°"),
    ordinals_from_the_end=("ultimo", "penultimo"),
    nth="{0} {1} del mese",
    nth_on="ogni {0} {1} del mese",
    and_=" e ",
    quotes="«{0}»",
    every_day="tutti i giorni",
    every_day_on="tutti i giorni",
    all_day="tutto il giorno",
    always="24 ore su 24, 7 giorni su 7",
    closed="chiuso {0}",
    closed_always="chiuso",
    unknown="{0}, da confermare",
    unknown_always="orari sconosciuti",
    otherwise="negli altri momenti {0}",
    also="e anche {0}",
    public="nei giorni festivi",
    public_noun="giorni festivi",
    public_on="nei giorni festivi che cadono {0}",
    day_before_public="alla vigilia dei giorni festivi",
    day_after_public="il giorno dopo i festivi",
    school="durante le vacanze scolastiche",
    school_noun="vacanze scolastiche",
    except_school="tranne durante le vacanze scolastiche",
    span="dalle {0} alle {1}",
    span_overnight="dalle {0} alle {1} del giorno dopo",
    from_clock="dalle {0}",
    to_clock="alle {0}",
    from_phrase="da {0}",
    to_phrase="fino a {0}",
    since="dalle {0} in poi",
    at="alle {0}",
    or_later="{0} o più tardi",
    every_minutes="{0}, ogni {1}",
    from_event="dal {0}",
    to_event="al {0}",
    since_event="dal {0} in poi",
    at_event="al {0}",
    before_event="{0} prima del {1}",
    after_event="{0} dopo il {1}",
    events={"dawn": "primo chiarore", "sunrise": "sorgere del sole", "sunset": "tramonto", "dusk": "calar della notte"},
    minutes=("1 minuto", "{0} minuti"),
    hours=("1 ora", "{0} ore"),
    days_after=("il giorno dopo {0}", "{1} giorni dopo {0}"),
    days_before=("il giorno prima di {0}", "{1} giorni prima di {0}"),
    month_in="in {0}",
    month_range="da {0} a {1}",
    date="{0} {1}",
    date_with_year="{0} {1} {2}",
    date_on="il {0}",
    date_range="dal {0} al {1}",
    since_date="dal {0} in poi",
    year_in="nel {0}",
    year_range="dal {0} al {1}",
    since_year="dal {0} in poi",
    easter="Pasqua",
    easter_on="a Pasqua",
    nth_of_month="{0} {1} di {2}",
    week_in="nella settimana {0}",
    week_range="dalla settimana {0} alla settimana {1}",
    odd_weeks="una settimana su due (settimane dispari)",
    even_weeks="una settimana su due (settimane pari)",
    notes={
        "appointment": "su appuntamento",
        "without appointment": "senza appuntamento",
        "tickets": "con un numero da prendere sul posto",
        "call first": "telefonare prima",
    },
)
