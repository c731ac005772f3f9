"""The command line: flags in, reports and exit codes out.

Exit codes: 0 in step, 1 drift, 2 usage or failure; as shells have it, 130 interrupted and 141 nobody reads
the output. Results go to standard output, diagnostics to
standard error. What a command needs is imported when it runs, so that `--help` and `--version` start at once.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

import os
import re
import sys
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tablecast._pipeline import Build
    from tablecast._workspace import Workspace
    from tablecast.diagnostics import Diagnostic, Location
    from tablecast.reports._style import Tone
    from tablecast.tables import Document

DRIFT = 1
FAILURE = 2
INTERRUPTED = 130
CLOSED_PIPE = 141

_STYLES: dict[Tone, dict[str, Any]] = {
    "bad": {"fg": "red"},
    "good": {"fg": "green"},
    "warn": {"fg": "yellow"},
    "place": {"fg": "cyan"},
    "dim": {"dim": True},
    "strong": {"bold": True},
}


def main() -> NoReturn:
    """Run the command line; a crash never has the exit code of drift."""
    try:
        code = cli.main(prog_name="tablecast", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = FAILURE
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        code = INTERRUPTED
    except SystemExit:
        # click ends so, with 1, when the reader of our output has gone away, as `head` does.
        code = CLOSED_PIPE
    except OSError as error:
        # Reading and writing files is told as diagnostics: this is a stream that takes no more.
        click.echo(f"cannot print the result: {error.strerror or error}", err=True)
        code = FAILURE
    except Exception:  # noqa: BLE001 - the last resort: whatever happened must not look like drift
        import traceback

        traceback.print_exc()
        click.echo("This is a bug in tablecast; the lines above say where.", err=True)
        code = FAILURE
    sys.exit(code)


# --- shared by the commands -------------------------------------------------------------------------------------------


def _paint(text: str, tone: Tone) -> str:
    return click.style(text, **_STYLES[tone])


_CONTROL = re.compile(r"(\x1b\[[0-9;]*m)|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Colours, and all that would make a terminal do something else."""


def _print(lines: Iterable[str], *, err: bool = False) -> None:
    """Print lines; what a document says must not command the terminal."""
    for line in lines:
        click.echo(_CONTROL.sub(lambda found: found[1] or "\N{REPLACEMENT CHARACTER}", line), err=err)


def _report(found: Iterable[Diagnostic], root: Path) -> None:
    from tablecast.reports import text

    _print(text.diagnostics(found, _source_lines(root), _paint), err=True)


def _source_lines(root: Path) -> Callable[[Location], str]:
    """Give a function that finds the line of a location, to be shown under a message."""

    def source_line(place: Location) -> str:
        try:
            lines = (root / place.path).read_text(encoding="utf-8-sig", errors="replace").split("\n")
        except OSError:
            return ""
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""

    return source_line


def _reporting(command: Callable[..., int]) -> Callable[..., int]:
    """Print the diagnostics of a failed command, and fail."""

    def run(config: Path | None = None, **arguments: Any) -> int:
        from tablecast.diagnostics import TablecastError

        try:
            return command(config, **arguments)
        except TablecastError as error:
            # Paths on the command line are relative to the working directory, whatever is configured above it.
            unconfigured = bool(arguments.get("paths") or arguments.get("output"))
            _report(error.diagnostics, Path() if unconfigured else _root(config))
            return FAILURE

    return update_wrapper(run, command)


def _root(config: Path | None) -> Path:
    """Give the folder that the paths of messages are relative to."""
    from tablecast._workspace import find_config
    from tablecast.diagnostics import TablecastError

    try:
        found = config or find_config(Path.cwd())
    except TablecastError:
        return Path()
    return found.parent if found else Path()


class _Group(click.Group):
    """Lists its commands in the order of use, and shows where to go on."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.commands)


_config_option = click.option(
    "-c",
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Configuration to use instead of the nearest tablecast.toml or pyproject.toml.",
)
_diff_option = click.option("--diff", "show_diff", is_flag=True, help="Show a unified diff of each file.")
_format_option = click.option(
    "--format",
    "report_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the result.",
)
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

_EPILOG = """\b
Start:
  tablecast generate docs/*.rst -o out    render every table, unconfigured
  tablecast tables docs                   see what is there, and the selectors to paste
  tablecast generate                      write what the configuration says
  tablecast check                         fail in CI when it is out of step

\b
Exit codes:  0 in step  1 drift  2 usage or failure
"""


@click.group(cls=_Group, context_settings=_CONTEXT, epilog=_EPILOG)
@click.version_option(package_name="tablecast", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Generate code from the tables of your documentation, and catch drift.

    The tables of reStructuredText documents become typed records; templates render these as Python, JSON, Markdown or
    whatever you write a template for.
    """
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        context.color = False
    elif os.environ.get("FORCE_COLOR"):
        context.color = True


# --- generate ---------------------------------------------------------------------------------------------------------


@cli.command(short_help="Write the outputs that are not up to date.")
@click.argument("names", nargs=-1, metavar="[DATASET... | DOCS... -o DIR]")
@click.option("-o", "--output", metavar="DIR", help="Render every table of DOCS into DIR, without configuration.")
@click.option("-n", "--dry-run", is_flag=True, help="Write nothing; only say what would be done.")
@click.option("-v", "--verbose", is_flag=True, help="Say what became of the rows of each dataset.")
@_diff_option
@_format_option
@_config_option
@_reporting
def generate(  # noqa: PLR0913 - one parameter a flag
    config: Path | None,
    names: tuple[str, ...],
    output: str | None,
    report_format: str,
    *,
    dry_run: bool,
    verbose: bool,
    show_diff: bool,
) -> int:
    """Render the datasets and write the outputs that are not up to date.

    All is rendered first; if anything is wrong, nothing is written. Each file is replaced as a whole, and a file that
    is already right is left alone.

    With -o, no configuration is used: DOCS are documents or folders, and every table in them is rendered as Python,
    JSON and Markdown with names and types guessed from the table.
    """
    from tablecast._pipeline import BuildError
    from tablecast._project import apply
    from tablecast.reports import json, text

    if show_diff and report_format == "json":
        message = "--diff goes with --format text"
        raise click.UsageError(message)
    try:
        workspace, made = _make(config, names, output)
    except BuildError as error:
        if report_format == "json":
            click.echo(json.generation((), error.accounts, error.diagnostics))
        elif verbose:
            _print(text.accounts(error.accounts, _paint), err=True)
        raise
    _report(made.diagnostics, workspace.root)
    contents = made.contents()
    before = {path: workspace.read_if_present(path) for path in contents} if show_diff else {}
    changes = apply(workspace, contents, dry_run=dry_run)
    if report_format == "json":
        click.echo(json.generation(changes, made.accounts, made.diagnostics))
        return 0
    _print(text.file_changes(changes, _paint))
    if not changes:
        click.echo("there is nothing to write", err=True)
    if dry_run:
        click.echo("dry run: nothing was written", err=True)
    for path, there in before.items():
        _print_diff(path, there, contents[path])
    if verbose:
        _print(text.accounts(made.accounts, _paint), err=True)
    return 0


def _make(config: Path | None, names: tuple[str, ...], output: str | None) -> tuple[Workspace, Build]:
    """Render the outputs by the configuration, or without one."""
    if output is None:
        from tablecast._project import Project

        project = Project.open(config)
        return project.workspace, project.build(names)
    if not output:
        message = "-o needs the name of a folder; '.' is this one"
        raise click.UsageError(message)
    if config is not None or not names:
        message = "-o renders documents without a configuration: tablecast generate DOCS... -o DIR"
        raise click.UsageError(message)
    from tablecast._unconfigured import build_tables

    workspace = _workspace()
    return workspace, build_tables(workspace, names, output)


def _workspace() -> Workspace:
    from tablecast._workspace import Workspace

    return Workspace(Path())


def _print_diff(path: str, actual: bytes | None, expected: bytes | None) -> None:
    from tablecast.drift import unified_diff
    from tablecast.reports import text

    _print(text.diff(unified_diff(path, actual, expected), _paint))


# --- check ------------------------------------------------------------------------------------------------------------


@cli.command(short_help="Fail if the outputs are not what the documents say.")
@click.argument("names", nargs=-1, metavar="[DATASET...]")
@_diff_option
@_config_option
@_reporting
def check(config: Path | None, names: tuple[str, ...], *, show_diff: bool) -> int:
    """Compare the outputs with what the documents say, and write nothing.

    Exits with 0 if all are in step, with 1 and a report of every file that is missing, changed or unexpected
    otherwise, and with 2 if the documents or the configuration are not right.
    """
    from tablecast._project import Project
    from tablecast.drift import compare
    from tablecast.reports import text

    project = Project.open(config)
    made = project.build(names)
    _report(made.diagnostics, project.workspace.root)
    actual = project.actual(made, all_datasets=not names)
    drifts = compare(made.outputs, actual)
    contents = made.contents()
    for each in drifts:
        _print(text.drift(each, _paint, changes=not show_diff))
        if show_diff:
            _print_diff(each.path, actual.get(each.path), contents.get(each.path))
    _print(text.check_summary(drifts, len(made.outputs), _paint), err=True)
    return DRIFT if drifts else 0


# --- tables -----------------------------------------------------------------------------------------------------------


@cli.command(short_help="Show the tables of documents, and how to select them.")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@_format_option
@_config_option
@_reporting
def tables(config: Path | None, paths: tuple[str, ...], report_format: str) -> int:
    """Show the tables of documents: where each is, its caption, heading, header and size, and a selector to paste.

    PATH is a document, or a folder for all documents in it; without one, the documents of the configuration are read.

    Exits with 2 if there is a table that cannot be read; the others are shown all the same.
    """
    from tablecast.reports import json, text
    from tablecast.selection import candidates

    root, documents = _documents(config, paths)
    problems = [problem for document in documents for problem in document.diagnostics]
    _report(problems, root)
    found = candidates(documents)
    if report_format == "json":
        click.echo(json.tables(found))
    else:
        _print(text.tables(found, _paint))
        _print(text.tables_summary(found, len(documents), _paint), err=True)
    return FAILURE if any(problem.severity == "error" for problem in problems) else 0


def _documents(config: Path | None, paths: tuple[str, ...]) -> tuple[Path, tuple[Document, ...]]:
    """Read the documents that paths name, or without any those of the configuration; their paths' root comes first."""
    from tablecast._project import Project, read_documents

    if paths and config is not None:
        message = "--config names the documents already: leave out it, or the paths"
        raise click.UsageError(message)
    if paths:
        workspace = _workspace()
        return workspace.root, read_documents(workspace, workspace.documents(paths))
    project = Project.open(config)
    return project.workspace.root, project.documents()
