"""When, on a page."""

from datetime import date, datetime

from django import template

from maillage.foundation.common import moments

register = template.Library()


@register.filter
def ago(moment: datetime) -> str:
    """ "3 weeks ago" """
    return moments.ago(moment)


@register.filter
def lasting(moment: datetime) -> str:
    """ "3 weeks", since then"""
    return moments.lasting(moment)


@register.filter
def weekday_date(day: date) -> str:
    """ "jeudi 13 novembre" """
    return moments.weekday_date(day)


@register.filter
def weekday_number(day: date) -> str:
    """ "jeudi 13" """
    return moments.weekday_number(day)


@register.filter
def weekday_time(moment: datetime) -> str:
    """ "jeudi 13 novembre, 09:00" """
    return moments.weekday_time(moment)
