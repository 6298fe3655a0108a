"""The page of a one-time link that logs somebody in."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.foundation.accounts.models import User
from maillage.foundation.notifications.actions import use_link
from maillage.foundation.notifications.links import LinkSpent
from maillage.foundation.notifications.models import SignedLink


def login_link(request: HttpRequest, link: SignedLink) -> HttpResponse:
    """One button, that logs in; the second factor, where there is one, is asked for next."""
    person = User.objects.filter(pk=link.subject_id, is_active=True).first()
    if person is None:
        raise LinkSpent(link)
    if request.method != "POST":
        return render(request, "notifications/login_link.html", {"person": person})
    use_link(link=link)
    # Counts as having just proved who one is: whoever was given this link may set up a second factor at once.
    record_authentication(request, person, method="link", reauthenticated=True)
    return perform_login(request, person, email=person.email)
