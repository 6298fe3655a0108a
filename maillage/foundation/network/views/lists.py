"""The public lists of this room: the places, and the organizations."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.foundation.network.forms.fields import places
from maillage.foundation.network.forms.filters import NameFilter, OrganizationFilter
from maillage.foundation.network.models import Organization
from maillage.foundation.network.outline import outline
from maillage.foundation.network.permissions import can_create_organization, can_draw_somewhere

PAGE_SIZE = 50


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    """Who offers help, by name; by a part of the name, and by the place where they are at home."""
    form = OrganizationFilter(request.GET)
    found = form.filtered(Organization.objects.select_related("territory").defer("territory__boundary"))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "can_create": can_create_organization(request.actor)}
    return render(request, "network/organization_list.html", context)


@require_safe
def territory_list(request: HttpRequest) -> HttpResponse:
    """The places as an outline; those with a name that is looked for as a list."""
    form = NameFilter(request.GET)
    context = {"form": form, "can_create": can_draw_somewhere(request.actor), "page_obj": None, "branches": []}
    if form.wanted:
        found = form.filtered(places()).select_related("parent").defer("boundary", "parent__boundary")
        context["page_obj"] = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    else:
        context["branches"] = outline()
    return render(request, "network/territory_list.html", context)
