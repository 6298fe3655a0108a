"""Finding a place, an organization or a network by a part of its name."""

import re
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.text import slugify

WITH_ADDRESS = re.compile(r"\(([-\w]+)\)\s*$")


def named_like(text: str, *columns: str) -> Q:
    """Rows whose name holds `text` in any language of the site, or whose address does: "école" finds "Ecole-sur-Isère".

    `columns` are the translated texts to look in. Capitals do not count; accents neither, in the language that the
    address was made from.
    """
    wanted = " ".join(text.split())[:100].replace("\x00", "")
    conditions = [
        Q(**{f"{column}__versions__{language}__text__icontains": wanted})
        for column in columns
        for language, _name in settings.LANGUAGES
    ]
    if address := slugify(wanted):
        conditions.append(Q(slug__contains=address))
    return reduce(or_, conditions)


def label_of(item: Any) -> str:
    """A name that tells two of one name apart: with its address."""
    return f"{item} ({item.slug})"


def address_in(label: str) -> str:
    """The address at the end of what `label_of` wrote; empty where there is none."""
    found = WITH_ADDRESS.search(label)
    return found[1] if found else ""
