"""What the journal's page says about commands that concern the whole installation."""

from django.utils.translation import gettext_lazy as _

from maillage.foundation.journal.words import tell_actions, tell_fields


def tell_journal() -> None:
    """Give our actions and our subject their words."""
    tell_actions(
        {
            "backup": _("backup"),
            "backup.made": _("made a backup"),
            "backup.restored": _("restored a backup"),
            "retention": _("what is over"),
            "retention.done": _("removed what was kept long enough"),
        }
    )
    tell_fields(
        {
            "closed accounts": _("closed accounts"),
            "counters": _("counters"),
            "failed log-ins": _("failed log-ins"),
            "finished jobs": _("finished jobs"),
            "invitations": _("invitations"),
            "links": _("links"),
            "messages": _("messages"),
            "sessions": _("sessions"),
        }
    )
