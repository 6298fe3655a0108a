"""The vocabularies that come with the house, loaded after every migration and never twice."""

import json
from pathlib import Path
from typing import Any

from maillage.foundation.common.texts import TranslatedText

HERE = Path(__file__).parent

# data·inclusion 1.0.8, by the Plateforme de l'inclusion, Licence Ouverte 2.0; codes theirs, words in six languages ours.
SOURCES = {
    "themes": ("data-inclusion-themes", "theme"),
    "audiences": ("data-inclusion-audiences", "audience"),
}
VERSION = "1.0.8"
URI = "https://gip-inclusion.github.io/data-inclusion-schema/"


def load_vocabularies(**_signal: Any) -> None:
    """Create or refresh the terms of the house's vocabularies; terms that people added are left alone."""
    from maillage.offer.directory.models import Taxonomy, TaxonomyTerm

    for name, (slug, subject) in SOURCES.items():
        defaults = {"subject": subject, "version": VERSION, "uri": URI}
        taxonomy, _created = Taxonomy.objects.update_or_create(slug=slug, defaults=defaults)
        stored = {term.code: term for term in taxonomy.terms.all()}
        rows = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
        for position, row in enumerate(rows):
            group = _kept(TaxonomyTerm, taxonomy, stored, row, None, position)
            for place, child in enumerate(row.get("children", [])):
                _kept(TaxonomyTerm, taxonomy, stored, child, group, place)


def _kept(model: Any, taxonomy: Any, stored: dict[str, Any], row: dict[str, Any], parent: Any, position: int) -> Any:
    values = {
        "name": TranslatedText.of(row["name"]),
        "parent": parent,
        "icon": row.get("icon", ""),
        "position": position,
    }
    term = stored.get(row["code"])
    if term is None:
        return model.objects.create(taxonomy=taxonomy, code=row["code"], **values)
    changed = [name for name, value in values.items() if getattr(term, name) != value]
    if changed:
        for name in changed:
            setattr(term, name, values[name])
        term.save(update_fields=changed)
    return term
