"""Whoever installed the first version can install this one, and finds everything again."""

import json
from pathlib import Path

SCRIPT = Path(__file__).with_name("first_schema.py")

# Read with the models of today.
READ = """
import json
from maillage.foundation.accounts.models import User
from maillage.foundation.journal.models import Entry
from maillage.foundation.journal.triggers import missing_triggers
from maillage.foundation.network.models import Membership, Network
from maillage.foundation.notifications.models import Message
from maillage.offer.directory.models import Location, Report, Service
service = Service.objects.get()
print(json.dumps({
    "user": User.objects.get().email,
    "membership": [Membership.objects.get().role, Membership.objects.get().organization.slug],
    "network": [place.slug for place in Network.objects.get().territories.all()],
    "service": [str(service.pk), service.slug, service.state],
    "area": [area.slug for area in service.areas_served.all()],
    "name": {tag: service.name.text_in(tag) for tag in ("fr", "nl")},
    "location": Location.objects.get().city,
    "report": Report.objects.get().reply_to,
    "entry": [Entry.objects.get().action, Entry.objects.get().at.isoformat()],
    "message": [Message.objects.get().recipient, Message.objects.get().state],
    "unprotected": sorted(missing_triggers()),
}))
"""
MISSING = "from maillage.interfaces.website.health import missing_migrations; print(len(missing_migrations()))"


def test_the_first_schema_becomes_todays_and_keeps_its_data(empty_installation):
    empty_installation.python(SCRIPT.read_text(encoding="utf-8"))
    done = empty_installation.run("prepare")
    assert done.returncode == 0, done.stderr
    assert empty_installation.python(MISSING) == "0"
    found = json.loads(empty_installation.python(READ))
    assert found == {
        "user": "lucie@example.org",
        "membership": ["worker", "antenna"],
        "network": ["schaerbeek"],
        "service": ["6f1d2c0a-8a50-4d3c-9d5b-0c7f0a9f4e11", "help", "published"],
        "area": ["schaerbeek"],
        "name": {"fr": "Aide", "nl": "Hulp"},
        "location": "Schaerbeek",
        "report": "a@example.org",
        "entry": ["service.published", "2026-03-01T12:00:00+00:00"],
        "message": ["a@example.org", "waiting"],
        "unprotected": [],
    }
