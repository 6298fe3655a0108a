"""What a record may hold: for each kind its fields, how a cell becomes one, and how long it may be.

The names and lengths are those of the models; a test of the room compares them.
"""

from dataclasses import dataclass
from enum import StrEnum

from maillage.offer.directory.exchange.records import Kind


class Reads(StrEnum):
    """How a cell is read."""

    TEXT = "text"  # in several languages, several lines
    LINE = "line"  # in several languages, one line
    PLAIN = "plain"  # never translated
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    COUNTRY = "country"
    POSTCODE = "postcode"
    NUMBER = "number"
    WHOLE = "whole"
    YES_NO = "yes_no"
    LANGUAGE = "language"
    LANGUAGES = "languages"
    FEES = "fees"
    CODE = "code"
    CODES = "codes"
    HOURS = "hours"  # as the source wrote them; the hours package reads them
    POINT = "point"
    IDENTIFIER = "identifier"
    DATE = "date"
    AMOUNT = "amount"
    CONTACT = "contact"  # read as its record's kind says


@dataclass(frozen=True, slots=True)
class Target:
    """One field: how it is read, how many characters fit (0: no limit of its own), its codes where it has some."""

    reads: Reads
    limit: int = 0
    choices: tuple[str, ...] = ()


FEATURES = (
    "wheelchair",
    "accessible_toilet",
    "hearing_loop",
    "sign_language",
    "easy_language",
    "quiet_room",
    "guide_dog",
    "parking",
)
SCHEMES = ("BE-ENT", "BE-EST", "FR-SIREN", "FR-SIRET", "FR-RNA", "FR-FINESS", "IT-CF", "IT-PIVA", "DE-HRB")
ORGANIZATION_KINDS = (
    "public_welfare",
    "municipality",
    "region_authority",
    "hospital",
    "association",
    "cooperative",
    "ngo",
    "grouping",
    "other",
)
ACCESS_MODES = ("walk_in", "tickets", "appointment", "referral", "phone", "online", "home_visit")
FEES = ("free", "paid", "means_tested", "unknown")
CONTACT_KINDS = ("phone", "email", "website", "chat")

_ACCESSIBILITY = {f"accessibility.{feature}": Target(Reads.YES_NO) for feature in FEATURES}

TARGETS: dict[Kind, dict[str, Target]] = {
    Kind.ORGANIZATION: {
        "name": Target(Reads.LINE, 200),
        "alternate_name": Target(Reads.LINE, 120),
        "description": Target(Reads.TEXT, 3000),
        "kind": Target(Reads.CODE, choices=ORGANIZATION_KINDS),
        "language": Target(Reads.LANGUAGE),
        "website": Target(Reads.URL, 200),
        "email": Target(Reads.EMAIL, 254),
        "phone": Target(Reads.PHONE, 20),
        **{f"identifiers.{scheme}": Target(Reads.IDENTIFIER, 40) for scheme in SCHEMES},
    },
    Kind.LOCATION: {
        "name": Target(Reads.LINE, 200),
        "description": Target(Reads.TEXT, 1000),
        "address_1": Target(Reads.PLAIN, 200),
        "address_2": Target(Reads.PLAIN, 200),
        "postal_code": Target(Reads.POSTCODE, 12),
        "city": Target(Reads.PLAIN, 120),
        "country": Target(Reads.COUNTRY),
        "longitude": Target(Reads.NUMBER),
        "latitude": Target(Reads.NUMBER),
        "point": Target(Reads.POINT),
        "transportation": Target(Reads.TEXT, 1000),
        "address_hidden": Target(Reads.YES_NO),
        **_ACCESSIBILITY,
    },
    Kind.SERVICE: {
        "name": Target(Reads.LINE, 120),
        "alternate_name": Target(Reads.LINE, 120),
        "summary": Target(Reads.TEXT, 250),
        "description": Target(Reads.TEXT, 5000),
        "language": Target(Reads.LANGUAGE),
        "themes": Target(Reads.CODES),
        "audiences": Target(Reads.CODES),
        "eligibility_description": Target(Reads.TEXT, 1000),
        "opening_hours": Target(Reads.HOURS),
        "hours_note": Target(Reads.TEXT, 300),
        "access_modes": Target(Reads.CODES, choices=ACCESS_MODES),
        "application_process": Target(Reads.TEXT, 1000),
        "fees": Target(Reads.FEES, choices=FEES),
        "fees_description": Target(Reads.TEXT, 500),
        "languages": Target(Reads.LANGUAGES),
        "interpretation_services": Target(Reads.TEXT, 300),
        "capacity": Target(Reads.WHOLE),
        "wait_weeks": Target(Reads.WHOLE),
        "assured_at": Target(Reads.DATE),
        **_ACCESSIBILITY,
    },
    Kind.SERVICE_AT_LOCATION: {
        "opening_hours": Target(Reads.HOURS),
        "hours_note": Target(Reads.TEXT, 300),
    },
    Kind.CONTACT_POINT: {
        "kind": Target(Reads.CODE, choices=CONTACT_KINDS),
        "value": Target(Reads.CONTACT, 300),
        "label": Target(Reads.LINE, 200),
    },
    Kind.COST_OPTION: {
        "amount": Target(Reads.AMOUNT),
        "currency": Target(Reads.PLAIN, 3),
        "option": Target(Reads.LINE, 200),
    },
    Kind.REQUIRED_DOCUMENT: {"document": Target(Reads.LINE, 300)},
}

REQUIRED: dict[Kind, str] = {
    Kind.ORGANIZATION: "name",
    Kind.LOCATION: "name",
    Kind.SERVICE: "name",
    Kind.CONTACT_POINT: "value",
    Kind.COST_OPTION: "amount",
    Kind.REQUIRED_DOCUMENT: "document",
}

# Which records a record of each kind names: it cannot be written without those marked True.
PARENTS: dict[Kind, dict[Kind, bool]] = {
    Kind.LOCATION: {Kind.ORGANIZATION: False},
    Kind.SERVICE: {Kind.ORGANIZATION: False},
    Kind.SERVICE_AT_LOCATION: {Kind.SERVICE: True, Kind.LOCATION: True},
    Kind.CONTACT_POINT: {Kind.SERVICE: True},
    Kind.COST_OPTION: {Kind.SERVICE: True},
    Kind.REQUIRED_DOCUMENT: {Kind.SERVICE: True},
}
