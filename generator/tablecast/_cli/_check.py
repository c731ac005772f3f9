"""`tablecast check`: fail if the outputs are not what the documents say."""

from __future__ import annotations

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
    diff_option,
    paint,
    print_diff,
    print_lines,
    report,
    staged_option,
    stand_in,
    terminal_width,
    working,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tablecast._project import Project
    from tablecast._reading import Means
    from tablecast._workspace import Workspace
    from tablecast.drift import Cause
    from tablecast.findings import Check, Status

DRIFT = 1
"""The exit code of drift, which nothing else has."""

_CODES: dict[Status, int] = {"in-step": 0, "drift": DRIFT, "failed": FAILURE}


_KINDS: dict[str, Cause] = {
    "docs": "document",
    "edits": "edited",
    "templates": "template",
    "configuration": "configuration",
    "generator": "generator",
    "line-ends": "line-ends",
    "missing": "missing",
    "stale": "stale",
    "unexpected": "unexpected",
    "conflicts": "conflict",
}
"""What `--only` calls the causes of drift."""

only_option = click.option(
    "--only",
    type=click.Choice([*_KINDS]),
    multiple=True,
    metavar="KIND",
    help=f"Look at drift of this kind alone, or of several: {', '.join([*_KINDS][:-1])} or {[*_KINDS][-1]}.",
)


class _Run(NamedTuple):
    """What was found, in which folder; and of each file what is there, and what the documents say."""

    found: Check
    workspace: Workspace
    actual: Mapping[str, bytes | None]
    expected: Mapping[str, bytes]


@click.command(short_help="Fail if the outputs are not what the documents say.")
@click.argument("names", nargs=-1, metavar="[DATASET...]")
@diff_option
@only_option
@staged_option
@check_format_option
@output_option
@click.option("--verify", is_flag=True, help="Read with docutils as well, and fail if that differs.")
@click.option("--fail-msg", default="", metavar="TEXT", help="Say this, too, if something is out of step.")
@config_option
@working
def check(  # noqa: PLR0913 - one parameter a flag
    config: Path | None,
    names: tuple[str, ...],
    *,
    only: tuple[str, ...],
    formats: tuple[str, ...],
    paths: tuple[str, ...],
    fail_msg: str,
    staged: bool,
    show_diff: bool,
    verify: bool,
    means: Means,
) -> int:
    """Compare the outputs with what the documents say, and change none of them.

    Exits with 0 if all are in step, with 1 and a report of every file that is not, and why, and with 2 if the documents
    or the configuration are not right.
    """
    reports = route(formats, paths)
    if show_diff and reports.printed != "text":
        message = "--diff goes with --format text"
        raise click.UsageError(message)
    means = means._replace(reader="both") if verify else means
    run = _run(config, names, means, staged=staged)
    run = run._replace(found=_told(run, fail_msg, only))
    unwritten = write_reports(run.found, reports, run.workspace)
    _print(run, reports.printed, show_diff=show_diff)
    report(unwritten, run.workspace.root)
    code = FAILURE if any(each.severity == "error" for each in unwritten) else _CODES[run.found.status]
    if code == DRIFT and staged:
        click.echo("This is what is staged: a file that is right on the disk wants git add.", err=True)
    if code == DRIFT and fail_msg:
        print_lines([fail_msg], err=True)
    return code


def _run(config: Path | None, names: tuple[str, ...], means: Means, *, staged: bool) -> _Run:
    """Check; what cannot be read or is not right is a finding like any other."""
    from tablecast._project import Project
    from tablecast._workspace import Workspace
    from tablecast.diagnostics import TablecastError
    from tablecast.findings import Check

    workspace = Workspace(config_root(config))
    try:
        project = Project.open(config, means, stand_in(staged=staged))
        workspace = project.workspace
        return _compare(project, names)
    except TablecastError as error:
        return _Run(Check(problems=error.diagnostics), workspace, {}, {})


def _compare(project: Project, names: tuple[str, ...]) -> _Run:
    from tablecast._committed import Committed

    committed = Committed.read(project, names)
    return _Run(committed.check(), project.workspace, committed.actual, committed.made.contents())


def _told(run: _Run, fail_msg: str, only: tuple[str, ...]) -> Check:
    """Add what reports need to know; leave out what overrides have corrected, which is as it should be."""
    from msgspec.structs import replace

    from tablecast.records.overrides import is_as_meant

    found = run.found.only([_KINDS[kind] for kind in only]) if only else run.found
    problems = tuple(problem for problem in found.problems if not is_as_meant(problem))
    root = from_repository(run.workspace.root)
    return replace(found, problems=problems, root=root, address=address(), fail_msg=fail_msg)


def _print(run: _Run, report_format: str, *, show_diff: bool) -> None:
    """Print the report, and on standard error how it stands."""
    if report_format == "text":
        report(run.found.problems, run.workspace.root, workspace=run.workspace)
        _print_drift(run, show_diff=show_diff)
    else:
        click.echo(printed(run.found, report_format), nl=False)
    if run.found.status != "failed" or report_format != "text":
        _print_summary(run.found)


def _print_drift(run: _Run, *, show_diff: bool) -> None:
    from tablecast.reports import drifts

    if not show_diff:
        print_lines(drifts.lines(run.found, paint, terminal_width()))
        return
    for each in run.found.drifts:
        print_lines([drifts.header(run.found, each, paint)])
        print_diff(each.path, run.actual.get(each.path), run.expected.get(each.path))


def _print_summary(found: Check) -> None:
    from tablecast.reports import drifts, text

    if found.status == "failed":
        print_lines(text.failure_summary(found.problems, paint), err=True)
    else:
        print_lines(drifts.summary(found, paint), err=True)
