"""Reports of a check: on standard output, in files beside, and as seen from the root of the repository."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

import click

from tablecast import _disk
from tablecast._cli._beside import write_beside
from tablecast.reports import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecast._workspace import Workspace
    from tablecast.diagnostics import Diagnostic
    from tablecast.findings import Check

_PRINTED = "-"
"""The name that stands for standard output."""

_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable in which GitHub Actions names the file that takes what a step adds to the summary of its job."""


class ReportFile(NamedTuple):
    """A file to write, relative to the working directory, and what it is to hold."""

    format: str
    path: str


class Reports(NamedTuple):
    """Where the reports of a check go: the one that is printed, and the files."""

    printed: str
    files: tuple[ReportFile, ...]

    @property
    def has_summary(self) -> bool:
        """Whether the summary of the job is ours to write: with annotations, unless it is written already."""
        summary = os.environ.get(_SUMMARY, "")
        formats = (self.printed, *(file.format for file in self.files))
        return bool(summary) and "github" in formats and summary not in (file.path for file in self.files)


class _Printer(Protocol):
    def __call__(self, found: Check, /) -> str:
        """Print a check."""
        ...


_OWN = {("breaking", "json"): ("json", "breaking"), ("breaking", "text"): ("breaking", "text")}
"""The module and the function that print a check, by command and format, where it is not `check` of the format's."""


check_format_option = click.option(
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    metavar="FORMAT",
    help=f"How to tell the result: {', '.join(FORMATS[:-1])} or {FORMATS[-1]}; may be given several times."
    "  [default: text]",
)
output_option = click.option(
    "-o",
    "--output",
    "paths",
    multiple=True,
    metavar="FILE",
    help="Write the report to a file; the n-th file takes that of the n-th --format, and '-' is standard output.",
)


def route(formats: Sequence[str], paths: Sequence[str]) -> Reports:
    """Give each file the report of the format at its place; the format that has no file is printed, or else text.

    Raises:
        UsageError: A file has no report, or a report no place.
    """
    if len(paths) > len(formats):
        message = f"'{paths[len(formats)]}' gets no report: give as many --format as --output FILE"
        raise click.UsageError(message)
    places = [*paths, *[_PRINTED] * (len(formats) - len(paths))]
    files = [ReportFile(*each) for each in zip(formats, places, strict=True)]
    left = [file.format for file in files if file.path == _PRINTED]
    if len(left) > 1:
        message = f"{' and '.join(left)} would be printed: give all but one an --output FILE"
        raise click.UsageError(message)
    written = tuple(file for file in files if file.path != _PRINTED)
    _refuse_same_files(written)
    return Reports(left[0] if left else "text", written)


def _refuse_same_files(files: Sequence[ReportFile]) -> None:
    places = [os.path.realpath(file.path) for file in files]
    for file, place in zip(files, places, strict=True):
        if not file.path:
            message = f"--output for --format {file.format} names no file"
            raise click.UsageError(message)
        if places.count(place) > 1:
            message = f"more than one report would be written to '{file.path}'"
            raise click.UsageError(message)


def printed(found: Check, report_format: str) -> bytes:
    """Give a report in a format; the same bytes on every platform."""
    module, function = _OWN.get((found.command, report_format), (report_format, "check"))
    printer = cast(_Printer, getattr(importlib.import_module(f"tablecast.reports.{module}"), function))
    return printer(found).encode("utf-8", "replace")


def write_reports(found: Check, reports: Reports, inputs: Workspace) -> list[Diagnostic]:
    """Write the reports that can be written, the summary of the job among them; give what is wrong with the others."""
    unwritten = [problem for file in reports.files for problem in _write(found, file, inputs)]
    return unwritten + (_append_summary(found) if reports.has_summary else [])


def _write(found: Check, file: ReportFile, inputs: Workspace) -> Iterator[Diagnostic]:
    return write_beside(Path(file.path), printed(found, file.format), inputs, found.outputs, "report")


def _append_summary(found: Check) -> list[Diagnostic]:
    """Add what was found to the summary of the job; if that cannot be written, it is worth no more than a warning."""
    from tablecast.diagnostics import Diagnostic, Location
    from tablecast.reports import markdown

    _disk.forget()
    path = os.environ[_SUMMARY]
    try:
        with Path(path).open("ab") as summary:
            # What stands there already counts, too, and may not end its last line.
            before = "\n" if summary.tell() else ""
            room = markdown.LIMIT - summary.tell() - len(before)
            summary.write((before + markdown.check(found, room)).encode("utf-8", "replace"))
    except OSError as error:
        message = f"cannot write the summary of the job: {error.strerror or error}"
        return [Diagnostic("unwritable-file", message, Location(path), "warning")]
    return []


def from_repository(folder: Path) -> str:
    """Give the path of a folder from the root of its git repository; without one, from the working directory.

    It is empty where these are the same, and for a folder that is not below the working directory.
    """
    resolved, here = Path(_disk.real(str(folder))), Path.cwd().resolve()
    root = next((each for each in (resolved, *resolved.parents) if _disk.kind(str(each / ".git"))), here)
    return "" if resolved == root or root not in resolved.parents else resolved.relative_to(root).as_posix()


def address() -> str:
    """Give where GitHub shows the files of the commit that is checked; empty elsewhere than in its Actions."""
    parts = [os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")]
    server, repository, commit = parts
    return f"{server}/{repository}/blob/{commit}" if all(parts) else ""
