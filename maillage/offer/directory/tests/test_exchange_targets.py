"""What an import may fill is what the models have: same names, same lengths, same codes."""

import pytest

from maillage.foundation.network.identifiers import SCHEMES
from maillage.foundation.network.models import Organization
from maillage.offer.directory.exchange import targets
from maillage.offer.directory.exchange.records import Kind
from maillage.offer.directory.fields import FEATURES
from maillage.offer.directory.models import (
    AccessMode,
    ContactPoint,
    CostOption,
    Fees,
    Location,
    RequiredDocument,
    Service,
    ServiceAtLocation,
)

MODELS = {
    Kind.ORGANIZATION: Organization,
    Kind.LOCATION: Location,
    Kind.SERVICE: Service,
    Kind.SERVICE_AT_LOCATION: ServiceAtLocation,
    Kind.CONTACT_POINT: ContactPoint,
    Kind.COST_OPTION: CostOption,
    Kind.REQUIRED_DOCUMENT: RequiredDocument,
}


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_is_a_column_of_that_length(kind):
    for name, target in targets.TARGETS[kind].items():
        if name == "point":  # two columns
            continue
        column = MODELS[kind]._meta.get_field(name.partition(".")[0])
        length = getattr(column, "max_length", None)
        if target.limit and length and "." not in name:
            assert target.limit == length, f"{kind}.{name}"


def test_the_codes_are_those_of_the_models():
    assert set(targets.FEATURES) == set(FEATURES)
    assert set(targets.SCHEMES) == set(SCHEMES)
    assert set(targets.ORGANIZATION_KINDS) == set(Organization.Kind.values)
    assert set(targets.ACCESS_MODES) == set(AccessMode.values)
    assert set(targets.FEES) == set(Fees.values)
    assert set(targets.CONTACT_KINDS) == set(ContactPoint.Kind.values)
