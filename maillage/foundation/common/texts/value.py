"""The value: one text, written in one language, with its versions in others. No Django here.

A language is a BCP 47 tag ("fr", "de"). Its easy-read variant carries the registered subtag "simple" ("de-simple").
"""

import enum
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

EASY = "simple"
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


class State(enum.StrEnum):
    """How far a version in one language may be trusted."""

    MISSING = "missing"
    MACHINE = "machine"
    OUTDATED = "outdated"
    REVIEWED = "reviewed"


def easy_variant(language: str) -> str:
    """The easy-read variant of a language: "fr" gives "fr-simple"."""
    return f"{language}-{EASY}"


def base_language(tag: str) -> str:
    """The language of a tag: "fr-simple" gives "fr"."""
    return tag.partition("-")[0]


def direction(tag: str) -> str:
    """The direction a language is written in: "rtl" or "ltr"."""
    return "rtl" if base_language(tag) in RIGHT_TO_LEFT else "ltr"


def fingerprint(text: str) -> str:
    """A short hash that tells whether a source text changed since it was translated."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Version:
    """A text in one language; `origin` is the fingerprint of the source text it was made from."""

    text: str
    machine: bool = False
    origin: str = ""


@dataclass(frozen=True)
class Reading:
    """A text as it will be read: in which language, in what state, and whether that is the language asked for."""

    text: str
    language: str
    state: State
    exact: bool

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def base_language(self) -> str:
        return base_language(self.language)


@dataclass(frozen=True)
class TranslatedText:
    """A text written in `source`, and its versions by language tag (the source's own included).

    Whether a translation is outdated is never stored: it follows from the fingerprints, so that it cannot drift.
    """

    source: str = ""
    versions: Mapping[str, Version] = field(default_factory=dict)

    @classmethod
    def written(cls, text: str, language: str) -> "TranslatedText":
        """A text that exists in one language only; an empty one where `text` is blank."""
        return cls(language, {language: Version(text)}) if text.strip() else cls()

    @classmethod
    def of(cls, texts: Mapping[str, str], source: str | None = None) -> "TranslatedText":
        """A text whose versions were all written by people; the first language is the source unless named."""
        return cls().revised(texts, source=source or next(iter(texts), ""))

    def __bool__(self) -> bool:
        return any(version.text for version in self.versions.values())

    def __str__(self) -> str:
        return self.reading((self.source,)).text

    @property
    def languages(self) -> tuple[str, ...]:
        """The tags that have a text, the source first."""
        return tuple(sorted((t for t, v in self.versions.items() if v.text), key=lambda tag: (tag != self.source, tag)))

    def text_in(self, tag: str) -> str:
        """The text in exactly that language and variant, or an empty string."""
        version = self.versions.get(tag)
        return version.text if version else ""

    def state(self, tag: str) -> State:
        """The state of the version in that language; an easy-read version is compared with its own language's text."""
        version = self.versions.get(tag)
        if not version or not version.text:
            return State.MISSING
        if version.machine:
            return State.MACHINE
        if tag != self.source and version.origin != fingerprint(self._origin_of(tag)):
            return State.OUTDATED
        return State.REVIEWED

    def reading(self, wanted: Iterable[str]) -> Reading:
        """The best version for a reader who wants these tags in that order; then the source; then any."""
        wanted = tuple(wanted)
        for tag in wanted:
            if self.text_in(tag):
                return Reading(self.text_in(tag), tag, self.state(tag), exact=True)
        for tag in (self.source, *self.languages):
            if self.text_in(tag):
                return Reading(self.text_in(tag), tag, self.state(tag), exact=False)
        return Reading("", wanted[0] if wanted else self.source, State.MISSING, exact=False)

    def revised(
        self,
        texts: Mapping[str, str],
        *,
        source: str | None = None,
        machine: Iterable[str] = (),
        confirmed: Iterable[str] = (),
    ) -> "TranslatedText":
        """This text after somebody wrote `texts`.

        A language not in `texts` stays as it is. A changed version becomes reviewed (or machine, where it is in
        `machine`); an unchanged one keeps its origin, and so becomes outdated when the source changed, unless it is
        in `confirmed`: read again and found right.
        """
        source = source or self.source or next(iter(texts), "")
        machine, confirmed = set(machine), set(confirmed)
        merged = dict(self.versions)
        for tag, text in texts.items():
            if not text.strip():
                merged.pop(tag, None)
            elif text != self.text_in(tag):
                merged[tag] = Version(text, machine=tag in machine)
                confirmed.discard(tag)
        for tag in confirmed & set(merged):
            merged[tag] = Version(merged[tag].text)
        draft = TranslatedText(source, merged)
        settled = {
            tag: replace(version, origin=fingerprint(draft._origin_of(tag)))
            if not version.origin and (tag in texts or tag in confirmed)
            else version
            for tag, version in merged.items()
        }
        return TranslatedText(source, settled)

    def _origin_of(self, tag: str) -> str:
        """The text a version was made from: its plain language for an easy-read variant, the source otherwise."""
        plain = base_language(tag)
        if tag != plain and self.text_in(plain):
            return self.text_in(plain)
        return self.text_in(self.source)

    def to_json(self) -> dict[str, Any]:
        """What the database column holds."""
        versions = {
            tag: {
                "text": v.text,
                **({"machine": True} if v.machine else {}),
                **({"origin": v.origin} if v.origin else {}),
            }
            for tag, v in self.versions.items()
        }
        return {"source": self.source, "versions": versions} if versions else {}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "TranslatedText":
        """Read what `to_json` wrote."""
        versions = {
            tag: Version(v["text"], machine=v.get("machine", False), origin=v.get("origin", ""))
            for tag, v in data.get("versions", {}).items()
        }
        return cls(data.get("source", ""), versions)
