"""An import killed with -9 wherever it is: whole batches stay, the next call goes on, and nothing is there twice."""

import random
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

ROWS = 1500
HEADINGS = "id,hospital_name,site_name,lat,lon,geo_qual,street,house_number,postcode,city,cc,country,cap_beds,cap_prac"
HEADINGS += ",cap_rooms,emergency,facility_type,public_private,list_specs,tel,email,url,ref_date,pub_date,comments"

COUNTS = """
from maillage.foundation.network.models import Organization
from maillage.offer.directory.models import *
tables = (Organization, Location, Service, ServiceAtLocation, ContactPoint)
records = [SourceRecord.objects.filter(kind=k).count() for k in
           ("organization", "location", "service", "service_at_location", "contact_point")]
assert [t.objects.count() for t in tables] == records, "something stands here that no record tells of"
known = {t: set(t.objects.values_list("pk", flat=True)) for t in tables}
ids = set(SourceRecord.objects.values_list("object_id", flat=True))
assert ids == set().union(*known.values())
taken = sum(run.counts.get("imported", 0) for run in ImportRun.objects.all())
assert taken == sum(records), (taken, records)
print(*records)
"""


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


EXPECTED = f"{(ROWS + 3) // 4} {ROWS} {ROWS} {ROWS} {ROWS}"


def test_killed_again_and_again_it_ends_whole(installation, listed):
    for _kill in range(4):
        process = installation.start("import", str(listed))
        time.sleep(random.uniform(1.5, 5))
        process.kill()
        process.wait()
        installation.python(COUNTS)
    done = installation.run("import", str(listed), "--json")
    assert done.returncode == 0, done.stderr
    assert installation.python(COUNTS) == EXPECTED
    again = installation.run("import", str(listed))
    assert f"{ROWS * 4 + (ROWS + 3) // 4} as they were" in again.stdout


def test_two_imports_at_once_do_it_once(installation, listed):
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda _n: installation.run("import", str(listed)), range(2)))
    assert [one.returncode for one in done] == [0, 0], [one.stderr for one in done]
    assert installation.python(COUNTS) == EXPECTED
