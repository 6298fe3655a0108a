"""What every test stands on: the fixed cast, and a journal that even tests cannot change by accident."""

import os
from types import SimpleNamespace

import pytest
from django.test import TransactionTestCase

PASSWORD = "correct horse battery staple"  # noqa: S105 (of people who exist in tests only)

ANOTHER_DATABASE = "another database: "


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where CI=true nothing may be missing: only what asks another database may be left out."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if not reason.startswith(ANOTHER_DATABASE):
            report.outcome, report.longrepr = "failed", f"left out where nothing may be: {reason}"
    return report


@pytest.fixture(autouse=True)
def quick_settings(settings, tmp_path):
    """Quick hashes, files in a folder of the test's own, and no second factor unless a test asks for it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.IMPORTS_ROOT = tmp_path / "imports"
    settings.TWO_FACTOR_REQUIRED = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True, scope="session")
def flush_may_empty_the_journal():
    """The flush between transactional tests is one of the two things that may; its post_migrate protects it again."""
    from django.db import connections

    from maillage.foundation.journal.triggers import drop_triggers

    teardown = TransactionTestCase._fixture_teardown

    def lifted(self):
        for alias in self._databases_names(include_mirrors=False):
            drop_triggers(connections[alias])
        teardown(self)

    TransactionTestCase._fixture_teardown = lifted
    yield
    TransactionTestCase._fixture_teardown = teardown


@pytest.fixture
def cast(db):
    """Who plays in the tests.

    Alice works for the antenna and Amir manages it; Bob works for another organization of another network; Carla
    coordinates Alice's network and Dora Bob's; Viktor is a volunteer of Alice's network; Ada runs the instance;
    Charlie is a stranger (an actor without a user).
    """
    from maillage.foundation.accounts.actor import Actor, Channel, Kind, user_actor
    from maillage.foundation.accounts.models import User
    from maillage.foundation.common.texts import TranslatedText
    from maillage.foundation.network.models import Membership, Network, Organization, Participation, Role, Territory

    def person(name, **fields):
        user = User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, name=name, **fields)
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        return user

    def named(text):
        return TranslatedText.of({"fr": text})

    place = Territory.objects.create(
        slug="schaerbeek", kind="municipality", name=named("Schaerbeek"), country="BE", languages=["fr", "nl"]
    )
    elsewhere = Territory.objects.create(
        slug="cuneo", kind="municipality", name=named("Cuneo"), country="IT", languages=["it"]
    )
    antenna = Organization.objects.create(slug="antenna", name=named("Antenne sociale"), territory=place)
    other = Organization.objects.create(slug="other", name=named("Autre association"), territory=elsewhere)
    network = Network.objects.create(slug="contract", name=named("Contrat de quartier"))
    network.territories.add(place)
    other_network = Network.objects.create(slug="valley", name=named("Vallée"))
    other_network.territories.add(elsewhere)
    Participation.objects.create(network=network, organization=antenna, role="lead")
    Participation.objects.create(network=other_network, organization=other, role="lead")

    people = SimpleNamespace(
        alice=person("Alice"),
        amir=person("Amir"),
        bob=person("Bob"),
        carla=person("Carla"),
        dora=person("Dora"),
        viktor=person("Viktor"),
        ada=person("Ada", is_administrator=True),
    )
    Membership.objects.create(user=people.alice, organization=antenna, role=Role.WORKER)
    Membership.objects.create(user=people.amir, organization=antenna, role=Role.MANAGER)
    Membership.objects.create(user=people.bob, organization=other, role=Role.WORKER)
    Membership.objects.create(user=people.carla, network=network, role=Role.COORDINATOR)
    Membership.objects.create(user=people.dora, network=other_network, role=Role.COORDINATOR)
    Membership.objects.create(user=people.viktor, network=network, role=Role.VOLUNTEER)
    actors = SimpleNamespace(**{name: user_actor(user) for name, user in vars(people).items()})
    actors.charlie = Actor(Kind.STRANGER, Channel.WEB)
    return SimpleNamespace(
        people=people, actors=actors, place=place, elsewhere=elsewhere,
        antenna=antenna, other=other, network=network, other_network=other_network,
    )  # fmt: skip
