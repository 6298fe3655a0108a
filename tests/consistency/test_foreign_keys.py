"""A foreign key, even one written as a string, points to its own room or to one below."""

from django.apps import apps

from tests.consistency.house import room_of, rooms


def relations() -> set[tuple[str, str, str]]:
    """Every relation between two of our models: the room it starts in, the room it leads to, and its name."""
    return {
        (room_of(model.__module__), room_of(field.related_model.__module__), f"{model._meta.label}.{field.name}")
        for model in apps.get_models(include_auto_created=True)
        for field in (*model._meta.get_fields(), *model._meta.many_to_many)
        if field.is_relation and not field.auto_created and field.related_model
        if model.__module__.startswith("maillage.") and field.related_model.__module__.startswith("maillage.")
    }


def climbs(start: str, end: str, order: list[str]) -> bool:
    """Whether a relation leads from a lower room to a higher one."""
    return order.index(end) > order.index(start)


def test_no_foreign_key_climbs():
    order = rooms()
    assert [name for start, end, name in sorted(relations()) if climbs(start, end, order)] == []


def test_the_check_sees_relations_and_climbing():
    names = {name for _start, _end, name in relations()}
    assert "network.Membership.user" in names  # written as a string
    assert any(name.startswith("network.Network.territories") for name in names)  # to many
    order = rooms()
    assert climbs("maillage.foundation.accounts", "maillage.foundation.network", order)
    assert climbs("maillage.foundation.network", "maillage.offer.directory", order)
    assert not climbs("maillage.offer.directory", "maillage.foundation.accounts", order)
