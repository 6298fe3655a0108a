"""`maillage import FILE...`: a list that others keep, taken into the directory; run again, it changes what differs.

Exit code 0: all taken; 1: something was refused; 2: nothing could be read, or the command was not understood.
"""

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils import translation
from django.utils.text import slugify

from maillage.foundation.accounts.actor import command_actor
from maillage.foundation.common.transitions import TransitionRefused
from maillage.offer.directory.actions.importing import check_import, keep_source, run_import, start_import
from maillage.offer.directory.exchange import Mapping, MappingError, Problem, Severity, Where, load_mapping
from maillage.offer.directory.intake.context import WORKBOOK
from maillage.offer.directory.intake.files import described, same_files
from maillage.offer.directory.intake.lease import Busy
from maillage.offer.directory.intake.reading import FORMATS, looked_into
from maillage.offer.directory.intake.reports import counted, write_report
from maillage.offer.directory.intake.words import sentences, severity_word, told
from maillage.offer.directory.models import ImportRun, Source

ACTOR = command_actor("import")
NOT_READABLE = 2
SHOWN = 20  # problems on the terminal; the report has them all
PLAIN_SECONDS, BAR_SECONDS = 5.0, 0.2
WAIT_SECONDS = 600
BAR_WIDTH = 30
PEEK = 200_000

AREAS = re.compile(rb'"type"\s*:\s*"(Multi)?Polygon"')
POINTS = re.compile(rb'"type"\s*:\s*"Point"')


class Command(BaseCommand):
    help = "Import services, places and organizations from HSDS, data·inclusion, CSV, XLSX or GeoJSON files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files, folders or zip archives")
        parser.add_argument("--format", default="auto", choices=FORMATS, help="default: what the file looks like")
        parser.add_argument(
            "--mapping", metavar="NAME_OR_PATH", default="", help="what the columns mean: a ready mapping, TOML or JSON"
        )
        parser.add_argument(
            "--source", metavar="NAME", default="", help="whose list it is; default: the mapping's name"
        )
        parser.add_argument("--language", metavar="fr", default="", help="what texts without a language are written in")
        parser.add_argument("--country", metavar="BE", default="", help="where it is, for places that do not say it")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument("--report", type=Path, metavar="FILE.xlsx", help="every problem, and the refused rows")
        parser.add_argument("--json", action="store_true", help="the result as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        with translation.override("en"):  # as all commands speak
            self._handle(options)

    def _handle(self, options: dict[str, Any]) -> None:
        self._quiet = options["json"]
        self._told_at = 0.0
        _refuse_areas(options["files"])
        try:
            files = [described(path) if path.is_file() else _folder(path) for path in options["files"]]
        except OSError as error:
            raise CommandError(
                f"{error.filename} cannot be read: {error.strerror}.", returncode=NOT_READABLE
            ) from error
        mapping = self._mapping(options, files)
        source = self._source(options, mapping)
        if options["dry_run"]:
            run = self._started(source, files, options, mapping)
            run = check_import(actor=ACTOR, run=run, progress=self._progress)
        else:
            run = self._run(source, files, options, mapping)
        self._end_of_progress()
        if options["report"]:
            with translation.override(settings.LANGUAGE_CODE):
                write_report(run, options["report"])
        self._report(run, dry_run=options["dry_run"])

    def _mapping(self, options: dict[str, Any], files: list[dict[str, Any]]) -> Mapping:
        try:
            if options["mapping"]:
                return load_mapping(options["mapping"])
        except MappingError as error:
            raise CommandError(str(error), returncode=NOT_READABLE) from error
        seen = looked_into([Path(file["path"]) for file in files], format=options["format"], country=options["country"])
        if seen.mapping is None or not seen.source.tables:
            found = [problem for problem in seen.problems if problem.severity is Severity.REFUSED]
            found = found or [Problem(Where(files[0]["name"], 1), Severity.REFUSED, "unknown_layout")]
            words = [(one.where.file, " ".join(sentences(one.reason, one.details))) for one in found[:SHOWN]]
            raise CommandError("\n".join(f"{file}: {text}" for file, text in words), returncode=NOT_READABLE)
        if seen.confidence < 1 and not _says_something(seen.mapping):
            message = (
                f"{files[0]['name']}: only names can be recognised in this list. If these are territories, use "
                "`maillage territories import`; if they are services, say what the columns mean with --mapping."
            )
            raise CommandError(message, returncode=NOT_READABLE)
        return seen.mapping

    def _source(self, options: dict[str, Any], mapping: Mapping) -> Source:
        name = options["source"] or mapping.title or mapping.name
        slug = WORKBOOK if mapping.engine == "maillage" else slugify(options["source"] or mapping.name)[:80]
        values: dict[str, Any] = {}
        if not Source.objects.filter(slug=slug).exists():
            values = {"name": name[:200], "language": settings.LANGUAGE_CODE}
            values |= _constants(mapping)
        values |= {key: options[key] for key in ("language", "country") if options[key]}
        try:
            try:
                return keep_source(actor=ACTOR, slug=slug or "source", values=values)
            except (IntegrityError, ValidationError):
                if not Source.objects.filter(slug=slug).exists():
                    raise
                return keep_source(actor=ACTOR, slug=slug, values=values)  # another process made it a moment ago
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=NOT_READABLE) from error

    def _started(
        self, source: Source, files: list[dict[str, Any]], options: dict[str, Any], mapping: Mapping
    ) -> ImportRun:
        chosen = mapping.to_dict() if options["mapping"] else {}
        return start_import(actor=ACTOR, source=source, files=files, format=options["format"], mapping=chosen)

    def _run(self, source: Source, files: list[dict[str, Any]], options: dict[str, Any], mapping: Mapping) -> ImportRun:
        """Go on with a run over the same files that was stopped, or start one; wait while another is under way."""
        until = time.monotonic() + WAIT_SECONDS
        chosen = mapping.to_dict() if options["mapping"] else {}
        while True:
            run = _not_ended(source, files, options["format"], chosen)
            if run and run.done_records:
                self._say(f"Going on behind record {run.done_records}.")
            run = run or self._started(source, files, options, mapping)
            try:
                return run_import(actor=ACTOR, run=run, progress=self._progress)
            except TransitionRefused:
                continue  # another process ended this very run a moment ago: what is left is to look again
            except Busy as busy:
                if time.monotonic() > until:
                    message = "Another import of this source has not ended. Try again later."
                    raise CommandError(message, returncode=NOT_READABLE) from busy
                self._say("Another import of this source is under way: waiting for its end.")
                time.sleep(min(busy.seconds, 2))

    def _progress(self, run: ImportRun, part: float) -> None:
        if self._quiet:
            return
        now, terminal = time.monotonic(), self.stderr.isatty()
        if now - self._told_at < (BAR_SECONDS if terminal else PLAIN_SECONDS) and part < 1:
            return
        self._told_at = now
        percent = round(100 * part)
        if terminal:
            filled = "█" * round(BAR_WIDTH * part)
            bar = f"\r  {filled:<{BAR_WIDTH}} {percent:3} %  {run.done_records:,} records"
            self.stderr.write(bar, ending="")
        else:
            self.stderr.write(f"  {percent} %, {run.done_records} records")
        self.stderr.flush()

    def _end_of_progress(self) -> None:
        if not self._quiet and self.stderr.isatty():
            self.stderr.write("")

    def _say(self, sentence: str) -> None:
        if not self._quiet:
            self.stderr.write(sentence)

    def _report(self, run: ImportRun, *, dry_run: bool) -> None:
        counts = run.expected if dry_run else run.counts
        problems = run.problems.gravest_first()
        lines = [_line(problem) for problem in problems[: 1000 if self._quiet else SHOWN]]
        if self._quiet:
            result = {"run": str(run.pk), "source": run.source.slug, "state": run.state, "dry_run": dry_run}
            result |= {"counts": counts, "problems": lines, "problems_in_all": problems.count()}
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=1))
        else:
            for line in lines:
                self.stdout.write(_in_one_line(line))
            left = problems.count() - len(lines)
            if left > 0:
                self.stdout.write(f"  … and {left} more: `--report FILE.xlsx` has them all.")
            for severity, reason, count in run.problems.by_reason():
                self.stdout.write(f"{count:8,} × {severity_word(severity)}: {reason}")
            numbers = ", ".join(f"{count} {word}" for _code, word, count in counted(counts))
            self.stdout.write(f"{numbers}.{' Nothing was saved.' if dry_run else ''}")
        if run.state == ImportRun.State.FAILED:
            raise CommandError("Nothing could be imported." if not counts else "It stopped.", returncode=NOT_READABLE)
        if counts.get("refused"):
            taken = sum(counts.get(name, 0) for name in ("imported", "changed", "unchanged"))
            sys.exit(1 if taken else NOT_READABLE)


def _not_ended(source: Source, files: list[dict[str, Any]], format: str, mapping: dict[str, Any]) -> ImportRun | None:
    """The run over the same files that a command began and that did not end; it may be at work at this moment."""
    states = (ImportRun.State.DRAFT, ImportRun.State.RUNNING, ImportRun.State.FAILED)
    runs = source.runs.filter(state__in=states, format=format, started_by=None).order_by("-created_at")
    return next((run for run in runs if same_files(run.files, files) and run.mapping == mapping), None)


def _says_something(mapping: Mapping) -> bool:
    """Whether a guess found more than names of places: an address, hours, how to reach it, or what it does."""
    told = {name for table in mapping.tables for section in table.sections for name in section.fields}
    return bool(told & {"address_1", "longitude", "point", "opening_hours", "description", "summary", "value"})


def _folder(path: Path) -> dict[str, Any]:
    """A folder stands for the files in it; its fingerprint is theirs."""
    inside = [described(file) for file in sorted(path.rglob("*")) if file.is_file()]
    if not path.exists():
        raise FileNotFoundError(2, "there is no such file", str(path))
    digest = "".join(file["sha256"][:8] for file in inside)[:64]
    size = sum(file["size"] for file in inside)
    return {"name": path.name, "sha256": digest, "size": size, "path": str(path.absolute())}


def _refuse_areas(paths: list[Path]) -> None:
    for path in paths:
        if path.suffix.lower() not in (".geojson", ".json") or not path.is_file():
            continue
        with path.open("rb") as file:
            start = file.read(PEEK)
        if AREAS.search(start) and not POINTS.search(start):
            message = (
                f"{path.name} holds areas, not places where services are given. Boundaries are imported by:\n"
                f"  maillage territories import {path} --kind municipality --code-scheme NIS"
            )
            raise CommandError(message, returncode=NOT_READABLE)


def _constants(mapping: Mapping) -> dict[str, str]:
    """The language and the country that a mapping says for all rows."""
    found = {}
    for name in ("language", "country"):
        rule = getattr(mapping, name)
        text = rule.source if "{" not in rule.source else rule.words.get("*", "")
        if text:
            found[name] = text
    return found


def _line(problem: Any) -> dict[str, Any]:
    what, advice = told(problem)
    return {
        "file": problem.file,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "severity": problem.severity,
        "reason": problem.reason,
        "what": what,
        "advice": advice,
    }


def _in_one_line(line: dict[str, Any]) -> str:
    where = ", ".join(str(part) for part in (line["file"], f"row {line['row']}", line["column"]) if part)
    return f"  {severity_word(line['severity'])}: {where}: {line['what']} {line['advice']}"
