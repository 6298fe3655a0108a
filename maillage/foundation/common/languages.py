"""Names of languages, in the reader's language. Babel knows them; we add the easy-read variants."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
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


# Languages that texts may be written in beside those of the pages (ISO 639-1; -3 where there is none): those of people
# who live in the territories. A list to choose from: whatever else a text already holds is shown and kept.
CONTENT_LANGUAGES = (
    "am", "ar", "bg", "bn", "ckb", "cs", "da", "el", "es", "et", "fa", "fi", "ha", "he", "hi", "hr", "hu", "hy", "ja",
    "ka", "ku", "lb", "ln", "lt", "lv", "mk", "ne", "oc", "pa", "pl", "ps", "pt", "rm", "ro", "ru", "rw", "sk", "sl",
    "so", "sq", "sr", "sv", "sw", "ta", "th", "ti", "tr", "uk", "ur", "vi", "wo", "yo", "zh",
)  # fmt: skip


def own_name_of(tag: str) -> str:
    """ "tr" is "Türkçe" on every page; the tag itself where nobody told us."""
    code, _, variant = tag.partition("-")
    locale = locale_of(code)
    name = locale.languages.get(code, code) if locale.language == code else language_name(code)
    name = name[:1].upper() + name[1:]
    return gettext("%(language)s, easy to read") % {"language": name} if variant == "simple" else name


def other_languages() -> list[tuple[str, str]]:
    """The languages beyond those of the pages, each with its own name, by that name."""
    spoken = {code for code, _name in settings.LANGUAGES}
    return sorted(((code, own_name_of(code)) for code in CONTENT_LANGUAGES if code not in spoken), key=_by_name)


def _by_name(language: tuple[str, str]) -> str:
    return language[1].casefold()


def language_name(tag: str) -> str:
    """ "nl" is "néerlandais" on a French page; "nl-simple" is "néerlandais, facile à lire"; an unknown tag stays."""
    code, _, variant = tag.partition("-")
    name = reader_locale().languages.get(code, code)
    if variant == "simple":
        return gettext("%(language)s, easy to read") % {"language": name}
    return name
