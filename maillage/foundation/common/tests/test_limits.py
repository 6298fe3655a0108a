"""Limits count every try, for each visitor apart, and end with their window."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from maillage.foundation.common.limits import Counter, TooMany, count, forget_past_windows
from maillage.foundation.common.origin import address_of, visitor_of

HOUR = timedelta(hours=1)


def test_one_too_many(db):
    for _time in range(3):
        count(what="report", who="192.0.2.1", limit=3, window=HOUR)
    with pytest.raises(TooMany) as refusal:
        count(what="report", who="192.0.2.1", limit=3, window=HOUR)
    assert 0 < refusal.value.wait_seconds <= 3600
    count(what="report", who="192.0.2.2", limit=3, window=HOUR)
    count(what="other", who="192.0.2.1", limit=3, window=HOUR)


def test_no_address_is_stored(db):
    count(what="report", who="192.0.2.1", limit=3, window=HOUR)
    assert "192.0" not in Counter.objects.get().key


def test_past_windows_are_forgotten(db):
    count(what="report", who="192.0.2.1", limit=3, window=HOUR)
    assert forget_past_windows() == 0
    Counter.objects.update(ends_at="2020-01-01T00:00:00Z")
    assert forget_past_windows() == 1


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),  # nobody stands before us: the header is the visitor's own invention
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),  # what stands before our proxy's entry was sent by the visitor
        (2, "1.1.1.1, 203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == address


def test_a_household_is_one_visitor():
    def seen_from(address):
        return visitor_of(RequestFactory().get("/", REMOTE_ADDR=address))

    assert seen_from("2001:db8:1:2::1") == seen_from("2001:db8:1:2:ffff::9")
    assert seen_from("2001:db8:1:2::1") != seen_from("2001:db8:1:3::1")
    assert seen_from("192.0.2.1") == "192.0.2.1"


def test_the_cache_forgets_nothing_because_others_fill_it(db):
    cache.set("a", 12)
    for number in range(400):
        cache.set(f"b{number}", number)
    assert cache.get("a") == 12
