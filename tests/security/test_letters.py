"""What people type cannot write in the head of a letter, and not to anybody else."""

from email import message_from_bytes
from email.policy import default

import pytest

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.network.actions.invitations import invite_member
from maillage.foundation.notifications.actions import deliver_due, queue_message
from maillage.offer.directory.actions import return_service, submit_service

HEAD = [
    "Auto-Submitted", "Content-Language", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "MIME-Version",
    "Message-ID", "Subject", "To",
]  # fmt: skip
INJECTIONS = [
    "Aide\r\nBcc: evil@example.org",
    "Aide\nContent-Type: text/html\n\n<script>",
    "Aide\rBcc: evil@example.org",
    "Aide\x0bBcc: evil@example.org",
    "Aide\u2028Bcc: evil@example.org",
    "Aide\x85Bcc: evil@example.org",
    "=?utf-8?q?=0ABcc:_evil=40example.org?=",
]


def all_letters(mailoutbox):
    deliver_due()
    assert mailoutbox
    return mailoutbox


@pytest.mark.parametrize("injection", INJECTIONS)
def test_in_the_name_of_a_service(cast, draft, mailoutbox, injection):
    draft.name = TranslatedText.of({"fr": injection})
    draft.save()
    submit_service(actor=cast.actors.alice, service=draft)
    return_service(actor=cast.actors.carla, service=draft, reason=injection)
    for letter in all_letters(mailoutbox):
        sent_to_only(letter, ("alice@example.org", "carla@example.org"))


@pytest.mark.parametrize("injection", INJECTIONS)
def test_in_the_names_of_people_and_organizations(cast, mailoutbox, injection):
    cast.people.amir.name = injection
    cast.people.amir.save()
    cast.antenna.name = TranslatedText.of({"fr": injection})
    cast.antenna.save()
    invite_member(
        actor=cast.actors.amir, email="nour@example.org", role="worker", language="fr", organization=cast.antenna
    )
    for letter in all_letters(mailoutbox):
        sent_to_only(letter, ("nour@example.org",))


@pytest.mark.parametrize(
    "address", ["a@example.org\nBcc: evil@example.org", "a@example.org, evil@example.org", "a@b\r\n"]
)
def test_in_an_address(client, cast, as_person, mailoutbox, address):
    amir = as_person(cast.people.amir)
    amir.post("/fr/organizations/antenna/members/", {"email": address, "role": "worker", "language": "fr"})
    client.post("/fr/account/password/reset/", {"email": address})
    queue_message(key="x", purpose="x", recipient=address, language="fr", subject="x", body="x")
    deliver_due()
    assert mailoutbox == []


def sent_to_only(letter, people: tuple[str, ...]) -> None:
    """As the recipient's mail program reads it: to one person, plain, with nothing in its head that is not ours."""
    read = message_from_bytes(letter.message().as_bytes(), policy=default)
    assert str(read["To"]) in people
    assert letter.recipients() == [str(read["To"])]
    assert read.get_content_type() == "text/plain"
    assert sorted(read.keys()) == HEAD
    assert len(str(read["Subject"]).splitlines()) == 1
