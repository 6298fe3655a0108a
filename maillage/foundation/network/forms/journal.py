"""The filters of the journal: the address is the filter, so that a link can be kept."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.foundation.common.forms import DayInput
from maillage.foundation.journal.models import EntryQuerySet
from maillage.foundation.journal.words import label_of, words_for


class JournalFilterForm(forms.Form):
    """A period of whole days in the reader's zone, an action, a subject. What cannot be read is said, and left out."""

    since = forms.DateField(required=False, label=_("from"), widget=DayInput)
    until = forms.DateField(required=False, label=_("until (included)"), widget=DayInput)
    action = forms.ChoiceField(required=False, label=_("what"))
    kind = forms.ChoiceField(required=False, label=_("about"))
    subject = forms.CharField(required=False, max_length=64, label=_("its identifier"))

    def __init__(self, data: Any, *, entries: EntryQuerySet) -> None:
        super().__init__(data)
        actions = entries.order_by("action").values_list("action", flat=True).distinct()
        kinds = entries.order_by("subject_kind").values_list("subject_kind", flat=True).distinct()
        for name, values, words in (("action", actions, words_for), ("kind", kinds, label_of)):
            choices = sorted(((value, words(value)) for value in values), key=lambda choice: choice[1].casefold())
            # What a link asks for stays in the list, even where nothing of it is visible.
            asked = (data or {}).get(name, "")
            if asked and asked not in dict(choices) and len(asked) <= 60:
                choices.append((asked, words(asked)))
            self.fields[name].choices = [("", _("everything")), *choices]

    def filtered(self, entries: EntryQuerySet) -> EntryQuerySet:
        """The entries that pass."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("since"):
            entries = entries.filter(at__gte=_midnight(chosen["since"]))
        if chosen.get("until"):
            entries = entries.filter(at__lt=_midnight(chosen["until"] + timedelta(days=1)))
        if chosen.get("action"):
            entries = entries.filter(action=chosen["action"])
        if chosen.get("kind"):
            entries = entries.filter(subject_kind=chosen["kind"])
        if chosen.get("subject"):
            entries = entries.filter(subject_id=chosen["subject"].strip())
        return entries

    @property
    def used(self) -> list[str]:
        """The names of the filters that say something."""
        return [name for name, value in getattr(self, "cleaned_data", {}).items() if value]


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
