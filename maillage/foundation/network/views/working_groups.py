"""Working groups: started and revised by coordinators."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from maillage.foundation.common.forms import add_errors
from maillage.foundation.common.versions import EditConflict
from maillage.foundation.network.actions.working_groups import create_working_group, revise_working_group
from maillage.foundation.network.forms.working_groups import WorkingGroupForm
from maillage.foundation.network.models import Network, WorkingGroup
from maillage.foundation.network.permissions import can_revise_working_group


@login_required
def working_group_create(request: HttpRequest) -> HttpResponse:
    """A new group; `network` in the address ticks the network it is for."""
    networks = Network.objects.coordinated_by(request.actor)
    if not networks.exists():
        raise PermissionDenied
    initial = {"networks": networks.filter(slug=request.GET.get("network", ""))}
    form = WorkingGroupForm(request.POST or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            group = create_working_group(actor=request.actor, values=form.changes())
        except ValidationError as error:
            add_errors(form, error)
        else:
            return _saved(request, group)
    return _form_page(request, form, None)


@login_required
def working_group_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Revise a group."""
    group = get_object_or_404(WorkingGroup, pk=pk)
    if not can_revise_working_group(request.actor, group):
        raise PermissionDenied
    form = WorkingGroupForm(request.POST or None, instance=group, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            revise_working_group(actor=request.actor, group=group, version=version, changes=form.changes())
        except EditConflict as conflict:
            form.show_conflict(conflict.current)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return _saved(request, group)
    return _form_page(request, form, get_object_or_404(WorkingGroup, pk=pk))


def _saved(request: HttpRequest, group: WorkingGroup) -> HttpResponse:
    messages.success(request, _("Saved."))
    network = group.networks.first()
    return redirect("network", slug=network.slug) if network else redirect("network_list")


def _form_page(request: HttpRequest, form: WorkingGroupForm, group: WorkingGroup | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "network/working_group_form.html", {"form": form, "group": group}, status=status)
