"""`tablecast breaking`: fail if a change breaks users of the generated code."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from tablecast._cli._reports import (
    address,
    check_format_option,
    from_repository,
    output_option,
    printed,
    route,
    write_reports,
)
from tablecast._cli._shared import (
    FAILURE,
    config_option,
    config_root,
    paint,
    print_diagnostics,
    print_lines,
    report,
    terminal_width,
    watching,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tablecast._comparison import Question
    from tablecast._workspace import Workspace
    from tablecast.breaking import Breaking
    from tablecast.diagnostics import Location
    from tablecast.findings import Status

BREAKING = 1
"""The exit code of changes that break users and are not accepted."""

_CODES: dict[Status, int] = {"compatible": 0, "breaking": BREAKING, "failed": FAILURE}


class _Run(NamedTuple):
    """What was found, how to get the line of a place, and the folder that is compared, or that is worked in."""

    found: Breaking
    source_line: Callable[[Location], str]
    workspace: Workspace


@click.command(short_help="Fail if a change breaks users of the outputs.")
@click.argument("state", required=False, metavar="[REVISION]")
@click.option(
    "--against",
    metavar="REVISION",
    help="What users have; REVISION... is where it and the later state went apart."
    "  [default: where the default branch and the later state went apart]",
)
@check_format_option
@output_option
@config_option
def breaking(
    config: Path | None,
    state: str | None,
    against: str | None,
    formats: tuple[str, ...],
    paths: tuple[str, ...],
) -> int:
    """Tell which changes break code that uses what was generated before.

    The datasets of the working tree, or of REVISION, are compared with those of an earlier revision. A record, a field
    or the value of an enum that is gone, another key, type or name breaks users; what is only added does not.

    Changes that are meant are accepted in a file, each with its reason, and if need be with the day on which that ends.

    Exits with 0 if nothing breaks, with 1 if something does that is not accepted, and with 2 if something is not right.
    """
    reports = route(formats, paths)
    run = _run(config, _question(against, state))
    unwritten = write_reports(run.found, reports, run.workspace)
    _print(run, reports.printed)
    report(unwritten, run.workspace.root)
    return FAILURE if any(each.severity == "error" for each in unwritten) else _CODES[run.found.status]


def _question(against: str | None, state: str | None) -> Question:
    from tablecast._comparison import Question

    if against is None or against.endswith("..."):
        return Question((against or "").removesuffix("...") or None, state, fork=True)
    return Question(against, state)


def _run(config: Path | None, question: Question) -> _Run:
    """Compare; what cannot be read or is not right is a finding like any other."""
    from msgspec.structs import replace

    from tablecast._breaking import compare_for_users
    from tablecast._comparison import open_sides
    from tablecast._workspace import Workspace, find_config
    from tablecast.breaking import Breaking
    from tablecast.diagnostics import TablecastError

    workspace = Workspace(config_root(config))
    source_line = workspace.source_line
    try:
        nearest = config or find_config(Path.cwd())
        sides = open_sides(question, nearest.parent if nearest else Path(), config.name if config else "")
        source_line, later = sides.source_line, sides.after.at(sides.start)
        workspace = later if isinstance(later, Workspace) else workspace
        found = compare_for_users(sides, dt.datetime.now(tz=dt.UTC).date(), watching())
    except TablecastError as error:
        found = Breaking(problems=error.diagnostics)
    found = replace(found, root=from_repository(workspace.root), address=address())
    return _Run(found, source_line, workspace)


def _print(run: _Run, report_format: str) -> None:
    """Print the report, and on standard error how it stands."""
    from tablecast.reports import breaking

    if report_format == "text":
        print_diagnostics(run.found.problems, run.source_line)
        print_lines(breaking.lines(run.found, paint, terminal_width()))
    else:
        click.echo(printed(run.found, report_format), nl=False)
    if run.found.status != "failed" or report_format != "text":
        print_lines(breaking.summary(run.found, paint), err=True)
