"""For those who describe a service: start it, write its sections, look at it as the public will, hand it in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.foundation.common.versions import EditConflict
from maillage.foundation.network.models import Organization
from maillage.offer.directory.actions import (
    change_situation,
    confirm_service,
    create_service,
    revise_service,
    submit_service,
    withdraw_service,
)
from maillage.offer.directory.completeness import gaps_of
from maillage.offer.directory.forms.sections import SECTIONS, Section
from maillage.offer.directory.forms.steps import NewServiceForm, PlaceSituationForm, SituationForm
from maillage.offer.directory.forms.week import HoursField, sentence_of
from maillage.offer.directory.models import Service, ServiceAtLocation
from maillage.offer.directory.permissions import (
    can_revise_service,
    can_withdraw_service,
)
from maillage.offer.directory.sheets import differing_places
from maillage.offer.directory.views.answers import answered, review_context
from maillage.offer.directory.views.public import sheet_context


@login_required
def service_create(request: HttpRequest) -> HttpResponse:
    """Start a service: whose it is, in which language, its name."""
    if not Organization.objects.acted_for_by(request.actor).exists():
        raise PermissionDenied
    form = NewServiceForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        service = create_service(actor=request.actor, **form.cleaned_data)
        return redirect("service_section", slug=service.slug, section="what")
    return render(request, "directory/service_create.html", {"form": form})


@login_required
def service_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The desk of one service: its sections, what is missing, what can be done with it now."""
    service = get_object_or_404(Service.objects.visible_to(request.actor).for_sheet(), slug=slug)
    if not can_revise_service(request.actor, service):
        raise PermissionDenied
    gaps = gaps_of(service)
    sections = [(key, section, [gap for gap in gaps if gap.section == key]) for key, section in SECTIONS.items()]
    context = {
        "service": service,
        "sections": sections,
        "elsewhere": differing_places(service),
        "can_withdraw": can_withdraw_service(request.actor, service),
    } | review_context(request.actor, service)
    return render(request, "directory/service_edit.html", context)


@login_required
def service_section(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """One section of the form; the same page previews what would be saved."""
    service = get_object_or_404(Service.objects.visible_to(request.actor).for_sheet(), slug=slug)
    if not can_revise_service(request.actor, service):
        raise PermissionDenied
    if section not in SECTIONS:
        return redirect("service_edit", slug=slug)
    form = SECTIONS[section](request.POST or None, request.FILES or None, instance=service, actor=request.actor)
    form = form.settled()
    act = _preview if "preview" in request.POST else _save
    while request.method == "POST" and form.is_valid():
        try:
            return act(request, form)
        except EditConflict as conflict:  # what only this editor changed is tried again on what is stored now
            form = form.merged_with(conflict.current)
        except ValidationError as error:
            form.add_error(None, error)
    status = 422 if form.is_bound else 200
    context = {"form": form, "service": service, "section": section, "sections": SECTIONS}
    return render(request, "directory/service_section.html", context, status=status)


def _save(request: HttpRequest, form: Section) -> HttpResponse:
    revise_service(**_revision(request, form))
    messages.success(request, _("Saved."))
    if form.merged:
        messages.info(
            request, _("Somebody else saved in the meantime. What they changed elsewhere on this page stands.")
        )
    return redirect("service_edit", slug=form.instance.slug)


def _revision(request: HttpRequest, form: Section) -> dict:
    return {
        "actor": request.actor,
        "service": form.instance,
        "version": form.cleaned_data["version"],
        "changes": form.changes(),
    }


def _preview(request: HttpRequest, form: Section) -> HttpResponse:
    """The sheet as it would be: the very action is run, its page is made, and everything is undone."""
    with transaction.atomic():
        revision = _revision(request, form)
        revision["changes"].pop("picture", None)  # a file on the disk would not be undone
        revise_service(**revision)
        fresh = Service.objects.for_sheet().get(pk=form.instance.pk)
        response = render(request, "directory/service.html", sheet_context(request, fresh, preview=True))
        transaction.set_rollback(True)
    return response


@login_required
@require_POST
def hours_sentence(request: HttpRequest) -> HttpResponse:
    """What the hours that somebody is filling in say, in words; or what is wrong with them."""
    field = HoursField()
    typed = field.widget.value_from_datadict(request.POST, request.FILES, request.POST.get("field", ""))
    try:
        context = {"errors": [], "sentence": sentence_of(field.clean(typed))}
    except ValidationError as error:
        context = {"errors": error.messages, "sentence": ""}
    return render(request, "directory/widgets/hours_said.html", context)


@login_required
def service_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet as the public will see it, of what is saved."""
    service = get_object_or_404(Service.objects.writable_by(request.actor).for_sheet(), slug=slug)
    context = sheet_context(request, service, preview=True) | review_context(request.actor, service)
    return render(request, "directory/service.html", context)


@login_required
@require_POST
def service_submission(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand it in for review."""
    service = get_object_or_404(Service.objects.visible_to(request.actor).for_sheet(), slug=slug)
    return answered(
        request, service, lambda: submit_service(actor=request.actor, service=service), _("Handed in for review.")
    )


@login_required
@require_POST
def service_withdrawal(request: HttpRequest, slug: str) -> HttpResponse:
    """Take it off the web."""
    service = get_object_or_404(Service.objects.visible_to(request.actor), slug=slug)
    return answered(
        request, service, lambda: withdraw_service(actor=request.actor, service=service), _("It is no longer public.")
    )


@login_required
@require_POST
def service_confirmation(request: HttpRequest, slug: str) -> HttpResponse:
    """Still right."""
    service = get_object_or_404(Service.objects.visible_to(request.actor), slug=slug)
    return answered(
        request,
        service,
        lambda: confirm_service(actor=request.actor, service=service),
        _("Thank you: confirmed today."),
    )


@login_required
def service_situation(request: HttpRequest, slug: str, at: UUID | None = None) -> HttpResponse:
    """What is different for the moment, everywhere or at one place."""
    service = get_object_or_404(Service.objects.visible_to(request.actor), slug=slug)
    if not can_revise_service(request.actor, service):
        raise PermissionDenied
    rows = list(service.service_at_locations.select_related("location"))
    row = next((row for row in rows if row.pk == at), None)
    if at and not row:
        raise Http404
    form_class = PlaceSituationForm if row else SituationForm
    form = form_class(request.POST or None, instance=row or service, service=service)
    if request.method == "POST" and form.is_valid():
        try:
            change_situation(actor=request.actor, service=service, at=row, **_situation(form))
        except EditConflict as conflict:
            form.show_conflict(_stored(conflict.current, row))
        else:
            messages.success(request, _("Everybody sees it now."))
            return redirect("service_edit", slug=slug)
    context = {"form": form, "service": service, "rows": rows, "row": row}
    status = 422 if form.is_bound else 200
    return render(request, "directory/service_situation.html", context, status=status)


def _stored(service: Service, row: ServiceAtLocation | None) -> Any:
    """What is stored where the form looks, in the version of the service."""
    if not row:
        return service
    row.refresh_from_db()
    row.version = service.version
    return row


def _situation(form: SituationForm) -> dict:
    told = form.cleaned_data
    return {
        "version": told["version"],
        "situation": told["situation"],
        "until": told["situation_until"],
        "note": told["situation_note"],
    }
