"""A tree that was broken, by whatever means, makes no page and no action run in a circle; two edits do not break it."""

import sqlite3
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from maillage.foundation.accounts.actor import command_actor
from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.network.actions.networks import revise_network
from maillage.foundation.network.actions.territories import revise_territory
from maillage.foundation.network.models import Network, Organization, Territory
from maillage.foundation.network.trees import above
from maillage.foundation.network.views.territories import territory_context


def named(text):
    return TranslatedText.of({"fr": text})


@pytest.fixture
def circle(cast):
    """Two places, each of which lies in the other."""
    Territory.objects.filter(pk=cast.place.pk).update(parent=cast.elsewhere)
    Territory.objects.filter(pk=cast.elsewhere.pk).update(parent=cast.place)
    return [Territory.objects.get(pk=place.pk) for place in (cast.place, cast.elsewhere)]


def test_what_lies_around_comes_once(cast, circle):
    assert list(above(circle[0])) == [circle[1]]
    assert territory_context(circle[0], cast.actors.charlie)["around"] == [circle[1]]
    whole = {str(place.pk) for place in circle}
    only = Territory.objects.filter(pk=circle[0].pk)
    assert only.with_ancestors().ids() == only.with_descendants().ids() == only.with_all_in_them().ids() == whole


@pytest.fixture
def few_variables(db):
    """SQLite as some machines have it: with room for a handful of values in one question."""
    if connection.vendor != "sqlite":
        pytest.skip("another database: PostgreSQL has no such limit")
    connection.ensure_connection()
    before = connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 20)
    yield
    connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, before)


def test_a_country_may_have_any_number_of_communes(cast, few_variables):
    for number in range(60):
        Territory.objects.create(
            slug=f"commune-{number}", kind="municipality", name=named("Commune"), languages=["fr"], parent=cast.place
        )
    drawn = Territory.objects.get(slug="commune-59")
    for number in range(58):
        drawn.drawn_from.add(Territory.objects.get(slug=f"commune-{number}"))
    cast.antenna.territory = Territory.objects.get(slug="commune-7")
    cast.antenna.save()
    here = Territory.objects.filter(pk=cast.place.pk)
    assert here.with_descendants().count() == 61
    assert Territory.objects.filter(pk=drawn.pk).with_all_in_them().count() == 1
    assert Territory.objects.filter(slug="commune-7").with_ancestors().count() == 3  # and what it was drawn into
    assert list(Organization.objects.at_home_in(cast.place)) == [cast.antenna]
    assert list(Network.objects.touching(cast.place)) == [cast.network]
    assert Territory.objects.around(cast.antenna).count() == 61


def test_what_lies_nowhere_reaches_nothing(cast):
    assert not Territory.objects.none().with_ancestors().exists()


def test_a_network_is_revised_out_of_a_circle(cast):
    one, two = (Network.objects.create(slug=slug, kind="plan", name=named(slug)) for slug in ("one", "two"))
    Network.objects.filter(pk=one.pk).update(parent=two)
    Network.objects.filter(pk=two.pk).update(parent=one)
    third = Network.objects.create(slug="third", kind="plan", name=named("third"))
    revise_network(actor=cast.actors.ada, network=third, version=1, changes={"parent": Network.objects.get(pk=one.pk)})
    with pytest.raises(ValidationError):
        revise_network(
            actor=cast.actors.ada, network=Network.objects.get(pk=one.pk), version=1, changes={"parent": one}
        )


@pytest.mark.django_db(transaction=True)
def test_two_edits_at_the_same_moment_make_no_circle():
    if connection.vendor != "postgresql":
        pytest.skip("another database: only one transaction writes on SQLite")
    places = [
        Territory.objects.create(slug=slug, kind="area", name=named(slug), languages=["fr"]) for slug in ("one", "two")
    ]
    start, refused = threading.Barrier(2), []

    def put(place, parent):
        start.wait()
        try:
            revise_territory(actor=command_actor("test"), territory=place, version=1, changes={"parent": parent})
        except ValidationError:
            refused.append(place)
        finally:
            connection.close()

    workers = [threading.Thread(target=put, args=pair) for pair in (places, places[::-1])]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=20)
    assert len(refused) == 1
    assert Territory.objects.exclude(parent=None).count() == 1
