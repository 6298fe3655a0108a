"""HSDS, 2.x and 3.x, in CSV and JSON: tables that point to each other, joined on the disk and not in memory."""

from maillage.offer.directory.exchange.hsds.joining import hsds_tables
from maillage.offer.directory.exchange.hsds.layout import version_of

__all__ = ["hsds_tables", "version_of"]
