"""A configuration at work in its folder: the disk joined to the stages that know nothing of it."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from msgspec import Struct

from tablecast._pipeline import build, draw_datasets, unknown_datasets
from tablecast._reading import PLAIN, Means, read_documents
from tablecast._rendering import rendering
from tablecast._workspace import Workspace, open_config
from tablecast.diagnostics import Diagnostic, TablecastError
from tablecast.selection import asked_for

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from tablecast._config import LoadedConfig
    from tablecast._packing import Wanted
    from tablecast._pipeline import Build
    from tablecast._reading import Files
    from tablecast.tables import Document

StrPath: TypeAlias = str | os.PathLike[str]
Action: TypeAlias = Literal["created", "updated", "unchanged", "removed"]


class FileChange(Struct, frozen=True):
    """What `generate` did, or would do, to one output; `path` is relative to the configuration's folder."""

    path: str
    action: Action


class Project(NamedTuple):
    """A configuration and the folder that it stands in, and what the work is done with."""

    workspace: Workspace
    loaded: LoadedConfig
    means: Means = PLAIN

    @classmethod
    def open(
        cls,
        config: StrPath | None = None,
        means: Means = PLAIN,
        stand_in: Callable[[Path], Workspace] = Workspace,
    ) -> Project:
        """Read the named configuration, or the nearest one, and stand in its folder."""
        return cls(*open_config(None if config is None else Path(config), stand_in), means)

    def documents(self, wanted: Wanted | None = None) -> tuple[Document, ...]:
        """Read the documents that the configuration names; tables that are not wanted come without their rows."""
        return read_sources(self.workspace, self.loaded, means=self.means, wanted=wanted)

    def build(self, datasets: Collection[str] = (), *, whole: bool = False) -> Build:
        """Draw and render the named datasets, or all.

        Documents are not kept, and tables that no dataset is drawn from are read without their rows, unless the `whole`
        documents are asked for.

        Raises:
            TablecastError: Something is not right, or an output would take the place of a file that was read for it.
        """
        problems = [*self._no_datasets(), *unknown_datasets(self.loaded, datasets)]
        if problems:
            raise TablecastError(problems)
        templates = Templates(self.workspace, self.loaded.config.templates)
        documents = self.documents(None if whole else asked_for(self.loaded.config))
        drawing = draw_datasets(documents, self.loaded, datasets)
        documents = documents if whole else ()  # There is room for the outputs, then.
        render = rendering(self.means.workers, self.means.cache)
        made = build(drawing, self.loaded, templates, render, documents)
        if self.means.cache is not None:
            self.means.cache.trim()
        problems += self._misplaced()
        if problems:
            raise TablecastError(problems)
        return made

    def _no_datasets(self) -> Iterator[Diagnostic]:
        if not self.loaded.config.datasets:
            message, hint = "the configuration has no datasets", "`tablecast tables` shows what there is to select"
            yield Diagnostic("no-datasets", message, self.loaded.locate(), hint=hint)

    def _misplaced(self) -> Iterator[Diagnostic]:
        """Report files that would overwrite what they are made of, or that a link leads out of the project."""
        for keys, path in self._written().items():
            problem = self._misplacement(path)
            if problem:
                what = "manifest" if keys == ("manifest",) else "output"
                message = f"the {what} '{path}' {problem}"
                place = self.loaded.locate(*keys)
                yield Diagnostic("misplaced-output", message, place, hint=f"give the {what} another path")

    def _written(self) -> dict[tuple[str | int, ...], str]:
        """Give the path of each file that is written, by the keys under which the configuration names it."""
        outputs: dict[tuple[str | int, ...], str] = {
            ("datasets", name, "outputs", index, "path"): output.path
            for name, dataset in self.loaded.config.datasets.items()
            for index, output in enumerate(dataset.outputs)
        }
        return {**outputs, ("manifest",): self.loaded.config.manifest}

    def _misplacement(self, path: str) -> str:
        if self.workspace.is_input(path):
            return "would overwrite a file that it is made of"
        return "" if self.workspace.is_inside(path) else "would be written outside of the project, through a link"

    def output_paths(self) -> frozenset[str]:
        """Give the paths of all outputs that the configuration has."""
        datasets = self.loaded.config.datasets.values()
        return frozenset(output.path for dataset in datasets for output in dataset.outputs)


def read_sources(
    files: Files, loaded: LoadedConfig, *, means: Means = PLAIN, wanted: Wanted | None = None
) -> tuple[Document, ...]:
    """Read the documents that a configuration names; tables that are not wanted come without their rows.

    Raises:
        TablecastError: There are none for a pattern, or one cannot be read, or stands where outputs belong.
    """
    config = loaded.config
    found: set[str] = set()
    problems: list[Diagnostic] = []
    for index, pattern in enumerate(config.sources):
        paths = files.expand(pattern)
        found.update(paths)
        if not paths:
            place = loaded.locate("sources", index)
            problems.append(Diagnostic("no-documents", f"no document matches '{pattern}'", place))
    problems += _wrongly_owned(files, loaded, found)
    if problems:
        raise TablecastError(problems)
    return read_documents(files, sorted(found), root=config.root, includes=config.includes, means=means, wanted=wanted)


def _wrongly_owned(files: Files, loaded: LoadedConfig, documents: Collection[str]) -> Iterator[Diagnostic]:
    """Report owned folders that hold documents, or that hold nothing and would guard nothing."""
    outputs = {output.path for dataset in loaded.config.datasets.values() for output in dataset.outputs}
    for index, folder in enumerate(loaded.config.owned):
        holds = partial(_any_below, folder)
        message = ""
        if holds(documents):
            message = f"'{folder}' holds documents, which are no outputs"
        elif not files.has_folder(folder) and not holds(outputs):
            message = f"there is no folder '{folder}', and no output in it"
        if message:
            place = loaded.locate("owned", index)
            yield Diagnostic("invalid-value", message, place, hint="name a folder that holds only outputs")


def _any_below(folder: str, paths: Iterable[str]) -> bool:
    return any(path.startswith(f"{folder}/") for path in paths)


class Templates(NamedTuple):
    """The templates in the folders that a configuration names, searched in their order."""

    workspace: Workspace
    folders: tuple[str, ...]

    def load(self, name: str) -> str | None:
        """Give the text of a template; None leaves it to the built-in ones."""
        path = self._find(name)
        return None if path is None else self.workspace.read_text(path)

    def path(self, name: str) -> str:
        """Name a template for a message: by its path, or for a built-in one as the project's own folder does."""
        return self._find(name) or f"templates/{name}"

    def _find(self, name: str) -> str | None:
        if name.startswith("/") or ".." in name.split("/"):
            return None
        paths = (f"{folder}/{name}" for folder in self.folders)
        return next(filter(self.workspace.holds, paths), None)


def apply(workspace: Workspace, files: Mapping[str, bytes], *, dry_run: bool = False) -> tuple[FileChange, ...]:
    """Write the files that differ from what is there, or only tell which would be."""
    changes = tuple(FileChange(path, _action(workspace, path, data)) for path, data in files.items())
    if not dry_run:
        workspace.write_all({each.path: files[each.path] for each in changes if each.action != "unchanged"})
    return changes


def _action(workspace: Workspace, path: str, data: bytes) -> Action:
    there = workspace.read_if_present(path)
    return "created" if there is None else "unchanged" if there == data else "updated"
