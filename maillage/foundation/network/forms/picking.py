"""One or several of very many, chosen by name: a list of a thousand entries would be no list.

One writes a name, and the browser offers those that fit while one types; where it cannot ask, the name alone does.
The models have a `slug`, and a `named_like` scope on their manager.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from maillage.foundation.network.models import Organization, Territory
from maillage.foundation.network.naming import address_in, label_of

LOOKED_AT = 40  # of those whose name holds what was written
NAMED = 5  # in a sentence that says which ones it could be

# Where the names are asked for that fit what one types.
SUGGESTIONS: dict[type[models.Model], Any] = {
    Organization: reverse_lazy("organization_suggestions"),
    Territory: reverse_lazy("territory_suggestions"),
}


def item_named(queryset: Any, text: str) -> Any:
    """The only one of `queryset` that is meant by `text`: its name, its address, both, or its id.

    Raises ValidationError for none, and for several.
    """
    text = text.replace("\x00", "")  # which PostgreSQL does not take, not even to say that it finds nothing
    if (pk := _uuid_of(text)) and (found := queryset.filter(pk=pk).first()):
        return found
    if found := queryset.filter(slug__in={text, address_in(text)}).first():
        return found
    candidates = list(queryset.named_like(text)[:LOOKED_AT])
    wanted = text.casefold()
    exact = [item for item in candidates if str(item).casefold() == wanted]
    if len(exact) == 1:
        return exact[0]
    if not candidates:
        message = _("Nothing here is called “%(text)s”. Choose from the list that opens while you write.")
        raise ValidationError(message, code="unknown", params={"text": text[:60]})
    names = ", ".join(label_of(item) for item in (exact or candidates)[:NAMED])
    message = _("Which one is “%(text)s”? Write the whole line of the one you mean: %(names)s.")
    raise ValidationError(message, code="several", params={"text": text[:60], "names": names})


class PickOneWidget(forms.TextInput):
    """A box for a name, with the names that fit what is typed."""

    template_name = "network/widgets/pick_one.html"
    suggestions: Any = ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["suggestions"] = self.suggestions
        return context


class PickOneField(forms.CharField):
    """One of very many, by name."""

    widget = PickOneWidget
    held: Any = None  # what it is now, where somebody has fetched it: nothing is asked again for a name left as it was

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        # What a ModelForm tells a field of choices, and what has no sense here.
        for option in ("limit_choices_to", "to_field_name", "blank", "empty_label"):
            kwargs.pop(option, None)
        super().__init__(max_length=300, **kwargs)
        self.queryset = queryset
        self.widget.suggestions = SUGGESTIONS[queryset.model]

    def __deepcopy__(self, memo: Any) -> "PickOneField":
        copied: PickOneField = super().__deepcopy__(memo)
        copied.queryset = self.queryset.all()
        return copied

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, models.Model):
            return label_of(value)
        if isinstance(value, uuid.UUID):
            found = self.queryset.model._default_manager.filter(pk=value).first()
            return label_of(found) if found else ""
        return value

    def clean(self, value: Any) -> Any:
        text = " ".join((super().clean(value) or "").split())
        if self.held is not None and text == label_of(self.held):
            return self.held
        return item_named(self.queryset, text) if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))


@dataclass(frozen=True)
class Picked:
    """What was sent: the ids that stay ticked, and the names that were written to be added."""

    kept: tuple[str, ...]
    added: tuple[str, ...]


class PickManyWidget(forms.Widget):
    """Those chosen, to be ticked off; and boxes to write the names of others, with the names that fit."""

    template_name = "network/widgets/pick_many.html"
    use_fieldset = True
    blanks = 3
    suggestions: Any = ""
    field: "PickManyField"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        picked = value if isinstance(value, Picked) else Picked(tuple(str(pk) for pk in value or ()), ())
        known = self.field.known(picked.kept)
        context["widget"] |= {
            "kept": [(key, known[key]) for key in picked.kept if key in known],
            "added": [*picked.added, *[""] * self.blanks],
            "suggestions": self.suggestions,
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Picked:
        listed: Callable[[str], Iterable[str]] = getattr(data, "getlist", lambda key: data.get(key) or [])
        added = (text.strip() for text in listed(f"{name}_added"))
        return Picked(tuple(listed(name)), tuple(text for text in added if text))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_added" not in data


class PickManyField(forms.ModelMultipleChoiceField):
    """Several of very many, by name."""

    widget = PickManyWidget

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        super().__init__(queryset, **kwargs)
        self.widget.field = self
        self.widget.suggestions = SUGGESTIONS[queryset.model]

    def __deepcopy__(self, memo: Any) -> "PickManyField":
        copied: PickManyField = super().__deepcopy__(memo)
        copied.widget.field = copied
        return copied

    def known(self, keys: Iterable[str]) -> dict[str, Any]:
        """Those of the offered ones that have these ids."""
        wanted = [pk for key in keys if (pk := _uuid_of(key))]
        return {str(item.pk): item for item in self.queryset.filter(pk__in=wanted)}

    def clean(self, value: Any) -> Any:
        picked = value if isinstance(value, Picked) else Picked(tuple(str(pk) for pk in value or ()), ())
        chosen = self.known(picked.kept)
        for text in picked.added:
            item = item_named(self.queryset, text)
            chosen[str(item.pk)] = item
        if self.required and not chosen:
            raise ValidationError(self.error_messages["required"], code="required")
        return list(chosen.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = {str(getattr(item, "pk", item)) for item in initial or ()}
        return bool(data.added) or before != set(data.kept)


def _uuid_of(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
