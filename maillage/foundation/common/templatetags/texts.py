"""How a text in several languages is read on a page."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy

from maillage.foundation.common.languages import language_name as name_of
from maillage.foundation.common.texts import Reading, State, TranslatedText, pages

register = template.Library()

SIGNS = {
    State.MACHINE: ("≈", gettext_lazy("translated by a machine, not yet read")),
    State.OUTDATED: ("†", gettext_lazy("outdated: the original changed since")),
}


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
    return _marked(shown, format_html("{}{}", shown.text, _mark(shown)), "span")


@register.filter
def paragraphs(value: TranslatedText, variant: str = "") -> SafeString:
    """The text as paragraphs, its language said wherever that is not the page's."""
    shown = reading(value, variant)
    lines = linebreaks(shown.text, autoescape=True)
    marked = format_html("{}{}</p>", mark_safe(lines.removesuffix("</p>")), _mark(shown)) if lines else lines  # noqa: S308
    return _marked(shown, mark_safe(marked), "div")  # noqa: S308 (escaped just there)


@register.filter
def language_name(tag: str) -> str:
    """The name of a language, in the page's language."""
    return name_of(tag)


@register.filter
def language_names(tags: Iterable[str]) -> str:
    """The names of languages, in the page's language."""
    return ", ".join(name_of(tag) for tag in tags)


def _mark(shown: Reading) -> SafeString | str:
    """A small sign where nobody read this version again; the page says once what the signs mean."""
    if not shown.text or shown.state not in SIGNS:
        return ""
    sign, words = SIGNS[shown.state]
    seen = format_html('<sup class="sign" title="{}" aria-hidden="true">{}</sup>', words, sign)
    return format_html('{}<span class="visually-hidden" lang="{}"> ({})</span>', seen, get_language(), words)


def _marked(shown: Reading, content: str | SafeString, element: str) -> SafeString:
    pages.note(shown)
    if shown.base_language == get_language():
        return format_html("{}", content)
    return format_html(
        '<{} lang="{}" dir="{}">{}</{}>', element, shown.base_language, shown.direction, content, element
    )
