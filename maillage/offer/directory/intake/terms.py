"""Themes and audiences by their codes."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any
from uuid import UUID

from maillage.offer.directory.models import Service, Taxonomy, TaxonomyTerm

SUBJECTS = {"themes": Taxonomy.Subject.THEME, "audiences": Taxonomy.Subject.AUDIENCE}


class Terms:
    """The terms of this directory, read once a run."""

    @cached_property
    def _ids(self) -> dict[str, dict[str, UUID]]:
        found: dict[str, dict[str, UUID]] = {name: {} for name in SUBJECTS}
        subjects = {subject.value: name for name, subject in SUBJECTS.items()}
        for subject, code, pk in TaxonomyTerm.objects.values_list("taxonomy__subject", "code", "pk"):
            found[subjects[subject]].setdefault(code, pk)
        return found

    def sorted_out(self, name: str, codes: Any) -> tuple[list[str], list[str]]:
        """The codes we know, in order and once each, and those we do not."""
        told = [codes] if isinstance(codes, str) else list(codes or ())
        known = self._ids[name]
        return sorted({code for code in told if code in known}), [str(code) for code in told if code not in known]

    def ids(self, name: str, codes: Iterable[str]) -> list[UUID]:
        """The terms of known codes."""
        return [self._ids[name][code] for code in codes]

    def of_services(self, services: Mapping[UUID, Any]) -> dict[UUID, dict[str, list[str]]]:
        """The codes that services have now, in order."""
        found: dict[UUID, dict[str, list[str]]] = {pk: {name: [] for name in SUBJECTS} for pk in services}
        for name in SUBJECTS:
            through = getattr(Service, name).through.objects.filter(service__in=services)
            for service, code in through.values_list("service_id", "taxonomyterm__code").order_by("taxonomyterm__code"):
                found[service][name].append(code)
        return found
