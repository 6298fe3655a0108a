"""What must never be committed: the address of a package registry, a path of somebody's machine, a private key."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.consistency.house import ROOT

pytestmark = pytest.mark.once

# Written in pieces: this file is tracked too.
REGISTRIES = ["pypi" + ".org", "python" + "hosted", "registry." + "npm"]
REGISTRIES += ["unpkg" + ".com", "jsdelivr" + ".net", "cdn" + "js."]
OPTIONS = ["--index" + "-url", "--extra" + "-index", "--find" + "-links", "--trusted" + "-host", "index_url" + " ="]
FORBIDDEN = {
    "a registry": re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE),
    "an option of an index": re.compile("|".join(map(re.escape, OPTIONS))),
    "a path of one machine": re.compile(r"(?<![\w.:/~}-])/(?:root|home|work|Users|opt)/[\w.]"),
    "a private key": re.compile("-----BEGIN [A-Z ]*" + "PRIVATE KEY"),
}
LOCKS_WITH_ADDRESSES = {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock", "package-lock.json", "yarn.lock"}


def tracked() -> list[Path]:
    """Every file that git keeps (every file, where there is no git)."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    found = [ROOT / name for name in names if name] or [
        path for path in ROOT.glob("*/**/*") if ".venv" not in str(path)
    ]
    return [path for path in found if path.is_file()]


def forbidden_in(text: str) -> list[str]:
    """What of the text must not be committed."""
    return [what for what, pattern in FORBIDDEN.items() if pattern.search(text)]


def test_nothing_forbidden_is_tracked():
    files = tracked()
    assert len(files) > 100
    wrong = []
    for path in files:
        content = path.read_bytes()
        if b"\0" in content[:4096]:
            continue  # a picture
        wrong += [f"{path.relative_to(ROOT)}: {what}" for what in forbidden_in(content.decode("utf-8", "replace"))]
    wrong += [f"{path.name}: a lock with addresses" for path in files if path.name in LOCKS_WITH_ADDRESSES]
    assert wrong == []


def test_the_requirements_are_locked_by_checksum():
    for name in ("core.txt", "dev.txt"):
        lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
        assert all(
            re.match(r"[\w.\[\],-]+==\S+ |    --hash=sha256:[0-9a-f]{64}", line) for line in lines if line.strip()
        )


def names(lines: str) -> set[str]:
    """The packages that a file of requirements names, as indexes write them."""
    found = re.findall(r"^([A-Za-z][\w.-]*)", lines, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in found}


@pytest.mark.parametrize("name", ["core", "dev"])
def test_the_lock_is_of_what_was_asked_for(name):
    asked, locked = (ROOT / "requirements" / f"{name}.{kind}" for kind in ("in", "txt"))
    missing = names(asked.read_text(encoding="utf-8")) - names(locked.read_text(encoding="utf-8"))
    assert missing == set(), "run `make lock`"


def test_a_package_that_was_not_locked_is_seen():
    assert names("Django>=5.2  # LTS\n-c core.txt\n# x\npsycopg[binary]\n") == {"django", "psycopg"}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (f"see https://{REGISTRIES[0]}/simple", "a registry"),
        (f"pip install {OPTIONS[0]} x", "an option of an index"),
        ("open('/" + "home/lucie/file')", "a path of one machine"),
        ("-----BEGIN RSA " + "PRIVATE KEY-----", "a private key"),
    ],
)
def test_each_is_seen(text, seen):
    assert forbidden_in(text) == [seen]


@pytest.mark.parametrize(
    "text", ["https://example.org/home/page", "path('work/', view)", "~/home/x", "templates/home/x.html"]
)
def test_what_only_looks_like_one_is_not(text):
    assert forbidden_in(text) == []
