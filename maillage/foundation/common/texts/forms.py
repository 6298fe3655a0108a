"""The form field: every language side by side, each with its state, the source first."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.foundation.common.languages import CONTENT_LANGUAGES, language_name, other_languages
from maillage.foundation.common.texts.value import State, TranslatedText, base_language, direction, easy_variant

TAG_OF_MARKUP = re.compile(r"</?[a-zA-Z!][^>]*>")


def languages_offered(source: str, stored: Iterable[str] = ()) -> list[str]:
    """The tags a form shows: the source and its easy-read variant, the site's others likewise, then those `stored`."""
    pages = [code for code, _name in settings.LANGUAGES]
    plain = dict.fromkeys([source, *pages, *(base_language(tag) for tag in stored)])
    others = set(plain) - {source, *pages}
    offered = [tag for code in plain for tag in (code, easy_variant(code))]
    return [tag for tag in offered if base_language(tag) not in others or tag in stored]


class TranslatedTextWidget(forms.Widget):
    """One text box a language. Beyond the source, those that are filled in are open and the rest is folded away."""

    template_name = "common/widgets/translated_text.html"

    def __init__(self, *, rows: int = 1, easy: bool = False, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(dict(attrs or {}))
        self.rows, self.easy = rows, easy
        self.source = settings.LANGUAGE_CODE

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        text = value if isinstance(value, Draft) else Draft.of(value or TranslatedText())
        source = text.stored.source or self.source
        tags = languages_offered(source, [*text.stored.languages, *text.texts])
        boxes = [self._box(name, tag, text) for tag in tags if self.easy or "-" not in tag]
        context["widget"] |= {"unplaced": text.unplaced, "boxes": boxes, "rows": self.rows, "source": source}
        context["widget"]["open"] = [box for box in boxes if box["tag"] == source or box["value"]]
        context["widget"]["others"] = [(code, own) for code, own in other_languages() if code not in tags]
        context["widget"]["folded"] = [box for box in boxes if box not in context["widget"]["open"]]
        return context

    def _box(self, name: str, tag: str, draft: "Draft") -> dict[str, Any]:
        state = draft.stored.state(tag)
        return {
            "name": f"{name}_{tag}",
            "tag": tag,
            "language": base_language(tag),
            "label": language_name(tag),
            "direction": direction(tag),
            "value": draft.texts.get(tag, ""),
            "state": state.value,
            "confirm": f"{name}_{tag}_confirmed" if state in (State.MACHINE, State.OUTDATED) else "",
            "confirmed": tag in draft.confirmed,
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> "Draft":
        texts, confirmed = {}, set()
        for tag in self._sent(data, name):
            key = f"{name}_{tag}"
            if key in data:
                texts[tag] = data[key].replace("\r\n", "\n").strip()
            if data.get(f"{key}_confirmed"):
                confirmed.add(tag)
        added, words = (
            data.get(f"{name}_other_language", ""),
            data.get(f"{name}_other", "").replace("\r\n", "\n").strip(),
        )
        draft = Draft(TranslatedText(), texts, confirmed)
        if words and added in CONTENT_LANGUAGES and not texts.get(added):
            draft.texts[added] = words
        else:
            draft.unplaced = words
        return draft

    def _sent(self, data: Any, name: str) -> list[str]:
        """The tags this form was sent with: those it offers, and those of the list that its page showed besides."""
        besides = [tag for code in CONTENT_LANGUAGES for tag in (code, easy_variant(code)) if f"{name}_{tag}" in data]
        return languages_offered(self.source, besides)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}_{tag}" in data for tag in self._sent(data, name))

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_{self.source}" if id_ else ""


class Draft:
    """What was typed, before it is merged into what is stored: kept whole so that a refused form loses nothing."""

    def __init__(self, stored: TranslatedText, texts: Mapping[str, str], confirmed: set[str]) -> None:
        self.stored, self.texts, self.confirmed = stored, dict(texts), confirmed
        self.unplaced = ""  # words in another language whose name was not chosen

    @classmethod
    def of(cls, stored: TranslatedText) -> "Draft":
        return cls(stored, {tag: stored.text_in(tag) for tag in stored.languages}, set())


class TranslatedTextFormField(forms.Field):
    """A `TranslatedText` from a form. `stored` is the text being edited; `source` the language it is written in."""

    widget = TranslatedTextWidget
    default_error_messages = {"required": gettext_lazy("Write this in at least the first language.")}

    def __init__(self, *, max_length: int = 5000, rows: int | None = None, easy: bool = False, **kwargs: Any) -> None:
        self.max_length = max_length
        kwargs.pop("encoder", None), kwargs.pop("decoder", None)
        kwargs["widget"] = TranslatedTextWidget(rows=rows or (1 if max_length <= 300 else 4), easy=easy)
        super().__init__(**kwargs)
        self.stored = TranslatedText()

    def about(self, stored: TranslatedText, source: str) -> None:
        """Tell the field which text it edits and which language that is written in."""
        self.stored = stored
        self.widget.source = stored.source or source

    def bound_data(self, data: Any, initial: Any) -> Any:
        if isinstance(data, Draft):
            data.stored = self.stored
        return data

    def clean(self, value: Any) -> TranslatedText:
        draft = value if isinstance(value, Draft) else Draft.of(value or TranslatedText())
        errors = list(self._errors(draft.texts))
        if draft.unplaced:
            errors.append(ValidationError(_("Choose the language of what you added."), code="language"))
        if errors:
            raise ValidationError(errors)
        result = self.stored.revised(draft.texts, source=self.widget.source, confirmed=draft.confirmed)
        if self.required and not result.text_in(result.source):
            raise ValidationError(self.error_messages["required"], code="required")
        return result

    def _errors(self, texts: Mapping[str, str]) -> Sequence[ValidationError]:
        found = []
        for tag, text in texts.items():
            name = language_name(tag)
            if len(text) > self.max_length:
                excess = len(text) - self.max_length
                message = ngettext(
                    "%(language)s: this text is %(count)d character too long (at most %(limit)d).",
                    "%(language)s: this text is %(count)d characters too long (at most %(limit)d).",
                    excess,
                )
                values = {"language": name, "count": excess, "limit": self.max_length}
                found.append(ValidationError(message % values, code="max_length"))
            if "\x00" in text:
                found.append(
                    ValidationError(
                        _("%(language)s: this text holds a character that cannot be kept.") % {"language": name},
                        code="null",
                    )
                )
            if tag_found := TAG_OF_MARKUP.search(text):
                values = {"language": name, "found": tag_found.group()[:40]}
                message = _("%(language)s: write plain text; “%(found)s” looks like HTML. Line breaks are kept.")
                found.append(ValidationError(message % values, code="markup"))
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        draft = data if isinstance(data, Draft) else Draft.of(data or TranslatedText())
        before = initial if isinstance(initial, TranslatedText) else TranslatedText()
        return bool(draft.confirmed or draft.unplaced) or any(
            before.text_in(tag) != text for tag, text in draft.texts.items()
        )
