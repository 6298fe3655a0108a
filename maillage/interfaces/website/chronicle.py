"""What the journal's page says about commands that concern the whole installation."""

from django.utils.translation import gettext_lazy as _

from maillage.foundation.journal.words import tell_actions


def tell_journal() -> None:
    """Give our actions and our subject their words."""
    tell_actions(
        {
            "backup": _("backup"),
            "backup.made": _("made a backup"),
            "backup.restored": _("restored a backup"),
        }
    )
