"""One's own desk: what waits for me, what I keep."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.foundation.network.models import Network, Organization
from maillage.foundation.network.permissions import can_create_network, can_draw_territory, can_read_journal
from maillage.foundation.network.roles import roles_of
from maillage.offer.directory.models import Report, Service

PAGE_SIZE = 30


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """My services, what waits for review, what visitors say, my organizations and networks."""
    actor = request.actor
    mine = Service.objects.writable_by(actor).select_related("organization").order_by("assured_at", "slug")
    page = Paginator(mine, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "waiting": Service.objects.in_review_by(actor).count(),
        "reports": Report.objects.visible_to(actor).filter(state=Report.State.OPEN).count(),
        "organizations": Organization.objects.acted_for_by(actor)[:PAGE_SIZE],
        "networks": Network.objects.coordinated_by(actor)[:PAGE_SIZE],
        "reads_journal": can_read_journal(actor),
        "draws": can_draw_territory(actor),
        "founds": can_create_network(actor, None),
        "reviews": actor.is_administrator or bool(roles_of(actor).coordinator),
    }
    return render(request, "website/dashboard.html", context)
