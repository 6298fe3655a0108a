"""One's own desk: what waits for me, what I keep."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.foundation.network.models import Network, Organization
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
        "administrator": actor.is_administrator,
    }
    return render(request, "website/dashboard.html", context)
