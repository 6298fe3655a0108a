"""Taxonomies of others: read from files, installed by a command, chosen in the form, shown on the sheet."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from maillage.foundation.journal.models import Entry
from maillage.foundation.network.tests import reference
from maillage.offer.directory.actions import import_taxonomy, revise_service
from maillage.offer.directory.models import Service, Taxonomy
from maillage.offer.directory.tests.browsing import as_opened
from maillage.offer.directory.vocabularies.files import TermRow, UnreadableTaxonomy, read_taxonomy

NESTED = {
    "anything": [
        {
            "@id": "1",
            "@title": "Food",
            "below": [{"@id": "1-1", "@title": "Meals", "more": [{"@id": "1-1-1", "@title": "Soup"}]}],
        }
    ]
}
FLAT = [{"id": 7, "name": "Child", "parent_id": 3}, {"id": 3, "name": {"en": "Top", "fr": "Haut"}}]
TABLE = "Code;Name;name_fr;Parent\r\nA;Top;Haut;\r\nB;Below;;A\r\n;nobody;;\r\n"


def read(data, name="file.json"):
    return read_taxonomy((data if isinstance(data, str) else json.dumps(data)).encode(), name=name)


def test_what_is_nested_lies_below():
    assert [(row.code, row.names[""], row.parent) for row in read(NESTED).terms] == [
        ("1", "Food", ""), ("1-1", "Meals", "1"), ("1-1-1", "Soup", "1-1")
    ]  # fmt: skip


def test_a_flat_list_has_parents_first():
    assert [(row.code, row.parent) for row in read(FLAT).terms] == [("3", ""), ("7", "3")]
    assert read(FLAT).terms[0].names == {"en": "Top", "fr": "Haut"}


def test_a_table_says_which_row_it_could_not_read():
    found = read(TABLE, "terms.csv")
    assert [(row.code, dict(row.names), row.parent) for row in found.terms] == [
        ("A", {"": "Top", "fr": "Haut"}, ""), ("B", {"": "Below"}, "A")
    ]  # fmt: skip
    assert found.problems == ["row 4: a term needs an identifier (id or code) and a name"]


def test_what_leads_nowhere_or_in_a_circle_or_twice_is_told():
    rows = [
        {"id": "a", "name": "A", "parent": "b"}, {"id": "b", "name": "B", "parent": "a"},
        {"id": "c", "name": "C", "parent": "gone"}, {"id": "c", "name": "C again"},
    ]  # fmt: skip
    found = read(rows)
    assert sorted(row.code for row in found.terms) == ["a", "b", "c"]
    assert len(found.problems) == 3
    placed = set()
    for row in found.terms:
        assert not row.parent or row.parent in placed
        placed.add(row.code)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b'{"a": 1}', b"[" * 100 + b"]" * 100])
def test_what_is_no_taxonomy_is_refused(content):
    with pytest.raises(UnreadableTaxonomy):
        read_taxonomy(content, name="x.json")


def install(cast, rows=None, **changes):
    rows = rows or read(NESTED).terms
    told = {"actor": cast.actors.ada, "slug": "needs", "name": "Needs", "language": "en", "terms": rows}
    return import_taxonomy(**told | changes)


def test_it_is_installed_once_and_brought_up_to_date(cast):
    first = install(cast)
    assert (first.created, first.changed, first.absent) == (3, 0, ())
    again = install(cast)
    assert (again.created, again.changed, again.absent) == (0, 0, ())
    last = install(cast, rows=[TermRow("1", {"": "Eating"}), TermRow("2", {"": "Housing"})])
    assert (last.created, last.changed, last.absent) == (1, 1, ("1-1", "1-1-1"))
    taxonomy = Taxonomy.objects.get(slug="needs")
    assert (str(taxonomy), taxonomy.terms.count()) == ("Needs", 4)
    assert Entry.objects.about(taxonomy).filter(action="taxonomy.imported").count() == 3


@pytest.mark.parametrize("who", ["alice", "amir", "bob", "carla", "viktor", "charlie"])
def test_only_who_runs_the_instance_installs_one(cast, who):
    with pytest.raises(PermissionDenied):
        install(cast, actor=getattr(cast.actors, who))


def test_the_house_s_own_is_not_replaced(cast):
    with pytest.raises(ValidationError):
        install(cast, slug="data-inclusion-themes")
    with pytest.raises(ValidationError):
        install(cast, slug="not a slug")
    with pytest.raises(ValidationError):
        install(cast, rows=[TermRow("x" * 121, {"": "Long"})])


def test_a_provider_chooses_a_term_and_the_sheet_shows_it_under_its_taxonomy(client, cast, published):
    client.force_login(cast.people.alice)
    path = f"/fr/services/{published.slug}/edit/what/"
    assert "terms_" not in client.get(path).content.decode()
    install(cast)
    opened = client.get(path)
    page = opened.content.decode()
    assert "Meals › Soup" in page
    soup = Taxonomy.objects.get(slug="needs").terms.get(code="1-1-1")
    assert client.post(path, {**as_opened(opened), "terms_needs": [str(soup.pk)]}).status_code == 302
    sheet = client.get(f"/fr/services/{published.slug}/").content.decode()
    facts = sheet.split('<dl class="facts">')[1]
    assert facts.index("Needs") < facts.index("Soup")
    assert as_opened(client.get(path))["terms_needs"] == str(soup.pk)
    client.force_login(cast.people.carla)
    changes = client.get(f"/fr/services/{published.slug}/preview/").context["changes"]
    assert "Soup" in [piece.text for change in changes for piece in change.now]


def test_it_is_no_theme_and_no_audience(client, cast, published):
    install(cast)
    for address in ("/fr/services/", "/fr/"):
        assert "Food" not in client.get(address).content.decode()


def test_a_service_s_terms_survive_a_section_without_them(cast, published):
    install(cast)
    term = Taxonomy.objects.get(slug="needs").terms.first()
    service = Service.objects.get(pk=published.pk)
    revise_service(actor=cast.actors.alice, service=service, version=service.version, changes={"terms": [term]})
    revise_service(actor=cast.actors.alice, service=service, version=service.version, changes={"fees": "paid"})
    assert list(service.terms.all()) == [term]


def test_the_command_reads_a_file_and_says_what_it_did(db, tmp_path, capsys):
    file = tmp_path / "our-needs.csv"
    file.write_text(TABLE, encoding="utf-8")
    call_command("taxonomy", "import", str(file), "--language", "en")
    told = capsys.readouterr()
    assert "Our needs: 2 new terms" in told.out
    assert "row 4" in told.err
    assert Taxonomy.objects.get(slug="our-needs").terms.get(code="B").parent.code == "A"
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("taxonomy", "import", str(tmp_path / "absent.json"))


def test_a_published_taxonomy_is_read_whole(db, capsys):
    path = reference.path("directories/open-eligibility-taxonomy.json")
    call_command("taxonomy", "import", str(path), "--language", "en", "--name", "Open Eligibility")
    taxonomy = Taxonomy.objects.get(slug="open-eligibility")
    assert taxonomy.terms.count() == 290
    assert taxonomy.terms.filter(parent=None).count() == 11
