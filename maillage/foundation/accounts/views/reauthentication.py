"""Who is there? Asked again before what protects the account is changed."""

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


@login_required
def reauthenticate(request: HttpRequest) -> HttpResponse:
    """The password again; whoever came in by a link and has none is led to choosing one, by a letter."""
    if get_adapter().get_reauthentication_methods(request.user):
        return allauth.reauthenticate(request)
    messages.info(request, _("For this you need a password, and you have none yet: have a link sent to choose one."))
    return redirect("account_reset_password")
