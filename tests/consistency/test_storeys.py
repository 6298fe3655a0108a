"""The contracts that `make lint` checks would be broken by what they forbid; the pure packages run without Django."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.consistency.house import ROOT, SOURCES

pytestmark = pytest.mark.once

# What somebody might write, and the contract that says no.
SINS = {
    "A storey uses those below it": ("foundation/common/phones.py", "import maillage.offer.directory.models"),
    "The rooms of the interfaces": ("interfaces/website/errors.py", "import maillage.interfaces.example.apps"),
    "The rooms of the foundation": ("foundation/accounts/models.py", "import maillage.foundation.network.models"),
    "Within a room": ("offer/directory/models/services.py", "import maillage.offer.directory.actions"),
    "The pure packages": ("foundation/expressions/tree.py", "from django.utils import timezone"),
}
PURE = ["foundation.expressions.evaluation", "foundation.expressions.notation", "offer.directory.hours"]


@pytest.fixture(scope="module")
def verdict(tmp_path_factory) -> str:
    """What import-linter says of a house in which every sin was committed."""
    house = tmp_path_factory.mktemp("house")
    unread = shutil.ignore_patterns("__pycache__", "locale", "data", "static", "templates")
    shutil.copytree(SOURCES, house / "maillage", ignore=unread)
    shutil.copy(ROOT / "pyproject.toml", house)
    for file, line in SINS.values():
        with (house / "maillage" / file).open("a", encoding="utf-8") as source:
            source.write(f"\n{line}\n")
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache", "--no-logo"], cwd=house, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    return " ".join(done.stdout.split())


@pytest.mark.parametrize("contract", SINS)
def test_a_broken_contract_is_seen(verdict, contract):
    said = verdict[verdict.index(contract) :]
    assert said.index("BROKEN") < (said + "KEPT").index("KEPT")
    assert SINS[contract][1].split()[1].split(".utils")[0] in verdict


@pytest.mark.parametrize("module", PURE)
def test_a_pure_package_runs_without_django(module):
    code = f"import sys, maillage.{module}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
