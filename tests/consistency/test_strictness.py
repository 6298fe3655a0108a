"""mypy is strict where a rule is written: the files it reads are all there, and none was forgotten."""

import tomllib

from tests.consistency.house import ROOT, SOURCES

RULES = {"actions", "scopes", "permissions", "roles"}
PURE = {"expressions", "hours"}


def read_by_mypy() -> set[str]:
    """The files that the patterns of pyproject.toml lead to."""
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]["files"]
    found: set[str] = set()
    for pattern in patterns:
        files = {str(path.relative_to(ROOT)) for path in ROOT.glob(pattern)}
        files |= {str(path.relative_to(ROOT)) for folder in ROOT.glob(pattern) for path in folder.glob("**/*.py")}
        assert files, f"{pattern} leads nowhere"
        found |= files
    return found


def test_every_file_that_holds_a_rule_is_read():
    rules = {
        str(path.relative_to(ROOT))
        for path in SOURCES.glob("**/*.py")
        if {path.stem, *path.parts} & (RULES | PURE) and "tests" not in path.parts
    }
    assert rules - read_by_mypy() == set()
    assert len(rules) > 10
