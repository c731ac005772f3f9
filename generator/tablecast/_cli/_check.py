"""`tablecast check`: fail if the outputs are not what the documents say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tablecast._cli._shared import config_option, diff_option, paint, print_diff, print_lines, report, reporting

if TYPE_CHECKING:
    from pathlib import Path

DRIFT = 1
"""The exit code of drift, which nothing else has."""


@click.command(short_help="Fail if the outputs are not what the documents say.")
@click.argument("names", nargs=-1, metavar="[DATASET...]")
@diff_option
@config_option
@reporting
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
    report(made.diagnostics, project.workspace.root)
    actual = project.actual(made, all_datasets=not names)
    drifts = compare(made.outputs, actual)
    contents = made.contents()
    for each in drifts:
        print_lines(text.drift(each, paint, changes=not show_diff))
        if show_diff:
            print_diff(each.path, actual.get(each.path), contents.get(each.path))
    print_lines(text.check_summary(drifts, len(made.outputs), paint), err=True)
    return DRIFT if drifts else 0
