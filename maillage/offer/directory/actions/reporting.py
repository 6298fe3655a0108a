"""Anybody says that something is wrong; somebody deals with it."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.transitions import move
from maillage.foundation.journal.recording import record
from maillage.offer.directory.models import Report, Service
from maillage.offer.directory.permissions import can_close_report


@transaction.atomic
def report_service(*, actor: Actor, service: Service, kind: str, message: str, reply_to: str, language: str) -> Report:
    """Keep what a visitor says about a published service; `reply_to` is an e-mail address or empty."""
    report = Report.objects.create(service=service, kind=kind, message=message, reply_to=reply_to, language=language)
    record(actor=actor, action="report.made", subject=report, within=service.organization)
    return report


@transaction.atomic
def read_reports(*, actor: Actor, reports: Iterable[Report]) -> list[Report]:
    """The reports, loaded; who read an address that a visitor left is written down."""
    shown = list(reports)
    for report in shown:
        if report.reply_to:
            fields = ["reply_to"]
            record(actor=actor, action="report.read", subject=report, within=report.service.organization, fields=fields)
    return shown


@transaction.atomic
def close_report(*, actor: Actor, report: Report) -> Report:
    """It has been dealt with: what was written, and by whom, is forgotten.

    Raises PermissionDenied, TransitionRefused.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("service__organization").get(pk=report.pk)
    if not can_close_report(actor, report):
        raise PermissionDenied
    move(report, to=Report.State.CLOSED)
    report.closed_at = timezone.now()
    report.message = report.reply_to = ""
    report.save()
    record(actor=actor, action="report.closed", subject=report, within=report.service.organization, fields=["state"])
    return report
