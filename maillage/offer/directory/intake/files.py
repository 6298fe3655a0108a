"""Files that were brought: kept where nobody else reads them, known again by their fingerprint, thrown away after."""

import hashlib
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings

NAME_LENGTH = 200
BLOCK = 1024 * 1024


class Upload(Protocol):
    """What a form gives us of a file."""

    name: str | None

    def chunks(self) -> Iterable[bytes]: ...


def keep_uploads(run: UUID, uploads: Sequence[Upload]) -> list[dict[str, Any]]:
    """Write uploads into a folder of the run's own, for its owner only; what `ImportRun.files` holds."""
    folder = folder_of(run)
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    kept = []
    for number, upload in enumerate(uploads):
        name = Path(upload.name or "").name[-NAME_LENGTH:] or f"file-{number}"
        path = folder / str(number) / name  # under its own name: some formats are known by the names of their files
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.touch(mode=0o600)
        with path.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        kept.append(described(path, name=name))
    return kept


def described(path: Path, *, name: str = "") -> dict[str, Any]:
    """A file of the machine, as `ImportRun.files` holds it. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    size = path.stat().st_size
    return {"name": name or path.name, "sha256": digest.hexdigest(), "size": size, "path": str(path.absolute())}


def forget_uploads(run: UUID) -> None:
    """Throw the uploads of a run away; nothing happens where there are none."""
    shutil.rmtree(folder_of(run), ignore_errors=True)


def folder_of(run: UUID) -> Path:
    """Where the uploads of a run are."""
    return Path(settings.IMPORTS_ROOT) / str(run)


def same_files(one: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]]) -> bool:
    """Whether two runs are about the same bytes, whatever the files are called."""
    return [file["sha256"] for file in one] == [file["sha256"] for file in other]
