"""Anybody says that something is wrong; somebody deals with it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.transitions import move
from maillage.foundation.journal.recording import record
from maillage.offer.directory.models import Report, Service
from maillage.offer.directory.notices import (
    answer_reporter,
    tell_coordinators_of_reports,
    tell_organization_of_report,
)
from maillage.offer.directory.permissions import can_close_report


@transaction.atomic
def report_service(*, actor: Actor, service: Service, kind: str, message: str, reply_to: str, language: str) -> Report:
    """Keep what a visitor says about a published service, and tell those who keep it.

    `reply_to` is an e-mail address or empty.
    """
    report = Report.objects.create(service=service, kind=kind, message=message, reply_to=reply_to, language=language)
    record(actor=actor, action="report.made", subject=report, within=service.organization)
    tell_organization_of_report(report)
    return report


@transaction.atomic
def announce_reports() -> int:
    """Tell coordinators, in one letter each, of the open reports they were not told of yet; how many there were."""
    new = Report.objects.filter(state=Report.State.OPEN, announced_at=None).select_for_update(of=("self",))
    reports = list(new.select_related("service__organization"))
    tell_coordinators_of_reports(reports)
    Report.objects.filter(pk__in=[report.pk for report in reports]).update(announced_at=timezone.now())
    return len(reports)


@transaction.atomic
def close_report(*, actor: Actor, report: Report, answer: str = "") -> Report:
    """It has been dealt with: what was written, and by whom, is forgotten; an `answer` is first sent to who wrote.

    Nothing is sent where the visitor left no address. Raises PermissionDenied, TransitionRefused.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("service__organization").get(pk=report.pk)
    if not can_close_report(actor, report):
        raise PermissionDenied
    move(report, to=Report.State.CLOSED)
    answered = bool(answer.strip() and report.reply_to)
    if answered:
        answer_reporter(report, answer.strip())
    report.closed_at = timezone.now()
    report.message = report.reply_to = ""
    report.save()
    action = "report.answered" if answered else "report.closed"
    record(actor=actor, action=action, subject=report, within=report.service.organization, fields=["state"])
    return report
