"""What everybody may read."""

from datetime import timedelta

import segno
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from maillage.foundation.common.limits import limited
from maillage.foundation.common.links import absolute
from maillage.foundation.common.texts.pages import Shown
from maillage.foundation.expressions import evaluate
from maillage.offer.directory.actions import report_service
from maillage.offer.directory.eligibility.questions import QuestionsForm, territory_names
from maillage.offer.directory.eligibility.sentences import sentence, sentences
from maillage.offer.directory.forms.filters import FilterForm
from maillage.offer.directory.forms.steps import ReportForm
from maillage.offer.directory.maps import map_of
from maillage.offer.directory.models import Service
from maillage.offer.directory.permissions import can_revise_service
from maillage.offer.directory.schema_org import structured_data
from maillage.offer.directory.sheets import sheet_of, state_of
from maillage.offer.directory.texts import other_languages, texts_of

PAGE_SIZE = 20


@require_GET
def service_list(request: HttpRequest) -> HttpResponse:
    """Published services: by theme, by place, by language spoken."""
    form = FilterForm(request.GET)
    services = form.filtered(Service.objects.published().for_list())
    page = Paginator(services, PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [(service, state_of(service)) for service in page]
    return render(request, "directory/service_list.html", {"form": form, "page_obj": page, "lines": lines})


@require_GET
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet of a service."""
    service = get_object_or_404(Service.objects.visible_to(request.actor).for_sheet(), slug=slug)
    return render(request, "directory/service.html", sheet_context(request, service))


@never_cache
def service_eligibility(request: HttpRequest, slug: str) -> HttpResponse:
    """ "Is it for me?", asked on the spot: the answers come by POST, are evaluated, and are kept nowhere."""
    service = get_object_or_404(Service.objects.visible_to(request.actor).for_sheet(), slug=slug)
    if request.method != "POST" or service.eligibility is None:
        return redirect("service", slug=slug)
    context = sheet_context(request, service, answers=request.POST)
    template = "directory/service.html#eligibility" if request.htmx else "directory/service.html"
    return render(request, template, context)


@limited(what="report", limit=6, window=timedelta(hours=1))
def service_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Something is wrong here: anybody may say so, without an account."""
    service = get_object_or_404(Service.objects.published(), slug=slug)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not form.is_trapped:
            report_service(actor=request.actor, service=service, language=get_language(), **_report_values(form))
        messages.success(request, _("Thank you. The people who keep this sheet will look at it."))
        return redirect("service", slug=slug)
    return render(request, "directory/service_report.html", {"form": form, "service": service})


@require_GET
def service_qr(request: HttpRequest, slug: str) -> HttpResponse:
    """The address of the sheet as a QR code, for paper."""
    service = get_object_or_404(Service.objects.published(), slug=slug)
    code = segno.make(absolute(reverse("service", args=[service.slug])), error="m")
    response = HttpResponse(content_type="image/svg+xml")
    code.save(response, kind="svg", scale=4, border=2, xmldecl=False)
    return response


def sheet_context(request: HttpRequest, service: Service, *, answers=None, preview: bool = False) -> dict:
    """What the template of a sheet needs, for the page itself and for a preview of it."""
    sheet = sheet_of(service, actor=request.actor)
    expression = service.eligibility
    names = territory_names(expression, get_language())
    questions = QuestionsForm(expression, names, data=answers) if expression is not None else None
    verdict = None
    if questions is not None and questions.is_bound and questions.is_valid():
        verdict = evaluate(expression, questions.facts())
    return {
        "service": service,
        "sheet": sheet,
        "conditions": sentences(expression, names) if expression is not None else [],
        "questions": questions,
        "verdict": verdict,
        "deciding": [sentence(term, names) for term in verdict.deciding] if verdict else [],
        "map": map_of(sheet),
        "structured_data": structured_data(sheet, absolute(reverse("service", args=[service.slug]))),
        "can_revise": can_revise_service(request.actor, service),
        "preview": preview,
        "texts_of_sheet": Shown.of(texts_of(sheet)),
        "other_languages": other_languages(sheet),
        "reviewing": False,
        "was_read": False,
    }


def _report_values(form: ReportForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("kind", "message", "reply_to")}
