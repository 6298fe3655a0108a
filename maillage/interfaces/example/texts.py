"""Texts of the example files: a plain string was read by somebody, an object says its state."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from maillage.foundation.common.texts import TranslatedText

# What an outdated translation was made from: no source text has this fingerprint.
_OLD = "000000000000"


def text_of(versions: Mapping[str, Any] | None) -> TranslatedText:
    """{"fr": "...", "nl": {"text": "...", "state": "machine"}} as a text; the first language is the source."""
    if not versions:
        return TranslatedText()
    told = {tag: v if isinstance(v, str) else v["text"] for tag, v in versions.items()}
    states = {tag: "" if isinstance(v, str) else v["state"] for tag, v in versions.items()}
    machine = [tag for tag, state in states.items() if state == "machine"]
    text = TranslatedText().revised(told, source=next(iter(told)), machine=machine)
    outdated = {tag for tag, state in states.items() if state == "outdated"}
    return TranslatedText(
        text.source,
        {tag: replace(v, origin=_OLD) if tag in outdated else v for tag, v in text.versions.items()},
    )
