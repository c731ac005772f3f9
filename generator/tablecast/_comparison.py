"""Two states of a project compared, row by row, each with the configuration that it has itself.

A state is the working tree or a revision. Datasets are compared by name, so that a document may have been renamed, and
tables may have moved from one to another.
"""

from __future__ import annotations

import posixpath
from contextlib import contextmanager
from functools import cache, partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias, TypeVar

from msgspec.structs import replace

from tablecast import rowdiff
from tablecast._config import has_config, parse_config
from tablecast._git import Repository
from tablecast._pipeline import draw_datasets, failed
from tablecast._project import read_sources
from tablecast._reading import PLAIN, Files, Means
from tablecast._revisions import Revision, Tree
from tablecast._workspace import CONFIG_NAMES, Workspace
from tablecast.diagnostics import Diagnostic, Location, TablecastError
from tablecast.selection import asked_for
from tablecast.snapshots import Snapshot, take

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping
    from pathlib import Path

    from tablecast._config import LoadedConfig
    from tablecast._reading import Watcher
    from tablecast.model import Dataset
    from tablecast.rowdiff import DatasetDiff

State: TypeAlias = Literal["added", "removed", "changed"]
ConfigOf: TypeAlias = Literal["A", "B"]
WORKING_TREE = "the working tree"
_Result = TypeVar("_Result")


class Question(NamedTuple):
    """Which revisions to compare: None is the working tree; with `fork`, the first is where both went apart.

    With `fork`, None is the default branch as the first, and as the second the working tree, which is on `HEAD`.
    `config_of` says whose configuration is used for both.
    """

    before: str | None
    after: str | None
    fork: bool = False
    config_of: ConfigOf | None = None


class Compared(NamedTuple):
    """A dataset that differs, perhaps because one of the states does not have it, and the outputs that say its rows."""

    state: State
    found: DatasetDiff
    outputs: tuple[str, ...] = ()


class Comparison(NamedTuple):
    """What differs between two states, what these are called, and how many datasets there are in both together.

    The working tree has no name. `diagnostics` tell what could not be compared.
    """

    before: str
    after: str
    differing: tuple[Compared, ...]
    total: int
    diagnostics: tuple[Diagnostic, ...] = ()


class Sources(Files, Protocol):
    """What a configuration is read from, besides documents."""

    def read_text(self, path: str, /) -> str:
        """Give a file's text."""
        ...

    def holds(self, path: str, /) -> bool:
        """Whether there is a file of this path."""
        ...


class Side(NamedTuple):
    """One of two states: what it is called, and its files below a folder, by the path from the repository's top."""

    name: str
    at: Callable[[str], Sources]

    def path(self, folder: str, path: str) -> str:
        """Name a file in messages: one of a revision as `git show` takes it, any other from the configuration."""
        return f"{self.name}:{posixpath.normpath(posixpath.join(folder, path))}" if self.name else path


class Configured(NamedTuple):
    """A configuration, the state that it is of, and its folder."""

    side: Side
    folder: str
    loaded: LoadedConfig

    @property
    def files(self) -> Sources:
        """The files of the state, by their paths from the folder."""
        return self.side.at(self.folder)

    def placed(self, place: Location) -> Location:
        """Name the file of a place as the state does in messages."""
        return _moved(place, self.path)

    def path(self, name: str) -> str:
        """Name a file as the state does in messages."""
        return self.side.path(self.folder, name)


class Sides(NamedTuple):
    """Two states, and the folder from where their configurations are looked for, upwards.

    `config_name` is the name of the configuration in that folder, where it is to be no other. `config_of` says whose
    configuration is used for both states.
    """

    before: Side
    after: Side
    start: str
    config_name: str = ""
    config_of: ConfigOf | None = None

    def compare(self, means: Means = PLAIN) -> Comparison:
        """Tell what differs.

        Raises:
            TablecastError: With everything that is wrong in either state; the places in a revision name it.
        """
        one, other = self._configurations()
        states = (self.before, one), (self.after, other)
        before, after = every(*(partial(_snapshots, *each, means) for each in states))
        outputs = _outputs(one.loaded) | _outputs(other.loaded)
        found = tuple(_differing(before, after, outputs))
        return Comparison(self.before.name, self.after.name, found, len(before | after))

    def source_line(self, place: Location) -> str:
        """Give the line of a place that a message names, or nothing where it cannot be had."""
        if not place.line:
            return ""
        side = next((each for each in self[:2] if each.name and place.path.startswith(f"{each.name}:")), None)
        files = side.at("") if side else self.after.at(self.start)
        path = place.path.removeprefix(f"{side.name}:") if side else place.path
        try:
            lines = files.read_text(path).split("\n")
        except TablecastError:
            return ""
        return lines[place.line - 1].rstrip("\r") if place.line <= len(lines) else ""

    def _configurations(self) -> list[Configured]:
        wanted = {"A": [self.before], "B": [self.after], None: [self.before, self.after]}[self.config_of]
        found = every(*(partial(self.configuration, side) for side in wanted))
        lacking = [side for side, each in zip(wanted, found, strict=True) if each is None]
        if lacking:
            raise TablecastError([self.no_config(side, other_has=len(wanted) > len(lacking)) for side in lacking])
        there = [each for each in found if each is not None]
        return there if len(there) > 1 else there * 2

    def configuration(self, side: Side) -> Configured | None:
        """Find a state's configuration, in the folder or in the nearest one above it."""
        folders = [PurePosixPath(self.start)] if self.config_name else _upwards(self.start)
        for folder in map(str, folders):
            files = side.at(folder)
            with named(partial(side.path, folder)):
                for name in [self.config_name] if self.config_name else CONFIG_NAMES:
                    if files.holds(name) and has_config(name, files.read_text(name)):
                        return Configured(side, folder, parse_config(name, files.read_text(name)))
        return None

    def no_config(self, side: Side, *, other_has: bool = False) -> Diagnostic:
        """Say that a state has no configuration, and whether that of the other one will do."""
        message = "there is no tablecast.toml and no pyproject.toml with a [tool.tablecast] table, here or above"
        if self.config_name:
            message = f"there is no {self.config_name}"
        hint = "compare two documents or folders: tablecast diff BEFORE AFTER"
        if other_has:
            hint = f"to use that of the other state for both, add --config-of {'B' if side == self.before else 'A'}"
        return Diagnostic("no-config", message, Location(side.name or "."), hint=hint)


def open_sides(question: Question, folder: Path, config_name: str = "") -> Sides:
    """Find the states in the repository that a folder is in, and look for configurations from there.

    Raises:
        TablecastError: There is no such repository or revision.
    """
    repository = Repository.find(folder)
    before, after = question.before, question.after
    if question.fork:
        before = repository.merge_base(before or repository.default_branch(), after or "HEAD")
    one, other = every(partial(_side, repository, before), partial(_side, repository, after))
    return Sides(one, other, str(PurePosixPath(repository.prefix)), config_name, question.config_of)


def difference(before: Snapshot | None, after: Snapshot | None, outputs: tuple[str, ...] = ()) -> Compared | None:
    """Compare two states of a dataset; None stands for one that does not have it, and as a result for no difference."""
    if before is not None and after is not None:
        found = rowdiff.compare(before, after)
        return Compared("changed", found, outputs) if found else None
    if after is not None:
        return Compared("added", rowdiff.compare(replace(after, records=()), after), outputs)
    if before is not None:
        return Compared("removed", rowdiff.compare(before, replace(before, records=())), outputs)
    return None


def _differing(
    before: Mapping[str, Snapshot], after: Mapping[str, Snapshot], outputs: Mapping[str, tuple[str, ...]]
) -> Iterator[Compared]:
    """Compare all datasets, in the order of the later state; those that it does not have come last."""
    for name in (*after, *(name for name in before if name not in after)):
        found = difference(before.get(name), after.get(name), outputs.get(name, ()))
        if found:
            yield found


def _side(repository: Repository, revision: str | None) -> Side:
    if revision is None:
        # One for each folder, since it remembers what was read, which no report may overwrite.
        return Side("", cache(partial(_workspace, repository)))
    return Side(revision, partial(Revision, Tree(repository, revision)))


def _workspace(repository: Repository, folder: str) -> Workspace:
    return Workspace(repository.top / folder)


def _snapshots(side: Side, configured: Configured, means: Means) -> dict[str, Snapshot]:
    return {dataset.name: take(dataset) for dataset in draw(side, configured, means)}


def draw(side: Side, configured: Configured, means: Means = PLAIN) -> tuple[Dataset, ...]:
    """Draw the datasets of a state.

    Raises:
        TablecastError: With everything that is wrong; the places in a revision name it.
    """

    def path(name: str) -> str:
        """Name a file: the configuration may be that of the other state."""
        owner = configured.side if name == configured.loaded.path else side
        return owner.path(configured.folder, name)

    loaded = configured.loaded
    # Where the configuration is the other state's, its places do not tell whose documents do not fit.
    suffix = "" if side is configured.side else f", in {side.name or WORKING_TREE}"
    with named(path, lambda place: suffix if place.path == loaded.path else ""):
        files, watcher = side.at(configured.folder), means.watcher
        means = means._replace(watcher=None if watcher is None else _Named(watcher, path))
        documents = read_sources(files, loaded, means=means, wanted=asked_for(loaded.config))
        drawing = draw_datasets(documents, loaded)
        if failed(drawing.diagnostics):
            raise TablecastError(each for each in drawing.diagnostics if each.severity == "error")
    return drawing.datasets


class _Named(NamedTuple):
    """Tells who watches of documents by the names that a state gives them."""

    watcher: Watcher
    path: Callable[[str], str]

    def __call__(self, read: int, total: int, path: str) -> None:
        """Tell how many documents of how many are read, and which was the last."""
        self.watcher(read, total, self.path(path))

    def end(self) -> None:
        """Tell that no more are read."""
        self.watcher.end()


def _outputs(loaded: LoadedConfig) -> dict[str, tuple[str, ...]]:
    datasets = loaded.config.datasets.items()
    return {name: tuple(output.path for output in dataset.outputs) for name, dataset in datasets}


def _upwards(folder: str) -> list[PurePosixPath]:
    path = PurePosixPath(folder)
    return [path, *path.parents]


def every(*parts: Callable[[], _Result]) -> list[_Result]:
    """Do each part, also where one before it failed, so that everything wrong is told at once."""
    results: list[_Result] = []
    problems: list[Diagnostic] = []
    for part in parts:
        try:
            results.append(part())
        except TablecastError as error:
            problems += error.diagnostics
    if problems:
        raise TablecastError(problems)
    return results


@contextmanager
def named(path: Callable[[str], str], suffix: Callable[[Location], str] = lambda _: "") -> Generator[None]:
    """Name files in what is raised as a state names them."""
    try:
        yield
    except TablecastError as error:
        told = [replace(each, message=each.message + suffix(each.location)) for each in error.diagnostics]
        raise TablecastError(_placed(each, path) for each in told) from error


def _placed(problem: Diagnostic, path: Callable[[str], str]) -> Diagnostic:
    related = tuple(replace(each, location=_moved(each.location, path)) for each in problem.related)
    return replace(problem, location=_moved(problem.location, path), related=related)


def _moved(place: Location, path: Callable[[str], str]) -> Location:
    return replace(place, path=path(place.path))
