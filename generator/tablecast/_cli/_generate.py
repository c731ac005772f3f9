"""`tablecast generate`: write the outputs that are not up to date."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

import click

from tablecast._cli._rules import building
from tablecast._cli._shared import (
    FAILURE,
    config_option,
    diff_option,
    format_option,
    open_workspace,
    paint,
    print_diff,
    print_lines,
    report,
    reporting,
    stand_in,
    working,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tablecast._cli._rules import Record
    from tablecast._pipeline import Build, BuildError
    from tablecast._project import FileChange
    from tablecast._reading import Means
    from tablecast._workspace import Workspace
    from tablecast.diagnostics import Diagnostic

UNSTAGED = 1
"""The exit code of outputs that are not staged as the documents are."""


class _Write(Protocol):
    """Writes what differs, or only tells what that is."""

    def __call__(self, *, dry_run: bool) -> tuple[FileChange, ...]:
        """Write."""
        ...


class _Work(NamedTuple):
    """What was made and noticed, in which folder, and what writes it, and then what build systems want to know."""

    workspace: Workspace
    made: Build
    noticed: tuple[Diagnostic, ...]
    write: _Write
    record: Callable[[], list[Diagnostic]]


@click.command(short_help="Write the outputs that are not up to date.")
@click.argument("names", nargs=-1, metavar="[DATASET... | DOCS... -o DIR]")
@click.option("-o", "--output", metavar="DIR", help="Render every table of DOCS into DIR, without configuration.")
@click.option("-n", "--dry-run", is_flag=True, help="Write nothing; only say what would be done.")
@click.option("-f", "--force", is_flag=True, help="Overwrite outputs that were edited by hand, too.")
@click.option("-v", "--verbose", is_flag=True, help="Say what became of the rows of each dataset.")
@click.option(
    "--staged", is_flag=True, help="Render what is staged for the next commit, and fail if the outputs are not."
)
@diff_option
@format_option
@config_option
@reporting
@working
@building
def generate(  # noqa: PLR0913 - one parameter a flag
    config: Path | None,
    names: tuple[str, ...],
    output: str | None,
    report_format: str,
    *,
    dry_run: bool,
    force: bool,
    verbose: bool,
    staged: bool,
    show_diff: bool,
    means: Means,
    record: Record,
) -> int:
    """Render the datasets and write the outputs that are not up to date.

    All is rendered first; if anything is wrong, nothing is written. Each file is replaced as a whole, and a file that
    is already right is left alone. One that was edited by hand is overwritten with --force alone. Outputs that are no
    longer generated are deleted, unless they were edited.

    With -o, no configuration is used: DOCS are documents or folders, and every table in them is rendered as Python,
    JSON and Markdown with names and types guessed from the table.
    """
    from tablecast._pipeline import BuildError
    from tablecast.reports import json, text

    if show_diff and report_format == "json":
        message = "--diff goes with --format text"
        raise click.UsageError(message)
    try:
        work = (
            _by_config(config, names, means, record, force=force, staged=staged)
            if output is None
            else _without_config(config, names, output, means, staged=staged)
        )
        before = _there(work) if show_diff else {}
        changes = work.write(dry_run=dry_run)
    except BuildError as error:
        _print_failure(error, report_format, verbose=verbose)
        raise
    unrecorded = [] if dry_run else work.record()
    noticed = (*work.noticed, *unrecorded)
    report(noticed, work.workspace.root, verbose=verbose, workspace=work.workspace)
    unstaged = staged and any(change.action != "unchanged" for change in changes)
    code = FAILURE if unrecorded else UNSTAGED if unstaged else 0
    if report_format == "json":
        click.echo(json.generation(changes, work.made.accounts, noticed))
        return code
    print_lines(text.file_changes(changes, paint))
    if not changes:
        click.echo("there is nothing to write", err=True)
    if dry_run:
        click.echo("dry run: nothing was written", err=True)
    for path, there in before.items():
        print_diff(path, there, work.made.contents()[path])
    if verbose:
        print_lines(text.accounts(work.made.accounts, paint), err=True)
    if unstaged:
        click.echo("The commit would not have this: stage it with git add.", err=True)
    return code


def _print_failure(error: BuildError, report_format: str, *, verbose: bool) -> None:
    from tablecast.reports import json, text

    if report_format == "json":
        click.echo(json.generation((), error.accounts, error.diagnostics))
    elif verbose:
        print_lines(text.accounts(error.accounts, paint), err=True)


def _there(work: _Work) -> dict[str, bytes | None]:
    return {path: work.workspace.read_if_present(path) for path in work.made.contents()}


def _by_config(  # noqa: PLR0913 - what the flags say
    config: Path | None, names: tuple[str, ...], means: Means, record: Record, *, force: bool, staged: bool
) -> _Work:
    from tablecast._committed import Committed
    from tablecast._project import Project

    project = Project.open(config, means, stand_in(staged=staged))
    committed = Committed.read(project, names)
    recorded = partial(record.write, project, committed.contents())
    write = partial(committed.generate, force=force)
    return _Work(project.workspace, committed.made, committed.noticed(), write, recorded)


def _without_config(config: Path | None, names: tuple[str, ...], output: str, means: Means, *, staged: bool) -> _Work:
    if not output:
        message = "-o needs the name of a folder; '.' is this one"
        raise click.UsageError(message)
    if config is not None or not names or staged:
        message = "-o renders documents without a configuration: tablecast generate DOCS... -o DIR"
        raise click.UsageError(message)
    from tablecast._project import apply
    from tablecast._unconfigured import build_tables

    workspace = open_workspace()
    made = build_tables(workspace, names, output, means)
    return _Work(workspace, made, made.diagnostics, partial(apply, workspace, made.contents()), list)
