"""Everything that changes something in this room: one keyword-only function an action."""

from maillage.offer.directory.actions.classifying import ImportedTaxonomy, import_taxonomy
from maillage.offer.directory.actions.confirming import change_situation, confirm_service
from maillage.offer.directory.actions.describing import create_service, revise_service
from maillage.offer.directory.actions.locating import create_location, revise_location
from maillage.offer.directory.actions.reporting import announce_reports, close_report, report_service
from maillage.offer.directory.actions.reviewing import (
    Incomplete,
    publish_service,
    return_service,
    review_service,
    submit_service,
    withdraw_service,
)

__all__ = [
    "ImportedTaxonomy",
    "Incomplete",
    "announce_reports",
    "change_situation",
    "close_report",
    "confirm_service",
    "create_location",
    "create_service",
    "import_taxonomy",
    "publish_service",
    "report_service",
    "return_service",
    "review_service",
    "revise_location",
    "revise_service",
    "submit_service",
    "withdraw_service",
]
