"""The times of a rule, said."""

from maillage.offer.directory.hours.tree import DAY, Moment, Span

from .vocabulary import Vocabulary


def say_spans(spans: tuple[Span, ...], words: Vocabulary) -> str:
    """ "from 9 am to 12 noon and from 2 pm to 4 pm"."""
    return words.listed([say_span(span, words) for span in spans])


def say_span(span: Span, words: Vocabulary) -> str:
    """One span, point in time, or open end."""
    text = _bare_span(span, words)
    if span.end is not None and span.open_end:
        text = words.or_later.format(text)
    if span.every is not None:
        text = words.every_minutes.format(text, words.duration(span.every))
    return text


def _bare_span(span: Span, words: Vocabulary) -> str:
    start, end = span.start, span.end
    if end is None:
        if span.open_end:
            return _edge(start, words, words.since, words.since_event, words.from_phrase)
        return _edge(start, words, words.at, words.at_event, "{0}")
    if start.event is None and end.event is None:
        if (start.minutes, end.minutes) == (0, DAY):
            return words.all_day
        if end.minutes > DAY or end.minutes <= start.minutes:
            return words.clock_overnight(start.minutes, end.minutes % DAY)
        return words.clock_span(start.minutes, end.minutes)
    first = _edge(start, words, words.from_clock, words.from_event, words.from_phrase)
    last = _edge(end, words, words.to_clock, words.to_event, words.to_phrase)
    return f"{first} {last}"


def _edge(moment: Moment, words: Vocabulary, clock: str, event: str, phrase: str) -> str:
    if moment.event is None:
        return words.clock_in(clock, moment.minutes if moment.minutes <= DAY else moment.minutes - DAY)
    name = words.events[moment.event.value]
    if not moment.minutes:
        return event.format(name)
    template = words.before_event if moment.minutes < 0 else words.after_event
    return phrase.format(template.format(words.duration(abs(moment.minutes)), name))
