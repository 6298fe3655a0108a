"""Bringing a list in the browser: columns, what would change, the report, the refused rows and back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from maillage.offer.directory import jobs
from maillage.offer.directory.models import ImportRun, Service, Source
from maillage.offer.directory.tests.importing import contact, imported, source_of, whole

TABLE = "Nom;Adresse;CP;Ville;Téléphone;Horaires\nRepas;Rue Haute 1;1000;Bruxelles;02 247 32 15;Mo-Fr 09:00-12:00\n"
TABLE += "Vestiaire;Rue Basse 2;1000;Bruxelles;02 247 32 16;quand la lune est pleine\n"


@pytest.fixture
def carla(client, cast):
    client.force_login(cast.people.carla, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def at_once(monkeypatch):
    """Jobs run where they are ordered."""
    for name in ("check_files", "import_files"):
        task = getattr(jobs, name)
        monkeypatch.setattr(f"maillage.offer.directory.views.importing.{name}", Now(task.func))


class Now:
    def __init__(self, function):
        self.enqueue = function


def brought(client, cast, data=TABLE, name="list.csv", **more):
    told = {"source": "new", "name": "Liste du quartier", "keeper": f"network:{cast.network.slug}", "language": "fr"}
    told |= {"country": "BE", "files": [SimpleUploadedFile(name, data.encode())], **more}
    return client.post("/fr/imports/new/", told)


def chosen(client, run):
    """The columns as they are proposed, confirmed."""
    page = client.get(f"/fr/imports/{run.pk}/columns/")
    form = page.context["form"]
    data = {name: form[name].initial or "" for name in form.fields} if form else {}
    return client.post(f"/fr/imports/{run.pk}/columns/", data)


def test_from_a_file_to_public_services(carla, cast, at_once):
    answer = brought(carla, cast)
    run = ImportRun.objects.get()
    assert answer.status_code == 302 and answer["Location"].endswith(f"/{run.pk}/columns/")
    assert run.source.network == cast.network
    page = carla.get(answer["Location"])
    assert "Rue Haute 1" in page.content.decode() and "Vestiaire" in page.content.decode()
    chosen(carla, run)
    run.refresh_from_db()
    assert run.state == "ready" and run.expected["imported"] and not Service.objects.exists()
    assert carla.get(f"/fr/imports/{run.pk}/").status_code == 200
    carla.post(f"/fr/imports/{run.pk}/start/")
    run.refresh_from_db()
    assert run.state == "done"
    assert {str(service.name) for service in Service.objects.all()} == {"Repas", "Vestiaire"}
    page = carla.get(f"/fr/imports/{run.pk}/").content.decode()
    assert "quand la lune est pleine" in page and "Horaires" in page and "opening_hours" not in page
    sheet = carla.get(f"/fr/services/{Service.objects.get(slug='vestiaire').slug}/").content.decode()
    assert "quand la lune est pleine" in sheet and "Liste du quartier" in sheet


def test_what_was_chosen_is_remembered(carla, cast, at_once):
    brought(carla, cast)
    chosen(carla, ImportRun.objects.get())
    source = Source.objects.get()
    assert source.mapping["columns"]["Nom"][0] == "service.name"


def test_rows_pasted_from_a_spreadsheet(carla, cast, at_once):
    pasted = "Nom\tVille\nRepas\tBruxelles\n"
    brought(carla, cast, files=[], pasted=pasted)
    run = ImportRun.objects.get()
    assert chosen(carla, run).status_code == 302
    run.refresh_from_db()
    assert run.expected["imported"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("list.csv", "<!doctype html><html><body>log in</body></html>"), ("list.xlsx", "PK\x03\x04no"), ("x.csv", "")],
)
def test_what_is_no_table_is_told_in_a_sentence(carla, cast, name, data):
    answer = brought(carla, cast, data=data, name=name)
    if answer.status_code == 302:
        answer = carla.get(answer["Location"])
        assert answer.status_code == 200 and answer.context["told"]
    else:
        assert answer.status_code == 422


def test_too_large_for_a_browser(carla, cast, monkeypatch):
    monkeypatch.setattr("maillage.offer.directory.forms.importing.UPLOAD_MAX_BYTES", 10)
    assert brought(carla, cast).status_code == 422
    assert not ImportRun.objects.exists()


def test_a_list_without_a_name_column_is_asked_for(carla, cast, at_once):
    brought(carla, cast)
    run = ImportRun.objects.get()
    assert carla.post(f"/fr/imports/{run.pk}/columns/", {}).status_code == 422


def test_the_refused_rows_come_as_a_workbook(carla, cast):
    source = source_of(cast.actors.carla, network=cast.network)
    run = imported(source, *whole(), contact("c9", row=7, service="s9", value="+3222473299"), actor=cast.actors.carla)
    for kind in ("refused", "report"):
        answer = carla.get(f"/fr/imports/{run.pk}/{kind}.xlsx")
        book = load_workbook(io.BytesIO(answer.content))
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        assert "+3222473299" in cells


def test_the_workbook_comes_back_and_changes_nothing(carla, cast, at_once, published):
    before = list(Service.objects.values())
    book = carla.get("/fr/imports/export.xlsx").content
    answer = carla.post(
        "/fr/imports/new/",
        {"source": "new", "name": "Nous", "keeper": f"network:{cast.network.slug}", "language": "fr", "country": "BE"}
        | {"files": [SimpleUploadedFile("all.xlsx", book)]},
    )
    run = ImportRun.objects.get()
    assert answer.status_code == 302
    chosen(carla, run)
    carla.post(f"/fr/imports/{run.pk}/start/")
    run.refresh_from_db()
    assert run.state == "done" and set(run.counts) <= {"unchanged", "noted"}, run.counts
    assert list(Service.objects.values()) == before


@pytest.mark.parametrize("who", ["alice", "bob", "viktor"])
def test_others_are_refused(client, cast, who):
    source = source_of(cast.actors.carla, network=cast.network)
    run = imported(source, *whole(), actor=cast.actors.carla)
    client.force_login(getattr(cast.people, who), backend="allauth.account.auth_backends.AuthenticationBackend")
    for address in ("", "new/", "export.xlsx"):
        assert client.get(f"/fr/imports/{address}").status_code == 403
    for address in ("", "columns/", "refused.xlsx", "report.xlsx"):
        assert client.get(f"/fr/imports/{run.pk}/{address}").status_code == 404


def test_a_bar_while_it_is_under_way(carla, cast):
    source = source_of(cast.actors.carla, network=cast.network)
    run = ImportRun.objects.create(source=source, state="running", cursor={"progress": 0.42, "records": 10})
    page = carla.get(f"/fr/imports/{run.pk}/")
    assert page["Refresh"] == "5" and "42 %" in page.content.decode()
    part = carla.get(f"/fr/imports/{run.pk}/", headers={"hx-request": "true"}).content.decode()
    assert "<progress" in part and "<html" not in part


def test_an_identifier_that_is_there_twice_is_told(carla, cast, at_once):
    brought(carla, cast, data="id;Nom\n1;Repas\n1;Vestiaire\n2;Douches\n3;Bagagerie\n")
    run = ImportRun.objects.get()
    chosen(carla, run)
    assert [(problem.row, problem.column) for problem in run.problems.all()] == [(3, "id")]


def test_with_a_list_before_one_says_whose_the_next_is(carla, cast):
    brought(carla, cast)
    answer = brought(carla, cast, source="")
    assert answer.status_code == 422 and "source" in answer.context["form"].errors


def test_a_long_report_is_read_by_reason(carla, cast, at_once):
    brought(carla, cast, data="id;Nom;Horaires\n1;Repas;jamais dit\n2;;\n3;;\n4;Douches;\n")
    run = ImportRun.objects.get()
    chosen(carla, run)
    page = carla.get(f"/fr/imports/{run.pk}/")
    assert [(code, number) for code, _word, _what, number in page.context["kinds"]] == [
        ("refused:no_name", 2), ("kept_as_text:hours_not_understood", 1),
    ]  # fmt: skip
    assert "?why=refused%3Ano_name" in page.text
    rows = carla.get(f"/fr/imports/{run.pk}/?why=refused:no_name").context["problems"]
    assert [problem.row for problem, *_words in rows] == [3, 4]
    assert len(carla.get(f"/fr/imports/{run.pk}/?why=nonsense").context["problems"]) == 3
