"""What the journal's page says: words for actions, names for subjects. Each room tells its own, in its `ready()`.

An action that nobody gave words stays as it is written; a subject whose room told no model keeps its opaque id, so
that the name of a person never shows because somebody forgot to hide it.
"""

from collections.abc import Collection, Mapping

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.functional import Promise

_words: dict[str, str | Promise] = {}
_fields: dict[str, str | Promise] = {}
_named: dict[str, tuple[type[models.Model], str | Promise]] = {}


def tell_actions(words: Mapping[str, str | Promise]) -> None:
    """Give actions ("organization.revised"), and kinds of subjects that are in no table ("backup"), their words."""
    _words.update(words)


def tell_fields(words: Mapping[str, str | Promise]) -> None:
    """Give names in an entry's `fields` their words, where their model's own label does not say it."""
    _fields.update(words)


def tell_names_of(kinds: Mapping[type[models.Model], str | Promise]) -> None:
    """Let the page name objects by their `str`: models, each with the word for it.

    Only what everybody who may read the entry may know.
    """
    _named.update({kind._meta.model_name or "": (kind, word) for kind, word in kinds.items()})


def words_for(action: str) -> str:
    """The words of an action, in the reader's language."""
    return str(_words.get(action, action))


def label_of(subject_kind: str) -> str:
    """What kind of thing a subject is, in the reader's language where its room told it."""
    return str(_named[subject_kind][1]) if subject_kind in _named else words_for(subject_kind)


def field_label(subject_kind: str, name: str) -> str:
    """What an entry's field is called, in the reader's language: "starts_on" of a network is "from".

    "service_at_locations.situation" is read part by part. What nobody gave words stays readable: "wait_weeks" is
    "wait weeks".
    """
    return " › ".join(_part_label(subject_kind, part) for part in name.split("."))


def names_of(subjects: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The names of (kind, id) pairs that may be named and are still there; one query a kind.

    An id that is none of that kind, because somebody wrote it by another hand, has no name.
    """
    names: dict[tuple[str, str], str] = {}
    for subject_kind, (kind, _word) in _named.items():
        ids = {subject_id for found, subject_id in subjects if found == subject_kind and _could_be(kind, subject_id)}
        if ids:
            names |= {(subject_kind, str(item.pk)): str(item) for item in kind._default_manager.filter(pk__in=ids)}
    return names


def _could_be(kind: type[models.Model], subject_id: str) -> bool:
    try:
        kind._meta.pk.to_python(subject_id)
    except ValidationError:
        return False
    return True


def _part_label(subject_kind: str, name: str) -> str:
    if name in _fields:
        return str(_fields[name])
    for model in apps.get_models():
        if model._meta.model_name == subject_kind:
            try:
                label = getattr(model._meta.get_field(name), "verbose_name", None)
            except FieldDoesNotExist:
                continue
            if isinstance(label, Promise):  # one that nobody translated is Django's guess
                return str(label)
    return name.replace("_", " ")
