"""The places as an outline: the widest first, what lies in them below; as deep as a page can hold."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from maillage.foundation.network.models import Territory

MOST = 300  # lines of an outline: more are counted, and shown on the page of the place they lie in

NAMED = ~Q(kind=Territory.Kind.BLOCK)  # blocks have no name that people know
INSIDE = Count("children", filter=~Q(children__kind=Territory.Kind.BLOCK))


@dataclass
class Branch:
    """A place with what lies in it; `hidden` counts what lies in it and is not shown."""

    territory: Territory
    below: list["Branch"] = field(default_factory=list)
    hidden: int = 0


def outline(*, most: int = MOST) -> list[Branch]:
    """Every place that lies in no other, with as many levels below as fit in `most` lines; a query a level.

    The widest level is always whole.
    """
    shown = 0
    tops = level = _branches(parent=None)
    while level:
        shown += len(level)
        inside = sum(branch.hidden for branch in level)
        if not inside or shown + inside > most:
            break
        below = defaultdict(list)
        for branch in _branches(parent__in=[branch.territory.pk for branch in level]):
            below[branch.territory.parent_id].append(branch)
        for branch in level:
            branch.below, branch.hidden = below[branch.territory.pk], 0
        level = [each for branches in below.values() for each in branches]
    return tops


def _branches(**where: Any) -> list[Branch]:
    rows = Territory.objects.filter(NAMED, **where).defer("boundary").annotate(inside=INSIDE).order_by("slug")
    return [Branch(territory, hidden=territory.inside) for territory in rows]
