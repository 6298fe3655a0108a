"""Something is wrong on a sheet: who is told, once and in their language, and how the visitor is answered."""

import pytest
from django.core.exceptions import PermissionDenied

from maillage.foundation.journal.models import Entry
from maillage.foundation.network.models import Membership, Role
from maillage.foundation.notifications.models import Message
from maillage.offer.directory.actions import announce_reports, close_report, report_service
from maillage.offer.directory.models import Report


@pytest.fixture
def reported(cast, published):
    """Charlie says that the hours are wrong, and wants an answer."""
    return report_service(
        actor=cast.actors.charlie,
        service=published,
        kind="hours",
        message="Fermé jeudi, j’étais avec ma fille",
        reply_to="voisine@example.org",
        language="nl",
    )


def letters(purpose):
    return Message.objects.filter(purpose=purpose)


def test_the_keeper_is_told_in_their_language_and_reads_neither_words_nor_address_in_the_letter(cast, published):
    cast.people.alice.language = "de"
    cast.people.alice.save()
    published.keeper.refresh_from_db()
    report = report_service(
        actor=cast.actors.charlie,
        service=published,
        kind="hours",
        message="Zu",
        reply_to="x@example.org",
        language="fr",
    )
    letter = letters("report_made").get()
    assert (letter.recipient, letter.language) == ("alice@example.org", "de")
    assert "/de/reports/" in letter.body
    assert "Zu" not in letter.body.split()
    assert report.reply_to not in letter.body


def test_without_a_keeper_those_who_manage_are_told(cast, published):
    published.keeper = None
    published.save()
    report_service(actor=cast.actors.charlie, service=published, kind="other", message="?", reply_to="", language="fr")
    assert [letter.recipient for letter in letters("report_made")] == ["amir@example.org"]


def test_a_keeper_who_cannot_log_in_any_more_is_no_keeper(cast, published):
    published.keeper.is_active = False
    published.keeper.save()
    report_service(actor=cast.actors.charlie, service=published, kind="other", message="?", reply_to="", language="fr")
    assert [letter.recipient for letter in letters("report_made")] == ["amir@example.org"]


def test_coordinators_of_its_network_get_one_letter_on_all_of_them_and_once(cast, published, reported):
    report_service(actor=cast.actors.charlie, service=published, kind="contact", message="", reply_to="", language="fr")
    assert announce_reports() == 2
    letter = letters("reports_waiting").get()
    assert letter.recipient == "carla@example.org"
    assert letter.body.count("Permanence logement") == 2
    assert "voisine" not in letter.body
    assert announce_reports() == 0
    assert letters("reports_waiting").count() == 1


def test_what_was_dealt_with_at_once_bothers_no_coordinator(cast, reported):
    close_report(actor=cast.actors.alice, report=reported)
    assert announce_reports() == 0
    assert not letters("reports_waiting").exists()


def test_two_digests_on_the_same_day_are_two_letters(cast, published, reported):
    announce_reports()
    report_service(actor=cast.actors.charlie, service=published, kind="contact", message="", reply_to="", language="fr")
    assert announce_reports() == 1
    assert letters("reports_waiting").count() == 2


def test_the_answer_goes_to_the_visitor_in_their_language_and_the_address_is_forgotten(client, cast, reported):
    client.force_login(cast.people.alice)
    page = client.get("/fr/reports/").content.decode()
    assert "Fermé jeudi" in page
    assert "voisine@example.org" not in page
    name = f"report-{reported.pk.hex}-answer"
    assert name in page
    client.post(f"/fr/reports/{reported.pk}/closure/", {name: "Merci, c’est corrigé."})
    letter = letters("report_answered").get()
    assert (letter.recipient, letter.language) == ("voisine@example.org", "nl")
    assert "Merci, c’est corrigé." in letter.body
    assert "/nl/services/permanence-logement/" in letter.body
    reported.refresh_from_db()
    assert (reported.state, reported.reply_to, reported.message) == (Report.State.CLOSED, "", "")
    assert Entry.objects.about(reported).get(action="report.answered").actor_id == str(cast.people.alice.pk)


def test_nothing_is_answered_where_nobody_asked(cast, published):
    report = report_service(
        actor=cast.actors.charlie, service=published, kind="hours", message="x", reply_to="", language="fr"
    )
    close_report(actor=cast.actors.alice, report=report, answer="Merci")
    assert not letters("report_answered").exists()
    assert Entry.objects.about(report).filter(action="report.closed").exists()


def test_an_answer_that_is_too_long_is_not_lost(client, cast, reported):
    client.force_login(cast.people.alice)
    name = f"report-{reported.pk.hex}-answer"
    answer = client.post(f"/fr/reports/{reported.pk}/closure/", {name: "a" * 2001})
    assert answer.status_code == 422
    assert "a" * 2001 in answer.content.decode()
    assert Report.objects.get(pk=reported.pk).state == Report.State.OPEN


@pytest.mark.parametrize("who", ["bob", "dora", "viktor", "charlie"])
def test_nobody_else_answers(cast, reported, who):
    with pytest.raises(PermissionDenied):
        close_report(actor=getattr(cast.actors, who), report=reported, answer="Non")
    assert not letters("report_answered").exists()


def test_a_coordinator_who_left_is_told_nothing(cast, reported):
    from django.utils import timezone

    Membership.objects.filter(role=Role.COORDINATOR).update(ended_at=timezone.now())
    announce_reports()
    assert not letters("reports_waiting").exists()
