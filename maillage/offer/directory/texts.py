"""The texts of a sheet: all that its provider wrote on it, and the languages that the site itself does not speak."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.common.texts.value import base_language, direction
from maillage.offer.directory.sheets import Sheet


@dataclass(frozen=True)
class Elsewhere:
    """A sheet in a language that has no pages here: its tag, its direction, and what was written in it."""

    tag: str
    direction: str
    texts: tuple[str, ...]


def texts_of(sheet: Sheet) -> Iterator[TranslatedText]:
    """Every text that the page of a sheet shows, names of organizations, places and territories left out."""
    service = sheet.service
    yield from (service.name, service.alternate_name, service.summary, service.description, service.hours_note)
    yield from (service.eligibility_description, service.application_process, service.fees_description)
    yield service.interpretation_services
    if sheet.situation != "normal":
        yield service.situation_note
    yield from (point.label for point in sheet.contacts)
    yield from (cost.option for cost in service.cost_options.all())
    yield from (line.document for line in service.required_documents.all())
    for place in sheet.places:
        yield place.row.hours_note
        if place.situation != "normal":
            yield place.row.situation_note
        if place.shown:
            yield from (place.location.description, place.location.transportation)


def other_languages(sheet: Sheet) -> list[Elsewhere]:
    """What was written in languages beyond those of the pages: a reader of Turkish finds it on every page."""
    spoken = {code for code, _name in settings.LANGUAGES}
    texts = [text for text in texts_of(sheet) if text]
    tags = dict.fromkeys(tag for text in texts for tag in text.languages if base_language(tag) not in spoken)
    return [Elsewhere(tag, direction(tag), tuple(t.text_in(tag) for t in texts if t.text_in(tag))) for tag in tags]
