"""Problems in words: what happened, and what to do about it, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from maillage.offer.directory.exchange.reasons import REASONS
from maillage.offer.directory.models import ImportProblem

# Those that only the directory can find; what a reader finds has its sentences in `exchange.reasons`.
OURS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "changed_here": (
        _("Somebody changed “%(column)s” here since the last import: it was left as it is."),
        _("Decide which is right. To take the source’s word, write it on the sheet."),
    ),
    "emptied": (
        _("The source no longer says “%(column)s”: it was emptied here too. It was “%(value)s”."),
        _("Nothing, if that is right. Otherwise write it on the sheet: it will then be left alone."),
    ),
    "removed_here": (
        _("This was imported before and removed here since: it was not brought back."),
        _("Nothing, if that is right."),
    ),
    "gone": (
        _("This is no longer in the source (%(kind)s “%(key)s”). It stays here."),
        _("Ask whether it still exists, and take it off the web if it does not."),
    ),
    "parent_missing": (
        _("This belongs to “%(value)s” (%(kind)s), which is not in the files or was refused."),
        _("Add or correct that row first, then bring this one again."),
    ),
    "hours_not_understood": (
        _("These hours were not understood: “%(value)s”. They are shown in the source’s words."),
        _("Write the hours on the sheet, or ask the source to write them like this: Mo-Fr 09:00-12:00."),
    ),
    "not_accepted": (
        _("“%(value)s” cannot be written in “%(column)s”. %(said)s"),
        _("Correct the value."),
    ),
    "not_yours": (
        _("This belongs to an organization for which you do not write."),
        _("Ask its people, or the coordinator of its network."),
    ),
    "other_organization": (
        _("This list is kept for one organization, and “%(value)s” is another."),
        _("Take its rows out, or write the name as it is written here."),
    ),
    "hidden_address": (
        _("The address of this place is kept secret, also from you: it was left as it is."),
        _("Ask the people of the organization."),
    ),
    "changed_since_export": (
        _("Somebody changed this here since the workbook was written: the row was not taken."),
        _("Export again, make your change in the new workbook, and bring that."),
    ),
    "pair_twice": (
        _("The service is given at this place already: a second row for the two says nothing more."),
        _("Put both rows into one."),
    ),
    "same_key_other_row": (
        _("Another row has the same identifier and says something else: the first one was kept."),
        _("Decide which of the two is right, and give the other its own identifier or take it out."),
    ),
    "no_territory": (
        _("No one municipality is known by “%(value)s”: the place lies in no territory."),
        _("Choose the territory on the page of the place, or give its position."),
    ),
    "no_parent": (
        _("This does not say which %(kind)s it belongs to."),
        _("Fill in the identifier."),
    ),
    "wrong_mapping": (
        _("The choice of columns cannot be read: %(value)s"),
        _("Choose the columns again."),
    ),
}


class _Details(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def sentences(reason: str, details: Mapping[str, Any]) -> tuple[str, str]:
    """What happened and what to do. A code that this version does not know stays a code."""
    filled = _Details(details)
    if reason in OURS and (reason not in REASONS or "first" not in details):
        what, advice = OURS[reason]
        return str(what) % filled, str(advice) % filled
    if reason in REASONS:
        found = REASONS[reason]
        return gettext(found.sentence) % filled, gettext(found.advice) % filled
    return reason, ""


def told(problem: ImportProblem) -> tuple[str, str]:
    """What happened and what to do, for a stored problem."""
    return sentences(problem.reason, problem.as_details())


def severity_word(severity: str) -> str:
    """What a problem cost, in a word."""
    words = {
        "refused": pgettext("a row", "refused"),
        "kept_as_text": gettext("kept as text"),
        "noted": pgettext("a row", "noted"),
    }
    return words.get(severity, severity)
