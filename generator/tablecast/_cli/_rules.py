"""What build systems ask of `tablecast generate`: which files it reads and writes, and when to run it again."""

from __future__ import annotations

import os
from functools import update_wrapper
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tablecast._cli._beside import write_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from tablecast._project import Project
    from tablecast._reading import Means
    from tablecast._workspace import Workspace
    from tablecast.diagnostics import Diagnostic

_depfile_option = click.option(
    "--depfile",
    default="",
    metavar="FILE",
    help="Also write a rule for make or ninja: what the outputs are made of.",
)
_stamp_option = click.option(
    "--stamp",
    default="",
    metavar="FILE",
    help="Also write this file in the end, and name it in the rule in the place of the outputs.",
)
_outputs_option = click.option(
    "--list-outputs", "listed", flag_value="outputs", help="Write nothing; print the paths of what would be written."
)
_inputs_option = click.option(
    "--list-inputs", "listed", flag_value="inputs", help="Write nothing; print the paths of what is read."
)


def building(command: Callable[..., int]) -> Callable[..., int]:
    """Add the flags for build systems: a command gets what to write for them as its `record`, unless it only lists."""

    def run(config: Path | None, *, depfile: str, stamp: str, listed: str | None, **arguments: Any) -> int:
        record = Record(depfile, stamp)
        if arguments["output"] is not None and (listed or any(record)):
            message = "--depfile, --stamp and the lists go with a configuration"
            raise click.UsageError(message)
        if listed:
            return _list(config, arguments["names"], arguments["means"], inputs=listed == "inputs")
        return command(config, record=record, **arguments)

    return _depfile_option(_stamp_option(_outputs_option(_inputs_option(update_wrapper(run, command)))))


def _list(config: Path | None, names: tuple[str, ...], means: Means, *, inputs: bool) -> int:
    """Print paths; what is read is known only once it has been."""
    from tablecast._pipeline import unknown_datasets
    from tablecast._project import Project
    from tablecast.diagnostics import TablecastError

    project = Project.open(config, means)
    problems = [*unknown_datasets(project.loaded, names)]
    if problems:
        raise TablecastError(problems)
    if inputs:
        project.build(names)
    paths = project.workspace.inputs() if inputs else _outputs(project, names)
    for path in from_here(project.workspace, paths):
        click.echo(path)
    return 0


def _outputs(project: Project, names: tuple[str, ...]) -> list[str]:
    config = project.loaded.config
    paths = [output.path for name in names or config.datasets for output in config.datasets[name].outputs]
    return [*paths, config.manifest]


class Record(NamedTuple):
    """What to write for a build system once all is generated; paths from the working directory, empty for nothing."""

    depfile: str
    stamp: str

    def write(self, project: Project, outputs: Collection[str]) -> list[Diagnostic]:
        """Write it, and give what is wrong; the stamp comes last, as it says that all is done."""
        from tablecast.reports import depfile

        problems: list[Diagnostic] = []
        if self.depfile:
            targets = [self.stamp] if self.stamp else from_here(project.workspace, outputs)
            causes = from_here(project.workspace, (*project.workspace.inputs(), *self._folders(project, outputs)))
            problems += _write(self.depfile, depfile.rule(targets, causes), project, outputs)
        if self.stamp and not problems:
            problems += _write(self.stamp, "in step\n", project, outputs)
        return problems

    def _folders(self, project: Project, outputs: Collection[str]) -> Iterator[str]:
        """Give the folders whose age tells that a document has come or gone.

        Those that we write into ourselves are not among them: their age says nothing.
        """
        workspace = project.workspace
        written = [workspace.identity(path) for path in outputs]
        written += [os.path.realpath(path) for path in (self.depfile, self.stamp) if path]
        ours = {Path(path).parent for path in written}
        for folder in searched(project.loaded.config.sources, workspace.inputs()):
            if Path(workspace.identity(folder)) not in ours:
                yield folder


def _write(path: str, text: str, project: Project, outputs: Collection[str]) -> Iterator[Diagnostic]:
    return write_beside(Path(path), text.encode("utf-8", "surrogateescape"), project.workspace, outputs, "file")


def from_here(workspace: Workspace, paths: Iterable[str]) -> list[str]:
    """Give paths from the working directory, which is where build systems run commands."""
    return [Path(os.path.relpath(workspace.root / path)).as_posix() for path in paths]


def searched(patterns: Iterable[str], files: Iterable[str]) -> list[str]:
    """Give the folders that patterns are matched in, as far as files were found there, sorted."""
    from tablecast.globs import escape, literal_folder

    found: set[PurePosixPath] = set()
    for pattern in patterns:
        if escape(pattern) != pattern:
            top = PurePosixPath(literal_folder(pattern))
            found.update(
                folder for path in files for folder in PurePosixPath(path).parents if folder.is_relative_to(top)
            )
    return sorted(map(str, found))
