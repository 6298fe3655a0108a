"""A place without a position lies in the municipality of its address, where there is exactly one."""

import pytest

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.network.models import Territory
from maillage.offer.directory.models import Location
from maillage.offer.directory.tests.importing import imported, location, looked_at, organization, source_of

KIND = Territory.Kind.MUNICIPALITY


@pytest.fixture
def source(db):
    return source_of()


@pytest.fixture
def municipalities(db):
    """Two with postcodes, two of one name without, one of another country."""

    def made(slug, names, postcodes=(), country="BE"):
        name = TranslatedText.of(names)
        return Territory.objects.create(slug=slug, kind=KIND, name=name, country=country, postcodes=list(postcodes))

    return {
        "schaerbeek": made("schaerbeek", {"fr": "Schaerbeek", "nl": "Schaarbeek"}, ["1030"]),
        "brussels": made("brussels", {"fr": "Bruxelles", "nl": "Brussel"}, ["1000", "1020"]),
        "digne": made("digne", {"fr": "Digne-les-Bains"}, country="FR"),
        "one": made("saint-nicolas", {"fr": "Saint-Nicolas"}),
        "other": made("sint-niklaas", {"fr": "Saint-Nicolas", "nl": "Sint-Niklaas"}),
    }


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (("1030", "Schaerbeek", "BE"), "schaerbeek"),
        (("", "SCHAARBEEK", "BE"), "schaerbeek"),
        (("1020", "Laeken", "BE"), "brussels"),  # a part of it, which has no name of its own here
        (("1020", "", "BE"), "brussels"),
        (("04000", "Digne les Bains", "FR"), "digne"),  # whose postcodes nobody knows here
        (("1030", "Bruxelles", "BE"), None),  # which of the two is right?
        (("9999", "Bruxelles", "BE"), None),
        (("", "Saint-Nicolas", "BE"), None),  # there are two
        (("", "Schaerbeek", "FR"), None),
        (("", "Nowhere", "BE"), None),
    ],
)
def test_by_name_and_postcode_and_never_by_a_guess(source, municipalities, address, found):
    postcode, city, country = address
    run = imported(source, organization(), location(postal_code=postcode, city=city, country=country))
    place = Location.objects.get()
    assert place.territory == (municipalities[found] if found else None)
    told = [(problem.reason, problem.severity, problem.value) for problem in run.problems.all()]
    assert told == ([] if found else [("no_territory", "noted", f"{postcode} {city}".strip())])
    assert run.counts == {"imported": 2, "noted": 0 if found else 1}


def test_nothing_is_said_where_no_municipality_is_known(source):
    run = imported(source, organization(), location(city="Schaerbeek"))
    assert Location.objects.get().territory is None and not run.problems.exists()


def test_a_position_goes_before_the_address(source, municipalities):
    imported(source, organization(), location(city="Schaerbeek", longitude=4.4, latitude=50.8))
    assert Location.objects.get().territory is None  # no boundary is known here


def test_a_place_that_moves_to_another_town_is_looked_up_again_but_a_choice_stays(source, municipalities):
    imported(source, organization(), location(city="Nowhere"))
    run = looked_at(source, organization(), location(city="Schaerbeek"))
    assert run.expected == {"unchanged": 1, "changed": 1, "noted": 0}
    imported(source, organization(), location(city="Schaerbeek"))
    assert Location.objects.get().territory == municipalities["schaerbeek"]
    imported(source, organization(), location(city="Bruxelles"))
    assert Location.objects.get().territory == municipalities["schaerbeek"]
