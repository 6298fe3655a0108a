"""Closing one's own account."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from maillage.foundation.accounts.actions import LastAdministrator
from maillage.foundation.network.actions.closing import close_account
from maillage.foundation.network.forms.invitations import EndForm
from maillage.foundation.network.models import Membership


@login_required
@reauthentication_required
def account_closure(request: HttpRequest) -> HttpResponse:
    """Who takes over in each role; then the account is closed, and forgotten after a while."""
    roles = Membership.objects.current().filter(user=request.user).select_related("user", "organization", "network")
    forms = [
        (role, EndForm(request.POST or None, actor=request.actor, membership=role, prefix=str(role.pk)))
        for role in roles.order_by("started_at")
    ]
    if request.method == "POST" and all(form.is_valid() for _role, form in forms):
        heirs = {role.pk: form.cleaned_data.get("handed_to") for role, form in forms}
        try:
            close_account(actor=request.actor, user=request.user, heirs=heirs)
        except LastAdministrator:
            messages.error(request, _("You are the last administrator: make somebody else one first."))
            return redirect("account_closure")
        logout(request)
        messages.success(request, _("Your account is closed. Thank you for what you did here."))
        return redirect("home")
    context = {"forms": forms, "days": settings.KEEP_CLOSED_ACCOUNTS.days}
    return render(request, "network/account_closure.html", context, status=422 if request.POST else 200)
