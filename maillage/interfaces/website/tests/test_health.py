"""What a load balancer is told."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from django.utils import timezone

from maillage.foundation.jobs.lease import beat
from maillage.interfaces.website import health


def test_alive_asks_nothing_of_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client.get("/health/live")
    assert answer.json() == {"live": True}
    assert "no-store" in answer["Cache-Control"]


def test_ready_when_everything_is_there(client, db):
    beat("somebody", timezone.now())
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "checks": {"database": True, "migrations": True, "cache": True, "worker": True},
    }


@pytest.mark.parametrize("missing", ["database", "migrations", "cache", "worker"])
def test_not_ready_says_what_is_missing(client, db, missing, monkeypatch, settings):
    beat("somebody", timezone.now() - (timedelta(minutes=3) if missing == "worker" else timedelta()))
    if missing == "database":

        def no_answer():
            raise DatabaseError("password of the database")

        monkeypatch.setattr(health, "connection", SimpleNamespace(cursor=no_answer))
    if missing == "migrations":
        monkeypatch.setattr(health, "known_migrations", lambda: frozenset({("accounts", "9999_new")}))
    if missing == "cache":
        monkeypatch.setattr(health, "cache_table_exists", lambda: False)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["ready"] is False
    assert answer.json()["checks"][missing] is False
    assert "password" not in answer.text


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/robots.txt"])
def test_only_reading_is_allowed(client, db, path):
    assert client.post(path).status_code == 405


def test_robots_stay_out_of_what_is_not_public(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Disallow: /fr/account/" in answer.text
    assert "Disallow: /ar/account/" in answer.text
