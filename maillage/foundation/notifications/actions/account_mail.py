"""The mails of the accounts' room leave through the outbox like everybody's."""

from uuid import uuid4

from maillage.foundation.notifications.actions.messages import queue_message


def queue_account_mail(*, purpose: str, recipient: str, language: str, subject: str, body: str) -> None:
    """Queue a mail that the accounts' room has already decided to send, once for each time it asks."""
    key = f"account:{purpose}:{uuid4()}"
    queue_message(key=key, purpose=purpose, recipient=recipient, language=language, subject=subject, body=body)
