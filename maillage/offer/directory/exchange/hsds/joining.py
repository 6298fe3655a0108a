"""Joined tables: each row has what other tables say about it, and every row that points nowhere is told of."""

from collections.abc import Iterable, Iterator

from maillage.offer.directory.exchange import limits
from maillage.offer.directory.exchange.formats.jsons import JsonTable
from maillage.offer.directory.exchange.formats.tables import Cells, Row, Table
from maillage.offer.directory.exchange.hsds.layout import LEFT_ASIDE, LINKS, kind_of
from maillage.offer.directory.exchange.hsds.schedules import hours_of, notes_of
from maillage.offer.directory.exchange.hsds.staging import Body, Staging
from maillage.offer.directory.exchange.records import Problem, Severity, Where

# Which details each main thing may have; a row of one of these that belongs to nothing is refused.
DETAILS = ("phone", "contact", "address", "schedule", "holiday", "language", "attribute", "cost_option",
           "required_document", "eligibility", "accessibility", "service_area", "identifier")  # fmt: skip


class JoinedTable(Table):
    """One of the seven tables that the mapping `hsds` reads. Its name is that of the file its rows came from."""

    def __init__(self, staging: Staging, kind: str, file: str) -> None:
        self._staging, self.kind = staging, kind
        self.name = file
        self.role = kind
        self.columns = ["id", "name", "organization_id", "service_id", "location_id", "number", "amount", "document"]
        self._count = staging.count(kind)
        self._done = 0

    @property
    def rows_estimated(self) -> int:
        return self._count

    @property
    def progress(self) -> float:
        return self._done / max(self._count, 1)

    def rows(self) -> Iterator[Row | Problem]:
        make = {
            "organization": self._organization,
            "location": self._location,
            "service": self._service,
            "service_at_location": self._at_location,
            "phone": self._of_service,
            "contact": self._of_service,
            "cost_option": self._of_service,
            "required_document": self._of_service,
        }[self.kind]
        self._done = 0
        for n, _identifier, _file, number, body in self._staging.things(self.kind):
            self._done += 1
            for made in make(n, number, body):
                yield made if isinstance(made, Problem) else Row(number, made)
        if self.kind == "service_at_location":
            yield from self._implied()

    def _organization(self, _n: int, _number: int, body: Body) -> Iterator[Cells | Problem]:
        cells: Cells = dict(body)
        identifier = body.get("id", "")
        phones = [p for _, p in self._staging.children("organization", identifier, "phone") if not _fax(p)]
        numbers = list(dict.fromkeys(p["number"] for p in phones if p.get("number")))
        if numbers:
            cells["phone"] = numbers[0]
        identifiers = [i for _, i in self._staging.children("organization", identifier, "identifier")]
        for one in identifiers:
            scheme = one.get("identifier_scheme") or one.get("identifier_type") or "identifier"
            if one.get("identifier"):
                cells[f"identifier {scheme}"] = one["identifier"]
        yield cells

    def _location(self, n: int, number: int, body: Body) -> Iterator[Cells | Problem]:
        staging, identifier = self._staging, body.get("id", "")
        cells: Cells = dict(body)
        organizations = [key for parent, key in staging.links(n) if parent == "organization"]
        organization = organizations[0] if organizations else self._organization_of_location(identifier)
        if organization:
            cells["organization_id"] = organization
        else:
            cells.pop("organization_id", None)
        addresses = [a for _, a in staging.children("location", identifier, "address")]
        addresses.sort(key=lambda address: address.get("address_type", "physical") != "physical")
        for name, text in (addresses[0] if addresses else {}).items():
            if name not in ("id", "location_id", "attention"):
                cells[f"address.{name}"] = text
        access = [a for _, a in staging.children("location", identifier, "accessibility")]
        words = [a.get("accessibility") or a.get("description") or a.get("details", "") for a in access]
        if any(words):
            cells["accessibility[]"] = list(filter(None, words))
        yield cells

    def _organization_of_location(self, identifier: str) -> str:
        """Through a service that is given there."""
        for service in self._services_at(identifier):
            found = self._organization_of_service(service)
            if found:
                return found
        return ""

    def _services_at(self, location: str) -> list[str]:
        services: list[str] = []
        for n, _ in self._staging.children("location", location, "service_at_location"):
            services += [key for parent, key in self._staging.links(n) if parent == "service"]
        services += [body["id"] for _, body in self._staging.children("location", location, "service") if "id" in body]
        return list(dict.fromkeys(services))

    def _organization_of_service(self, service: str) -> str:
        return next(iter(self._staging.links_of("service", service, "organization")), "")

    def _service(self, n: int, number: int, body: Body) -> Iterator[Cells | Problem]:
        staging, identifier = self._staging, body.get("id", "")
        cells: Cells = dict(body)
        links = staging.links(n)
        organizations = [key for parent, key in links if parent == "organization"]
        locations = [key for parent, key in links if parent == "location"]
        if not organizations and locations:
            organizations = list(filter(None, (self._organization_at(key) for key in locations)))
        cells.pop("organization_id", None)
        if organizations:
            cells["organization_id"] = organizations[0]
            if len(organizations) > 1:
                cells["organization_id (others)"] = organizations[1:]
        status = body.get("status", "").casefold()
        if status in ("inactive", "defunct", "temporarily closed"):
            where = Where(self.name, number, "status")
            yield Problem(where, Severity.NOTED, "withdrawn_in_source", status, {"value": status})
        languages = [one for _, one in staging.children("service", identifier, "language")]
        spoken = [one.get("code") or one.get("name") or one.get("language", "") for one in languages]
        if any(spoken):
            cells["languages"] = list(filter(None, spoken))
        for kind, name, column in (
            ("service_area", "service_area", "name"),
            ("eligibility", "eligibility[]", "eligibility"),
        ):
            texts = [one.get(column) or one.get(name) or "" for _, one in staging.children("service", identifier, kind)]
            if any(texts):
                cells[name] = list(filter(None, texts))
        terms = list(self._terms(identifier))
        if terms:
            cells["taxonomy_terms"] = terms
        placed = locations or staging.children("service", identifier, "service_at_location")
        schedules = [one for _, one in staging.children("service", identifier, "schedule")]
        if schedules and not placed:
            cells["opening_hours"] = hours_of(schedules)
            cells["hours_note"] = notes_of(schedules)
        yield cells

    def _organization_at(self, location: str) -> str:
        rows = self._staging.db.execute(
            "select n from thing where kind = 'location' and id = ?", (location,)
        ).fetchall()
        for (n,) in rows:
            for parent, key in self._staging.links(n):
                if parent == "organization":
                    return key
        return ""

    def _terms(self, service: str) -> Iterator[str]:
        for _, attribute in self._staging.children("service", service, "attribute"):
            key = attribute.get("taxonomy_term_id") or attribute.get("taxonomy_id") or ""
            term = self._staging.find("term", key)
            yield term.get("code") or term.get("name") or term.get("term") or attribute.get("value") or key

    def _at_location(self, n: int, number: int, body: Body) -> Iterator[Cells | Problem]:
        links = self._staging.links(n)
        services = [key for parent, key in links if parent == "service"]
        locations = [key for parent, key in links if parent == "location"]
        if not services or not locations:
            return  # told of as dangling
        if not (self._staging.known("service", services[0]) and self._staging.known("location", locations[0])):
            return
        cells: Cells = {**body, "service_id": services[0], "location_id": locations[0]}
        yield cells | self._hours(body.get("id", ""), services[0], locations[0])

    def _hours(self, identifier: str, service: str, location: str) -> Cells:
        """The schedules of this service here; else of the service; else of the place."""
        for parent, key in (("service_at_location", identifier), ("service", service), ("location", location)):
            if not key:
                continue
            schedules = [one for _, one in self._staging.children(parent, key, "schedule")]
            holidays = [one for _, one in self._staging.children(parent, key, "holiday")]
            if parent == "service":
                schedules = [one for one in schedules if one.get("location_id", location) in ("", location)]
            if schedules or holidays:
                return {"opening_hours": hours_of(schedules, holidays), "hours_note": notes_of(schedules)}
        return {}

    def _implied(self) -> Iterator[Row]:
        """Where services name their place themselves, as in HSDS 1."""
        for n, identifier, _file, number, _body in self._staging.things("service"):
            for parent, key in self._staging.links(n):
                if parent == "location" and self._staging.known("location", key):
                    yield Row(
                        number, {"service_id": identifier, "location_id": key, **self._hours("", identifier, key)}
                    )

    def _of_service(self, n: int, number: int, body: Body) -> Iterator[Cells | Problem]:
        """A detail, once for each service it belongs to: told itself, or by its place."""
        if self.kind == "phone" and _fax(body):
            where = Where(self.name, number, "number")
            yield Problem(where, Severity.NOTED, "fax_left_out", body.get("number", "")[: limits.VALUE_SHOWN])
            return
        if self.kind == "contact" and body.get("name"):
            yield Problem(Where(self.name, number, "name"), Severity.NOTED, "name_of_person")
        links = self._staging.links(n)
        services = [key for parent, key in links if parent == "service" and self._staging.known("service", key)]
        if not services:
            for parent, key in links:
                if parent == "service_at_location":
                    services += self._staging.links_of("service_at_location", key, "service")
                elif parent == "location":
                    services += self._services_at(key)
                elif parent == "contact":
                    services += self._staging.links_of("contact", key, "service")
        for service in dict.fromkeys(services):
            if self._staging.known("service", service):
                yield {**{name: text for name, text in body.items() if name not in LINKS}, "service_id": service}


def hsds_tables(tables: Iterable[Table], staging: Staging) -> tuple[list[JoinedTable], Iterator[Problem]]:
    """The joined tables, and everything that is wrong with how the rows stand and point.

    The problems have to be read to their end before the tables are.
    """
    taken: list[Table] = []
    aside: list[Table] = []
    for table in tables:
        fits = (isinstance(table, JsonTable) and "datapackage" not in table.name) or kind_of(table.name)
        (taken if fits else aside).append(table)
    names: dict[str, str] = {}
    for table in taken:
        kind = kind_of(table.name)
        if kind:
            names.setdefault(kind, table.name)
    first = taken[0].name if taken else ""

    def problems() -> Iterator[Problem]:
        for table in aside:
            stem = table.name.rpartition("/")[2].rpartition(".")[0].casefold()
            if stem not in ("datapackage",):
                known = stem in LEFT_ASIDE
                details = {"known": "yes" if known else ""}
                yield Problem(Where(table.name, 0), Severity.NOTED, "not_read", details=details)
        yield from staging.load(taken)
        yield from dangling(staging)
        for table in joined:
            table._count = staging.count(table.kind)

    kinds = ("organization", "location", "service", "service_at_location", "phone", "contact", "cost_option",
             "required_document")  # fmt: skip
    joined = [JoinedTable(staging, kind, names.get(kind, first)) for kind in kinds]
    return joined, problems()


def dangling(staging: Staging) -> Iterator[Problem]:
    """Every row that points to what is not here: refused where it belongs to nothing then, noted where it still does.

    Organizations are not among them: what is named as one keeps its place.
    """
    reader = staging.db.cursor()
    reader.execute(
        "select thing.n, thing.kind, thing.file, thing.row from thing where thing.kind not in"
        " ('organization', 'location', 'service', 'term') order by thing.n"
    )
    named = _named_organizations(staging)
    for n, kind, file, row in reader:
        links = staging.links(n)
        found = [one for one in links if staging.known(*one) or (one[0] == "organization" and one[1] in named)]
        missing = [one for one in links if one not in found]
        if kind == "service_at_location":
            ends = {parent for parent, _ in found}
            if {"service", "location"} <= ends:
                continue
            found = []
            if not missing:
                missing = [(parent, "") for parent in ("service", "location") if parent not in ends]
        if not links and kind != "service_at_location":
            whole = staging.body(n)
            yield Problem(Where(file, row), Severity.REFUSED, "no_parent", details={"kind": "service"}, row=whole)
            continue
        refused = not found
        for index, (parent, key) in enumerate(missing):
            column = next(name for name, target in LINKS.items() if target == parent)
            details = {"kind": parent, "value": key[:80], "column": column}
            reason = "link_not_found" if key else "no_parent"
            first = refused and index == 0
            yield Problem(
                Where(file, row, column),
                Severity.REFUSED if first else Severity.NOTED,
                reason,
                key[: limits.VALUE_SHOWN],
                details,
                staging.body(n) if first else {},
            )


def _named_organizations(staging: Staging) -> set[str]:
    """Those that services and places name and no table describes: as many as organizations, not as rows."""
    rows = staging.db.execute(
        "select distinct id from link where parent = 'organization' and kind in ('service', 'location')"
        " and id not in (select id from thing where kind = 'organization')"
    )
    return {identifier for (identifier,) in rows}


def _fax(phone: Body) -> bool:
    return (phone.get("type") or phone.get("number_type") or "voice").casefold() == "fax"
