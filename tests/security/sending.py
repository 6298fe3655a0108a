"""A form as a browser would send it back: what stands in it, and nothing else."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.http import QueryDict

# Written by whatever happens, and no part of what a form is about.
BESIDE = {"journal.Entry", "common.Counter", "jobs.Worker", "jobs.Run"}
MOVING = {"id", "version", "reviewed_version", "modified_at", "last_login", "used_at"}


@dataclass
class Form:
    """The values that a form shows, and the names of all its fields, those without a value too."""

    values: QueryDict = field(default_factory=lambda: QueryDict(mutable=True))
    names: set[str] = field(default_factory=set)

    def sent_with(self, **more: str) -> dict[str, Any]:
        """What a test client posts: all of it, and more."""
        return dict(self.values.lists()) | more


def form_of(html: str) -> Form:
    """The first form by POST in the main part of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.form


def everything() -> dict[str, list[str]]:
    """Every row of every table of ours, by model, without what moves by itself."""
    models = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("maillage")]
    return {
        model._meta.label: sorted(
            str(sorted((name, str(value)) for name, value in row.items() if name not in MOVING))
            for row in model._base_manager.values()
        )
        for model in models
        if model._meta.label not in BESIDE
    }


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.in_main = self.in_form = self.done = False
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        if tag == "main":
            self.in_main = True
        elif tag == "form":
            self.in_form = self.in_main and not self.done and given.get("method") == "post"
        if not self.in_form or "disabled" in given:
            return
        name = given.get("name", "")
        if name:
            self.form.names.add(name)
        if tag == "input" and name and given.get("type") not in ("submit", "file"):
            box = given.get("type") in ("checkbox", "radio")
            if not box or "checked" in given:
                self.form.values.appendlist(name, given.get("value", "on" if box else ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.form.values.appendlist(self.select, given.get("value", ""))
        elif tag == "textarea":
            self.textarea = name
            self.form.values[name] = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.form.values[self.textarea] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.in_form:
            self.in_form, self.done = False, True
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.textarea = ""
