"""`tablecast tables`: show the tables of documents, and how to select them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tablecast._cli._shared import (
    FAILURE,
    config_option,
    format_option,
    open_workspace,
    paint,
    print_lines,
    report,
    reporting,
    working,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tablecast._reading import Means
    from tablecast.codes import Code, Level
    from tablecast.tables import Document


@click.command(short_help="Show the tables of documents, and how to select them.")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@format_option
@config_option
@reporting
@working
def tables(config: Path | None, paths: tuple[str, ...], report_format: str, *, means: Means) -> int:
    """Show the tables of documents: where each is, its caption, heading, header and size, and a selector to paste.

    PATH is a document, or a folder for all documents in it; without one, the documents of the configuration are read.

    Exits with 2 if there is a table that cannot be read; the others are shown all the same.
    """
    from tablecast.diagnostics import configured
    from tablecast.reports import text
    from tablecast.selection import candidates

    root, documents, severities = _documents(config, paths, means)
    problems = list(configured((each for document in documents for each in document.diagnostics), severities))
    report(problems, root)
    found = candidates(documents)
    if report_format == "json":
        from tablecast.reports import json

        click.echo(json.tables(found))
    else:
        print_lines(text.tables(found, paint))
        print_lines(text.tables_summary(found, len(documents), paint), err=True)
    return FAILURE if any(problem.severity == "error" for problem in problems) else 0


def _documents(
    config: Path | None, paths: tuple[str, ...], means: Means
) -> tuple[Path, tuple[Document, ...], Mapping[Code, Level]]:
    """Read the documents that paths name, or without any those of the configuration.

    Their paths' root comes first, and last how bad the configuration says that diagnostics are.
    """
    from tablecast._reading import read_documents

    if paths and config is not None:
        message = "--config names the documents already: leave out it, or the paths"
        raise click.UsageError(message)
    if paths:
        workspace = open_workspace()
        return workspace.root, read_documents(workspace, workspace.documents(paths), means=means), {}
    from tablecast._project import Project

    project = Project.open(config, means)
    return project.workspace.root, project.documents(), project.loaded.config.severities
