"""The networks, the page of one, and its form for those who coordinate it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from maillage.foundation.common.forms import add_errors
from maillage.foundation.common.versions import EditConflict
from maillage.foundation.network.actions.networks import create_network, revise_network
from maillage.foundation.network.forms.networks import NetworkForm
from maillage.foundation.network.maps import MapData, boundaries_of
from maillage.foundation.network.models import Network, Participation
from maillage.foundation.network.permissions import can_create_network, can_revise_network

HEADINGS = {
    Participation.Role.LEAD: gettext_lazy("Lead"),
    Participation.Role.PARTNER: gettext_lazy("Partners"),
    Participation.Role.ASSOCIATED: gettext_lazy("Associated partners"),
}


@require_safe
def network_list(request: HttpRequest) -> HttpResponse:
    """Every plan with its projects, then the projects of no plan."""
    networks = list(Network.objects.prefetch_related("territories"))
    tops = [each for each in networks if each.parent_id is None]
    projects = {top.pk: [each for each in networks if each.parent_id == top.pk] for top in tops}
    context = {"networks": [(top, projects[top.pk]) for top in tops], "can_create": _may_create(request)}
    return render(request, "network/network_list.html", context)


@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works together, where, in which period, with whose money."""
    found = get_object_or_404(Network.objects.select_related("parent"), slug=slug)
    participations = found.participations.select_related("organization").order_by("organization__slug")
    by_role = {role: [row.organization for row in participations if row.role == role] for role in Participation.Role}
    territories = found.territories.all()
    context = {
        "network": found,
        "partners": [(HEADINGS[role], organizations) for role, organizations in by_role.items() if organizations],
        "projects": found.projects.all(),
        "territories": territories,
        "working_groups": found.working_groups.prefetch_related("organizations"),
        "funders": found.funders.all(),
        "map": MapData(label=_("Where %(network)s works") % {"network": found}, boundaries=boundaries_of(territories)),
        "can_revise": can_revise_network(request.actor, found),
    }
    return render(request, "network/network.html", context)


@login_required
def network_create(request: HttpRequest) -> HttpResponse:
    """A new plan, or a project of a plan that one coordinates."""
    if not _may_create(request):
        raise PermissionDenied
    form = NetworkForm(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_network(
                actor=request.actor, values=form.changes(), partners=form.partner_pairs(), funders=form.funder_rows()
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("network", slug=made.slug)
    return _form_page(request, form, None)


@login_required
def network_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Revise a network."""
    found = get_object_or_404(Network, slug=slug)
    if not can_revise_network(request.actor, found):
        raise PermissionDenied
    form = NetworkForm(request.POST or None, request.FILES or None, instance=found, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            revise_network(
                actor=request.actor,
                network=found,
                version=form.cleaned_data["version"],
                changes=form.changes(),
                partners=form.partner_pairs(),
                funders=form.funder_rows(),
            )
        except EditConflict as conflict:
            form.show_conflict(conflict.current)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("network", slug=slug)
    return _form_page(request, form, get_object_or_404(Network, slug=slug))


def _may_create(request: HttpRequest) -> bool:
    plans = Network.objects.coordinated_by(request.actor).filter(kind=Network.Kind.PLAN)
    return can_create_network(request.actor, plans.first())


def _form_page(request: HttpRequest, form: NetworkForm, found: Network | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "network/network_form.html", {"form": form, "network": found}, status=status)
