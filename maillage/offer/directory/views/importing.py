"""An import in the browser: bring, say what is what, look at what would change, do it, read the report."""

import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.foundation.common.transitions import TransitionRefused
from maillage.foundation.network.models import Organization
from maillage.offer.directory.actions.importing import (
    cancel_import,
    choose_columns,
    keep_source,
    order_import,
    start_import,
)
from maillage.offer.directory.exchange import Severity, TableSeen
from maillage.offer.directory.forms.importing import NEW, BringForm, ColumnsForm, remembered
from maillage.offer.directory.intake.exporting import export_workbook
from maillage.offer.directory.intake.reading import looked_into, paths_of
from maillage.offer.directory.intake.reports import counted, write_refused, write_report
from maillage.offer.directory.intake.words import sentences, severity_word, told
from maillage.offer.directory.jobs import check_files, import_files
from maillage.offer.directory.models import ImportRun
from maillage.offer.directory.permissions import can_import

PAGE_SIZE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _run(request: HttpRequest, pk: UUID) -> ImportRun:
    runs = ImportRun.objects.visible_to(request.actor).select_related("source__network", "source__organization")
    return get_object_or_404(runs, pk=pk)


@login_required
def import_list(request: HttpRequest) -> HttpResponse:
    """The imports of the sources one keeps, the newest first."""
    if not can_import(request.actor):
        raise PermissionDenied
    runs = ImportRun.objects.visible_to(request.actor).select_related("source")
    page = Paginator(runs, PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [(run, counted(run.counts or run.expected)) for run in page]
    return render(request, "directory/import_list.html", {"page_obj": page, "lines": lines})


@login_required
def import_create(request: HttpRequest) -> HttpResponse:
    """Files or pasted rows; `corrects` in the address names the run whose refused rows they are."""
    if not can_import(request.actor):
        raise PermissionDenied
    corrected = _corrected(request)
    initial = {"source": corrected.source.slug} if corrected else {"language": request.LANGUAGE_CODE}
    form = BringForm(request.POST or None, request.FILES or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            run = start_import(
                actor=request.actor,
                source=_source(request, form),
                uploads=form.uploads(),
                mapping=corrected.mapping if corrected else None,
                corrects=corrected,
            )
        return redirect("import_columns", pk=run.pk)
    context = {"form": form, "corrected": corrected}
    return render(request, "directory/import_create.html", context, status=422 if form.is_bound else 200)


def _corrected(request: HttpRequest) -> ImportRun | None:
    try:
        return _run(request, UUID(request.GET["corrects"])) if "corrects" in request.GET else None
    except ValueError:
        return None


def _source(request: HttpRequest, form: BringForm) -> Any:
    told = form.cleaned_data
    if told["source"] != NEW:
        return form.sources.get(slug=told["source"])
    values = {name: told[name] for name in ("name", "language", "country")}
    return keep_source(actor=request.actor, slug="", values=values, **form.kept_by())


@login_required
def import_columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What each column means: as the file itself tells, or as somebody chooses."""
    run = _run(request, pk)
    if run.state not in (ImportRun.State.DRAFT, ImportRun.State.READY, ImportRun.State.FAILED):
        return redirect("import_run", pk=pk)
    seen = looked_into(paths_of(run), format=run.format, country=run.source.country)
    told = [sentences(problem.reason, problem.details) for problem in seen.problems if _stops(problem)]
    table = max(seen.tables, key=lambda table: table.rows_estimated, default=None)
    known = seen.confidence == 1.0 and seen.mapping is not None
    form = None
    if table and not known:
        form = ColumnsForm(request.POST if request.method == "POST" else None, table=table, run=run)
    if request.method == "POST" and table and (form is None or form.is_valid()):
        mapping = form.mapping() if form else seen.mapping
        source = remembered(mapping, form.choices()) if form else None
        choose_columns(actor=request.actor, run=run, mapping=mapping.to_dict(), format=seen.format, remembered=source)
        check_files.enqueue(str(run.pk))
        return redirect("import_run", pk=pk)
    status = 422 if form is not None and form.is_bound else 200
    context = {"run": run, "seen": seen, "table": table, "form": form, "told": told}
    context["known"] = _known_columns(seen.mapping, table) if known else []
    context["title"] = seen.mapping.title or seen.mapping.name if seen.mapping and known else ""
    return render(request, "directory/import_columns.html", context, status=status)


def _stops(problem: Any) -> bool:
    return problem.severity is Severity.REFUSED


def _known_columns(mapping: Any, table: TableSeen | None) -> list[tuple[str, str]]:
    """The columns of a known file with their first values."""
    if table is None:
        return []
    return [
        (column, next((row[number] for row in table.first_rows if row[number]), ""))
        for number, column in enumerate(table.columns)
    ]


@login_required
def import_run(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where a run stands: a bar while it is under way, what would change, or the report."""
    run = _run(request, pk)
    if run.state == ImportRun.State.DRAFT:
        return redirect("import_columns", pk=pk)
    kinds = [] if run.under_way else run.problems.by_reason()
    chosen = next(((one, why) for one, why, _n in kinds if f"{one}:{why}" == request.GET.get("why")), None)
    shown = run.problems.filter(severity=chosen[0], reason=chosen[1]) if chosen else run.problems
    problems = Paginator(shown.gravest_first(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "percent": round(100 * run.cursor.get("progress", 0)),
        "counts": counted(run.counts or run.expected),
        "samples": [_sample(sample) for sample in run.samples] if run.state == ImportRun.State.READY else [],
        "page_obj": problems,
        "kinds": [(f"{one}:{why}", severity_word(one), sentences(why, {})[0], number) for one, why, number in kinds],
        "why": request.GET.get("why") if chosen else "",
        "problems": [(problem, severity_word(problem.severity), *told(problem)) for problem in problems],
        "refused": run.problems.refused().exclude(original={}).exists(),
        "failure": sentences(run.failure, {})[0] if run.failure else "",
    }
    template = "directory/import_run.html#progress" if request.htmx and run.under_way else "directory/import_run.html"
    response = render(request, template, context)
    if request.htmx and not run.under_way:
        response["HX-Refresh"] = "true"
    elif run.under_way and not request.htmx:
        response["Refresh"] = "5"
    return response


def _sample(sample: dict[str, Any]) -> dict[str, Any]:
    cells = [(name, sample["before"][name], sample["after"].get(name, "")) for name in sample["before"]]
    return {**sample, "cells": cells}


@login_required
@require_POST
def import_start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Do what was looked at."""
    try:
        run = order_import(actor=request.actor, run=_run(request, pk))
    except TransitionRefused:
        messages.error(request, _("This has changed in the meantime. Look at it again before you decide."))
    else:
        import_files.enqueue(str(run.pk))
    return redirect("import_run", pk=pk)


@login_required
@require_POST
def import_cancellation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop."""
    try:
        cancel_import(actor=request.actor, run=_run(request, pk))
        messages.success(request, _("Cancelled. What was imported until now stays."))
    except TransitionRefused:
        messages.error(request, _("It has ended already."))
    return redirect("import_run", pk=pk)


@login_required
def import_refused(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The refused rows as a workbook: to be corrected and brought again."""
    run, book = _run(request, pk), io.BytesIO()
    write_refused(run, book)
    return _workbook(book, f"refused-{run.source.slug}.xlsx")


@login_required
def import_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The whole report as a workbook."""
    run, book = _run(request, pk), io.BytesIO()
    write_report(run, book)
    return _workbook(book, f"report-{run.source.slug}.xlsx")


@login_required
def import_export(request: HttpRequest) -> HttpResponse:
    """What the actor writes for, as a workbook that comes back without a loss."""
    if not can_import(request.actor):
        raise PermissionDenied
    book = io.BytesIO()
    export_workbook(book, Organization.objects.acted_for_by(request.actor), actor=request.actor)
    return _workbook(book, f"maillage-{timezone.localdate().isoformat()}.xlsx")


def _workbook(book: io.BytesIO, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(book.getvalue(), content_type=XLSX, headers=headers)
