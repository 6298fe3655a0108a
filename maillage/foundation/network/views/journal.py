"""The journal's page: who did what, when; the same as CSV."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.foundation.accounts.actor import Kind
from maillage.foundation.accounts.models import User
from maillage.foundation.common.csv_files import csv_response
from maillage.foundation.journal.models import Entry, EntryQuerySet
from maillage.foundation.journal.words import field_label, label_of, names_of, words_for
from maillage.foundation.network.actions.journal import read_journal
from maillage.foundation.network.forms.journal import JournalFilterForm
from maillage.foundation.network.models import Network, Organization
from maillage.foundation.network.permissions import can_read_journal
from maillage.foundation.network.scopes import entries_visible_to

PAGE = 50
CHUNK = 500


@dataclass(frozen=True)
class Line:
    """An entry as it is read: with the names that are still known."""

    entry: Entry
    who: str
    what: str
    kind: str
    subject: str
    within: str
    fields: tuple[str, ...]


@login_required
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """The newest first, by period, action and subject."""
    form, entries = _asked(request, exported=False)
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "lines": _lines(page.object_list)}
    return render(request, "network/journal.html", context)


@login_required
@require_safe
def journal_export(request: HttpRequest) -> StreamingHttpResponse:
    """All that the filters let through, as CSV."""
    _form, entries = _asked(request, exported=True)
    return csv_response(f"journal-{timezone.localdate():%Y-%m-%d}.csv", _table(entries))


def _asked(request: HttpRequest, *, exported: bool) -> tuple[JournalFilterForm, EntryQuerySet]:
    if not can_read_journal(request.actor):
        raise PermissionDenied
    form = JournalFilterForm(request.GET, entries=entries_visible_to(request.actor))
    form.is_valid()
    return form, form.filtered(read_journal(actor=request.actor, filters=form.used, exported=exported))


def _table(entries: EntryQuerySet) -> Iterator[list[Any]]:
    yield [
        _("When"),
        _("Who"),
        _("Through"),
        _("What"),
        _("Action"),
        _("About"),
        _("Identifier"),
        _("Within"),
        _("Fields"),
    ]
    rows = entries.iterator(chunk_size=CHUNK)
    while chunk := list(itertools.islice(rows, CHUNK)):
        for line in _lines(chunk):
            entry = line.entry
            when = timezone.localtime(entry.at).isoformat(timespec="seconds")
            about = f"{line.kind} {line.subject}".strip()
            yield [
                when, line.who, entry.channel, line.what, entry.action, about, entry.subject_id, line.within,
                ", ".join(line.fields),
            ]  # fmt: skip


def _lines(entries: Iterable[Entry]) -> list[Line]:
    """The entries with their names, in a few queries however many they are."""
    entries = list(entries)
    people = _people({entry.actor_id for entry in entries if entry.actor_kind == Kind.USER})
    subjects = names_of([(entry.subject_kind, entry.subject_id) for entry in entries])
    bodies = _bodies({entry.within_id for entry in entries if entry.within_id})
    return [
        Line(
            entry=entry,
            who=_who(entry, people),
            what=words_for(entry.action),
            kind=label_of(entry.subject_kind),
            subject=subjects.get((entry.subject_kind, entry.subject_id), ""),
            within=bodies.get(entry.within_id, ""),
            fields=tuple(field_label(entry.subject_kind, name) for name in entry.fields),
        )
        for entry in entries
    ]


def _who(entry: Entry, people: dict[str, str]) -> str:
    match entry.actor_kind:
        case Kind.USER:
            return people.get(entry.actor_id) or _("somebody who has no account any more")
        case Kind.STRANGER:
            return _("a visitor")
        case Kind.LINK:
            return _("somebody with a link")
        case Kind.COMMAND:
            return _("the command %(name)s") % {"name": entry.actor_id}
        case Kind.JOB:
            return _("the job %(name)s") % {"name": entry.actor_id}
    return entry.actor_kind


def _people(ids: set[str]) -> dict[str, str]:
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=_uuids(ids))}


def _bodies(ids: set[str]) -> dict[str, str]:
    wanted = _uuids(ids)
    found = [*Organization.objects.filter(pk__in=wanted), *Network.objects.filter(pk__in=wanted)]
    return {str(body.pk): str(body) for body in found}


def _uuids(ids: set[str]) -> list[UUID]:
    """Those that are UUIDs: the journal keeps whatever it was told."""
    found = []
    for text in ids:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
