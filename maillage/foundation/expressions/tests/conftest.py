"""Hypothesis without a stopwatch: a busy machine must not fail a law."""

from hypothesis import settings

settings.register_profile("maillage", deadline=None)
settings.load_profile("maillage")
