"""The cast, a service from its first word to its publication, and one thing of every kind."""

import pytest
from django.test import Client

from maillage.offer.directory.conftest import draft, place, published, theme  # noqa: F401  (fixtures)
from tests.consistency.test_addresses import samples  # noqa: F401  (a fixture)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def as_person():
    """A browser in which somebody is logged in: `as_person(cast.people.alice)`."""

    def logged_in(user, **options) -> Client:
        client = Client(**options)
        client.force_login(user, backend=BACKEND)
        return client

    return logged_in
