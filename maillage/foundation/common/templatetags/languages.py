"""The page one is reading, in another language."""

from typing import Any
from urllib.parse import urlsplit

from django import template
from django.http import HttpRequest
from django.urls import Resolver404, get_script_prefix, resolve, translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag(takes_context=True)
def page_in_language(context: dict[str, Any], language: str) -> str:
    """The address of this page in `language`, with its query; its home page where there is no such page.

    After a POST the address may answer to nothing else, so the link leads back to the page that held the form.
    """
    request: HttpRequest = context["request"]
    address = request.get_full_path() if request.method in ("GET", "HEAD") else _page_of_the_form(request)
    return _in_language(address, language)


@register.simple_tag(takes_context=True)
def pages_of_all_languages(context: dict[str, Any]) -> list[tuple[str, str]]:
    """For search engines: (language, absolute address) of this page in each language, "x-default" last.

    The last one carries no language: it leads each reader to their own. Empty for a page that has no others.
    """
    request: HttpRequest = context["request"]
    prefix = f"{get_script_prefix()}{get_language()}/"
    if request.method not in ("GET", "HEAD") or not request.resolver_match or not request.path.startswith(prefix):
        return []
    pages = [(code, _in_language(request.path, code)) for code, _name in context["LANGUAGES"]]
    pages.append(("x-default", get_script_prefix() + request.path.removeprefix(prefix)))
    return [(code, request.build_absolute_uri(address)) for code, address in pages]


def _in_language(address: str, language: str) -> str:
    if language == get_language():
        return address
    translated = translate_url(address, language)
    # What cannot be resolved comes back unchanged: a page that does not exist, or one without languages.
    return translated if translated != address else f"{get_script_prefix()}{language}/"


def _page_of_the_form(request: HttpRequest) -> str:
    """Where the browser says it came from, if that is one of our pages; otherwise our first page."""
    referrer = request.META.get("HTTP_REFERER", "")
    if url_has_allowed_host_and_scheme(referrer, allowed_hosts={request.get_host()}):
        parts = urlsplit(referrer)
        try:
            resolve(parts.path)
        except Resolver404:
            pass
        else:
            return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return f"{get_script_prefix()}{get_language()}/"
