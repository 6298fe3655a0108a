"""For those who describe: the places of their organizations."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from maillage.foundation.common.versions import EditConflict
from maillage.foundation.network.models import Organization
from maillage.offer.directory.actions import create_location, revise_location
from maillage.offer.directory.forms.steps import LocationForm
from maillage.offer.directory.models import Location
from maillage.offer.directory.permissions import can_create_service, can_read_hidden_address, can_write_location
from maillage.offer.directory.points import pieces_of

PAGE_SIZE = 50


@login_required
def location_list(request: HttpRequest) -> HttpResponse:
    """The places this actor may write, by organization."""
    locations = (
        Location.objects.writable_by(request.actor)
        .select_related("organization")
        .order_by("organization__slug", "created_at")
    )
    page = Paginator(locations, PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [(location, _address(request, location)) for location in page]
    organizations = Organization.objects.acted_for_by(request.actor)
    return render(
        request, "directory/location_list.html", {"page_obj": page, "lines": lines, "organizations": organizations}
    )


@login_required
def location_create(request: HttpRequest, organization: str) -> HttpResponse:
    """A new place of an organization."""
    owner = get_object_or_404(Organization, slug=organization)
    if not can_create_service(request.actor, owner):
        raise PermissionDenied
    form = LocationForm(request.POST or None, instance=Location(organization=owner), language=owner.language)
    if request.method == "POST" and form.is_valid():
        create_location(actor=request.actor, organization=owner, values=form.values())
        messages.success(request, _("Saved."))
        return redirect("location_list")
    context = {"form": form, "organization": owner, "location": None, "pieces": pieces_of(owner, owner.territory)}
    return render(request, "directory/location_form.html", context, status=422 if form.is_bound else 200)


@login_required
def location_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a place; whoever may not know a hidden address may not open it either."""
    location = get_object_or_404(Location.objects.select_related("organization"), pk=pk)
    if not can_write_location(request.actor, location):
        raise PermissionDenied
    form = LocationForm(request.POST or None, instance=location, language=location.organization.language).settled()
    while request.method == "POST" and form.is_valid():
        try:
            revise_location(
                actor=request.actor, location=form.instance, version=form.cleaned_data["version"], values=form.values()
            )
        except EditConflict as conflict:
            form = form.merged_with(conflict.current)
        else:
            messages.success(request, _("Saved."))
            return redirect("location_list")
    owner = location.organization
    context = {
        "form": form,
        "organization": owner,
        "location": location,
        "pieces": pieces_of(owner, location.territory),
    }
    return render(request, "directory/location_form.html", context, status=422 if form.is_bound else 200)


def _address(request: HttpRequest, location: Location) -> str:
    if location.address_hidden and not can_read_hidden_address(request.actor, location):
        return _("address kept by the organization")
    return ", ".join(part for part in (location.address_1, f"{location.postal_code} {location.city}".strip()) if part)
