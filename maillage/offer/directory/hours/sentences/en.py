"""English."""

from dataclasses import dataclass

from .vocabulary import NO_BREAK, Vocabulary


@dataclass(frozen=True, kw_only=True)
class _English(Vocabulary):
    def clock(self, minutes: int) -> str:
        if minutes in (0, 24 * 60):
            return "midnight"
        if minutes == 12 * 60:
            return "noon"
        hour, minute = divmod(minutes, 60)
        half = "am" if hour < 12 else "pm"
        said = f"{(hour - 1) % 12 + 1}:{minute:02d}" if minute else str((hour - 1) % 12 + 1)
        return f"{said}{NO_BREAK}{half}"


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

ENGLISH = _English(
    code="en",
    weekdays=_WEEKDAYS,
    weekdays_on=tuple(f"on {day}" for day in _WEEKDAYS),
    weekday_range="{0} to {1}",
    weekday_range_on="from {0} to {1}",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    ordinals=("1st", "2nd", "3rd", "4th", "5th"),
    ordinals_from_the_end=("last", "second to last"),
    nth="{0} {1} of the month",
    nth_on="on the {0} {1} of the month",
    and_=" and ",
    every_day="every day",
    every_day_on="every day",
    all_day="all day",
    always="day and night, 7 days a week",
    closed="closed {0}",
    closed_always="closed",
    unknown="{0}, to be confirmed",
    unknown_always="hours unknown",
    otherwise="at other times {0}",
    also="and also {0}",
    public="on public holidays",
    public_noun="public holidays",
    public_on="on public holidays that fall {0}",
    day_before_public="on the day before a public holiday",
    day_after_public="on the day after a public holiday",
    school="in the school holidays",
    school_noun="school holidays",
    except_school="except in the school holidays",
    span="from {0} to {1}",
    span_overnight="from {0} to {1} the next day",
    from_clock="from {0}",
    to_clock="to {0}",
    from_phrase="from {0}",
    to_phrase="to {0}",
    since="from {0} on",
    at="at {0}",
    or_later="{0} or later",
    every_minutes="{0}, every {1}",
    from_event="from {0}",
    to_event="to {0}",
    since_event="from {0} on",
    at_event="at {0}",
    before_event="{0} before {1}",
    after_event="{0} after {1}",
    events={"dawn": "dawn", "sunrise": "sunrise", "sunset": "sunset", "dusk": "dusk"},
    minutes=("1 minute", "{0} minutes"),
    hours=("1 hour", "{0} hours"),
    days_after=("the day after {0}", "{1} days after {0}"),
    days_before=("the day before {0}", "{1} days before {0}"),
    month_in="in {0}",
    month_range="from {0} to {1}",
    date="{0} {1}",
    date_with_year="{0} {1} {2}",
    date_on="on {0}",
    date_range="from {0} to {1}",
    since_date="from {0} on",
    year_in="in {0}",
    year_range="from {0} to {1}",
    since_year="from {0} on",
    easter="Easter",
    easter_on="at Easter",
    nth_of_month="the {0} {1} of {2}",
    week_in="in week {0}",
    week_range="from week {0} to week {1}",
    odd_weeks="every second week (odd weeks)",
    even_weeks="every second week (even weeks)",
    notes={
        "appointment": "by appointment",
        "without appointment": "without appointment",
        "tickets": "with a ticket that you take there",
        "call first": "call first",
    },
)
