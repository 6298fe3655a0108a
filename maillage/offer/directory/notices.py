"""What this room writes to people."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation

from maillage.foundation.accounts.models import User
from maillage.foundation.common.links import absolute
from maillage.foundation.network.models import Membership, Organization, Role
from maillage.foundation.notifications.actions import queue_message
from maillage.foundation.notifications.rendering import render_message
from maillage.offer.directory.models import Report, Service


def tell_keeper_of_publication(service: Service) -> None:
    """The person who keeps the service learns that it is public."""
    if service.keeper:
        _tell_of_version(service.keeper, service, "service_published", "service")


def tell_keeper_of_return(service: Service) -> None:
    """The person who keeps the service learns what the coordinator asks."""
    if service.keeper:
        _tell_of_version(service.keeper, service, "service_returned", "service_edit")


def tell_coordinators_of_submission(service: Service) -> None:
    """Those who review it learn that it waits."""
    for coordinator in _coordinators_of([service.organization]):
        _tell_of_version(coordinator, service, "service_submitted", "service_edit")


def tell_organization_of_report(report: Report) -> None:
    """Whoever keeps the sheet learns that a visitor found something wrong; without a keeper, who manages it.

    The letter holds neither what the visitor wrote nor who they are: both are read on the page, by those who may.
    """
    service = report.service
    keeper = service.keeper if service.keeper and service.keeper.is_active else None
    for person in [keeper] if keeper else _managers_of(service.organization):
        _tell(person, "report_made", about=report.pk.hex, page="report_list", service=service, report=report)


def tell_coordinators_of_reports(reports: Iterable[Report]) -> None:
    """One letter a coordinator, on all these reports about the services of their networks."""
    waiting: dict[User, list[Report]] = {}
    for report in reports:
        for coordinator in _coordinators_of([report.service.organization]):
            waiting.setdefault(coordinator, []).append(report)
    for coordinator, told in waiting.items():
        day = timezone.localdate().isoformat()
        about = f"{day}:{told[0].pk.hex}"
        _tell(coordinator, "reports_waiting", about=about, page="report_list", reports=told)


def answer_reporter(report: Report, answer: str) -> None:
    """What the organization answers goes to the address that the visitor left, which nobody had to read."""
    with translation.override(report.language):
        page = absolute(reverse("service", args=[report.service.slug]))
    context = {"service": report.service, "answer": answer, "address": page}
    subject, body = render_message("directory/mail/report_answered.txt", language=report.language, context=context)
    queue_message(
        key=f"report_answered:{report.pk.hex}",
        purpose="report_answered",
        recipient=report.reply_to,
        language=report.language,
        subject=subject,
        body=body,
    )


def _coordinators_of(organizations: Iterable[Organization]) -> Iterable[User]:
    held = Membership.objects.current().filter(
        role=Role.COORDINATOR, network__participations__organization__in=organizations
    )
    return User.objects.filter(pk__in=held.values("user"))


def _managers_of(organization: Organization) -> Iterable[User]:
    held = Membership.objects.current().filter(role=Role.MANAGER, organization=organization)
    return User.objects.filter(pk__in=held.values("user"))


def _tell_of_version(person: User, service: Service, purpose: str, page: str) -> None:
    # One message a version and person: a second click on the same button says nothing new.
    about = f"{service.pk.hex}:{service.version}"
    _tell(person, purpose, about=about, page=page, arguments=[service.slug], service=service)


def _tell(person: User, purpose: str, *, about: str, page: str, arguments: Sequence[str] = (), **context: Any) -> None:
    if not person.is_active:
        return
    with translation.override(person.language):
        context |= {"person": person, "address": absolute(reverse(page, args=arguments))}
    subject, body = render_message(f"directory/mail/{purpose}.txt", language=person.language, context=context)
    queue_message(
        key=f"{purpose}:{about}:{person.pk.hex}",
        purpose=purpose,
        recipient=person.email,
        language=person.language,
        subject=subject,
        body=body,
    )
