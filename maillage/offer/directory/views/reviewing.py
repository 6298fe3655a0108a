"""For those who review: what waits, and the answers to it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.foundation.common.transitions import TransitionRefused
from maillage.foundation.network.roles import roles_of
from maillage.offer.directory.actions import close_report, publish_service, return_service, review_service
from maillage.offer.directory.forms.steps import ClosureForm, ReturnForm
from maillage.offer.directory.models import Report, Service
from maillage.offer.directory.views.answers import answered, version_read

PAGE_SIZE = 50


@login_required
def review_list(request: HttpRequest) -> HttpResponse:
    """What waits for this coordinator, and what changed since it was read; the oldest first."""
    if not (request.actor.is_administrator or roles_of(request.actor).coordinator):
        raise PermissionDenied
    services = Service.objects.in_review_by(request.actor).select_related("organization", "keeper")
    page = Paginator(services, PAGE_SIZE).get_page(request.GET.get("page"))
    changed = Service.objects.changed_since_review_by(request.actor).select_related("organization")[:PAGE_SIZE]
    return render(request, "directory/review_list.html", {"page_obj": page, "changed": changed})


@login_required
@require_POST
def service_publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Make it public."""
    service = get_object_or_404(Service.objects.visible_to(request.actor).for_sheet(), slug=slug)
    return answered(
        request,
        service,
        lambda: publish_service(actor=request.actor, service=service, version=version_read(request)),
        _("Published: everybody can read it."),
    )


@login_required
@require_POST
def service_review(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed on a public sheet has been read."""
    service = get_object_or_404(Service.objects.visible_to(request.actor), slug=slug)
    return answered(
        request,
        service,
        lambda: review_service(actor=request.actor, service=service, version=version_read(request)),
        _("Read."),
    )


@login_required
@require_POST
def service_return(request: HttpRequest, slug: str) -> HttpResponse:
    """Give it back with what is asked."""
    service = get_object_or_404(Service.objects.visible_to(request.actor), slug=slug)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what should change, so that they can change it."))
        return redirect("service_edit", slug=slug)
    return answered(
        request,
        service,
        lambda: return_service(actor=request.actor, service=service, reason=form.cleaned_data["reason"]),
        _("Given back, with your question."),
    )


@login_required
def report_list(request: HttpRequest) -> HttpResponse:
    """What visitors said is wrong, still open, the oldest first."""
    return _reports(request)


@login_required
@require_POST
def report_closure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It has been dealt with; an answer goes to the visitor who asked for one."""
    report = get_object_or_404(Report.objects.visible_to(request.actor).select_related("service__organization"), pk=pk)
    form = ClosureForm(request.POST, report=report)
    if not form.is_valid():
        return _reports(request, refused={report.pk: form}, status=422)
    answer = form.cleaned_data.get("answer", "")
    try:
        close_report(actor=request.actor, report=report, answer=answer)
        messages.success(request, _("Dealt with, and answered.") if answer else _("Dealt with."))
    except TransitionRefused:
        messages.error(request, _("Somebody else has dealt with it in the meantime."))
    return redirect("report_list")


def _reports(
    request: HttpRequest, *, refused: dict[UUID, ClosureForm] | None = None, status: int = 200
) -> HttpResponse:
    reports = Report.objects.visible_to(request.actor).filter(state=Report.State.OPEN)
    page = Paginator(reports.select_related("service__organization"), PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [(report, (refused or {}).get(report.pk) or ClosureForm(report=report)) for report in page]
    return render(request, "directory/report_list.html", {"page_obj": page, "lines": lines}, status=status)
