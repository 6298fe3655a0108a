"""Rules and sections of a mapping, prepared so that a row costs little."""

from maillage.offer.directory.exchange.cells import in_words
from maillage.offer.directory.exchange.cleaning.words import folded
from maillage.offer.directory.exchange.formats.tables import Cells
from maillage.offer.directory.exchange.mapping import Rule, Section
from maillage.offer.directory.exchange.records import Kind
from maillage.offer.directory.exchange.targets import REQUIRED, TARGETS, Reads, Target
from maillage.offer.directory.exchange.templates import Cell, Template, template


class PreparedField:
    """One rule and the field it fills."""

    def __init__(self, name: str, rule: Rule, target: Target) -> None:
        self.name, self.rule, self.target = name, rule, target
        self.source = template(rule.source)
        self.texts = {language: template(text) for language, text in rule.texts.items()}
        self.columns = rule.columns
        self.folded_words = {folded(word): answer for word, answer in rule.words.items()}
        self.drops_others = rule.words.get("*") == ""
        self.several = target.reads is Reads.CODES
        self.translated = target.reads in (Reads.TEXT, Reads.LINE)
        group, _, self.part = name.partition(".")
        self.group = group if self.part else ""

    def cell(self, cells: Cells, source: Template | None = None) -> Cell:
        """What stands there, in the mapping's words."""
        found, rule = self._written(cells, source), self.rule
        if found and rule.words:
            found = in_words(found, rule.words, self.folded_words, several=self.several)
        if not found and rule.otherwise:
            return rule.otherwise.split(",") if self.several else rule.otherwise
        return found

    def without_word(self, cells: Cells, source: Template | None = None) -> list[str]:
        """What stands there and is none of the mapping's words, where it has none for all the rest."""
        if not self.drops_others:
            return []
        found = self._written(cells, source)
        parts = found if isinstance(found, list) else [found]
        others = (part for part in parts if part and part not in self.rule.words)
        return [part for part in others if folded(part) not in self.folded_words]

    def _written(self, cells: Cells, source: Template | None) -> Cell:
        found = (source or self.source).cell(cells)
        if isinstance(found, str) and found and (self.rule.split or self.several):
            return _parts(found, self.rule.split or ",")
        return found


class PreparedSection:
    """One kind of record that rows make."""

    def __init__(self, section: Section) -> None:
        self.section, self.kind = section, section.kind
        targets = TARGETS[section.kind]
        self.fields = [PreparedField(name, rule, targets[name]) for name, rule in section.fields.items()]
        self.by_name = {field.name: field for field in self.fields}
        self.key = template(section.key)
        self.when = template(section.when) if section.when else None
        self.links = {Kind(name): template(text) for name, text in section.links.items()}
        self.required = REQUIRED.get(section.kind)

    @property
    def key_column(self) -> str:
        """The column that a problem with the identifier names."""
        return self.key.columns[-1] if self.key.columns else ""

    def column_of(self, name: str) -> str:
        """The column that a problem with a field names."""
        field = self.by_name.get(name)
        return field.columns[0] if field and field.columns else ""

    def key_of(self, cells: Cells) -> str:
        """The identifier that the row gives; "" where it gives none, or not all of it."""
        return self.key.key(cells)


def _parts(text: str, separator: str) -> list[str]:
    """The parts of a list in one cell; programs also write them as ["a", "b"] or {a,b}."""
    text = text.strip()
    if text[:1] + text[-1:] in ("[]", "{}"):
        text, separator = text[1:-1], ","
    return [part for piece in text.split(separator) if (part := piece.strip(" \t\"'"))]
