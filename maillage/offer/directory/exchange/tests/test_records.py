"""Records: parents first, each once, the same on every reading and from every cursor on."""

from itertools import islice

import pytest

from maillage.offer.directory.exchange import Cursor, Kind, Mapping, Problem, Record, Severity, open_source, records
from maillage.offer.directory.exchange.keys import KeySet
from maillage.offer.directory.exchange.tests.helpers import SERVICES, by_kind, csv_file, read, reasons


def test_a_row_makes_its_records_parents_first(tmp_path):
    found, problems = read(csv_file(tmp_path, ["1,Accueil,CPAS,Bonjour,02 247 32 15 / 0475 12 34 56"]), SERVICES)
    assert [record.kind for record in found] == [
        Kind.ORGANIZATION,
        Kind.SERVICE,
        Kind.CONTACT_POINT,
        Kind.CONTACT_POINT,
    ]
    organization, service, first, second = found
    assert service.links == {"organization": organization.key}
    assert first.links == {"service": "1"}
    assert [first.values["value"], second.values["value"]] == ["+3222473215", "+32475123456"]
    assert service.where.row == 2
    assert reasons(problems) == {("noted", "several_phones"): 1}


def test_an_organization_of_many_rows_is_given_once(tmp_path):
    found, _ = read(csv_file(tmp_path, [f"{n},Service {n},CPAS,," for n in range(50)]), SERVICES)
    assert by_kind(found) == {"organization": 1, "service": 50}


def test_the_same_row_twice_is_read_once_and_told(tmp_path):
    found, problems = read(csv_file(tmp_path, ["1,Accueil,CPAS,,", "2,Repas,CPAS,,", "1,Accueil,CPAS,,"]), SERVICES)
    (problem,) = problems
    assert (problem.severity, problem.reason, problem.where.row) == (Severity.NOTED, "same_key_same_row", 4)
    assert problem.details["first"] == "2"
    assert by_kind(found)["service"] == 2


def test_the_same_identifier_for_something_else_is_refused(tmp_path):
    found, problems = read(csv_file(tmp_path, ["1,Accueil,CPAS,,", "1,Repas,CPAS,,"]), SERVICES)
    (problem,) = problems
    assert (problem.severity, problem.reason, problem.where.row) == (Severity.REFUSED, "same_key_other_row", 3)
    assert problem.row == {"id": "1", "nom": "Repas", "organisme": "CPAS", "description": "", "tel": ""}
    assert [record.values["name"] for record in found if record.kind is Kind.SERVICE] == ["Accueil"]


def test_without_an_identifier_a_row_is_known_by_its_name_and_address(tmp_path):
    lines = [",Accueil,CPAS,,", ",accueil ,C.P.A.S,,", ",Accueil,CPAS,autre chose,"]
    first, problems = read(csv_file(tmp_path, lines), SERVICES)
    assert {problem.reason for problem in problems} == {"no_key"}
    keys = [record.key for record in first if record.kind is Kind.SERVICE]
    assert len(set(keys)) == 3
    again, _ = read(csv_file(tmp_path, [lines[0], ",Nouveau,CPAS,,"], "other.csv"), SERVICES)
    assert next(record.key for record in again if record.kind is Kind.SERVICE) == keys[0]


def test_a_row_without_a_name_is_refused_with_all_of_it(tmp_path):
    found, problems = read(csv_file(tmp_path, ["1,,CPAS,Bonjour,"]), SERVICES)
    (problem,) = [one for one in problems if one.severity is Severity.REFUSED]
    assert (problem.reason, problem.where.column) == ("no_name", "nom")
    assert problem.row["description"] == "Bonjour"
    assert not found


def test_what_was_not_understood_is_kept_with_the_service(tmp_path):
    found, problems = read(csv_file(tmp_path, ["1,Accueil,CPAS,,appelez Marie"]), SERVICES)
    service = next(record for record in found if record.kind is Kind.SERVICE)
    assert service.raw == {"tel": "appelez Marie"}
    (problem,) = problems
    assert (problem.severity, problem.reason, problem.where.column) == (Severity.KEPT_AS_TEXT, "not_a_phone", "tel")


def test_columns_without_a_rule_are_kept(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("id,nom,organisme,agrément\n1,Accueil,CPAS,ABC\n")
    found, _ = read(path, SERVICES)
    assert found[-1].raw == {"agrément": "ABC"}


def test_wrong_columns_refuse_the_table(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("a,b,c\n1,2,x\n")
    found, problems = read(path, SERVICES)
    assert not found
    assert [(one.severity, one.reason) for one in problems] == [(Severity.REFUSED, "wrong_columns")]
    assert "nom" in problems[0].details["missing"]


def test_formulas_are_text_and_told(tmp_path):
    found, problems = read(
        csv_file(tmp_path, ["1,\"=cmd|' /C calc'!A0\",CPAS,-12 personnes,+32 2 247 32 15"]), SERVICES
    )
    (problem,) = problems
    assert (problem.severity, problem.reason, problem.where.column) == (Severity.NOTED, "looks_like_formula", "nom")
    assert next(record for record in found if record.kind is Kind.SERVICE).values["name"].startswith("=cmd")


def test_a_text_that_does_not_fit_is_cut_and_kept(tmp_path):
    name = "Permanence sociale " * 10
    found, problems = read(csv_file(tmp_path, [f"1,{name},CPAS,,"]), SERVICES)
    service = next(record for record in found if record.kind is Kind.SERVICE)
    assert len(service.values["name"]) <= 120 and service.values["name"].endswith("…")
    assert service.raw == {"nom": name.strip()}
    assert reasons(problems) == {("kept_as_text", "too_long"): 1}


@pytest.fixture
def messy(tmp_path):
    lines = []
    for n in range(2, 1300):
        key = "7" if n % 100 == 0 else "" if n % 77 == 0 else str(n)
        lines.append(
            f"{key},Service {n},Organisme {n % 40},{'=x(' if n % 50 == 0 else ''},{'nul' if n % 30 == 0 else ''}"
        )
    return csv_file(tmp_path, lines)


def test_two_readings_say_the_same(messy):
    assert list(records(open_source([messy]), SERVICES)) == list(records(open_source([messy]), SERVICES))


def test_from_any_cursor_on_nothing_is_missing_and_nothing_twice(messy):
    whole = list(records(open_source([messy]), SERVICES))
    cursors = [(index, said) for index, said in enumerate(whole) if isinstance(said, Cursor)]
    assert len(cursors) > 5
    for index, cursor in cursors:
        again = list(records(open_source([messy]), SERVICES, start=Cursor.parse(str(cursor))))
        assert again == whole[index + 1 :]


def test_progress_goes_from_nothing_to_one(messy):
    progress = [said.progress for said in records(open_source([messy]), SERVICES) if isinstance(said, Cursor)]
    assert progress == sorted(progress)
    assert 0 < progress[0] < 0.5 and progress[-1] == pytest.approx(1.0)


def test_what_is_named_and_not_described_keeps_its_place(tmp_path):
    mapping = Mapping.from_toml('name = "x"\n[service]\nkey = "{id}"\norganization = "{org}"\nname = "{nom}"\n')
    path = tmp_path / "s.csv"
    path.write_text("id,nom,org\n1,Accueil,42\n2,Repas,42\n3,Seul,\n")
    found, problems = read(path, mapping)
    assert [(record.kind, record.key, record.placeholder) for record in found] == [
        (Kind.ORGANIZATION, "42", True),
        (Kind.SERVICE, "1", False),
        (Kind.SERVICE, "2", False),
        (Kind.SERVICE, "3", False),
    ]
    assert reasons(problems) == {("noted", "parent_not_described"): 1, ("noted", "no_parent"): 1}


def test_reading_stops_when_nobody_asks_for_more(messy):
    assert len(list(islice(records(open_source([messy]), SERVICES), 3))) == 3


def test_every_problem_has_a_sentence(messy):
    from maillage.offer.directory.exchange import REASONS, sentences

    for said in records(open_source([messy]), SERVICES):
        if isinstance(said, Problem):
            what, advice = sentences(said.reason, said.details)
            assert what and advice and "%(" not in what + advice
        else:
            assert isinstance(said, (Record, Cursor))
    assert all(reason.code == code for code, reason in REASONS.items())


def test_a_set_of_keys_remembers_rows_and_growth():
    keys = KeySet()
    for n in range(20_000):
        assert keys.add(f"k{n}", f"said {n}", n) is None
    assert len(keys) == 20_000
    assert keys.add("k123", "said 123", 5) == (123, True)
    assert keys.add("k123", "other", 5) == (123, False)
    assert "k19999" in keys and "k20000" not in keys
