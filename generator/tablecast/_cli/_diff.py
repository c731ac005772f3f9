"""`tablecast diff`: which rows differ between two states."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tablecast._cli._shared import (
    FAILURE,
    config_option,
    open_workspace,
    paint,
    print_diagnostics,
    print_lines,
    report,
    terminal_width,
    watching,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecast._comparison import Comparison, ConfigOf, Question, Sides
    from tablecast._config import LoadedConfig
    from tablecast.diagnostics import Diagnostic

DIFFERENT = 1
"""The exit code of states that differ."""

_BOTH = 2


@click.command(short_help="Show which rows differ between two states.")
@click.argument("states", nargs=-1, metavar="[A [B] | A..B]")
@click.option(
    "--config-of",
    type=click.Choice(["A", "B"]),
    help="Use the configuration of this state for both, instead of each its own.",
)
@click.option(
    "--format",
    "report_format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How to print the result; markdown is for a comment on a pull request.",
)
@config_option
def diff(config: Path | None, states: tuple[str, ...], config_of: ConfigOf | None, report_format: str) -> int:
    """Show which rows differ between two states of the documents, however their tables are laid out.

    A and B are revisions of git, or two documents, or two folders. Without B, A is compared with the working tree;
    without both, HEAD is. A..B is the same as A B, and A...B compares B with where it went apart from A.

    A revision is read with the configuration that it has itself. Documents and folders need none: datasets of the
    nearest one are used where they select tables in them, and other tables are compared by what they seem to be.

    Exits with 0 if no row differs, with 1 if some do, and with 2 if something is not right.
    """
    from tablecast.diagnostics import TablecastError

    question = parse_states(states, config_of)
    try:
        if len(states) == _BOTH and all(map(os.path.exists, states)):
            _refuse(config_of)
            return _print(_compare_paths(config, *states), report_format)
        sides = _open(question, config, states)
    except TablecastError as error:
        report(error.diagnostics, Path())
        return FAILURE
    return _compare(sides, report_format)


def parse_states(states: Sequence[str], config_of: ConfigOf | None = None) -> Question:
    """Read which states are to be compared.

    Raises:
        UsageError: There are too many.
    """
    from tablecast._comparison import Question

    ranges = [state for state in states if ".." in state and not os.path.exists(state)]  # noqa: PTH110 - no path yet
    if len(states) > _BOTH or (ranges and len(states) == _BOTH):
        message = "expected one or two states, or a range A..B"
        raise click.UsageError(message)
    if ranges:
        dots = "..." if "..." in ranges[0] else ".."
        earlier, _, later = ranges[0].partition(dots)
        return Question(earlier or "HEAD", later or "HEAD", dots == "...", config_of)
    return Question(states[0] if states else "HEAD", states[1] if len(states) == _BOTH else None, config_of=config_of)


def _open(question: Question, config: Path | None, states: Sequence[str]) -> Sides:
    """Find the states; without a configuration here, those of the repository of the working directory.

    Raises:
        TablecastError: There is no such repository or revision.
    """
    from tablecast._comparison import open_sides
    from tablecast._workspace import find_config
    from tablecast.diagnostics import TablecastError

    nearest = config or find_config(Path.cwd())
    try:
        return open_sides(question, nearest.parent if nearest else Path(), config.name if config else "")
    except TablecastError as error:
        raise TablecastError(_as_paths(error.diagnostics, states)) from error


def _as_paths(problems: Iterable[Diagnostic], states: Sequence[str]) -> list[Diagnostic]:
    """Where a path was named beside what is neither a path nor a revision, a path was meant."""
    from msgspec.structs import replace

    from tablecast.diagnostics import Diagnostic, Location

    problems = list(problems)
    paths = [state for state in states if os.path.exists(state)]  # noqa: PTH110 - it may be a revision
    unknown = {problem.location.path for problem in problems} if paths else set[str]()
    missing = [state for state in states if state not in paths]
    if paths and missing and (missing[0] in unknown or "." in unknown):
        return [Diagnostic("unreadable-file", "there is no such file or folder", Location(missing[0]))]
    hint = "documents and folders are compared in pairs: tablecast diff BEFORE AFTER"
    return [replace(each, hint=hint) if each.location.path in paths else each for each in problems]


def _compare(sides: Sides, report_format: str) -> int:
    from tablecast.diagnostics import TablecastError

    try:
        found = sides.compare(watching())
    except TablecastError as error:
        print_diagnostics(error.diagnostics, sides.source_line)
        return FAILURE
    return _print(found, report_format)


def _compare_paths(config: Path | None, before: str, after: str) -> Comparison:
    """Compare documents or folders, all named from the working directory."""
    from tablecast._pairs import compare_paths
    from tablecast._workspace import find_config

    if os.path.isdir(before) != os.path.isdir(after):  # noqa: PTH112 - as on the command line
        message = "expected two documents or two folders, got one of each"
        raise click.UsageError(message)
    nearest = config or find_config(Path.cwd())
    loaded = _load(nearest) if nearest else None
    return compare_paths(open_workspace(), before, after, loaded, watching())


def _refuse(config_of: ConfigOf | None) -> None:
    if config_of:
        message = "--config-of is for revisions; documents and folders have one configuration, if any"
        raise click.UsageError(message)


def _load(config: Path) -> LoadedConfig:
    from tablecast._config import parse_config

    path = Path(os.path.relpath(config)).as_posix()
    return parse_config(path, open_workspace().read_text(path))


def _print(found: Comparison, report_format: str) -> int:
    from tablecast.reports import diffs

    report(found.diagnostics, Path())
    if report_format == "json":
        click.echo(diffs.json(found))
    elif report_format == "markdown":
        click.echo(diffs.markdown(found), nl=False)
    else:
        print_lines(diffs.lines(found, paint, terminal_width()))
        print_lines(diffs.summary(found, paint), err=True)
    return DIFFERENT if found.differing else 0
