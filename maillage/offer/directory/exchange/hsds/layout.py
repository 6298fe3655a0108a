"""What the tables of HSDS are called, and which columns point where, in the versions and dialects that exist."""

from collections.abc import Iterable
from pathlib import PurePosixPath

MAIN = ("organization", "location", "service", "service_at_location")

# Names of files, or of lists in JSON, and the kind of thing they hold.
TABLES = {
    "organizations": "organization", "organization": "organization",
    "locations": "location", "location": "location",
    "services": "service", "service": "service",
    "services_at_location": "service_at_location", "service_at_location": "service_at_location",
    "service_at_locations": "service_at_location", "services_at_locations": "service_at_location",
    "phones": "phone", "phone": "phone",
    "addresses": "address", "address": "address", "physical_addresses": "address", "physical_address": "address",
    "postal_addresses": "mail_address", "postal_address": "mail_address", "mail_addresses": "mail_address",
    "contacts": "contact", "contact": "contact",
    "schedules": "schedule", "schedule": "schedule", "regular_schedules": "schedule", "regular_schedule": "schedule",
    "data_for_api_v2_schedules": "schedule",
    "holiday_schedules": "holiday", "holiday_schedule": "holiday",
    "languages": "language", "language": "language",
    "taxonomy_terms": "term", "taxonomy_term": "term", "taxonomy": "term",
    "service_attributes": "attribute", "attributes": "attribute", "attribute": "attribute",
    "service_taxonomy": "attribute", "services_taxonomy": "attribute",
    "cost_options": "cost_option", "cost_option": "cost_option",
    "required_documents": "required_document", "required_document": "required_document",
    "eligibility": "eligibility", "eligibilities": "eligibility",
    "accessibility": "accessibility", "accessibility_for_disabilities": "accessibility",
    "service_areas": "service_area", "service_area": "service_area",
    "organization_identifiers": "identifier", "organization_identifier": "identifier",
}  # fmt: skip

# Parts of HSDS that a directory of services for residents has no page for.
LEFT_ASIDE = {
    "metadata", "meta_table_descriptions", "meta_table_description", "programs", "program", "funding", "fundings",
    "taxonomies", "units", "unit", "service_capacity", "service_capacities", "url", "urls", "additional_urls",
    "payment_accepted", "payments_accepted", "datapackage", "additional_websites", "attribute_link",
}  # fmt: skip

LINKS = {
    "organization_id": "organization",
    "location_id": "location",
    "service_id": "service",
    "service_at_location_id": "service_at_location",
    "services_at_location_id": "service_at_location",
    "phone_id": "phone",
    "contact_id": "contact",
}


def kind_of(name: str) -> str:
    """The kind of thing in a file of that name: "export.zip/services.csv" holds services; "" where it is not HSDS."""
    return TABLES.get(PurePosixPath(name.replace("\\", "/")).stem.casefold(), "")


def version_of(tables: Iterable[tuple[str, Iterable[str]]]) -> str:
    """ "hsds2", "hsds3" or "", from the names of tables and their columns."""
    found = {kind_of(name): set(columns) for name, columns in tables if kind_of(name)}
    services = found.get("service", set())
    if not {"organization", "service"} <= set(found) and not {"service", "location"} <= set(found):
        return ""
    if not {"id", "name"} <= services:
        return ""
    third = {"fees_description", "eligibility_description", "minimum_age", "alert", "last_modified"} & services
    schedule = found.get("schedule", set())
    return "hsds3" if third or {"opens_at", "attending_type"} <= schedule else "hsds2"
