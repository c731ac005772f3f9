"""What the commands share: printing in colour, diagnostics and the exit code that they mean, common options."""

from __future__ import annotations

import os
import sys
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from tablecast._regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tablecast._reading import Means
    from tablecast._workspace import Workspace
    from tablecast.diagnostics import Diagnostic, Location
    from tablecast.readers import ReaderName
    from tablecast.reports._style import Tone

FAILURE = 2
"""The exit code of whatever is neither success nor drift."""

_STYLES: dict[Tone, dict[str, Any]] = {
    "bad": {"fg": "red"},
    "good": {"fg": "green"},
    "warn": {"fg": "yellow"},
    "place": {"fg": "cyan"},
    "dim": {"dim": True},
    "strong": {"bold": True},
}


def paint(text: str, tone: Tone) -> str:
    return click.style(text, **_STYLES[tone])


_CONTROL = regex(r"(\x1b\[[0-9;]*m)|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Colours, and all that would make a terminal do something else."""


def print_lines(lines: Iterable[str], *, err: bool = False) -> None:
    """Print lines; what a document says must not command the terminal."""
    for line in lines:
        click.echo(_CONTROL.sub(lambda found: found[1] or "\N{REPLACEMENT CHARACTER}", line), err=err)


def report(
    found: Iterable[Diagnostic], root: Path, *, verbose: bool = False, workspace: Workspace | None = None
) -> None:
    """Print diagnostics; what overrides have corrected, which is as it should be, is for those who want to know.

    The lines that they show are those of the disk, unless a workspace has others.
    """
    from tablecast._workspace import Workspace
    from tablecast.records.overrides import is_as_meant

    shown = (each for each in found if verbose or not is_as_meant(each))
    print_diagnostics(shown, (workspace or Workspace(root)).source_line)


def print_diagnostics(found: Iterable[Diagnostic], source_line: Callable[[Location], str]) -> None:
    """Print diagnostics with the lines that they show: folded to fit a terminal, and elsewhere one a line."""
    from tablecast.reports import text

    columns = (columns_of(sys.stderr) or None) if sys.stderr.isatty() else None
    print_lines(text.diagnostics(found, source_line, paint, columns), err=True)


def reporting(command: Callable[..., int]) -> Callable[..., int]:
    """Print the diagnostics of a failed command, and fail."""

    def run(config: Path | None = None, **arguments: Any) -> int:
        from tablecast.diagnostics import TablecastError

        try:
            return command(config, **arguments)
        except TablecastError as error:
            # Paths on the command line are relative to the working directory, whatever is configured above it.
            unconfigured = bool(arguments.get("paths") or arguments.get("output"))
            root = Path() if unconfigured else config_root(config)
            report(error.diagnostics, root, verbose=bool(arguments.get("verbose")))
            return FAILURE

    return update_wrapper(run, command)


def config_root(config: Path | None) -> Path:
    """Give the folder that the paths of messages are relative to."""
    from tablecast._workspace import find_config
    from tablecast.diagnostics import TablecastError

    try:
        found = config or find_config(Path.cwd())
    except TablecastError:
        return Path()
    return found.parent if found else Path()


config_option = click.option(
    "-c",
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Configuration to use instead of the nearest tablecast.toml or pyproject.toml.",
)
diff_option = click.option("--diff", "show_diff", is_flag=True, help="Show a unified diff of each file.")
format_option = click.option(
    "--format",
    "report_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the result.",
)


staged_option = click.option(
    "--staged", is_flag=True, help="Look at what is staged for the next commit, not at what is on the disk."
)


def stand_in(*, staged: bool) -> Callable[[Path], Workspace]:
    """Give what stands in a folder to work there: on the disk, or in git's index."""
    if staged:
        from tablecast._staged import Staged

        return Staged
    from tablecast._workspace import Workspace

    return Workspace


_jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Read in N processes; without this, in as many as are worth it.",
)
_cache_option = click.option(
    "--no-cache", is_flag=True, help="Neither use what was remembered of an earlier run, nor remember anything."
)

_reader_option = click.option(
    "--reader",
    type=click.Choice(["fast", "reference"]),
    default="fast",
    metavar="NAME",
    help="Read with docutils alone by 'reference'; 'fast' gives the same.",
)


def working(command: Callable[..., int]) -> Callable[..., int]:
    """Add the flags that say how to work, and give the command what to work with, as its `means`."""

    def run(
        config: Path | None = None, *, jobs: int | None, no_cache: bool, reader: ReaderName, **arguments: Any
    ) -> int:
        from tablecast._cache import open_cache
        from tablecast._cli._progress import progress
        from tablecast._reading import Means
        from tablecast._workers import Workers

        with Workers(jobs=jobs) as workers:
            means = Means(workers, None if no_cache else open_cache(), progress(), reader)
            return command(config, means=means, **arguments)

    return _jobs_option(_cache_option(_reader_option(update_wrapper(run, command))))


def watching() -> Means:
    """Give what a command without flags for that works with: nobody takes part, but a person is told how far it is."""
    from tablecast._cli._progress import progress
    from tablecast._reading import Means

    return Means(watcher=progress())


def open_workspace() -> Workspace:
    from tablecast._workspace import Workspace

    return Workspace(Path())


def print_diff(path: str, actual: bytes | None, expected: bytes | None) -> None:
    from tablecast.drift import unified_diff
    from tablecast.reports import text

    print_lines(text.diff(unified_diff(path, actual, expected), paint))


def columns_of(stream: TextIO) -> int:
    """Give how wide the terminal of a stream is; 0 where there is none, or none that says."""
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0


def terminal_width() -> int:
    """Give the width of the terminal that results go to; 80 where there is none that says."""
    from tablecast.reports import rows

    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    return columns_of(sys.stdout) or rows.WIDTH
