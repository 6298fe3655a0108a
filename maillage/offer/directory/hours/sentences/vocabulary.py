"""What a language must tell us so that hours can be said in it.

Templates take their parts as {0}, {1}. "On" forms stand after "closed" and elsewhere as an adverb ("on Monday", "le
lundi", "montags"); the plain ones begin a clause ("Monday to Friday from ...").
"""

from dataclasses import dataclass

NARROW = "\u202f"  # a space that is thin and does not break
NO_BREAK = "\u00a0"


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The words of one language."""

    code: str
    weekdays: tuple[str, ...]
    weekdays_on: tuple[str, ...]
    weekday_range: str
    weekday_range_on: str
    months: tuple[str, ...]
    ordinals: tuple[str, ...]  # first to fifth
    ordinals_from_the_end: tuple[str, ...]  # last, last but one
    nth: str  # {0} ordinals, {1} weekday
    nth_on: str

    and_: str
    comma: str = ", "
    semicolon: str = "; "
    colon: str = ": "
    quotes: str = "“{0}”"

    every_day: str
    every_day_on: str
    all_day: str
    always: str
    closed: str
    closed_always: str
    unknown: str
    unknown_always: str
    otherwise: str
    also: str

    public: str
    public_noun: str
    public_on: str  # public holidays on such weekdays
    day_before_public: str
    day_after_public: str
    school: str
    school_noun: str
    except_school: str

    span: str
    span_overnight: str
    from_clock: str
    to_clock: str
    from_phrase: str  # before words: "30 minutes before sunset"
    to_phrase: str
    since: str  # from a time on, with an open end
    at: str
    or_later: str
    every_minutes: str
    from_event: str
    to_event: str
    since_event: str
    at_event: str
    before_event: str  # {0} duration, {1} event
    after_event: str
    events: dict[str, str]  # dawn, sunrise, sunset, dusk
    minutes: tuple[str, str]  # one, several
    hours: tuple[str, str]
    days_after: tuple[str, str]  # one day after {0}, {1} days after {0}
    days_before: tuple[str, str]

    month_in: str
    month_range: str
    date: str  # {0} day, {1} month
    date_with_year: str
    date_on: str
    date_range: str
    since_date: str
    year_in: str
    year_range: str
    since_year: str
    easter: str
    easter_on: str
    nth_of_month: str  # {0} ordinal, {1} weekday, {2} month
    week_in: str
    week_range: str
    odd_weeks: str
    even_weeks: str

    notes: dict[str, str]  # by the keys of `notes.KNOWN`

    def clock(self, minutes: int) -> str:
        """A time of day; 1440 is midnight at the end."""
        hour, minute = divmod(minutes, 60)
        return f"{hour}:{minute:02d}"

    def clock_span(self, start: int, end: int) -> str:
        """From a time to a time of the same day."""
        return self.span.format(self.clock(start), self.clock(end))

    def clock_overnight(self, start: int, end: int) -> str:
        """From a time to a time of the next day."""
        return self.span_overnight.format(self.clock(start), self.clock(end))

    def clock_in(self, template: str, minutes: int) -> str:
        """One time, after "from", "to", "at", "since"."""
        return template.format(self.clock(minutes))

    def ordinal(self, n: int, weekday: int) -> str:
        """ "1st" or "last"; the weekday is for languages in which it has a gender."""
        return self.ordinals[n - 1] if n > 0 else self.ordinals_from_the_end[-n - 1]

    def weekday_span(self, first: int, last: int, *, on: bool) -> str:
        """From a weekday to a weekday, both included."""
        template = self.weekday_range_on if on else self.weekday_range
        return template.format(self.weekdays[first], self.weekdays[last])

    def day(self, day: int) -> str:
        """The day of a month in a date."""
        return str(day)

    def on_date(self, said: str) -> str:
        """On a date."""
        return self.date_on.format(said)

    def date_span(self, first: str, last: str) -> str:
        """From a date to a date, both included."""
        return self.date_range.format(first, last)

    def month_span(self, first: int, last: int) -> str:
        """From a month to a month, both included."""
        return self.month_range.format(self.months[first - 1], self.months[last - 1])

    def nth_in_month(self, ordinal: str, weekday: int, month: int) -> str:
        """ "the last Sunday of October"."""
        return self.nth_of_month.format(ordinal, self.weekdays[weekday], self.months[month - 1])

    def duration(self, minutes: int) -> str:
        """A length of time, for "30 minutes before sunset"."""
        count, forms = (minutes // 60, self.hours) if minutes % 60 == 0 else (minutes, self.minutes)
        return forms[0 if count == 1 else 1].format(count)

    def listed(self, items: list[str]) -> str:
        """One, two, or "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return self.comma.join(items[:-1]) + self.and_ + items[-1]
