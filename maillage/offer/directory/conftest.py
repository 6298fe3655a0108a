"""Services to test with."""

import pytest

from maillage.foundation.common.texts import TranslatedText
from maillage.offer.directory.actions import create_location, create_service, publish_service, revise_service
from maillage.offer.directory.models import ContactPoint, ServiceAtLocation, TaxonomyTerm


def french(text):
    """A text written in French."""
    return TranslatedText.of({"fr": text})


@pytest.fixture
def theme(db):
    """Health care: a theme of the house's own vocabulary."""
    return TaxonomyTerm.objects.get(code="sante--acces-aux-soins")


@pytest.fixture
def place(cast):
    """A place of the antenna."""
    values = {
        "name": french("Antenne Rogier"),
        "address_1": "Avenue Rogier 22",
        "postal_code": "1030",
        "city": "Schaerbeek",
        "country": "BE",
        "territory": cast.place,
        "longitude": 4.3712,
        "latitude": 50.8663,
    }
    return create_location(actor=cast.actors.alice, organization=cast.antenna, values=values)


@pytest.fixture
def draft(cast, theme, place):
    """A complete draft of the antenna, written by Alice."""
    alice = cast.actors.alice
    service = create_service(actor=alice, organization=cast.antenna, name=french("Permanence logement"), language="fr")
    changes = {
        "summary": french("Garder son logement."),
        "description": french("Une travailleuse sociale lit avec vous les lettres du propriétaire."),
        "themes": [theme],
        "access_modes": ["walk_in"],
        "languages": ["fr", "ar"],
        "fees": "free",
        "contact_points": [ContactPoint(kind="phone", value="+3222473215")],
        "service_at_locations": [ServiceAtLocation(location=place, opening_hours="Th 17:00-20:00; PH off")],
    }
    return revise_service(actor=alice, service=service, version=service.version, changes=changes)


@pytest.fixture
def published(cast, draft):
    """The same, published by Carla."""
    return publish_service(actor=cast.actors.carla, service=draft, version=draft.version)
