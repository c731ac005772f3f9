"""`tablecast init`: a first draft of a configuration."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from tablecast._cli._shared import config_option, paint, print_lines, report, reporting, watching

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tablecast._drafts import Offer
    from tablecast._project import Project
    from tablecast._reading import Means
    from tablecast._workspace import Workspace


class _Target(NamedTuple):
    """The file to write: what is in it already, and the keys that lead to the configuration in it."""

    workspace: Workspace
    path: str
    before: bytes
    keys: tuple[str, ...]
    is_configured: bool


@click.command(short_help="Draft a configuration from documents.")
@click.argument("paths", nargs=-1, metavar="[DOCS...]")
@click.option("--merge", is_flag=True, help="Add to the configuration that there is; nothing in it is changed.")
@click.option("-y", "--yes", is_flag=True, help="Take every proposed dataset without asking.")
@click.option("-n", "--dry-run", is_flag=True, help="Write nothing; print what would be written.")
@config_option
@reporting
def init(config: Path | None, paths: tuple[str, ...], *, merge: bool, yes: bool, dry_run: bool) -> int:
    """Read documents and write a commented configuration for the tables in them.

    DOCS are documents or folders; without any, every .rst file here and below is read. Tables with the same columns
    become one dataset. Names, types, keys and what else can be guessed come with the reason for each guess, and with
    the cells that spoke against a bolder one. Tables that look like layout or prose are listed and left out.

    In a terminal, the datasets are shown first, to choose from.
    """
    find = _more if merge else _first
    target, found = find(config, paths, watching())
    report(found.diagnostics, target.workspace.root)
    if found.drafts and not (yes or dry_run) and sys.stdin.isatty() and sys.stderr.isatty():
        found = _ask(found)
    else:
        _print_left_out(found)
    if not found.drafts:
        click.echo("nothing was drafted", err=True)
        return 0
    addition = _addition(target, found)
    if dry_run:
        click.echo(addition, nl=False)
        return 0
    target.workspace.write_all({target.path: target.before + addition})
    click.echo(f"{'updated' if target.before else 'created':<9}  {target.path}")
    click.echo("Read it, then run: tablecast generate", err=True)
    return 0


def _more(config: Path | None, paths: tuple[str, ...], means: Means) -> tuple[_Target, Offer]:
    """Find what a configuration does not have yet."""
    from tablecast._drafts import offer_more
    from tablecast._project import Project

    project = Project.open(config, means)
    before = project.workspace.read(project.loaded.path)
    keys = tuple(map(str, project.loaded.root))
    target = _Target(project.workspace, project.loaded.path, before, keys, is_configured=True)
    return target, offer_more(project, _seen_from(project, paths))


def _seen_from(project: Project, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Name what the command line names from the folder of the configuration."""
    return tuple(os.path.relpath(path, project.workspace.root) for path in paths)


def _first(config: Path | None, paths: tuple[str, ...], means: Means) -> tuple[_Target, Offer]:
    """Find what there is for a new configuration, in the working directory.

    Raises:
        TablecastError: There is a configuration, here or above.
    """
    from tablecast._drafts import offer
    from tablecast._workspace import CONFIG_NAMES, Workspace, find_config
    from tablecast.diagnostics import Diagnostic, Location, TablecastError

    path = config or Path(CONFIG_NAMES[0])
    if path.parent != Path():
        message = "a new configuration is written into the working directory: go to the folder, or use --merge"
        raise click.UsageError(message)
    there = find_config(Path.cwd()) if config is None else _configured(path)
    if there is not None:
        place = Location(os.path.relpath(there))
        hint = "add to it with --merge, or name another file with --config"
        raise TablecastError([Diagnostic("config-exists", "there is a configuration already", place, hint=hint)])
    workspace = Workspace(Path())
    before = workspace.read_if_present(path.name) or b""
    keys = ("tool", "tablecast") if path.name == CONFIG_NAMES[1] else ()
    return _Target(workspace, path.name, before, keys, is_configured=False), offer(workspace, paths, means)


def _configured(path: Path) -> Path | None:
    from tablecast._config import has_config

    return path if path.exists() and has_config(path.name, path.read_text(encoding="utf-8-sig")) else None


def _ask(found: Offer) -> Offer:
    """Show the datasets, and let the user choose."""
    from tablecast.reports import drafts

    print_lines(drafts.preview(found.drafts, paint), err=True)
    click.echo(f"\n{drafts.LEGEND}\n", err=True)
    _print_left_out(found)

    def read(text: str) -> Collection[int]:
        try:
            return parse_choice(text, len(found.drafts))
        except ValueError as error:
            raise click.BadParameter(str(error)) from error

    question = "Datasets to write (such as 1 3-5, all, none)"
    return found.chosen(click.prompt(question, default="all", value_proc=read, err=True))


def parse_choice(text: str, available: int) -> Collection[int]:
    """Read a choice of numbers, such as `1 3-5`, `all` or `none`; the indices that it gives begin with 0.

    Raises:
        ValueError: It is no such choice, or names what there is not.
    """
    if text.strip().casefold() in {"all", "none"}:
        return range(available) if text.strip().casefold() == "all" else ()
    chosen: set[int] = set()
    for part in text.replace(",", " ").split():
        first, dash, last = part.partition("-")
        bounds = (first, last if dash else first)
        if not all(bound.isascii() and bound.isdecimal() for bound in bounds):
            message = f"'{part}' is no number: write 1 3-5, all or none"
            raise ValueError(message)
        low, high = map(int, bounds)
        if not 1 <= low <= high <= available:
            message = f"'{part}' is not between 1 and {available}"
            raise ValueError(message)
        chosen.update(range(low - 1, high))
    return chosen


def _print_left_out(found: Offer) -> None:
    from tablecast.reports import drafts

    print_lines(drafts.left_out(found.left_out, paint), err=True)


def _addition(target: _Target, found: Offer) -> bytes:
    """Give what is written after all that there is, in its line ends.

    Raises:
        TablecastError: What there is cannot be added to.
    """
    text = "\n".join((*_lines(target, found), ""))
    gap = "" if target.before.endswith(b"\n") or not target.before else "\n"
    newline = "\r\n" if b"\r\n" in target.before else "\n"
    data = (gap + text).replace("\n", newline).encode()
    _validate(target, data)
    return data


def _lines(target: _Target, found: Offer) -> Iterator[str]:
    from tablecast.reports import toml

    if target.is_configured:
        return toml.addition(found.drafts, found.left_out, target.keys)
    return toml.configuration(found.drafts, found.left_out, found.sources, target.keys)


def _validate(target: _Target, addition: bytes) -> None:
    """Read the whole as it would be written: a table that is written inline cannot be added to."""
    from tablecast._config import parse_config
    from tablecast.diagnostics import Diagnostic, Location, TablecastError

    try:
        parse_config(target.path, (target.before + addition).decode("utf-8-sig"))
    except TablecastError as error:
        message = f"datasets cannot be added to this file: {error.diagnostics[0].message}"
        hint = "write the tables that there are with headers, [datasets.NAME], not inline"
        raise TablecastError([Diagnostic("cannot-merge", message, Location(target.path), hint=hint)]) from error
