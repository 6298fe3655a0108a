"""How this room's facts read on a page."""

import json
from datetime import datetime
from typing import Any

from babel.numbers import format_currency
from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from maillage.foundation.common.languages import language_name, own_name_of, reader_locale
from maillage.foundation.common.phones import readable
from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.common.texts.pages import reading
from maillage.offer.directory.completeness import Gap
from maillage.offer.directory.fields import FEATURES
from maillage.offer.directory.forms.choices import SIGNED
from maillage.offer.directory.forms.week import sentence_of
from maillage.offer.directory.models import AccessMode, CostOption, Service, Taxonomy, TaxonomyTerm
from maillage.offer.directory.scopes import STALE_AFTER

register = template.Library()


@register.filter
def groups(service: Service) -> list[TaxonomyTerm]:
    """The groups of a service's themes, each once."""
    return list(dict.fromkeys(term.parent for term in service.themes.all() if term.parent))


@register.filter
def classifications(service: Service) -> list[tuple[Taxonomy, list[TaxonomyTerm]]]:
    """The terms of other taxonomies that class a service, by taxonomy."""
    found: dict[Taxonomy, list[TaxonomyTerm]] = {}
    for term in service.terms.all():
        found.setdefault(term.taxonomy, []).append(term)
    return sorted(found.items(), key=lambda line: line[0].slug)


@register.filter
def access_modes(service: Service) -> list[str]:
    """How one comes, in words."""
    return [str(AccessMode(code).label) for code in service.access_modes]


@register.filter
def hours_in_words(value: str) -> str:
    """Opening hours as a sentence in the page's language."""
    return sentence_of(value)


@register.filter
def city(service: Service) -> str:
    """Where it is given, in a word: the town of its first place whose address is public."""
    rows = service.service_at_locations.all()
    return next((row.location.city for row in rows if not row.location.address_hidden and row.location.city), "")


@register.filter
def spoken(code: str) -> str:
    """The name of a language that is spoken or signed."""
    return str(SIGNED.get(code) or language_name(code))


@register.filter
def feature(code: str) -> str:
    """The name of an accessibility feature."""
    return str(FEATURES[code])


@register.filter
def features(accessibility: dict[str, bool]) -> list[tuple[str, bool]]:
    """The features that are known, in the house's order."""
    return [(code, accessibility[code]) for code in FEATURES if code in accessibility]


@register.filter
def country_name(code: str) -> str:
    """The name of a country (ISO 3166-1) in the page's language."""
    return str(reader_locale().territories.get(code, code))


@register.filter
def phone(value: str) -> str:
    """A telephone number as people write it."""
    return readable(value)


@register.filter
def is_web_address(value: str) -> bool:
    """Whether a link may be made of it. Forms refuse anything else; this holds whatever else brought it in."""
    return value.startswith(("https://", "http://"))


@register.filter
def bare_address(value: str) -> str:
    """A web address without what nobody reads aloud."""
    return value.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


@register.filter
def money(cost: CostOption) -> str:
    """An amount as the page's language writes it."""
    return format_currency(cost.amount, cost.currency, locale=reader_locale())


@register.filter
def has_easy(text: TranslatedText) -> bool:
    """Whether there is an easy-read version in the page's language."""
    return reading(text, easy=True).language.endswith("-simple")


@register.filter
def own_name(tag: str) -> str:
    """The name of a language in itself."""
    return own_name_of(tag)


@register.filter
def any_required(gaps: list[Gap]) -> bool:
    """Whether one of these gaps stops publication."""
    return any(gap.required for gap in gaps)


@register.filter
def stale(moment: datetime | None) -> bool:
    """Whether a confirmation is so old that a reader should know."""
    return moment is not None and timezone.now() - moment > STALE_AFTER


@register.filter
def json_ld(data: dict[str, Any]) -> SafeString:
    """Structured data as a block that no browser runs."""
    text = json.dumps(data, ensure_ascii=False)
    # The same three characters that Django's own json_script escapes: nothing can close the element.
    escaped = text.replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026")
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(escaped))  # noqa: S308
