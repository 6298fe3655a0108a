"""An import killed with -9 wherever it is: whole batches stay, the next call goes on, and nothing is there twice.

The same at fifty moments of a larger list: `benchmarks/import/kill.py`.
"""

import json
import random
import time
from concurrent.futures import ThreadPoolExecutor

import environ
import pytest
from django.db import ConnectionHandler

from tests.operations.conftest import wait_for

ROWS = 600  # with organizations 2,550 records: three batches
HEADINGS = "id,hospital_name,site_name,lat,lon,geo_qual,street,house_number,postcode,city,cc,country,cap_beds,cap_prac"
HEADINGS += ",cap_rooms,emergency,facility_type,public_private,list_specs,tel,email,url,ref_date,pub_date,comments"
EXPECTED = {
    "network_organization": ROWS // 4,
    "directory_location": ROWS,
    "directory_service": ROWS,
    "directory_serviceatlocation": ROWS,
    "directory_contactpoint": ROWS,
}
TOTAL = sum(EXPECTED.values())


@pytest.fixture
def listed(tmp_path):
    """A list of made-up hospitals, by the headings of Eurostat's."""
    path = tmp_path / "hospitals.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADINGS + "\n")
        for number in range(ROWS):
            site = f"{number},Clinic {number // 4},Site {number},50.{number:05},4.{number:05},1,High Street,{number}"
            file.write(f"{site},1030,Brussels,BE,Belgium,12,,,yes,General,public,,02 247 32 15,,,,,\n")
    return path


@pytest.fixture
def ask(installation, django_db_blocker):
    """Ask the installation's database from outside, as it stands at this moment; the rows of the answer."""
    settings = environ.Env.db_url_config(installation.environment["DATABASE_URL"])
    connection = ConnectionHandler({"default": settings})["default"]

    def asked(question):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()

    yield asked
    connection.close()


def written(ask):
    """How many records are there: each tells of something, nothing stands there without one, all were counted."""
    counts = {table: ask(f"SELECT count(*) FROM {table}")[0][0] for table in EXPECTED}
    for table in EXPECTED:
        known = "SELECT object_id FROM directory_sourcerecord"
        strays = f"SELECT count(*) FROM {table} WHERE id NOT IN ({known})"
        assert ask(strays) == [(0,)], f"{table}: something stands here that no record tells of"
    total = sum(counts.values())
    assert ask("SELECT count(*), count(DISTINCT object_id) FROM directory_sourcerecord") == [(total, total)]
    runs = [row[0] for row in ask("SELECT counts FROM directory_importrun")]
    runs = [json.loads(run) if isinstance(run, str) else run for run in runs]
    assert sum(run.get("imported", 0) for run in runs) == total
    assert ask("SELECT count(*) FROM directory_service WHERE reviewed_snapshot IS NULL") == [(0,)]
    return counts


def records(ask):
    return ask("SELECT count(*) FROM directory_sourcerecord")[0][0]


def test_killed_again_and_again_it_ends_whole(installation, listed, ask):
    before = 0
    for _kill in range(2):
        process = installation.start("import", str(listed))
        assert wait_for(lambda: records(ask) > before, seconds=60), "it did not go on"  # noqa: B023 (asked at once)
        time.sleep(random.uniform(0, 0.8))  # in the batch that is being written, or between two
        process.kill()
        process.wait()
        there = sum(written(ask).values())
        assert before < there <= TOTAL
        before = there
        if there == TOTAL:
            break
    done = installation.run("import", str(listed), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"].get("refused", 0) == 0
    assert written(ask) == EXPECTED


def test_two_imports_at_once_do_it_once(installation, listed, ask):
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda _n: installation.run("import", str(listed)), range(2)))
    assert [one.returncode for one in done] == [0, 0], [one.stderr for one in done]
    said = sorted(one.stdout.strip().splitlines()[-1] for one in done)
    assert said[0].startswith(f"0 new, 0 changed, {TOTAL} as they were")
    assert said[1].startswith(f"{TOTAL} new, 0 changed, 0 as they were")
    assert written(ask) == EXPECTED
