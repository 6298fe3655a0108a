"""The territory of a place: by its position, or by its address where it has none."""

from collections.abc import Iterable, Set

from maillage.offer.directory.intake.context import Context
from maillage.offer.directory.intake.steps import Fate, Step

POSITION = frozenset({"longitude", "latitude"})
ADDRESS = frozenset({"country", "postal_code", "city"})


def place(context: Context, steps: Iterable[Step]) -> None:
    """New and moved places lie in the smallest territory around them; without a position, in the municipality of their
    address. Where that is not certain, it is left empty and noted.
    """
    steps = list(steps)
    _by_position(context, [step for step in steps if _is_new(step, POSITION) and step.item.longitude is not None])
    _by_address(context, [step for step in steps if _is_new(step, ADDRESS | POSITION) and step.item.longitude is None])


def _is_new(step: Step, columns: Set[str]) -> bool:
    return step.fate is Fate.IMPORTED or (step.fate is Fate.CHANGED and bool(step.columns & columns))


def _by_position(context: Context, steps: list[Step]) -> None:
    territories = context.locator.territories_of([(step.item.longitude, step.item.latitude) for step in steps])
    for step, territory in zip(steps, territories, strict=True):
        if territory and step.item.territory_id != territory:
            step.item.territory_id = territory
            step.columns.add("territory")


def _by_address(context: Context, steps: list[Step]) -> None:
    for step in steps:
        item = step.item
        if item.territory_id is not None or not (item.postal_code or item.city):
            continue
        found = context.municipalities.of_address(item.country, item.postal_code, item.city)
        if found:
            item.territory_id = found
            step.columns.add("territory")
        elif context.municipalities.knows(item.country):
            step.note("no_territory", column="city", value=f"{item.postal_code} {item.city}".strip())
