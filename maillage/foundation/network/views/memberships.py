"""Who acts for an organization or a network: seen, invited, ended."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from maillage.foundation.accounts.sessions import end_this_session
from maillage.foundation.common.forms import add_errors
from maillage.foundation.common.limits import limited
from maillage.foundation.network.actions.invitations import AlreadyMember, invite_member
from maillage.foundation.network.actions.memberships import MembershipOver, end_membership, read_members
from maillage.foundation.network.bodies import Body, body_of, column_of
from maillage.foundation.network.forms.invitations import EndForm, InvitationForm
from maillage.foundation.network.models import Invitation, Membership, Network, Organization
from maillage.foundation.network.permissions import can_end_membership, can_see_members


@login_required
def organization_members(request: HttpRequest, slug: str) -> HttpResponse:
    """The people of an organization."""
    organization = get_object_or_404(Organization.objects.acted_for_by(request.actor), slug=slug)
    return _members(request, organization)


@login_required
def network_members(request: HttpRequest, slug: str) -> HttpResponse:
    """The people of a network, besides those of its organizations."""
    network = get_object_or_404(Network.objects.joined_by(request.actor), slug=slug)
    return _members(request, network)


@login_required
def own_memberships(request: HttpRequest) -> HttpResponse:
    """One's own roles."""
    memberships = Membership.objects.current().filter(user=request.user).select_related("organization", "network")
    return render(request, "network/membership_own.html", {"memberships": memberships})


@login_required
def membership_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ends somebody's role, or one's own, and says who takes over."""
    visible = Membership.objects.visible_to(request.actor).current().select_related("user", "organization", "network")
    membership = get_object_or_404(visible, pk=pk)
    if not can_end_membership(request.actor, membership):
        raise PermissionDenied
    own = membership.user_id == request.user.pk
    form = EndForm(request.POST if request.method == "POST" else None, actor=request.actor, membership=membership)
    if request.method == "POST" and form.is_valid():
        try:
            end_membership(actor=request.actor, membership=membership, handed_to=form.cleaned_data.get("handed_to"))
        except MembershipOver:
            messages.info(request, _("This role had ended already."))
        else:
            messages.success(request, _("The role has ended."))
        if own and not request.user.is_administrator and not request.user.memberships.current().exists():
            end_this_session(request)  # it is gone already, and must not be written again
        return redirect("own_memberships") if own else _to_members(body_of(membership))
    context = {"membership": membership, "body": body_of(membership), "form": form, "own": own}
    return render(request, "network/membership_end.html", context)


@limited(what="invitation", limit=60, window=timedelta(hours=1))
def _members(request: HttpRequest, body: Body) -> HttpResponse:
    if not can_see_members(request.actor, body):
        raise PermissionDenied
    form = InvitationForm(
        request.POST or None, actor=request.actor, body=body, initial={"language": request.user.language}
    )
    can_invite = bool(form.fields["role"].choices)
    if request.method == "POST" and not can_invite:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        place: dict[str, Any] = {column_of(body): body}
        try:
            invite_member(actor=request.actor, **form.cleaned_data, **place)
        except AlreadyMember:
            form.add_error("email", _("This person holds that role already."))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The invitation is on its way. It can be accepted for fourteen days."))
            return _to_members(body)
    where = {column_of(body): body}
    context = {
        "body": body,
        "form": form,
        "can_invite": can_invite,
        "memberships": read_members(actor=request.actor, body=body),
        "invitations": Invitation.objects.visible_to(request.actor).filter(**where, state=Invitation.State.OPEN),
    }
    return render(request, "network/membership_list.html", context)


def _to_members(body: Body) -> HttpResponse:
    return redirect(f"{column_of(body)}_members", slug=body.slug)
