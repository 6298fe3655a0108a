"""The example territory as files: facts of the programmes behind this project, the rest fictitious but true to life."""

import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def records(name: str) -> list[dict[str, Any]]:
    """The records of `name`: of one file, or of every file in the folder of that name."""
    paths = sorted((DATA / name).glob("*.json")) or [DATA / f"{name}.json"]
    return [record for path in paths for record in json.loads(path.read_text(encoding="utf-8"))]
