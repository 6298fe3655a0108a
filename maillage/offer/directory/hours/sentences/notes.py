"""Comments that we know in any of the languages and can say in the reader's."""

import re

KNOWN = {
    "appointment": (
        "by appointment",
        "by appointment only",
        "on appointment",
        "appointment",
        "appointment only",
        "sur rendez-vous",
        "sur rdv",
        "uniquement sur rendez-vous",
        "op afspraak",
        "enkel op afspraak",
        "na afspraak",
        "nach vereinbarung",
        "nach terminvereinbarung",
        "nur nach vereinbarung",
        "mit termin",
        "su appuntamento",
        "previo appuntamento",
        "solo su appuntamento",
    ),
    "without appointment": (
        "without appointment",
        "no appointment needed",
        "walk-in",
        "sans rendez-vous",
        "sans rdv",
        "zonder afspraak",
        "ohne termin",
        "ohne voranmeldung",
        "senza appuntamento",
    ),
    "tickets": (
        "with a ticket",
        "tickets",
        "avec un ticket",
        "sur ticket",
        "met een ticket",
        "met volgnummer",
        "mit nummer",
        "mit wartenummer",
        "con il numero",
        "con biglietto",
    ),
    "call first": (
        "call first",
        "by phone",
        "phone first",
        "téléphoner d’abord",
        "téléphoner d'abord",
        "eerst bellen",
        "na telefonische afspraak",
        "bitte vorher anrufen",
        "nach telefonischer vereinbarung",
        "nach telefonischer anmeldung",
        "nur nach telefonischer anmeldung",
        "telefonare prima",
    ),
}
_KEYS = {text: key for key, texts in KNOWN.items() for text in texts}


CANONICAL = {key: texts[0] for key, texts in KNOWN.items()}  # how we write them ourselves


def split_note(comment: str) -> tuple[str, str]:
    """The key of a comment, or of its part before a semicolon, and the rest: "by appointment; ring twice"."""
    if key := key_of(comment):
        return key, ""
    first, _semicolon, rest = comment.partition(";")
    key = key_of(first)
    return (key, rest.strip()) if key and rest.strip() else ("", comment.strip())


def key_of(comment: str) -> str:
    """The key of a comment that we know, or an empty text."""
    return _KEYS.get(re.sub(r"\s+", " ", comment.strip().strip(".!").casefold()), "")
