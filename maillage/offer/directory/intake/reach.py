"""For whom a run may write: everybody's organizations, those of one network, or one organization."""

from uuid import UUID

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.network.models import Organization
from maillage.offer.directory.models import Source
from maillage.offer.directory.permissions import can_read_hidden_address


class Reach:
    """What the keeper of a source covers; `take_in` adds the organizations that the run itself creates."""

    def __init__(self, actor: Actor, source: Source) -> None:
        self.actor, self.source = actor, source
        self._everything = actor.is_administrator and source.organization_id is None
        self._ids: set[UUID] = set()
        if source.organization_id:
            self._ids = {source.organization_id}
        elif not self._everything:
            members = Organization.objects.filter(participations__network=source.network_id)
            self._ids = set(members.values_list("pk", flat=True))

    def covers(self, organization: UUID | None) -> bool:
        """Whether things of this organization may be written."""
        return self._everything or organization in self._ids

    def take_in(self, organization: UUID) -> None:
        """An organization that this run creates."""
        self._ids.add(organization)

    def knows_address_of(self, location: object) -> bool:
        """Whether a hidden address may be written by who imports."""
        return can_read_hidden_address(self.actor, location)  # type: ignore[arg-type]
