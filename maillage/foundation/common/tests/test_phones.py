"""Telephone numbers as people write them, kept as machines dial them."""

import pytest
from django.core.exceptions import ValidationError

from maillage.foundation.common.phones import PhoneFormField, normalized


@pytest.mark.parametrize(
    ("written", "country", "kept"),
    [
        ("02 218 00 00", "BE", "+3222180000"),
        ("02/218.00.00", "BE", "+3222180000"),
        ("04 92 36 73 00", "FR", "+33492367300"),
        ("0171 605111", "IT", "+390171605111"),
        ("+32 2 218 00 00", "IT", "+3222180000"),  # a number that says its country is believed
        ("0032 2 218 00 00", "BE", "+3222180000"),
        ("107", "BE", "107"),
        ("0800 32 123", "BE", "+3280032123"),
    ],
)
def test_a_number_is_read_as_its_country_writes_it(written, country, kept):
    field = PhoneFormField()
    field.country = country
    assert normalized(written, country=country) == field.clean(written) == kept


@pytest.mark.parametrize(
    ("written", "country"), [("02 218 00 00", None), ("02 218", "BE"), ("call us", "BE"), ("+32 1", "BE"), ("1", "BE")]
)
def test_what_is_no_number_is_refused(written, country):
    with pytest.raises(ValidationError):
        normalized(written, country=country)
