"""Taxonomies that others keep."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.journal.recording import record
from maillage.offer.directory.models import Taxonomy, TaxonomyTerm
from maillage.offer.directory.permissions import can_import_taxonomy
from maillage.offer.directory.vocabularies.files import TermRow


@dataclass(frozen=True)
class ImportedTaxonomy:
    """What an import did: how many terms are new, how many changed, and the codes that the file no longer has."""

    taxonomy: Taxonomy
    created: int
    changed: int
    absent: tuple[str, ...]


@transaction.atomic
def import_taxonomy(
    *,
    actor: Actor,
    slug: str,
    name: str,
    language: str,
    terms: Sequence[TermRow],
    version: str = "",
    uri: str = "",
) -> ImportedTaxonomy:
    """Install a taxonomy beside the house's own, or bring it up to date; names without a language are in `language`.

    A term that the file no longer has stays, because services may be classed by it. Parents stand before children.
    Raises PermissionDenied, and ValidationError for what a column cannot hold or a vocabulary of the house.
    """
    if not can_import_taxonomy(actor):
        raise PermissionDenied
    taxonomy = Taxonomy.objects.filter(slug=slug).first() or Taxonomy(slug=slug, subject=Taxonomy.Subject.OTHER)
    if taxonomy.subject != Taxonomy.Subject.OTHER:
        raise ValidationError(_("This is a vocabulary of the house: it is not replaced by a file."), code="house")
    taxonomy.name = TranslatedText.of({language: name})
    taxonomy.version, taxonomy.uri = version, uri
    taxonomy.full_clean()
    taxonomy.save()
    known = {term.code: term for term in taxonomy.terms.all()}
    counts = {"created": 0, "changed": 0, "same": 0}
    for position, row in enumerate(terms):
        counts[_keep(taxonomy, known, row, position=position, language=language)] += 1
    absent = tuple(sorted(set(known) - {row.code for row in terms}))
    record(actor=actor, action="taxonomy.imported", subject=taxonomy, fields=["terms"])
    return ImportedTaxonomy(taxonomy, counts["created"], counts["changed"], absent)


def _keep(taxonomy: Taxonomy, known: dict[str, TaxonomyTerm], row: TermRow, *, position: int, language: str) -> str:
    names = {tag or language: text for tag, text in row.names.items()}
    values = {
        "name": TranslatedText.of(names, language if language in names else None),
        "parent": known.get(row.parent),
        "position": min(position, 32_767),
    }
    term = known.get(row.code)
    if term and all(getattr(term, name) == value for name, value in values.items()):
        return "same"
    done = "changed" if term else "created"
    term = term or TaxonomyTerm(taxonomy=taxonomy, code=row.code)
    for name, value in values.items():
        setattr(term, name, value)
    term.full_clean(validate_unique=False, validate_constraints=False)
    term.save()
    known[row.code] = term
    return done
