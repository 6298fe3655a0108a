"""How a text in several languages is read on a page."""

from django import template
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from maillage.foundation.common.languages import language_name as name_of
from maillage.foundation.common.texts import Reading, TranslatedText, pages

register = template.Library()


@register.filter
def reading(text: TranslatedText, variant: str = "") -> Reading:
    """The version to show on this page; with "easy", the easy-read one where there is one."""
    return pages.reading(text, easy=variant == "easy")


@register.filter
def plain(text: TranslatedText) -> str:
    """The bare text for this page's language: for titles, attributes and messages."""
    return pages.in_page_language(text)


@register.filter
def text(value: TranslatedText, variant: str = "") -> SafeString:
    """The text in a span that says its language wherever that is not the page's."""
    shown = reading(value, variant)
    return _marked(shown, shown.text, "span")


@register.filter
def paragraphs(value: TranslatedText, variant: str = "") -> SafeString:
    """The text as paragraphs, its language said wherever that is not the page's."""
    shown = reading(value, variant)
    return _marked(shown, mark_safe(linebreaks(shown.text, autoescape=True)), "div")  # noqa: S308 (escaped just there)


@register.filter
def language_name(tag: str) -> str:
    """The name of a language, in the page's language."""
    return name_of(tag)


def _marked(shown: Reading, content: str | SafeString, element: str) -> SafeString:
    if shown.base_language == get_language():
        return format_html("{}", content)
    return format_html(
        '<{} lang="{}" dir="{}">{}</{}>', element, shown.base_language, shown.direction, content, element
    )
