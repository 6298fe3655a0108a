"""Numbers of organizations in the registers of their countries."""

from collections.abc import Mapping

from maillage.foundation.network.identifiers import WrongIdentifier, checked
from maillage.offer.directory.exchange.records import Record


def numbers_of(record: Record) -> list[tuple[str, str]]:
    """The (scheme, number) pairs of an organization, each as its register writes it; wrong ones are left out."""
    given = record.values.get("identifiers") or {}
    pairs = given.items() if isinstance(given, Mapping) else given
    found = []
    for scheme, value in pairs:
        try:
            found.append((str(scheme), checked(str(scheme), str(value))))
        except WrongIdentifier:
            continue
    return found
