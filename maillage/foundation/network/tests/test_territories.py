"""Places: made, revised, drawn from smaller ones."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.common.versions import EditConflict
from maillage.foundation.journal.models import Entry
from maillage.foundation.network.actions.territories import create_territory, draw_from, revise_territory
from maillage.foundation.network.boundaries import contains
from maillage.foundation.network.models import Territory
from maillage.foundation.network.tests.test_boundaries import square

MAY = ["carla", "ada"]
MAY_NOT = ["alice", "amir", "bob", "dora", "viktor", "charlie"]


def values(name="Bloc", **others):
    texts = TranslatedText.of({"fr": name})
    return {"name": texts, "kind": "block", "country": "BE", "languages": ["fr", "nl"]} | others


@pytest.fixture
def blocks(cast):
    """Three blocks side by side, fourteen metres apart, with 100, 101 and 102 people."""
    return [
        create_territory(
            actor=cast.actors.ada,
            values=values(
                f"Bloc {n}", boundary=square(4 + n * 0.0012, 50, 0.001), population=100 + n, parent=cast.place
            ),
        )
        for n in range(3)
    ]


@pytest.mark.parametrize("name", MAY)
def test_coordinators_and_administrators_make_places(cast, name):
    territory = create_territory(
        actor=getattr(cast.actors, name),
        values=values(boundary=square(), parent=cast.place),
        codes=[("LOCAL", "B1")],
    )
    territory.refresh_from_db()
    assert (territory.longitude, territory.latitude) == (4.5, 50.5)
    assert territory.slug == "bloc"
    assert [str(code) for code in territory.codes.all()] == ["LOCAL B1"]
    entry = Entry.objects.get()
    assert (entry.action, entry.subject_id) == ("territory.created", str(territory.pk))
    assert "boundary" in entry.fields


@pytest.mark.parametrize("name", MAY_NOT)
def test_others_do_not(cast, name):
    actor = getattr(cast.actors, name)
    with pytest.raises(PermissionDenied):
        create_territory(actor=actor, values=values(parent=cast.place))
    with pytest.raises(PermissionDenied):
        revise_territory(actor=actor, territory=cast.place, version=1, changes={"population": 3})
    with pytest.raises(PermissionDenied):
        draw_from(actor=actor, territory=cast.place, version=1, pieces=[cast.elsewhere])
    assert Territory.objects.count() == 2
    assert not Entry.objects.exists()


def test_a_place_is_revised_once(cast):
    changes = {"population": 130_677, "name": TranslatedText.of({"fr": "Schaerbeek", "nl": "Schaarbeek"})}
    revise_territory(
        actor=cast.actors.carla, territory=cast.place, version=1, changes=changes, codes=[("NIS", "21015")]
    )
    with pytest.raises(EditConflict) as conflict:
        revise_territory(actor=cast.actors.ada, territory=cast.place, version=1, changes={"population": 5})
    assert conflict.value.current.population == 130_677
    cast.place.refresh_from_db()
    assert (cast.place.population, cast.place.version) == (130_677, 2)
    assert Entry.objects.get().fields == ["codes", "name", "population"]


def test_a_boundary_is_checked(cast):
    with pytest.raises(ValidationError) as refused:
        create_territory(actor=cast.actors.ada, values=values(boundary=square(50.8, 4.3, 0.1)))
    assert refused.value.error_dict["boundary"][0].code == "swapped"
    with pytest.raises(ValidationError):
        create_territory(actor=cast.actors.ada, values=values(longitude=4.0))
    with pytest.raises(ValueError, match="slug"):
        create_territory(actor=cast.actors.ada, values=values(slug="x"))


def test_a_code_belongs_to_one_place(cast):
    create_territory(actor=cast.actors.ada, values=values(), codes=[("NIS", "21015")])
    with pytest.raises(ValidationError):
        create_territory(actor=cast.actors.ada, values=values(), codes=[("NIS", "21015")])
    assert Territory.objects.filter(slug__startswith="bloc").count() == 1


def test_no_place_lies_in_what_lies_in_it(cast, blocks):
    for parent in (cast.place, blocks[0]):
        with pytest.raises(ValidationError) as refused:
            revise_territory(actor=cast.actors.ada, territory=cast.place, version=1, changes={"parent": parent})
        assert refused.value.error_dict["parent"][0].code == "cycle"
        cast.place.refresh_from_db()
    assert cast.place.parent is None


def test_a_perimeter_is_drawn_from_blocks(cast, blocks):
    perimeter = create_territory(
        actor=cast.actors.carla, values=values("Contrat", kind="neighbourhood", parent=cast.place), pieces=blocks[:2]
    )
    assert perimeter.population == 201
    assert perimeter.boundary["type"] == "Polygon"
    assert contains(perimeter.boundary, longitude=4.0011, latitude=50.0005)  # the street between
    assert contains(perimeter.boundary, longitude=perimeter.longitude, latitude=perimeter.latitude)
    drawn = draw_from(actor=cast.actors.carla, territory=perimeter, version=1, pieces=blocks, bridge_m=0)
    assert (drawn.population, drawn.version, drawn.boundary["type"]) == (303, 2, "MultiPolygon")
    assert set(drawn.drawn_from.all()) == set(blocks)
    assert Entry.objects.first().action == "territory.drawn"


def test_a_coordinator_draws_what_the_network_covers_and_what_lies_in_it(cast, blocks):
    carla = cast.actors.carla
    revise_territory(actor=carla, territory=cast.place, version=1, changes={"population": 3})
    revise_territory(actor=carla, territory=blocks[0], version=1, changes={"population": 3})
    for parent in (None, cast.elsewhere):
        with pytest.raises(PermissionDenied):
            create_territory(actor=carla, values=values(parent=parent))
    with pytest.raises(PermissionDenied):
        revise_territory(actor=carla, territory=cast.elsewhere, version=1, changes={"population": 3})
    with pytest.raises(PermissionDenied):
        draw_from(actor=carla, territory=cast.elsewhere, version=1, pieces=blocks)


def test_a_coordinator_moves_no_place_out_of_the_network_nor_into_another(cast, blocks):
    for parent in (None, cast.elsewhere):
        with pytest.raises(ValidationError) as refused:
            revise_territory(actor=cast.actors.carla, territory=blocks[0], version=1, changes={"parent": parent})
        assert "parent" in refused.value.error_dict
    revise_territory(actor=cast.actors.carla, territory=cast.place, version=1, changes={"parent": None})  # as it was


def test_drawing_from_a_place_gives_no_power_over_it(cast, blocks):
    foreign = create_territory(actor=cast.actors.ada, values=values("Altrove", boundary=square(8, 44, 0.1)))
    draw_from(actor=cast.actors.carla, territory=cast.place, version=1, pieces=[foreign])
    with pytest.raises(PermissionDenied):
        revise_territory(actor=cast.actors.carla, territory=foreign, version=1, changes={"population": 3})


def test_a_sum_with_an_unknown_is_unknown(cast, blocks):
    blocks[1].population = None
    blocks[1].save()
    perimeter = create_territory(actor=cast.actors.ada, values=values("Contrat"), pieces=blocks)
    assert perimeter.population is None


def test_a_number_that_somebody_stated_outlives_an_unknown_sum(cast, blocks):
    stated = create_territory(actor=cast.actors.ada, values=values("Contrat", population=290))
    draw_from(actor=cast.actors.ada, territory=stated, version=1, pieces=blocks[:2])
    assert stated.population == 201
    blocks[2].population = None
    blocks[2].save()
    draw_from(actor=cast.actors.ada, territory=stated, version=2, pieces=blocks)
    assert stated.population is None  # 201 was the sum of other pieces
    again = create_territory(actor=cast.actors.ada, values=values("Contrat", population=290), pieces=blocks)
    assert again.population == 290


def test_what_a_perimeter_cannot_be_drawn_from(cast, blocks):
    perimeter = create_territory(
        actor=cast.actors.carla, values=values("Contrat", parent=cast.place), pieces=blocks[:2]
    )
    cast.place.boundary = square()
    cast.place.save()

    def refusal(territory, pieces):
        with pytest.raises(ValidationError) as refused:
            draw_from(actor=cast.actors.carla, territory=territory, version=territory.version, pieces=pieces)
        territory.refresh_from_db()
        return refused.value.code

    assert refusal(perimeter, [perimeter]) == "cycle"
    assert refusal(perimeter, [cast.place]) == "cycle"  # it lies in it
    assert refusal(blocks[0], [perimeter]) == "cycle"  # it is drawn from it
    assert refusal(perimeter, [cast.elsewhere]) == "no_boundary"
    assert refusal(perimeter, []) == "no_pieces"
    inner = create_territory(actor=cast.actors.ada, values=values("Coin", boundary=square(4, 50, 0.0005)))
    assert refusal(perimeter, [blocks[0], inner]) == "nested"
    perimeter.refresh_from_db()
    assert (perimeter.version, perimeter.drawn_from.count()) == (1, 2)
    with pytest.raises(ValidationError):  # nor does it come to lie in its own piece
        revise_territory(actor=cast.actors.carla, territory=perimeter, version=1, changes={"parent": blocks[0]})
