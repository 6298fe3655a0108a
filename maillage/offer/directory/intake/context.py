"""What one run over one source works with, from its first batch to its last."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from maillage.foundation.common.slugs import free_slug
from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.network.actions.intake import take_in_organizations
from maillage.foundation.network.models import Organization
from maillage.offer.directory.exchange.records import Kind
from maillage.offer.directory.intake.columns import SHAPES
from maillage.offer.directory.intake.municipalities import Municipalities
from maillage.offer.directory.intake.reach import Reach
from maillage.offer.directory.intake.seen import Seen
from maillage.offer.directory.intake.terms import Terms
from maillage.offer.directory.intake.territories import Locator
from maillage.offer.directory.models import ImportRun, Source, SourceRecord

WORKBOOK = "workbook"  # the source that our own workbook is: its keys are the ids of our own things


def is_workbook(run: ImportRun) -> bool:
    """Whether the run is over our own workbook: its rows are our own things, known by their ids."""
    return run.source.slug == WORKBOOK or run.mapping.get("engine") == "maillage"


class Context:
    """A run, its source, for whom it may write, and what it has met so far.

    With `seen` it is a dry run: what would have been written is remembered there.
    """

    def __init__(self, run: ImportRun, reach: Reach, *, seen: Seen | None = None) -> None:
        self.run, self.source, self.reach, self.seen = run, run.source, reach, seen
        self.terms, self.locator, self.municipalities = Terms(), Locator(), Municipalities()
        self.own_objects = is_workbook(run)
        self.workbook_columns: Mapping[Kind, frozenset[str]] = {}
        self.headings: Mapping[tuple[Kind, str], str] = {}
        self._default_organization: UUID | None = self.source.organization_id or self.source.stand_in_id
        self.fresh: dict[tuple[Kind, str], UUID] = {}
        # In this batch: the services that it created, and those that count as read in the version it wrote.
        self.created_services: set[str] = set()
        self.read_services: set[UUID] = set()

    def close_batch(self) -> None:
        """The batch is over: what it created is found in the database from now on."""
        self.fresh.clear()
        self.created_services.clear()
        self.read_services.clear()

    def entries(self, kind: Kind, keys: Iterable[str]) -> dict[str, SourceRecord]:
        """What these keys became in earlier imports, or earlier in this one."""
        rows = SourceRecord.objects.filter(source=self.source, kind=kind.value, key__in=set(keys))
        return {row.key: row for row in rows}

    def objects_of(self, kind: Kind, keys: set[str]) -> dict[str, UUID]:
        """The objects that these keys of the source stand for, by key."""
        found = {key: self.fresh[kind, key] for key in keys if (kind, key) in self.fresh}
        left = keys - set(found)
        if left and self.seen:
            found |= {key: told[0] for key, told in self.seen.find(kind, left).items()}
            left -= set(found)
        if left:
            found |= {key: row.object_id for key, row in self.entries(kind, left).items()}
            left -= set(found)
        if left and self.own_objects:
            ids = {key: pk for key in left if (pk := uuid_of(key))}
            held = SHAPES[kind].model._default_manager.filter(pk__in=ids.values())
            there = set(held.values_list("pk", flat=True))
            found |= {key: pk for key, pk in ids.items() if pk in there}
        return found

    def stand_in(self) -> UUID:
        """Under what stands what the source gives to no organization: its keeper, or one of the source's own name."""
        if self._default_organization is None:
            text = TranslatedText.written(self.source.name, self.source.language)
            organization = Organization(name=text, kind=Organization.Kind.OTHER, language=self.source.language)
            organization.slug = free_slug(Organization, self.source.name)
            if not self.seen:
                new = [(organization, ())]
                take_in_organizations(actor=self.reach.actor, network=self.source.network, new=new, changed=[])
                Source.objects.filter(pk=self.source.pk).update(stand_in=organization)
            self.reach.take_in(organization.pk)
            self._default_organization = organization.pk
        return self._default_organization


def uuid_of(text: Any) -> UUID | None:
    """The id that a text is, None where it is none."""
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
