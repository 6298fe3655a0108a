"""Who acts for whom."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.encryption import EncryptedTextField
from maillage.foundation.common.models import Dated, Identified
from maillage.foundation.network.models.networks import Network
from maillage.foundation.network.models.organizations import Organization
from maillage.foundation.network.scopes import InvitationQuerySet, MembershipQuerySet


class Role(models.TextChoices):
    """What somebody may do, in an organization or in a network. (Administrators belong to the instance.)"""

    WORKER = "worker", _("worker")
    MANAGER = "manager", _("manager")
    COORDINATOR = "coordinator", _("coordinator")
    PLANNER = "planner", _("planner")
    VOLUNTEER = "volunteer", _("volunteer referent")
    FAMILY = "family", _("family referent")


ORGANIZATION_ROLES = (Role.WORKER, Role.MANAGER)
NETWORK_ROLES = (Role.COORDINATOR, Role.PLANNER, Role.VOLUNTEER, Role.FAMILY)

# Written out for the database: a role belongs to the kind of body it is held in.
_IN_ONE_BODY = Q(organization__isnull=False, network=None, role__in=ORGANIZATION_ROLES) | Q(
    organization=None, network__isnull=False, role__in=NETWORK_ROLES
)


class Membership(Identified, Dated):
    """A person's role in an organization or a network, from one day until it ends."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(Organization, models.CASCADE, null=True, blank=True, related_name="memberships")
    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_IN_ONE_BODY, name="membership_in_one_body"),
            models.UniqueConstraint(
                fields=["user", "organization", "role"],
                condition=Q(ended_at=None),
                name="one_current_organization_role",
            ),
            models.UniqueConstraint(
                fields=["user", "network", "role"], condition=Q(ended_at=None), name="one_current_network_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.user_id})"


class Invitation(Identified, Dated):
    """An offer of a role, sent to an address; the signed link that accepts it names it as its subject."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    TRANSITIONS = {State.OPEN: {State.ACCEPTED, State.WITHDRAWN}, State.ACCEPTED: set(), State.WITHDRAWN: set()}

    email = EncryptedTextField()
    email_index = models.CharField(max_length=64, db_index=True)
    organization = models.ForeignKey(Organization, models.CASCADE, null=True, blank=True, related_name="invitations")
    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="invitations")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    language = models.CharField(max_length=12, choices=settings.LANGUAGES)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_IN_ONE_BODY, name="invitation_in_one_body"),
            models.UniqueConstraint(
                fields=["email_index", "organization", "role"],
                condition=Q(state="open"),
                name="one_open_organization_invitation",
            ),
            models.UniqueConstraint(
                fields=["email_index", "network", "role"], condition=Q(state="open"), name="one_open_network_invitation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.state})"
