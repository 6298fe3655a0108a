"""Identifying fields, encrypted at rest; the newest key writes, all of them read."""

import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def cipher() -> MultiFernet:
    """The cipher made of `FIELD_KEYS`; raises InvalidToken when it reads what none of them wrote."""
    return _cipher(tuple(settings.FIELD_KEYS))


def blind_index(value: str) -> str:
    """A keyed hash by which an encrypted value can be looked up, folded in case and spaces (64 hex digits)."""
    return hmac.new(settings.SECRET_KEY.encode(), value.strip().casefold().encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):
    """A text that the database holds only encrypted; it cannot be searched or sorted."""

    def get_prep_value(self, value: Any) -> Any:
        return cipher().encrypt(str(value).encode()).decode() if value else ""

    def from_db_value(self, value: str, expression: Any, connection: Any) -> str:
        return cipher().decrypt(value.encode()).decode() if value else ""

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError("An encrypted field cannot be searched: keep a blind index beside it.")
        return super().get_lookup(lookup_name)
