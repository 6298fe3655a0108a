"""One's own desk: what waits for me, what I keep."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.texts.search import holds
from maillage.foundation.network.models import Network, Organization
from maillage.foundation.network.permissions import can_create_network, can_draw_somewhere, can_read_journal
from maillage.foundation.network.roles import roles_of
from maillage.foundation.notifications.models import Message
from maillage.foundation.notifications.permissions import can_keep_outbox
from maillage.offer.directory.forms.filters import DeskFilterForm
from maillage.offer.directory.models import Report, Service
from maillage.offer.directory.permissions import can_import

PAGE_SIZE = 30
BODIES_SHOWN = 12  # the rest of the organizations has a page of its own


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """My services, what waits for review, what visitors say, my organizations and networks."""
    actor = request.actor
    mine = Service.objects.writable_by(actor)
    form = DeskFilterForm(request.GET or None, actor=actor)
    found = form.filtered(mine) if form.is_bound else mine
    page = Paginator(found.select_related("organization").order_by("assured_at", "slug"), PAGE_SIZE)
    organizations = Organization.objects.acted_for_by(actor)
    context = {
        "form": form,
        "page_obj": page.get_page(request.GET.get("page")),
        "all_services": mine.count(),
        "waiting": Service.objects.in_review_by(actor).count(),
        "reports": Report.objects.visible_to(actor).filter(state=Report.State.OPEN).count(),
        "organizations": organizations[:BODIES_SHOWN],
        "all_organizations": organizations.count(),
        "networks": Network.objects.coordinated_by(actor)[:PAGE_SIZE],
        "imports": can_import(actor),
        "reads_journal": can_read_journal(actor),
        "draws": can_draw_somewhere(actor),
        "founds": can_create_network(actor, None),
        "unsent": _unsent_count(actor),
        "reviews": actor.is_administrator or bool(roles_of(actor).coordinator),
    }
    return render(request, "website/dashboard.html", context)


@login_required
def desk_organizations(request: HttpRequest) -> HttpResponse:
    """The organizations one writes for, by the words of their names, with how many services each has."""
    mine = Organization.objects.acted_for_by(request.actor)
    words = request.GET.get("words", "")[:80]
    numbered = Organization.objects.filter(pk__in=mine.filter(holds("name", words)).values("pk"))
    numbered = numbered.annotate(service_count=Count("services")).order_by("slug")
    page = Paginator(numbered, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "words": words, "total": mine.count()}
    return render(request, "website/desk_organizations.html", context)


def _unsent_count(actor: Actor) -> int | None:
    """How many messages were not sent; None for those who do not look after them."""
    return Message.objects.filter(state=Message.State.FAILED).count() if can_keep_outbox(actor) else None
