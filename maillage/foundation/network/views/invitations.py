"""An invitation: sent again or withdrawn by those who invite, accepted by its link."""

from typing import Any
from uuid import UUID

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.foundation.accounts.actions import AddressTaken
from maillage.foundation.accounts.models import User
from maillage.foundation.common.transitions import TransitionRefused
from maillage.foundation.network.actions.invitations import (
    RENEWABLE_FOR,
    AlreadyMember,
    accept_invitation,
    invite_member,
    withdraw_invitation,
)
from maillage.foundation.network.bodies import body_of, column_of
from maillage.foundation.network.forms.invitations import AcceptForm
from maillage.foundation.network.models import Invitation
from maillage.foundation.network.permissions import still_offered
from maillage.foundation.notifications.links import LinkSpent
from maillage.foundation.notifications.models import SignedLink


@login_required
@require_POST
def invitation_renewal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sends it again, with a fresh link."""
    invitation = _visible(request, pk)
    body = body_of(invitation)
    place: dict[str, Any] = {column_of(body): body}
    try:
        invite_member(
            actor=request.actor, email=invitation.email, role=invitation.role, language=invitation.language, **place
        )
    except AlreadyMember:
        messages.info(request, _("This person holds that role already."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The invitation is on its way. It can be accepted for fourteen days."))
    return redirect(f"{column_of(body)}_members", slug=body.slug)


@login_required
@require_POST
def invitation_withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Takes it back."""
    invitation = _visible(request, pk)
    body = body_of(invitation)
    try:
        withdraw_invitation(actor=request.actor, invitation=invitation)
    except TransitionRefused:
        messages.info(request, _("This invitation has been answered meanwhile."))
    else:
        messages.success(request, _("The invitation is withdrawn: its link opens nothing any more."))
    return redirect(f"{column_of(body)}_members", slug=body.slug)


def invitation_acceptance(request: HttpRequest, link: SignedLink) -> HttpResponse:
    """The page of an invitation's link: with one's account, or with a new one."""
    invitation = open_invitation(link)
    if invitation is None:
        raise LinkSpent(link)
    owner = User.objects.filter(email=invitation.email).first()
    themselves = owner is not None and request.user == owner
    form = None
    if owner is None and not request.user.is_authenticated:
        form = AcceptForm(request.POST or None, email=invitation.email)
    if request.method == "POST" and (themselves or (form and form.is_valid())):
        account: dict[str, Any] = {"user": owner} if themselves else form.cleaned_data
        try:
            membership = accept_invitation(link=link, origin=request.id, **account)
        except TransitionRefused as answered:
            raise LinkSpent(link) from answered
        except AddressTaken:  # an account was opened while this page was read: it says now to log in to it
            return redirect(request.path)
        messages.success(request, _("Welcome."))
        if themselves:
            return redirect("own_memberships")
        return perform_login(request, membership.user, email=membership.user.email)
    context = {"invitation": invitation, "body": body_of(invitation), "form": form, "themselves": themselves}
    return render(request, "network/invitation_accept.html", context)


def open_invitation(link: SignedLink) -> Invitation | None:
    """The invitation behind a link, unless it has been answered or withdrawn, or its sender may not invite any more."""
    invitations = Invitation.objects.select_related("organization", "network", "invited_by")
    invitation = invitations.filter(pk=link.subject_id, state=Invitation.State.OPEN).first()
    return invitation if invitation and still_offered(invitation) else None


def facts_of_invitation(link: SignedLink) -> dict[str, Any] | None:
    """What the message says: who invites, where, as what; None where nobody has sent it for too long."""
    invitation = open_invitation(link)
    if invitation is None or invitation.modified_at < timezone.now() - RENEWABLE_FOR:
        return None
    return {"invitation": invitation, "body": body_of(invitation)}


def _visible(request: HttpRequest, pk: UUID) -> Invitation:
    invitations = Invitation.objects.visible_to(request.actor).select_related("organization", "network")
    return get_object_or_404(invitations.filter(state=Invitation.State.OPEN), pk=pk)
