"""When, as people of six languages say it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from maillage.foundation.common.moments import ago, lasting, weekday_date, weekday_number, weekday_time

NOW = datetime(2026, 11, 13, 9, 0, tzinfo=UTC)
LANGUAGES = ["fr", "nl", "de", "it", "en", "ar"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, ["il y a 1 jour", "1 dag geleden", "vor 1 Tag", "1 giorno fa", "1 day ago", "قبل يوم واحد"]),
        (9, ["il y a 1 semaine", "1 week geleden", "vor 1 Woche", "1 settimana fa", "1 week ago", "قبل أسبوع واحد"]),
        (20, ["il y a 3 semaines", "3 weken geleden", "vor 3 Wochen", "3 settimane fa", "3 weeks ago", "قبل 3 أسابيع"]),
        (380, ["il y a 1 an", "1 jaar geleden", "vor 1 Jahr", "1 anno fa", "1 year ago", "قبل سنة واحدة"]),
        (800, ["il y a 2 ans", "2 jaar geleden", "vor 2 Jahren", "2 anni fa", "2 years ago", "قبل سنتين"]),
    ],
)
def test_ago_in_six_languages(days, said):
    for language, words in zip(LANGUAGES, said, strict=True):
        with translation.override(language):
            assert ago(NOW - timedelta(days=days), NOW) == words


def test_days_are_those_of_the_calendar():
    with translation.override("en"):
        assert ago(NOW - timedelta(hours=8), NOW) == "today"
        assert ago(NOW - timedelta(hours=12), NOW) == "1 day ago"  # ten in the evening, in Brussels
        assert ago(NOW + timedelta(hours=1), NOW) == "today"  # a clock that is a little fast
        assert lasting(NOW - timedelta(days=20), NOW) == "3 weeks"


@pytest.mark.parametrize(
    ("language", "day", "short"),
    [
        ("fr", "vendredi 13 novembre", "vendredi 13"),
        ("nl", "vrijdag 13 november", "vrijdag 13"),
        ("de", "Freitag, 13. November", "Freitag, 13."),
        ("it", "venerdì 13 novembre", "venerdì 13"),
        ("en", "Friday, November 13", "Friday, 13"),
        ("ar", "الجمعة، 13 نوفمبر", "الجمعة، 13"),
    ],
)
def test_a_day_as_the_language_writes_it(language, day, short):
    with translation.override(language):
        assert weekday_date(date(2026, 11, 13)) == day
        assert weekday_number(date(2026, 11, 13)) == short
        assert weekday_time(NOW) == f"{day}, 09:00"


def test_no_template_writes_a_date_in_an_order_of_its_own():
    """Languages differ: a day is shown by our filters, or in a format that Django keeps for each of them."""
    for path in Path(settings.BASE_DIR, "maillage").rglob("templates/**/*.*"):
        text = path.read_text(encoding="utf-8")
        assert "timesince" not in text, path
        for letters in ("j F", "l j", "F j", "d/m", "j N"):
            assert f'|date:"{letters}' not in text, path
