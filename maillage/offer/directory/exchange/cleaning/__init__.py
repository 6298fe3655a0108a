"""One cell at a time: what it says, and what is unclear about it. Nothing is guessed; what is unclear is said."""

from maillage.offer.directory.exchange.cleaning.reading import Cleaned, Fault, Setting

__all__ = ["Cleaned", "Fault", "Setting"]
