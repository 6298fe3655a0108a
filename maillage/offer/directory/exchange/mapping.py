"""Which column means what: a small tree that people write as TOML or make on the screen."""

import json
import re
import tomllib
from collections.abc import Iterator
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from maillage.offer.directory.exchange.records import Kind
from maillage.offer.directory.exchange.targets import TARGETS
from maillage.offer.directory.exchange.templates import template

HERE = Path(__file__).parent / "mappings"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-simple)?")
_RULE_KEYS = {"from", "texts", "words", "split", "else"}
_GROUPED = ("accessibility", "identifiers")
_SECTION_KEYS = {"key", "when", "organization", "location", "service"}


class MappingError(ValueError):
    """A mapping that cannot be understood; the message names the place."""


@dataclass(frozen=True)
class Rule:
    """Where one field comes from.

    `source` is a template ("{street} {number}", or a constant), or `texts` one for each language. `words` turn what
    stands there into something else (compared without capitals and accents; an empty answer means unknown), `split`
    is the separator of a list, `otherwise` what to take where nothing stands there.
    """

    source: str = ""
    texts: Dictionary[str, str] = field(default_factory=dict)
    words: Dictionary[str, str] = field(default_factory=dict)
    split: str = ""
    otherwise: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read."""
        templates = [self.source, *self.texts.values()]
        return tuple(dict.fromkeys(column for text in templates for column in template(text).columns))


@dataclass(frozen=True)
class Section:
    """One kind of record that each row makes. `links` name other records of the source by their keys.

    Where `key` is empty, it is made from the name and the address. `when` is a template: no record where it is empty.
    """

    kind: Kind
    fields: Dictionary[str, Rule]
    key: str = ""
    when: str = ""
    links: Dictionary[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that are read."""
        keys = (column for text in (self.key, self.when, *self.links.values()) for column in template(text).columns)
        return tuple(dict.fromkeys([*keys, *(c for rule in self.fields.values() for c in rule.columns)]))


@dataclass(frozen=True)
class TableMapping:
    """What the rows of one table make. `file` and `items` say which table, where a source has several.

    `ignored` are columns that nobody needs to hear of; the others without a rule are kept with the record as they are.
    """

    sections: tuple[Section, ...]
    file: str = ""  # a part of the file's name
    items: str = ""  # in JSON, the path of the list: "features", "data.services"
    ignored: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that are read."""
        return tuple(dict.fromkeys(column for section in self.sections for column in section.columns))

    @property
    def primary(self) -> Section:
        """What a row is about: a service rather than a place, a place rather than an organization."""
        for kind in (Kind.SERVICE, Kind.LOCATION, Kind.ORGANIZATION):
            for section in self.sections:
                if section.kind is kind:
                    return section
        return self.sections[0]


@dataclass(frozen=True)
class Mapping:
    """How a source is read. `recognise` are groups of columns; a file that has one group is of this kind.

    `language` and `country` hold for rows that do not say it themselves; both may be templates, with `words`.
    `engine` is "table"; "hsds" for directories of tables that point to each other; "maillage" for our own workbook.
    """

    name: str
    tables: tuple[TableMapping, ...] = ()
    title: str = ""
    engine: str = "table"
    language: Rule = field(default_factory=Rule)
    country: Rule = field(default_factory=Rule)
    recognise: tuple[tuple[str, ...], ...] = ()
    options: Dictionary[str, Any] = field(default_factory=dict)

    def with_name(self, name: str, title: str = "") -> "Mapping":
        """The same, under another name."""
        return replace(self, name=name, title=title or self.title)

    def to_dict(self) -> dict[str, Any]:
        """As plain dictionaries, lists and texts: what JSON and TOML hold."""
        data: dict[str, Any] = {"name": self.name}
        if self.title:
            data["title"] = self.title
        if self.engine != "table":
            data["engine"] = self.engine
        for name in ("language", "country"):
            rule = getattr(self, name)
            if rule != Rule():
                data[name] = _rule_to(rule)
        if self.recognise:
            data["recognise"] = [list(group) for group in self.recognise]
        if self.options:
            data["options"] = dict(self.options)
        if self.tables:
            data["table"] = [_table_to(table) for table in self.tables]
        return data

    @classmethod
    def from_dict(cls, data: Dictionary[str, Any]) -> "Mapping":
        """The mapping that such a dictionary describes; raises MappingError."""
        if not isinstance(data, dict) or not isinstance(data.get("name"), str):
            raise MappingError("A mapping needs a name.")
        known = {"name", "title", "engine", "language", "country", "recognise", "options", "table"}
        sections = {kind.value for kind in Kind} | {"file", "items", "ignored"}
        if strange := sorted(set(data) - known - sections):
            raise MappingError(f"“{strange[0]}” is not a part of a mapping.")
        tables = data.get("table") or ([data] if any(kind.value in data for kind in Kind) else [])
        if not isinstance(tables, list) or ("table" in data and not tables):
            raise MappingError("Write [[table]], with two brackets: a mapping may have several.")
        return cls(
            name=data["name"],
            title=str(data.get("title", "")),
            engine=str(data.get("engine", "table")),
            language=_rule_from(data.get("language", ""), "language"),
            country=_rule_from(data.get("country", ""), "country"),
            recognise=_groups(data.get("recognise", ())),
            options=dict(data.get("options", {})),
            tables=tuple(_table_from(table) for table in tables),
        )

    def to_json(self) -> str:
        """As JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Mapping":
        """From JSON; raises MappingError."""
        try:
            return cls.from_dict(json.loads(text))
        except (json.JSONDecodeError, RecursionError) as error:
            raise MappingError(str(error)) from error

    def to_toml(self) -> str:
        """As TOML, as a person would write it."""
        return "\n".join(_toml(self.to_dict())) + "\n"

    @classmethod
    def from_toml(cls, text: str) -> "Mapping":
        """From TOML; raises MappingError, which names the line where TOML itself is wrong."""
        try:
            return cls.from_dict(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise MappingError(str(error)) from error


def ready_mappings() -> dict[str, Mapping]:
    """The mappings that come with the house, by name."""
    paths = sorted(HERE.glob("*.toml"))
    mappings = (Mapping.from_toml(path.read_text(encoding="utf-8")) for path in paths)
    return {mapping.name: mapping for mapping in mappings}


def load_mapping(name_or_path: str) -> Mapping:
    """A ready mapping by its name, or one from a file (TOML or JSON); raises MappingError."""
    path = Path(name_or_path)
    if path.suffix in (".toml", ".json"):
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise MappingError(str(error)) from error
        return Mapping.from_toml(text) if path.suffix == ".toml" else Mapping.from_json(text)
    ready = HERE / f"{name_or_path}.toml"
    if not re.fullmatch(r"[a-z0-9-]+", name_or_path) or not ready.exists():
        raise MappingError(f"There is no mapping “{name_or_path}”. There are: {', '.join(sorted(ready_mappings()))}.")
    return Mapping.from_toml(ready.read_text(encoding="utf-8"))


def _groups(data: Any) -> tuple[tuple[str, ...], ...]:
    """One list of columns, or several."""
    groups = data if data and all(isinstance(group, (list, tuple)) for group in data) else [data] if data else []
    return tuple(tuple(map(str, group)) for group in groups)


def _table_from(data: Any) -> TableMapping:
    if not isinstance(data, dict):
        raise MappingError("A table is a list of sections.")
    sections = tuple(section for kind in Kind for section in _sections_from(kind, data.get(kind.value)))
    if not sections:
        raise MappingError("A table needs at least one section, such as [service].")
    return TableMapping(
        sections=sections,
        file=str(data.get("file", "")),
        items=str(data.get("items", "")),
        ignored=tuple(map(str, data.get("ignored", ()))),
    )


def _sections_from(kind: Kind, data: Any) -> Iterator[Section]:
    for entry in data if isinstance(data, list) else [data] if data is not None else []:
        if not isinstance(entry, dict):
            raise MappingError(f"[{kind}] is a list of fields.")
        fields: dict[str, Rule] = {}
        for name, value in entry.items():
            if name in _SECTION_KEYS:
                continue
            if name in _GROUPED and isinstance(value, dict):
                fields |= {f"{name}.{part}": _rule_from(rule, f"{kind}.{name}.{part}") for part, rule in value.items()}
            else:
                fields[name] = _rule_from(value, f"{kind}.{name}")
        for name in fields:
            if name not in TARGETS.get(kind, {}):
                raise MappingError(f"“{name}” is not a field of [{kind}].")
        links = {name: str(entry[name]) for name in ("organization", "location", "service") if name in entry}
        yield Section(kind, fields, key=str(entry.get("key", "")), when=str(entry.get("when", "")), links=links)


def _rule_from(value: Any, place: str) -> Rule:
    if isinstance(value, (str, int, float, bool)):
        return Rule(source=str(value).lower() if isinstance(value, bool) else str(value))
    if not isinstance(value, dict):
        raise MappingError(f"{place}: a text or a table is needed.")
    if value and all(_LANGUAGE.fullmatch(key) for key in value):
        return Rule(texts={key: str(text) for key, text in value.items()})
    if strange := sorted(set(value) - _RULE_KEYS):
        raise MappingError(f"{place}: “{strange[0]}” is not known here.")
    return Rule(
        source=str(value.get("from", "")),
        texts={str(key): str(text) for key, text in value.get("texts", {}).items()},
        words={str(key): _word(word) for key, word in value.get("words", {}).items()},
        split=str(value.get("split", "")),
        otherwise=str(value.get("else", "")),
    )


def _word(word: Any) -> str:
    if isinstance(word, bool):
        return "true" if word else "false"
    return ",".join(map(str, word)) if isinstance(word, list) else str(word)


def _rule_to(rule: Rule) -> Any:
    if rule.texts and rule == Rule(texts=rule.texts):
        return dict(rule.texts)
    if rule == Rule(source=rule.source):
        return rule.source
    data = {"from": rule.source, "texts": dict(rule.texts), "words": dict(rule.words)}
    data |= {"split": rule.split, "else": rule.otherwise}
    return {key: value for key, value in data.items() if value}


def _table_to(table: TableMapping) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if table.file:
        data["file"] = table.file
    if table.items:
        data["items"] = table.items
    if table.ignored:
        data["ignored"] = list(table.ignored)
    for section in table.sections:
        entry: dict[str, Any] = {"key": section.key} if section.key else {}
        if section.when:
            entry["when"] = section.when
        entry |= section.links
        for name, rule in section.fields.items():
            group, _, part = name.partition(".")
            if part:
                entry.setdefault(group, {})[part] = _rule_to(rule)
            else:
                entry[name] = _rule_to(rule)
        data.setdefault(section.kind.value, []).append(entry)
    return {
        key: value[0] if isinstance(value, list) and len(value) == 1 and key in set(Kind) else value
        for key, value in data.items()
    }


def _toml(data: dict[str, Any], place: str = "") -> Iterator[str]:
    """Simple values first, then tables, then lists of tables."""
    tables = {key: value for key, value in data.items() if isinstance(value, dict) and key in (*set(Kind), "options")}
    lists = {
        key: value for key, value in data.items() if isinstance(value, list) and value and isinstance(value[0], dict)
    }
    for key, value in data.items():
        if key not in tables and key not in lists:
            yield f"{_toml_key(key)} = {_toml_value(value)}"
    for key, value in tables.items():
        yield from ("", f"[{place}{key}]")
        yield from _toml(value, f"{place}{key}.")
    for key, values in lists.items():
        for value in values:
            yield from ("", f"[[{place}{key}]]")
            yield from _toml(value, f"{place}{key}.")


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def _toml_value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml_key(key)} = {_toml_value(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (int, float)) else json.dumps(value, ensure_ascii=False)
