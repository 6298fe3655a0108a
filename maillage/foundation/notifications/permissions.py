"""Who may look after the outbox."""

from maillage.foundation.accounts.actor import Actor


def can_keep_outbox(actor: Actor) -> bool:
    """Administrators: what is said to whom is nobody else's to see."""
    return actor.is_administrator
