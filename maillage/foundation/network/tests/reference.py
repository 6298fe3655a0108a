"""Data that nobody here wrote: in MAILLAGE_REFERENCE_DATA, or beside the repository; skipped where it is absent."""

import functools
import json
import os
from pathlib import Path

import pytest

from config.environment import BASE_DIR

FOLDER = Path(os.environ.get("MAILLAGE_REFERENCE_DATA") or BASE_DIR.parent / "shared" / "data")


def path(name: str) -> Path:
    """The file called `name` ("schaerbeek/blocks.geojson"); skips the test where it is not there."""
    if not (FOLDER / name).exists():
        pytest.skip(f"reference data {name} is not here: set MAILLAGE_REFERENCE_DATA")
    return FOLDER / name


@functools.lru_cache(maxsize=8)
def features(name: str) -> list[dict]:
    """The features of a GeoJSON file; the tests do not change them."""
    return json.loads(path(name).read_text(encoding="utf-8"))["features"]
