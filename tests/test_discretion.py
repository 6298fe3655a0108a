"""What is encrypted, what is struck out of logs, what no cache keeps."""

import json
import logging

import pytest
from cryptography.fernet import Fernet
from django.db import connection

from maillage.foundation.common.encryption import blind_index, cipher
from maillage.foundation.common.logs import DiscreetFilter, JsonFormatter


def test_the_database_holds_an_encrypted_field_only_encrypted(cast):
    from maillage.offer.directory.models import Report, Service

    service = Service.objects.create(organization=cast.antenna, slug="s", name={})
    Report.objects.create(service=service, kind="other", reply_to="moi@example.org", language="fr")
    with connection.cursor() as cursor:
        cursor.execute("SELECT reply_to FROM directory_report")
        stored = cursor.fetchone()[0]
    assert "example" not in stored
    assert Report.objects.get().reply_to == "moi@example.org"
    with pytest.raises(TypeError):
        Report.objects.filter(reply_to="moi@example.org").exists()


def test_an_old_key_still_reads_and_the_new_one_writes(settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.FIELD_KEYS = [old]
    secret = cipher().encrypt(b"moi")
    settings.FIELD_KEYS = [new, old]
    assert cipher().decrypt(secret) == b"moi"
    written = cipher().encrypt(b"moi")
    settings.FIELD_KEYS = [new]
    assert cipher().decrypt(written) == b"moi"


def test_a_blind_index_folds_what_people_write_differently():
    assert blind_index(" Moi@Example.org ") == blind_index("moi@example.org")
    assert blind_index("toi@example.org") != blind_index("moi@example.org")


@pytest.mark.parametrize(
    "message",
    [
        "GET /fr/services/?q=avortement failed",
        "could not send to moi@example.org",
        "Not Found: /fr/l/Zk3vJx8s0aQwErTyUiOpAsDfGh/",
    ],
)
def test_logs_give_nobody_away(message):
    record = logging.LogRecord("x", logging.INFO, "f", 1, message, (), None)
    assert DiscreetFilter().filter(record)
    line = json.loads(JsonFormatter().format(record))["message"]
    for secret in ("avortement", "moi@", "Zk3v"):
        assert secret not in line


def test_a_trace_keeps_its_places_and_loses_its_values():
    try:
        raise ValueError("moi@example.org")
    except ValueError:
        import sys

        record = logging.LogRecord("x", logging.ERROR, "f", 1, "failed", (), sys.exc_info())
    line = JsonFormatter().format(record)
    assert "moi@" not in line
    assert json.loads(line)["error"] == "ValueError"


def test_requests_are_logged_without_their_query_string(client, db, caplog):
    with caplog.at_level(logging.INFO, logger="maillage.requests"):
        client.get("/fr/services/?theme=secret-theme")
    facts = [record.facts for record in caplog.records if hasattr(record, "facts")]
    assert facts[0]["route"] == "fr/services/"
    assert "secret-theme" not in caplog.text + str(facts)


def test_what_was_made_for_somebody_is_kept_by_no_cache(client, cast):
    client.force_login(cast.people.alice)
    assert client.get("/fr/about/")["Cache-Control"] == "no-store"


def test_security_headers(client, db):
    response = client.get("/fr/about/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_an_oversized_body_is_refused(client, db, settings):
    settings.BODY_MAX_BYTES = 1000
    response = client.post("/fr/services/x/report/", {"message": "a" * 2000})
    assert response.status_code == 413
