"""The page of an organization; and its form, for those who run it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.forms import add_errors
from maillage.foundation.common.versions import EditConflict
from maillage.foundation.network.actions.organizations import create_organization, revise_organization
from maillage.foundation.network.forms.organizations import OrganizationForm
from maillage.foundation.network.models import Organization
from maillage.foundation.network.permissions import can_create_organization, can_revise_organization


def organization_context(found: Organization, actor: Actor) -> dict[str, Any]:
    """What the page of an organization needs from this room; the website, which knows its services, makes the page."""
    return {
        "organization": found,
        "identifiers": found.identifiers.order_by("scheme"),
        "members": found.members.all(),
        "groupings": found.groupings.all(),
        "participations": found.participations.select_related("network").order_by("network__slug"),
        "can_revise": can_revise_organization(actor, found),
    }


@login_required
def organization_create(request: HttpRequest) -> HttpResponse:
    """A new organization."""
    if not can_create_organization(request.actor):
        raise PermissionDenied
    form = OrganizationForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_organization(
                actor=request.actor,
                values=form.changes(),
                identifiers=form.identifier_pairs(),
                network=form.cleaned_data["network"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("organization", slug=made.slug)
    return _form_page(request, form, None)


@login_required
def organization_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Revise an organization."""
    found = get_object_or_404(Organization, slug=slug)
    if not can_revise_organization(request.actor, found):
        raise PermissionDenied
    form = OrganizationForm(request.POST or None, instance=found, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            revise_organization(
                actor=request.actor,
                organization=found,
                version=form.cleaned_data["version"],
                changes=form.changes(),
                identifiers=form.identifier_pairs(),
            )
        except EditConflict as conflict:
            form.show_conflict(conflict.current)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("organization", slug=slug)
    return _form_page(request, form, get_object_or_404(Organization, slug=slug))


def _form_page(request: HttpRequest, form: OrganizationForm, found: Organization | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "network/organization_form.html", {"form": form, "organization": found}, status=status)
