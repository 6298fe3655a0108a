"""The vocabularies that come with the house, loaded after every migration and never twice."""

import json
from pathlib import Path
from typing import Any

from maillage.foundation.common.texts import TranslatedText

HERE = Path(__file__).parent

# data·inclusion 1.0.8, of the Plateforme de l'inclusion, Licence Ouverte 2.0: the codes are theirs, the words ours.
SOURCES = {
    "themes": ("data-inclusion-themes", "theme"),
    "audiences": ("data-inclusion-audiences", "audience"),
}
VERSION = "1.0.8"
URI = "https://gip-inclusion.github.io/data-inclusion-schema/"


def load_vocabularies(**_signal: Any) -> None:
    """Create or refresh the terms of the house's vocabularies; terms that people added are left alone."""
    from maillage.offer.directory.models import Taxonomy  # at start the models are not ready yet

    for name, (slug, subject) in SOURCES.items():
        defaults = {"subject": subject, "version": VERSION, "uri": URI}
        taxonomy, _created = Taxonomy.objects.update_or_create(slug=slug, defaults=defaults)
        rows = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
        for position, row in enumerate(rows):
            group = _kept(taxonomy, row, parent=None, position=position)
            for place, child in enumerate(row.get("children", [])):
                _kept(taxonomy, child, parent=group, position=place)


def _kept(taxonomy: Any, row: dict[str, Any], *, parent: Any, position: int) -> Any:
    """The term of that row, created or brought up to date."""
    values = {
        "name": TranslatedText.of(row["name"]),
        "parent": parent,
        "icon": row.get("icon", ""),
        "position": position,
    }
    term, created = taxonomy.terms.get_or_create(code=row["code"], defaults=values)
    changed = [] if created else [name for name, value in values.items() if getattr(term, name) != value]
    for name in changed:
        setattr(term, name, values[name])
    if changed:
        term.save(update_fields=changed)
    return term
