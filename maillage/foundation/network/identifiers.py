"""Numbers in public registers, checked by python-stdnum where the register has a check digit."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum import exceptions, luhn
from stdnum.be import vat as be_enterprise
from stdnum.fr import siren, siret
from stdnum.it import codicefiscale, iva


class WrongIdentifier(ValueError):
    """The number does not follow the rules of its register."""


def _pattern(expression: str) -> Callable[[str], str]:
    """A register without a check digit: only the form can be checked."""

    def validate(value: str) -> str:
        compact = re.sub(r"[\s./-]", "", value).upper()
        if not re.fullmatch(expression, compact):
            raise exceptions.InvalidFormat()
        return compact

    return validate


def _establishment(value: str) -> str:
    """A Belgian establishment unit: ten digits from 2 to 8, the last two are 97 less the rest modulo 97."""
    compact = _pattern(r"[2-8]\d{9}")(value)
    if 97 - int(compact[:8]) % 97 != int(compact[8:]):
        raise exceptions.InvalidChecksum()
    return compact


def _finess(value: str) -> str:
    """A French FINESS number: nine characters whose last is a Luhn check digit (2A and 2B read as 20 digits do)."""
    compact = _pattern(r"\d[\dAB]\d{7}")(value)
    luhn.validate(compact.replace("A", "0").replace("B", "0"))
    return compact


@dataclass(frozen=True)
class Scheme:
    """A register: its code, its name, how its numbers look, and the function that returns the compact one or raises."""

    code: str
    label: str
    hint: str | Promise
    validate: Callable[[str], str]


SCHEMES = {
    scheme.code: scheme
    for scheme in (
        Scheme("BE-ENT", "BCE / KBO (BE)", _("ten digits, the first 0 or 1"), be_enterprise.validate),
        Scheme(
            "BE-EST", "BCE / KBO, unité d’établissement (BE)", _("ten digits, the first from 2 to 8"), _establishment
        ),
        Scheme("FR-SIREN", "SIREN (FR)", _("nine digits"), siren.validate),
        Scheme("FR-SIRET", "SIRET (FR)", _("fourteen digits"), siret.validate),
        Scheme("FR-RNA", "RNA (FR)", _("W and nine characters"), _pattern(r"W\d[\dAB]\d{7}")),
        Scheme("FR-FINESS", "FINESS (FR)", _("nine characters"), _finess),
        Scheme("IT-CF", "Codice fiscale (IT)", _("eleven digits, or sixteen characters"), codicefiscale.validate),
        Scheme("IT-PIVA", "Partita IVA (IT)", _("eleven digits"), iva.validate),
        Scheme(
            "DE-HRB",
            "Handels- / Vereinsregister (DE)",
            _("the court, then HRB, VR, HRA, GNR or PR, then the number"),
            _pattern(r"[A-ZÄÖÜ]{0,40}(HRA|HRB|VR|GNR|PR)\d{1,7}[A-Z]{0,3}"),
        ),
    )
}


def checked(scheme: str, value: str) -> str:
    """The number as its register writes it, without spaces; raises WrongIdentifier."""
    if scheme not in SCHEMES:
        raise WrongIdentifier(_("This register is not known."))
    try:
        return SCHEMES[scheme].validate(value)
    except exceptions.ValidationError as error:
        message = _("“%(value)s” is not a number of this register (%(register)s: %(hint)s). Look for a wrong digit.")
        found = SCHEMES[scheme]
        values = {"value": value[:40], "register": found.label, "hint": found.hint}
        raise WrongIdentifier(message % values) from error
