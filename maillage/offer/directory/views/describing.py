"""For those who describe a service: start it, write its sections, look at it as the public will, hand it in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
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
from maillage.offer.directory.forms.steps import NewServiceForm, ReturnForm, SituationForm
from maillage.offer.directory.models import Service
from maillage.offer.directory.permissions import (
    can_publish_service,
    can_return_service,
    can_revise_service,
    can_withdraw_service,
)
from maillage.offer.directory.views.answers import answered
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
        "blocking": [gap for gap in gaps if gap.required],
        "can_publish": can_publish_service(request.actor, service),
        "can_return": can_return_service(request.actor, service),
        "can_withdraw": can_withdraw_service(request.actor, service),
        "return_form": ReturnForm(),
    }
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
    if request.method == "POST" and form.is_valid():
        try:
            if "preview" in request.POST:
                return _preview(request, service, form)
            revise_service(**_revision(request, service, form))
        except EditConflict as conflict:
            form.show_conflict(conflict.current)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("service_edit", slug=slug)
    status = 422 if form.is_bound else 200
    context = {"form": form, "service": service, "section": section, "sections": SECTIONS}
    return render(request, "directory/service_section.html", context, status=status)


def _revision(request: HttpRequest, service: Service, form: Section) -> dict:
    return {
        "actor": request.actor,
        "service": service,
        "version": form.cleaned_data["version"],
        "changes": form.changes(),
    }


def _preview(request: HttpRequest, service: Service, form: Section) -> HttpResponse:
    """The sheet as it would be: the very action is run, its page is made, and everything is undone."""
    with transaction.atomic():
        revision = _revision(request, service, form)
        revision["changes"].pop("picture", None)  # a file on the disk would not be undone
        revise_service(**revision)
        fresh = Service.objects.for_sheet().get(pk=service.pk)
        response = render(request, "directory/service.html", sheet_context(request, fresh, preview=True))
        transaction.set_rollback(True)
    return response


@login_required
def service_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet as the public will see it, of what is saved."""
    service = get_object_or_404(Service.objects.writable_by(request.actor).for_sheet(), slug=slug)
    return render(request, "directory/service.html", sheet_context(request, service, preview=True))


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
def service_situation(request: HttpRequest, slug: str) -> HttpResponse:
    """What is different for the moment."""
    service = get_object_or_404(Service.objects.visible_to(request.actor), slug=slug)
    if not can_revise_service(request.actor, service):
        raise PermissionDenied
    form = SituationForm(request.POST or None, instance=service)
    if request.method == "POST" and form.is_valid():
        try:
            change_situation(actor=request.actor, service=service, **_situation(form))
        except EditConflict as conflict:
            form.show_conflict(conflict.current)
        else:
            messages.success(request, _("Everybody sees it now."))
            return redirect("service_edit", slug=slug)
    status = 422 if form.is_bound else 200
    return render(request, "directory/service_situation.html", {"form": form, "service": service}, status=status)


def _situation(form: SituationForm) -> dict:
    told = form.cleaned_data
    return {
        "version": told["version"],
        "situation": told["situation"],
        "until": told["situation_until"],
        "note": told["situation_note"],
    }
