"""Reading a text on the page that is being made, and telling its reader how far its texts may be trusted."""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Self

from django.utils.translation import get_language

from maillage.foundation.common.texts.value import Reading, State, TranslatedText, easy_variant


@dataclass
class Shown:
    """What a page has shown that nobody read again, or that is not in its language; filled as the page is made."""

    machine: bool = False
    outdated: bool = False
    foreign: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.machine or self.outdated or self.foreign)

    @classmethod
    def of(cls, texts: Iterable[TranslatedText]) -> Self:
        """What these texts would be noted as, on the page that is being made."""
        shown = cls()
        for text in texts:
            shown.note(reading(text))
        return shown

    def note(self, read: Reading) -> None:
        """Remember a version that is shown."""
        self.machine |= read.text != "" and read.state == State.MACHINE
        self.outdated |= read.text != "" and read.state == State.OUTDATED
        if read.text and not read.exact and read.base_language not in self.foreign:
            self.foreign.append(read.base_language)


_noted: ContextVar[Shown | None] = ContextVar("texts_shown", default=None)


def note_texts() -> Shown:
    """Begin a page: what `note` is told from now on is in the result, until another page begins."""
    shown = Shown()
    _noted.set(shown)
    return shown


def note(read: Reading) -> None:
    """Tell the page that is being made which version it shows."""
    shown = _noted.get()
    if shown is not None:
        shown.note(read)


def reading(text: TranslatedText, *, easy: bool = False) -> Reading:
    """The version for the page's language; the easy-read one first where `easy` asks for it."""
    language = get_language() or ""
    return text.reading([easy_variant(language), language] if easy else [language])


def in_page_language(text: TranslatedText) -> str:
    """The bare text for the page's language."""
    return reading(text).text
