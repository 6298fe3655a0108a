"""Browsers on a page."""

from django import template

from maillage.foundation.accounts import browsers

register = template.Library()


@register.filter
def browser_name(user_agent: str) -> str:
    """ "Firefox on Android" """
    return browsers.browser_name(user_agent)
