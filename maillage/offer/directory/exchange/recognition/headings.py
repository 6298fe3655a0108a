"""What a heading says: as it stands, nearly, or in part."""

import difflib
import re
import tomllib
from functools import lru_cache
from pathlib import Path

from maillage.offer.directory.exchange.cleaning.words import folded

_LANGUAGE_END = re.compile(r"^(?P<stem>.+?)[\s_.(-]*(?P<language>fr|nl|de|it|en)\)?$", re.IGNORECASE)
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def fields() -> list[str]:
    """What a column may be, in the order of the list of headings."""
    return list(dict.fromkeys(_words().values()))


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    """From a folded heading to its field."""
    headings = tomllib.loads((Path(__file__).parents[1] / "headings.toml").read_text(encoding="utf-8"))
    return {folded(word): field for field, words in reversed(headings.items()) for word in words}


_SMALL_WORDS = re.compile(r"\b(?:de|du|des|la|le|les|l|d|van|het|der|die|das|di|del|della|the|of|en|et|und|e)\b")


@lru_cache(maxsize=4096)
def by_heading(column: str) -> tuple[str, float, str]:
    """(field, confidence, language of the column)."""
    last = column.rpartition(".")[2]
    spaced = CAMEL.sub(" ", last if last and " " not in column else column).replace("_", " ").strip()
    heading = folded(spaced)
    if heading in _words():
        return _words()[heading], 0.95, ""
    split = _LANGUAGE_END.match(spaced)
    if split:
        found, confidence = _heading(folded(split["stem"]))
        if found:
            return found, confidence * 0.97, split["language"].lower()
    return (*_heading(heading), "")


def _heading(heading: str) -> tuple[str, float]:
    """The field of a folded heading: as it stands, without its number, without small words, nearly, or in part."""
    words = _words()
    forms = (heading, re.sub(r"\s*\d+$", "", heading), " ".join(_SMALL_WORDS.sub(" ", heading).split()))
    for form, confidence in zip(forms, (0.95, 0.9, 0.88), strict=True):
        if form in words:
            return words[form], confidence
    near = difflib.get_close_matches(heading, words, n=1, cutoff=0.86) if len(heading) >= 5 else []
    if near:
        return words[near[0]], 0.7
    parts = [words[part] for part in heading.split() if len(part) > 2 and part in words]
    parts = [field for field in parts if field != "service.key"]
    telling = [field for field in parts if field.startswith(("contact", "location", "hours"))]
    return ((telling or parts)[0], 0.55) if parts else ("", 0.0)
