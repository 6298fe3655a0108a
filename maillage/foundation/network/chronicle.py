"""What the journal's page says about this room, and about the accounts below it."""

from django.utils.translation import gettext_lazy as _

from maillage.foundation.accounts.models import User
from maillage.foundation.journal.words import tell_actions, tell_fields, tell_names_of
from maillage.foundation.network.models import Network, Organization, Territory, WorkingGroup


def tell_journal() -> None:
    """Give our actions and our subjects their words."""
    tell_names_of(
        {
            Organization: _("organization"),
            Network: _("network"),
            Territory: _("place"),
            WorkingGroup: _("working group"),
            User: _("person"),
        }
    )
    tell_actions(
        {
            "invitation.accepted": _("accepted an invitation"),
            "invitation.renewed": _("had an invitation sent again"),
            "invitation.sent": _("invited somebody"),
            "invitation.withdrawn": _("withdrew an invitation"),
            "journal.read": _("read the journal"),
            "members.read": _("read who belongs here"),
            "membership.ended": _("ended a role"),
            "messages.read": _("looked at the messages that were not sent"),
            "outbox": _("outbox"),
            "message.retried": _("tried again to send a message"),
            "network.created": _("entered a network"),
            "network.revised": _("revised a network"),
            "organization.created": _("entered an organization"),
            "organization.protected": _("protected an organization's addresses"),
            "organization.revised": _("revised an organization"),
            "session.refused": _("came with a session of another browser"),
            "territory.created": _("entered a place"),
            "territory.drawn": _("drew a place from smaller ones"),
            "territory.imported": _("imported places"),
            "territory.revised": _("revised a place"),
            "user.address_changed": _("changed an e-mail address"),
            "user.closed": _("closed an account for good"),
            "user.forgotten": _("erased who somebody was"),
            "user.created": _("opened an account"),
            "user.deactivated": _("stopped an account"),
            "user.identity_linked": _("linked an identity provider"),
            "user.identity_unlinked": _("unlinked an identity provider"),
            "user.locked_out": _("was locked out after wrong passwords"),
            "user.logged_in": _("logged in"),
            "user.logged_out": _("logged out"),
            "user.login_link_made": _("made a link to log in"),
            "user.password_changed": _("changed a password"),
            "user.reactivated": _("opened an account again"),
            "user.sessions_ended": _("logged out everywhere else"),
            "user.two_factor_added": _("added a second factor"),
            "user.two_factor_removed": _("removed a second factor"),
            "user.two_factor_renewed": _("renewed the recovery codes"),
            "user.two_factor_reset": _("reset the second factor of somebody"),
            "user.updated": _("changed an account"),
            "working_group.created": _("started a working group"),
            "working_group.revised": _("revised a working group"),
        }
    )
    tell_fields(
        {
            "boundary": _("boundary"),
            "codes": _("codes in registers"),
            "drawn_from": _("drawn from"),
            "ended_at": _("end"),
            "funders": _("funders"),
            "identifiers": _("numbers in registers"),
            "latitude": _("latitude"),
            "longitude": _("longitude"),
            "networks": _("networks"),
            "organizations": _("organizations"),
            "partners": _("partners"),
            "state": _("state"),
            # How one logs in.
            "totp": _("authenticator app"),
            "webauthn": _("passkey"),
            "recovery_codes": _("recovery codes"),
            # Why a session was refused.
            "browser": _("another browser"),
            "idle": _("unused for too long"),
            # How the journal was read.
            "action": _("what"),
            "exported": _("as a table"),
            "since": _("from"),
            "subject": _("about"),
            "until": _("until"),
        }
    )
