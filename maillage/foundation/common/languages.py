"""Names of languages, in the reader's language. Babel knows them; we add the easy-read variants."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, gettext


@lru_cache(maxsize=16)
def locale_of(language: str | None) -> Locale:
    """Babel's locale for a language tag; English where Babel does not know it."""
    try:
        return Locale.parse((language or "en").replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def reader_locale() -> Locale:
    """Babel's locale of the page being made."""
    return locale_of(get_language())


def language_name(tag: str) -> str:
    """ "nl" is "néerlandais" on a French page; "nl-simple" is "néerlandais, facile à lire"; an unknown tag stays."""
    code, _, variant = tag.partition("-")
    name = reader_locale().languages.get(code, code)
    if variant == "simple":
        return gettext("%(language)s, easy to read") % {"language": name}
    return name
