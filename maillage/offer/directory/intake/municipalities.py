"""Which municipality an address lies in, by the names and postcodes of those that are here. Nothing is guessed."""

from collections import defaultdict
from functools import cached_property
from uuid import UUID

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.network.models import Territory
from maillage.offer.directory.exchange.cleaning.words import folded

Found = dict[tuple[str, str], set[UUID]]  # by country and name, or by country and postcode


class Municipalities:
    """Names and postcodes of municipalities, read when first asked and kept as long as the run lasts."""

    def of_address(self, country: str, postcode: str, city: str) -> UUID | None:
        """The one municipality of the country that has that name (in any of its languages) and that postcode.

        A postcode decides alone where no municipality has the name: many are those of a part of one. A name decides
        alone where the municipality's postcodes are not known, or the address has none. None where that leaves none,
        or several.
        """
        named = self._names.get((country, folded(city)), set()) if city else set()
        coded = self._postcodes.get((country, _plain(postcode)), set()) if postcode else set()
        found = named or coded
        if named and postcode:
            found = named & coded if coded else named - self._with_postcodes
        return next(iter(found)) if len(found) == 1 else None

    def knows(self, country: str) -> bool:
        """Whether there are municipalities of this country here."""
        return country in self._countries

    @cached_property
    def _names(self) -> Found:
        found: Found = defaultdict(set)
        for pk, country, name, _codes in self._rows:
            for tag in name.languages:
                found[country, folded(name.text_in(tag))].add(pk)
        return dict(found)

    @cached_property
    def _postcodes(self) -> Found:
        found: Found = defaultdict(set)
        for pk, country, _name, codes in self._rows:
            for code in codes:
                found[country, _plain(str(code))].add(pk)
        return dict(found)

    @cached_property
    def _with_postcodes(self) -> set[UUID]:
        return {pk for pk, _country, _name, codes in self._rows if codes}

    @cached_property
    def _countries(self) -> set[str]:
        return {country for _pk, country, _name, _codes in self._rows}

    @cached_property
    def _rows(self) -> list[tuple[UUID, str, TranslatedText, list[str]]]:
        rows = Territory.objects.filter(kind=Territory.Kind.MUNICIPALITY).exclude(country="")
        return list(rows.values_list("pk", "country", "name", "postcodes"))


def _plain(postcode: str) -> str:
    return "".join(postcode.split()).upper()
