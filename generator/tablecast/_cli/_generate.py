"""`tablecast generate`: write the outputs that are not up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tablecast._cli._shared import (
    config_option,
    diff_option,
    format_option,
    open_workspace,
    paint,
    print_diff,
    print_lines,
    report,
    reporting,
    working,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tablecast._pipeline import Build
    from tablecast._reading import Means
    from tablecast._workspace import Workspace


@click.command(short_help="Write the outputs that are not up to date.")
@click.argument("names", nargs=-1, metavar="[DATASET... | DOCS... -o DIR]")
@click.option("-o", "--output", metavar="DIR", help="Render every table of DOCS into DIR, without configuration.")
@click.option("-n", "--dry-run", is_flag=True, help="Write nothing; only say what would be done.")
@click.option("-v", "--verbose", is_flag=True, help="Say what became of the rows of each dataset.")
@diff_option
@format_option
@config_option
@reporting
@working
def generate(  # noqa: PLR0913 - one parameter a flag
    config: Path | None,
    names: tuple[str, ...],
    output: str | None,
    report_format: str,
    *,
    dry_run: bool,
    verbose: bool,
    show_diff: bool,
    means: Means,
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
        workspace, made = _make(config, names, output, means)
    except BuildError as error:
        if report_format == "json":
            click.echo(json.generation((), error.accounts, error.diagnostics))
        elif verbose:
            print_lines(text.accounts(error.accounts, paint), err=True)
        raise
    report(made.diagnostics, workspace.root, verbose=verbose)
    contents = made.contents()
    before = {path: workspace.read_if_present(path) for path in contents} if show_diff else {}
    changes = apply(workspace, contents, dry_run=dry_run)
    if report_format == "json":
        click.echo(json.generation(changes, made.accounts, made.diagnostics))
        return 0
    print_lines(text.file_changes(changes, paint))
    if not changes:
        click.echo("there is nothing to write", err=True)
    if dry_run:
        click.echo("dry run: nothing was written", err=True)
    for path, there in before.items():
        print_diff(path, there, contents[path])
    if verbose:
        print_lines(text.accounts(made.accounts, paint), err=True)
    return 0


def _make(config: Path | None, names: tuple[str, ...], output: str | None, means: Means) -> tuple[Workspace, Build]:
    """Render the outputs by the configuration, or without one."""
    if output is None:
        from tablecast._project import Project

        project = Project.open(config, means)
        return project.workspace, project.build(names)
    if not output:
        message = "-o needs the name of a folder; '.' is this one"
        raise click.UsageError(message)
    if config is not None or not names:
        message = "-o renders documents without a configuration: tablecast generate DOCS... -o DIR"
        raise click.UsageError(message)
    from tablecast._unconfigured import build_tables

    workspace = open_workspace()
    return workspace, build_tables(workspace, names, output, means)
