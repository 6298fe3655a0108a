"""Countries: ISO 3166-1 alpha-2 codes, with their names in the reader's language."""

from typing import TYPE_CHECKING

from django.conf import settings

from maillage.foundation.common.languages import reader_locale

if TYPE_CHECKING:
    from maillage.foundation.network.models import Territory

# The European Union, its neighbours in the single market, and the small states between them.
CODES = (
    "AD AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MT NL NO PL PT RO SE SI SK SM".split()  # noqa: SIM905
)


def country_name(code: str) -> str:
    """ "BE" is "Belgique" on a French page; an unknown code stays."""
    return str(reader_locale().territories.get(code, code))


def country_choices() -> list[tuple[str, str]]:
    """Every country with its name, by name."""
    return sorted(((code, country_name(code)) for code in CODES), key=lambda choice: choice[1].casefold())


def home_country(territory: "Territory | None") -> str:
    """Where somebody at home in `territory` telephones from: its country, else the country of the site."""
    return territory.country if territory and territory.country else settings.COUNTRY
