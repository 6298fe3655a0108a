"""`make` on a machine whose Python is too old, or that has none: one clear sentence that says what to do."""

import shutil
import subprocess

import pytest

from tests.operations.conftest import ROOT

pytestmark = pytest.mark.once

TOOLS = ["sh", "make", "cat", "cksum", "sed"]


@pytest.fixture
def machine(tmp_path):
    """A machine with a shell and make; `machine("3.9")` also has a python3 of that version."""
    if not all(shutil.which(tool) for tool in TOOLS):
        pytest.skip("no make here")
    for tool in TOOLS:
        (tmp_path / tool).symlink_to(shutil.which(tool))

    def with_python(version=""):
        if version:
            python = tmp_path / "python3"
            python.write_text(f"#!/bin/sh\necho {version}\n")
            python.chmod(0o755)
        return lambda *arguments: subprocess.run(
            ["make", *arguments], cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
        )

    return with_python


@pytest.mark.parametrize(
    ("version", "says"), [("", 'found no "python3"'), ("3.9", '"python3" is Python 3.9'), ("2.7", "is Python 2.7")]
)
def test_what_is_missing_is_said_in_one_sentence(machine, version, says):
    done = machine(version)("run")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "Python 3.11 or newer" in done.stderr and says in done.stderr
