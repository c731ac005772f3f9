"""Reports of a check: on standard output, in files beside, and as seen from the root of the repository."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

import click

from tablecast.reports import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tablecast._workspace import Workspace
    from tablecast.diagnostics import Diagnostic
    from tablecast.findings import Check


class ReportFile(NamedTuple):
    """A file to write, relative to the working directory, and what it is to hold."""

    format: str
    path: str


class _Printer(Protocol):
    def check(self, found: Check, /) -> str:
        """Print a check."""
        ...


def _report_files(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[ReportFile, ...]:
    files = tuple(map(_report_file, values))
    paths = [os.path.realpath(file.path) for file in files]
    for file, path in zip(files, paths, strict=True):
        if paths.count(path) > 1:
            message = f"more than one report would be written to '{file.path}'"
            raise click.BadParameter(message)
    return files


def _report_file(value: str) -> ReportFile:
    """Take `sarif=drift.sarif` apart."""
    name, equals, path = value.partition("=")
    if name not in FORMATS or not equals:
        message = f"'{value}' is not FORMAT=FILE, with one of the formats {', '.join(FORMATS)}"
        raise click.BadParameter(message)
    if path in ("", "-"):
        message = f"'{value}' names no file; --format {name} prints the report"
        raise click.BadParameter(message)
    return ReportFile(name, path)


check_format_option = click.option(
    "--format",
    "report_format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    metavar="FORMAT",
    help=f"How to print the result: {', '.join(FORMATS[:-1])} or {FORMATS[-1]}.",
)
report_option = click.option(
    "--report",
    "files",
    multiple=True,
    callback=_report_files,
    metavar="FORMAT=FILE",
    help="Also write the result to a file; may be given several times.",
)


def printed(found: Check, report_format: str) -> bytes:
    """Give a report in a format, which is the module of its name; the same bytes on every platform."""
    printer = cast(_Printer, importlib.import_module(f"tablecast.reports.{report_format}"))
    return printer.check(found).encode("utf-8", "replace")


def write_reports(found: Check, files: Iterable[ReportFile], inputs: Workspace) -> list[Diagnostic]:
    """Write the reports that can be written, and give what is wrong with the others.

    A report is written in place and not moved there, as it may go to a pipe or to a file that a CI service has opened.
    """
    return [problem for file in files for problem in _write(found, file, inputs)]


def _write(found: Check, file: ReportFile, inputs: Workspace) -> Iterator[Diagnostic]:
    from tablecast.diagnostics import Diagnostic, Location

    path = Path(file.path)
    taken = [inputs.identity(output) for output in found.outputs]
    if inputs.is_input(str(path.absolute())) or os.path.realpath(path) in taken:
        message = "the report would overwrite a file that is checked, or that outputs are made of"
        yield Diagnostic("misplaced-output", message, Location(path.as_posix()), hint="give the report another path")
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(printed(found, file.format))
    except OSError as error:
        message = f"cannot write the file: {error.strerror or error}"
        yield Diagnostic("unwritable-file", message, Location(path.as_posix()))


def from_repository(folder: Path) -> str:
    """Give the path of a folder from the root of its git repository; without one, from the working directory.

    It is empty where these are the same, and for a folder that is not below the working directory.
    """
    resolved, here = folder.resolve(), Path.cwd().resolve()
    root = next((each for each in (resolved, *resolved.parents) if (each / ".git").exists()), here)
    return "" if resolved == root or root not in resolved.parents else resolved.relative_to(root).as_posix()


def address() -> str:
    """Give where GitHub shows the files of the commit that is checked; empty elsewhere than in its Actions."""
    parts = [os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")]
    server, repository, commit = parts
    return f"{server}/{repository}/blob/{commit}" if all(parts) else ""
