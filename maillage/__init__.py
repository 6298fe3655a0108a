"""Maillage: the proximity network of a place, for social and health support."""

__version__ = "0.1.0"
