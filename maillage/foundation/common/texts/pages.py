"""Reading a text on the page that is being made."""

from django.utils.translation import get_language

from maillage.foundation.common.texts.value import Reading, TranslatedText, easy_variant


def reading(text: TranslatedText, *, easy: bool = False) -> Reading:
    """The version for the page's language; the easy-read one first where `easy` asks for it."""
    language = get_language() or ""
    return text.reading([easy_variant(language), language] if easy else [language])


def in_page_language(text: TranslatedText) -> str:
    """The bare text for the page's language."""
    return reading(text).text
