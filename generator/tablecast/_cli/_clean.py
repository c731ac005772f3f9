"""`tablecast clean`: delete the outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tablecast._cli._shared import config_option, paint, print_lines, report, reporting

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Delete the outputs that nobody has edited.")
@click.option("-n", "--dry-run", is_flag=True, help="Delete nothing; only say what would be done.")
@config_option
@reporting
def clean(config: Path | None, *, dry_run: bool) -> int:
    """Delete the outputs, and with the last of them the manifest.

    Only files that the manifest names are deleted, and of them none that was edited by hand since it was generated.
    """
    from tablecast._committed import clean as clean_project
    from tablecast._project import Project
    from tablecast.reports import text

    project = Project.open(config)
    changes, left = clean_project(project, dry_run=dry_run)
    report(left, project.workspace.root)
    print_lines(text.file_changes(changes, paint))
    if not changes:
        click.echo("there is nothing to delete", err=True)
    if dry_run:
        click.echo("dry run: nothing was deleted", err=True)
    return 0
