"""At start: is the journal still protected?"""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections

from maillage.foundation.journal.triggers import TABLE, missing_triggers


@register(Tags.database)
def journal_is_append_only(databases: list[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """An error for each database whose journal exists without its triggers."""
    errors: list[CheckMessage] = []
    for alias in databases or []:
        try:
            exists = TABLE in connections[alias].introspection.table_names()
            missing = missing_triggers(alias) if exists else set()
        except DatabaseError:
            continue  # Django's own check reports a database that does not answer
        if missing:
            hint = "Run `maillage migrate --skip-checks`: it creates them again. Then find out who dropped them."
            said = f"The journal can be changed: {', '.join(sorted(missing))} missing."
            errors.append(Error(said, hint=hint, id="journal.E001"))
    return errors
