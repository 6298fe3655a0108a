"""Numbers in public registers, as people type them."""

import pytest

from maillage.foundation.network.identifiers import SCHEMES, WrongIdentifier, checked


@pytest.mark.parametrize(
    ("scheme", "typed", "kept"),
    [
        ("BE-ENT", "BE 0403.019.261", "0403019261"),
        ("BE-EST", "2.100.000.015", "2100000015"),
        ("FR-SIREN", "552 008 443", "552008443"),
        ("FR-SIRET", "732 829 320 00074", "73282932000074"),
        ("FR-RNA", "w751123456", "W751123456"),
        ("FR-FINESS", "75 000 023 4", "750000234"),
        ("IT-CF", "RCCMNL83S18D969H", "RCCMNL83S18D969H"),
        ("IT-PIVA", "IT 00743110157", "00743110157"),
        ("DE-HRB", "Aachen VR 1234", "AACHENVR1234"),
    ],
)
def test_a_number_is_kept_as_its_register_writes_it(scheme, typed, kept):
    assert checked(scheme, typed) == kept


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("typed", ["", "12345", "not a number", "0" * 60, "BE 0403.019.262"])
def test_a_wrong_number_is_refused_with_how_it_should_look(scheme, typed):
    with pytest.raises(WrongIdentifier) as refused:
        checked(scheme, typed)
    assert str(SCHEMES[scheme].hint) in str(refused.value)


def test_an_unknown_register():
    with pytest.raises(WrongIdentifier):
        checked("XX", "1")
