"""What this room does for others: it keeps and sends messages, and makes and honours signed links."""

from maillage.foundation.notifications.actions.links import (
    count_renewal,
    create_link,
    renew_link,
    revoke_links,
    send_link,
    use_link,
)
from maillage.foundation.notifications.actions.login_links import create_login_link
from maillage.foundation.notifications.actions.messages import deliver_due, queue_message, read_unsent, retry_message

__all__ = [
    "count_renewal",
    "create_link",
    "create_login_link",
    "deliver_due",
    "queue_message",
    "read_unsent",
    "renew_link",
    "retry_message",
    "revoke_links",
    "send_link",
    "use_link",
]
