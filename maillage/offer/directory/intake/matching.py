"""Which records of a batch are known, and what they belong to."""

from maillage.offer.directory.exchange.records import Kind
from maillage.offer.directory.intake.columns import KIND_OF_LINK, SHAPES
from maillage.offer.directory.intake.context import Context
from maillage.offer.directory.intake.steps import Fate, Step
from maillage.offer.directory.models import Location

KEY_LENGTH = 200


def match(context: Context, steps: list[Step], kind: Kind) -> None:
    """Which records are known; a second one of the same key in this run is not taken again."""
    keys = [step.record.key for step in steps]
    entries = context.entries(kind, keys)
    met = context.seen.find(kind, keys) if context.seen else {}
    first: dict[str, Step] = {}
    for step in steps:
        key = step.record.key
        if not key or len(key) > KEY_LENGTH:
            step.refuse("no_key" if not key else "too_long_to_cut", column="id", value=key)
            continue
        step.entry = entries.get(key)
        told = first[key].prepared.content if key in first else None
        if told is None and key in met:
            told = met[key][1]
        if told is None and step.entry and not context.seen and step.entry.last_seen_id == context.run.pk:
            told = step.entry.content
        if told is None:
            first[key] = step
        elif told == step.prepared.content:
            step.again = True
        else:
            step.refuse("same_key_other_row", column="id", value=key, first="…")


def link(context: Context, steps: list[Step], kind: Kind) -> None:
    """The objects that records link to; a record whose parent is missing is refused."""
    shape = SHAPES[kind]
    for parent in (*shape.needs, *shape.links):
        wanted = {step.record.links[parent] for step in steps if step.record.links.get(parent)}
        found = context.objects_of(KIND_OF_LINK[parent], wanted)
        for step in steps:
            if step.fate is Fate.REFUSED:
                continue
            key = step.record.links.get(parent, "")
            if key and key in found:
                step.cells[parent] = str(found[key])
            elif key:
                step.refuse("parent_missing", column=parent, value=key, kind=parent)
            elif parent in shape.needs:
                step.refuse("no_parent", column=parent, kind=parent)
            elif step.entry is None:
                step.cells[parent] = str(context.stand_in())
    if kind is Kind.SERVICE_AT_LOCATION and context.own_objects:
        _refuse_hidden_places_of_others(context, [step for step in steps if step.fate is not Fate.REFUSED])


def _refuse_hidden_places_of_others(context: Context, steps: list[Step]) -> None:
    """Who only knows the id of a refuge does not give a service there."""
    ids = {step.cells["location"] for step in steps}
    hidden = Location.objects.filter(pk__in=ids, address_hidden=True).only("organization_id", "address_hidden")
    unknown = {str(place.pk) for place in hidden if not context.reach.knows_address_of(place)}
    for step in steps:
        if step.cells["location"] in unknown:
            step.refuse("not_yours", column="location")
