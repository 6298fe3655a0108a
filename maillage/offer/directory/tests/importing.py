"""Records by hand, and runs over them."""

from maillage.foundation.accounts.actor import command_actor
from maillage.offer.directory.actions.importing import check_import, keep_source, run_import, start_import
from maillage.offer.directory.exchange.records import Cursor, Kind, Problem, Record, Where

COMMAND = command_actor("import")
FILE = "list.csv"


def source_of(actor=COMMAND, slug="list", **more):
    """A source called List, in French."""
    network, organization = more.pop("network", None), more.pop("organization", None)
    values = {"name": "List", "language": "fr", "country": "BE", **more}
    return keep_source(actor=actor, slug=slug, network=network, organization=organization, values=values)


def started(source, actor=COMMAND, files=(FILE,), **more):
    """A run over files that nobody reads: the reader is given by hand."""
    described = [{"name": name, "sha256": name, "size": 1, "path": name} for name in files]
    return start_import(actor=actor, source=source, files=described, **more)


def reader_of(*items):
    """A reader that gives these items, with a cursor after each record."""

    def read(run, start):
        done = start.rows if start else 0
        for number, item in enumerate(items, start=1):
            if number <= done:
                continue
            yield item
            if isinstance(item, Record | Problem):
                yield Cursor(0, number, number / len(items))

    return read


def imported(source, *items, actor=COMMAND, **more):
    """A run over these items, done."""
    return run_import(actor=actor, run=started(source, actor, **more), reader=reader_of(*items))


def looked_at(source, *items, actor=COMMAND):
    """A run over these items, looked at."""
    return check_import(actor=actor, run=started(source, actor), reader=reader_of(*items))


def at(row, column="", file=FILE):
    """A row of the file."""
    return Where(file, row, column)


def organization(key="o1", name="Croix", row=2, **values):
    """An organization."""
    return Record(Kind.ORGANIZATION, key, {"name": name, **values}, at(row))


def location(key="l1", row=2, organization="o1", **values):
    """A place of the organization."""
    values = {"name": "Maison", "address_1": "Rue Haute 1", "city": "Bruxelles", "country": "BE", **values}
    return Record(Kind.LOCATION, key, values, at(row), {"organization": organization} if organization else {})


def service(key="s1", row=2, organization="o1", raw=None, **values):
    """A service of the organization."""
    values = {"name": "Repas chauds", "description": "Un repas à midi.", **values}
    links = {"organization": organization} if organization else {}
    return Record(Kind.SERVICE, key, values, at(row), links, raw or {})


def opening(key="s1@l1", row=2, service="s1", location="l1", **values):
    """The service at the place."""
    return Record(Kind.SERVICE_AT_LOCATION, key, values, at(row), {"service": service, "location": location})


def contact(key="c1", row=2, service="s1", **values):
    """A telephone of the service."""
    values = {"kind": "phone", "value": "+3222473215", **values}
    return Record(Kind.CONTACT_POINT, key, values, at(row), {"service": service})


def whole(**values):
    """A small directory: one of each."""
    return [organization(), location(), service(**values), opening(opening_hours="Mo-Fr 09:00-12:00"), contact()]
