"""The order of the rooms, as pyproject.toml gives it to import-linter: written once, read by the other checks."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "maillage"


def rooms() -> list[str]:
    """Every room by its dotted name, the lowest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = {contract["containers"][0]: contract["layers"] for contract in contracts if contract["type"] == "layers"}
    storeys = [storey.strip("()") for storey in reversed(layers["maillage"])]
    return [
        f"maillage.{storey}.{room.strip('()')}"
        for storey in storeys
        for room in reversed(layers.get(f"maillage.{storey}", []))
    ]


def room_of(module: str) -> str:
    """The room that a module is in."""
    return ".".join(module.split(".")[:3])
