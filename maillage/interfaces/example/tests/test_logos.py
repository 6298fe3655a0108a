"""The logos of the example are drawn, small, and told apart."""

import pytest
from PIL import Image

from maillage.interfaces.example.logos import initials_of, logo_of


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Commission communautaire commune (COCOM)", "COCOM"),
        ("Interreg V-A France-Italia ALCOTRA 2014-2020 (FESR / FEDER)", "ALCOTRA"),
        ("Interreg V-A Euregio Maas-Rhein (EFRE)", "EFRE"),
        ("Fondation du Village", "FV"),
        ("sans nom", "s"),
    ],
)
def test_initials(name, initials):
    assert initials_of(name) == initials


def test_a_logo_is_a_small_picture_always_the_same():
    one, again, other = logo_of("COCOM"), logo_of("COCOM"), logo_of("EFRE")
    assert one.read() == again.read() != other.read()
    one.seek(0)
    with Image.open(one) as picture:
        assert (picture.format, picture.size) == ("PNG", (240, 120))
    assert one.size < 5000
