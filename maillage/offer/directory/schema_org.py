"""The sheet as schema.org data, so that search engines show the truth about it."""

from typing import Any

from maillage.foundation.common.texts.pages import in_page_language
from maillage.offer.directory.models import ContactPoint, Fees
from maillage.offer.directory.sheets import Place, Sheet


def structured_data(sheet: Sheet, address: str) -> dict[str, Any]:
    """A schema.org Service; `address` is the whole address of its page. A hidden place is not in it."""
    service = sheet.service
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Service",
        "@id": address,
        "url": address,
        "name": in_page_language(service.name),
        "description": in_page_language(service.summary or service.description),
        "provider": {"@type": "Organization", "name": in_page_language(service.organization.name)},
        "areaServed": [in_page_language(area.name) for area in service.areas_served.all()],
        "availableChannel": [
            _channel(place) for place in sheet.places if place.shown and not place.location.address_hidden
        ],
    }
    if service.languages:
        data["availableLanguage"] = list(service.languages)
    if service.fees == Fees.FREE:
        data["isAccessibleForFree"] = True
    phones = [contact.value for contact in sheet.contacts if contact.kind == ContactPoint.Kind.PHONE]
    if phones:
        data["availableChannel"].append(
            {"@type": "ServiceChannel", "servicePhone": {"@type": "ContactPoint", "telephone": phones[0]}}
        )
    return {key: value for key, value in data.items() if value not in ([], "")}


def _channel(place: Place) -> dict[str, Any]:
    location = place.location
    return {
        "@type": "ServiceChannel",
        "serviceLocation": {
            "@type": "Place",
            "name": in_page_language(location.name),
            "address": {
                "@type": "PostalAddress",
                "streetAddress": location.address_1,
                "postalCode": location.postal_code,
                "addressLocality": location.city,
                "addressCountry": location.country,
            },
            **({"geo": _point(place)} if location.longitude is not None else {}),
        },
    }


def _point(place: Place) -> dict[str, Any]:
    return {"@type": "GeoCoordinates", "longitude": place.location.longitude, "latitude": place.location.latitude}
