"""What the hooks of build backends share: bring the outputs in step, or check them, before anything is built.

The two hooks, `_hatch` and `_setuptools`, know what is built from where; this module knows nothing of either.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, get_args

from msgspec.structs import replace

from tablecast._committed import Committed, not_as_generated
from tablecast._config import peek
from tablecast._project import Project
from tablecast._workspace import Workspace, config_in
from tablecast.config import HookMode
from tablecast.diagnostics import Diagnostic, Location, TablecastError, did_you_mean
from tablecast.findings import Check
from tablecast.records.overrides import is_as_meant
from tablecast.reports import drifts, text
from tablecast.reports._paths import calm
from tablecast.reports._style import count

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

Say: TypeAlias = "Callable[[str], None]"
"""What takes the lines of a build's log."""

_UNPACKED = "PKG-INFO"
"""The file by which an unpacked source distribution is known; a checkout has none."""

_MODES: tuple[HookMode, ...] = get_args(HookMode)


class HookError(Exception):
    """Nothing can be built; the message is what `tablecast check` would print."""


class Site(NamedTuple):
    """A folder that is built, and the path of the configuration in it; without one, it is the one that stands there.

    All paths that are given are from the folder. What is wrong is raised as a `HookError`.
    """

    folder: Path
    config: str = ""

    def setuptools_mode(self) -> str | None:
        """Give what the configuration says of the hook of setuptools; None if nothing, or without a configuration."""
        with _reporting(self.folder):
            path = config_in(self.folder)
            said = path and peek(path.name, Workspace(self.folder).read_text(path.name), "setuptools")
        return None if said is None else str(said)

    def outputs(self) -> tuple[str, ...]:
        """Give the outputs, whether they are there or not."""
        project = self._project()
        return tuple(self._seen(project, path) for path in sorted(project.output_paths()))

    def needed(self) -> tuple[str, ...]:
        """Give what a build from a source distribution needs besides, if it is there: all but the documents."""
        project = self._project()
        return tuple(self._seen(project, path) for path in (project.loaded.path, project.loaded.config.manifest))

    def prepare(self, mode: str, say: Say, *, editable: bool = False) -> dict[str, bytes]:
        """Bring the outputs in step with the documents, or check that they are.

        Where the tree can only be read, the contents of the outputs that should be written are given: what is built is
        to have them all the same. Where it is installed to be edited, it is what is used, and must be written.
        """
        project = self._project()
        with _reporting(project.workspace.root):
            unwritten = _prepare(project, self.folder, _mode(mode), say, editable=editable)
        return {self._seen(project, path): data for path, data in unwritten.items()}

    def _project(self) -> Project:
        if ".." in PurePosixPath(self.config).parts or Path(self.config).is_absolute():
            message = f"the configuration '{self.config}' does not stand in the folder that is built"
            raise HookError(message)
        named = self.folder / self.config if self.config else None
        with _reporting(named.parent if named else self.folder):
            path = named or config_in(self.folder)
            if path is None:
                message = "there is no tablecast.toml and no pyproject.toml with a [tool.tablecast] table"
                raise TablecastError([Diagnostic("no-config", message, Location("."))])
            return Project.open(path)

    def _seen(self, project: Project, path: str) -> str:
        return str(PurePosixPath(project.workspace.root.relative_to(self.folder), path))


def _mode(name: str) -> HookMode:
    for mode in _MODES:
        if name == mode:
            return mode
    message = f"the build hook has no mode '{name}'; {did_you_mean(name, _MODES)}"
    raise HookError(message)


@contextmanager
def _reporting(root: Path) -> Generator[None]:
    """Tell what is wrong as `tablecast check` does; the paths of messages are from a folder."""
    try:
        yield
    except TablecastError as error:
        raise HookError("\n".join(_told(error.diagnostics, Workspace(root)))) from error


def _told(found: Iterable[Diagnostic], workspace: Workspace) -> Iterator[str]:
    """Give the lines of problems; what overrides have corrected is as it should be."""
    shown = (each for each in found if not is_as_meant(each))
    return map(calm, text.diagnostics(shown, workspace.source_line))


def _prepare(project: Project, folder: Path, mode: HookMode, say: Say, *, editable: bool) -> Mapping[str, bytes]:
    try:
        committed = Committed.read(project)
    except TablecastError as error:
        if not (folder / _UNPACKED).is_file():
            raise
        return _take_as_shipped(project, error, say)
    if mode == "generate":
        return _generate(committed, say, must=editable)
    _check(committed, say)
    return {}


def _take_as_shipped(project: Project, error: TablecastError, say: Say) -> Mapping[str, bytes]:
    """Use the outputs of a source distribution as they are, as it need not hold what they are made of."""
    problems = not_as_generated(project)
    if problems:
        raise TablecastError([*error.diagnostics, *problems])
    say(f"{count(len(project.output_paths()), 'output')} as shipped, which cannot be made anew here")
    return {}


def _check(committed: Committed, say: Say) -> None:
    """Tell what a check tells, or fail with it."""
    found = committed.check()
    found = replace(found, problems=tuple(each for each in found.problems if not is_as_meant(each)))
    told = text.check(found, committed.project.workspace.source_line).removesuffix("\n")
    if found.status != "in-step":
        raise HookError(told)
    say(told)


def _generate(committed: Committed, say: Say, *, must: bool) -> Mapping[str, bytes]:
    """Write what is not up to date, or give it where it cannot be written and need not be."""
    changes = [each for each in committed.generate(dry_run=True) if each.action != "unchanged"]
    unwritten: Mapping[str, bytes] = {}
    try:
        committed.generate()
    except TablecastError as error:
        if must or any(each.code != "unwritable-file" for each in error.diagnostics):
            raise
        contents = committed.contents()
        unwritten = {each.path: contents[each.path] for each in changes if each.path in contents}
        say("the outputs cannot be written here, so that only what is built has them:")
    noticed = _told(committed.noticed(), committed.project.workspace)
    in_step = drifts.summary(Check(tuple(committed.made.contents())))
    for line in (*noticed, *text.file_changes(changes), *in_step):
        say(line)
    return unwritten
