"""Addresses made from names."""

import secrets

from django.db import models
from django.utils.text import slugify

# The pages that stand beside the things of a kind: "organizations/create/" is nobody's page.
RESERVED = frozenset({"create", "import", "new", "suggestions"})


def free_slug(model: type[models.Model], text: str, *, length: int = 60) -> str:
    """A slug of `text` that no row of `model` has, nor any page of ours; a short random end where it
    is taken or empty (Arabic, "???")."""
    base = slugify(text)[:length].strip("-")
    if base and base not in RESERVED and not model._default_manager.filter(slug=base).exists():
        return base
    return f"{base or model._meta.model_name}-{secrets.token_hex(3)}"
