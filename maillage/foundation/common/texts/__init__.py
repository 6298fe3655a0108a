"""Texts in several languages that know where they come from and what state each language is in."""

from maillage.foundation.common.texts.value import EASY, Reading, State, TranslatedText, Version, easy_variant

__all__ = ["EASY", "Reading", "State", "TranslatedText", "Version", "easy_variant"]
