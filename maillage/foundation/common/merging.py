"""Two people edit the same form: what only one of them changed is kept, what both changed is asked.

A form is compared in units: a field, one language of a text, one row of a list of details. Each unit is known by what
a browser sends for it, whatever its widget, so a page carries no more than a short fingerprint of each: enough to
tell whether this editor changed it since the page was opened, and whether somebody else did.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from maillage.foundation.common.forms import VersionedForm
from maillage.foundation.common.languages import language_name
from maillage.foundation.common.models import Versioned
from maillage.foundation.common.texts.forms import TranslatedTextWidget

if TYPE_CHECKING:
    from django.forms import BoundField

Sent = dict[str, list[str]]
NOT_COMPARED = {"version", "base"}
OWN_PARTS = (TranslatedTextWidget, forms.MultiWidget)  # each of their inputs is a question of its own


@dataclass(frozen=True)
class Unit:
    """Something that one editor writes as a whole: its inputs without the number of their row, and how to name it."""

    key: str
    label: str
    sent: Sent
    readable: str
    row_of: str = ""

    @property
    def fingerprint(self) -> str:
        """Short, and empty where nothing is written."""
        told = {name: [value.replace("\r\n", "\n").strip() for value in values] for name, values in self.sent.items()}
        told = {name: sorted(filter(None, values)) for name, values in told.items() if any(values)}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:10] if told else ""


@dataclass(frozen=True)
class Clash:
    """What both changed: what is stored and what was typed, in words, for one unit."""

    key: str
    label: str
    theirs: str
    mine: str


class MergingForm(VersionedForm):
    """Mixed into a form that edits a `Versioned` model, in place of `VersionedForm`.

    Call `self.version_of(instance)` ending `__init__`, and say in `again` how to make the same form over other data.
    `formsets` are its lists of rows, by their prefix.
    """

    formsets: Mapping[str, Any] = {}
    clashes: tuple[Clash, ...] = ()
    merged = False

    def version_of(self, instance: Versioned) -> None:
        super().version_of(instance)
        # Worked out when the page is made: by then the form has all its fields.
        self.fields["base"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=self._base)

    def again(self, data: Any, instance: Any) -> Self:
        """This form over `data` (None: as the page opens) and what is stored now."""
        raise NotImplementedError

    def is_valid(self) -> bool:
        return super().is_valid() and not self.clashes

    def settled(self) -> Self:
        """This form as it is to be judged: call it first, on what was sent, over the instance as it is stored now.

        Where the editor chose what is stored, that stands; where somebody saved since the page was opened, what only
        this editor changed is written over what is stored.
        """
        if not self.is_bound:
            return self
        form = self._chosen()
        stored = form.instance  # type: ignore[attr-defined]
        late = (
            not form.clashes and form.data.get("version", "").isdigit() and form.data["version"] != str(stored.version)
        )
        return form.merged_with(stored) if late else form

    def _chosen(self) -> Self:
        keys = self.data.getlist("clash")
        if not keys:
            return self
        stored = {unit.key: unit for unit in _units(self.again(None, self.instance))}  # type: ignore[attr-defined]
        data, undecided = self.data.copy(), []
        for unit in _units(self):
            if unit.key not in keys or unit.key not in stored:
                continue
            choice = data.get(f"choose-{unit.key}")
            if choice == "theirs":
                _write(data, unit, stored[unit.key].sent)
            elif choice != "mine":
                undecided.append(_clash(stored[unit.key], unit))
        form = self.again(data, self.instance)  # type: ignore[attr-defined]
        return form._asking(undecided)

    def merged_with(self, current: Versioned) -> Self:
        """This form over what is stored now, with what only this editor changed; `clashes` is what both changed."""
        stored = {unit.key: unit for unit in _units(self.again(None, current))}
        typed = {unit.key: unit for unit in _units(self)}
        base, data = _told(self.data.get("base", "")), QueryDict(mutable=True)
        rows: dict[str, list[Sent]] = {prefix: [] for prefix in self.formsets}
        new: dict[str, list[Sent]] = {prefix: [] for prefix in self.formsets}
        clashes = []
        for key in [*stored, *(key for key in typed if key not in stored)]:
            theirs, mine = stored.get(key), typed.get(key)
            before = base.get(key, "")
            if theirs is None:
                # New, or taken away by somebody else: what this editor wrote in it comes back, what they read goes.
                if mine.fingerprint == before or "DELETE" in mine.sent:
                    continue
                if mine.row_of:
                    new[mine.row_of].append({name: values for name, values in mine.sent.items() if name != "id"})
                else:
                    _put(data, mine.sent)
                continue
            kept = theirs
            if mine is not None and mine.fingerprint not in (before, theirs.fingerprint):
                kept = mine
                if theirs.fingerprint != before:
                    clashes.append(_clash(theirs, mine))
            if kept.row_of:
                rows[kept.row_of].append({**kept.sent, "id": theirs.sent["id"]})
            else:
                _put(data, kept.sent)
        for prefix, formset in self.formsets.items():
            _put(data, _numbered(prefix, rows[prefix], new[prefix], most=formset.max_num))
        data["version"] = str(current.version)
        data["base"] = json.dumps({unit.key: unit.fingerprint for unit in stored.values() if unit.fingerprint})
        form = self.again(data, current)
        form.merged = True
        return form._asking(clashes)

    def _asking(self, clashes: Iterable[Clash]) -> Self:
        self.clashes = tuple(clashes)
        if self.clashes:
            self.add_error(None, _("Somebody else changed the same things. Choose for each what shall stand."))
            for name in self.fields.keys() & self.files.keys():
                self.add_error(name, _("Choose the file again: it could not be kept."))
        return self

    def _base(self) -> str:
        return json.dumps({unit.key: unit.fingerprint for unit in _units(self) if unit.fingerprint})


def _clash(theirs: Unit, mine: Unit) -> Clash:
    return Clash(mine.key, mine.label, theirs.readable, mine.readable)


def _units(form: Any) -> Iterator[Unit]:
    """What a form holds: as typed where it is bound, else as its page opens."""
    yield from _units_of_fields(form)
    for prefix, formset in form.formsets.items():
        for number, row in enumerate(formset.forms):
            kept = number < formset.initial_form_count()
            if not kept and not (row.is_bound and row.has_changed()):
                continue
            start = f"{prefix}-{number}-"
            sent = {name.removeprefix(start): values for name, values in _sent_by(row).items()}
            identity = (sent.get("id") or [""])[0] if kept else f"new-{number}"
            words = [unit.readable for unit in _units_of_fields(row) if unit.readable]
            shown = " · ".join(words) if not sent.get("DELETE") else _("taken away")
            yield Unit(f"{prefix}:{identity}", str(row.instance), sent, shown, row_of=prefix)


def _units_of_fields(form: Any) -> Iterator[Unit]:
    sent = _sent_by(form)
    for bound in form:
        if bound.name in NOT_COMPARED:
            continue
        own = {name: values for name, values in sent.items() if _owner(form, name) == bound.html_name}
        if isinstance(bound.field.widget, OWN_PARTS):
            for name, values in own.items():
                yield Unit(name, _label(bound, name), {name: values}, _readable(bound, values))
        elif isinstance(bound.field, forms.FileField):
            yield _unit_of_file(form, bound)
        else:
            words = "" if bound.is_hidden else _readable(bound, [value for values in own.values() for value in values])
            yield Unit(bound.html_name, str(bound.label), own, words)


def _unit_of_file(form: Any, bound: "BoundField") -> Unit:
    """A file by its name: a browser sends none back that was stored before."""
    stored = getattr(bound.initial, "name", "") or ""
    chosen = form.files.get(bound.html_name) if form.is_bound else None
    cleared = form.is_bound and f"{bound.html_name}-clear" in form.data
    if cleared and not chosen:
        return Unit(bound.html_name, str(bound.label), {f"{bound.html_name}-clear": ["on"]}, _("taken away"))
    name = chosen.name if chosen else stored
    return Unit(bound.html_name, str(bound.label), {bound.html_name: [name]} if name else {}, name)


def _sent_by(form: Any) -> Sent:
    """What a browser sends for this form: what it has sent, or what the page would send as it opens."""
    if form.is_bound:
        start = f"{form.prefix}-" if form.prefix else ""
        return {name: form.data.getlist(name) for name in form.data if name.startswith(start)}
    return _Inputs.of("".join(str(bound) for bound in form if bound.name not in NOT_COMPARED))


def _owner(form: Any, name: str) -> str:
    """The field an input belongs to: the longest name it begins with."""
    names = [bound.html_name for bound in form]
    return max((n for n in names if name == n or name.startswith((f"{n}_", f"{n}-"))), key=len, default="")


def _label(bound: "BoundField", name: str) -> str:
    part = name.removeprefix(f"{bound.html_name}_")
    if isinstance(bound.field.widget, TranslatedTextWidget):
        return f"{bound.label} · {language_name(part.removesuffix('_confirmed'))}"
    widgets = bound.field.widget.get_context(bound.html_name, bound.value(), {})["widget"]["subwidgets"]
    labels = {widget["name"]: widget.get("label", "") for widget in widgets}
    return f"{bound.label} · {labels.get(name, part)}"


def _readable(bound: "BoundField", values: Iterable[str]) -> str:
    """Values in words: the labels of choices, everything else as it is."""
    words: dict[str, str] = {}
    widget: Any = bound.field.widget
    for part in getattr(widget, "widgets", [widget]):
        for value, label in getattr(part, "choices", ()):
            inner = label if isinstance(label, (list, tuple)) else [(value, label)]
            words |= {str(code): str(name) for code, name in inner}
    return ", ".join(words.get(value, value) for value in values if value)


def _told(base: str) -> dict[str, str]:
    """The fingerprints a page carried; none where it carried nonsense, and then everything that differs is asked."""
    try:
        told = json.loads(base)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _write(data: QueryDict, unit: Unit, sent: Sent) -> None:
    """Put `sent` where `data` holds this unit."""
    start = ""
    if unit.row_of:
        identity = unit.key.removeprefix(f"{unit.row_of}:")
        rows = [name for name in data if name.startswith(f"{unit.row_of}-") and name.endswith("-id")]
        ids = {data[name]: name.removesuffix("id") for name in rows}
        start = ids[identity]
    for name in unit.sent:
        data.pop(f"{start}{name}", None)
    _put(data, {f"{start}{name}": values for name, values in sent.items()})


def _put(data: QueryDict, sent: Sent) -> None:
    for name, values in sent.items():
        data.setlist(name, values)


def _numbered(prefix: str, kept: list[Sent], new: list[Sent], *, most: int) -> Sent:
    """The rows of a list as its form sends them."""
    rows = [*kept, *new]
    counts = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": len(kept), "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": most}
    numbered = {f"{prefix}-{number}-{name}": v for number, row in enumerate(rows) for name, v in row.items()}
    return {**{f"{prefix}-{name}": [str(count)] for name, count in counts.items()}, **numbered}


@dataclass
class _Inputs(HTMLParser):
    """Reads from HTML what a browser would send."""

    sent: Sent = field(default_factory=dict)

    @classmethod
    def of(cls, html: str) -> Sent:
        reader = cls()
        reader.feed(html)
        return reader.sent

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._area: tuple[str, list[str]] | None = None
        self._select: tuple[str, list[str], list[str], bool] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name, value = told.get("name") or "", told.get("value")
        if tag == "input" and name:
            kind = told.get("type", "text")
            if kind in ("submit", "button", "file") or (kind in ("checkbox", "radio") and "checked" not in told):
                return
            self.sent.setdefault(name, []).append(value if value is not None else "on" if kind == "checkbox" else "")
        elif tag == "textarea":
            self._area = (name, [])
        elif tag == "select":
            self._select = (name, [], [], "multiple" in told)
        elif tag == "option" and self._select:
            self._select[2].append(value or "")
            if "selected" in told:
                self._select[1].append(value or "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            name, parts = self._area
            self.sent.setdefault(name, []).append("".join(parts).removeprefix("\n"))
            self._area = None
        elif tag == "select" and self._select:
            name, chosen, offered, multiple = self._select
            self.sent.setdefault(name, []).extend(chosen or ([] if multiple else offered[:1]))
            self._select = None
