"""How the mails of this room leave. The outbox is a room above, and takes them over when the house starts."""

from typing import Protocol

from django.core.mail import send_mail


class Sender(Protocol):
    """Something that sends one plain text to one person."""

    def __call__(self, *, purpose: str, recipient: str, language: str, subject: str, body: str) -> None: ...


def _at_once(*, purpose: str, recipient: str, language: str, subject: str, body: str) -> None:
    send_mail(subject, body, None, [recipient])


_sender: list[Sender] = [_at_once]


def send_through(sender: Sender) -> None:
    """Let `sender` send what this room writes. Called in the `ready()` of the room that has the outbox."""
    _sender[:] = [sender]


def post(*, purpose: str, recipient: str, language: str, subject: str, body: str) -> None:
    """Send a mail, now or soon."""
    _sender[0](purpose=purpose, recipient=recipient, language=language, subject=subject, body=body)
