"""What this room tells the rooms above."""

from django.dispatch import Signal

# Somebody has stopped acting for an organization or a network. Sent in the transaction that ends it, with
# membership: Membership, actor: Actor, and handed_to: User | None, the colleague who takes over what is still open.
membership_ended = Signal()

# Somebody is about to say that an organization need not keep addresses secret any more. Sent in the transaction that
# would say so, with organization: Organization; a room above that still keeps one secret raises a ValidationError.
protection_ending = Signal()
