"""How this room's facts read on a page."""

from django import template

from maillage.foundation.common.languages import language_name
from maillage.foundation.common.phones import readable
from maillage.foundation.network.countries import country_name
from maillage.foundation.network.identifiers import SCHEMES

register = template.Library()


@register.filter
def country(code: str) -> str:
    """The name of a country, in the page's language."""
    return country_name(code)


@register.filter
def language_names(codes: list[str]) -> str:
    """The names of languages, with commas between."""
    return ", ".join(language_name(code) for code in codes)


@register.filter
def country_names(codes: list[str]) -> str:
    """The names of countries, with commas between."""
    return ", ".join(country_name(code) for code in codes)


@register.filter
def register_name(scheme: str) -> str:
    """The name of the register that a number is in."""
    return SCHEMES[scheme].label if scheme in SCHEMES else scheme


@register.filter
def phone_number(number: str) -> str:
    """A telephone number as people of its country write it."""
    return readable(number)


@register.filter
def web_address(url: str) -> str:
    """A web address without what every one of them begins with."""
    return url.partition("://")[2].rstrip("/") or url
