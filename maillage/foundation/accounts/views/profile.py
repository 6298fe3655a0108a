"""One's own account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.foundation.accounts.actions import update_profile
from maillage.foundation.accounts.forms.profile import ProfileForm
from maillage.foundation.accounts.two_factor import has_two_factor


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Name and language, and the way to everything else that protects an account."""
    user = request.user
    form = ProfileForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        user = update_profile(actor=request.actor, **form.cleaned_data)
        with translation.override(user.language):
            messages.success(request, _("Your account is up to date."))
            return redirect(reverse("account_profile"))
    return render(request, "account/profile.html", {"form": form, "two_factor": has_two_factor(user)})
