"""The public functions.

Every function that takes `config` wants the path of a configuration file; without one it is looked for in the working
directory and the folders above it. An `executor` takes part in the reading and the rendering.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tablecast._cache import open_cache
from tablecast._committed import Committed
from tablecast._project import Project
from tablecast._reading import Means, read_documents
from tablecast._workers import ALONE, Workers
from tablecast._workspace import Workspace
from tablecast.diagnostics import TablecastError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from concurrent.futures import Executor

    from tablecast._project import FileChange, StrPath
    from tablecast.drift import Drift
    from tablecast.model import Dataset
    from tablecast.tables import Document


def load(config: StrPath | None = None, *, executor: Executor | None = None) -> dict[str, Dataset]:
    """Read the documents and give the datasets by name.

    Raises:
        TablecastError: The configuration or a document is not right.
    """
    return {dataset.name: dataset for dataset in _open(config, executor).build().datasets}


def render(
    config: StrPath | None = None, datasets: Collection[str] = (), *, executor: Executor | None = None
) -> dict[str, bytes]:
    """Give the contents of every output by path, relative to the configuration's folder; nothing is written.

    Raises:
        TablecastError: The configuration, a document or a template is not right.
    """
    return _open(config, executor).build(datasets).contents()


def generate(
    config: StrPath | None = None,
    datasets: Collection[str] = (),
    *,
    dry_run: bool = False,
    force: bool = False,
    executor: Executor | None = None,
) -> tuple[FileChange, ...]:
    """Write the outputs that are not yet what the documents say, each whole or not at all.

    An output that was edited by hand is overwritten if that is forced. One that is no longer generated is deleted.

    Raises:
        TablecastError: Something is not right, and nothing was written; or a file cannot be written.
    """
    return Committed.read(_open(config, executor), datasets).generate(dry_run=dry_run, force=force)


def check(
    config: StrPath | None = None, datasets: Collection[str] = (), *, executor: Executor | None = None
) -> tuple[Drift, ...]:
    """Compare the committed outputs with what the documents say; empty when they agree.

    Causes of drift that the configuration does not want to know of are left out.

    Raises:
        TablecastError: The configuration, a document or a template is not right.
    """
    found = Committed.read(_open(config, executor), datasets).check()
    if found.status == "failed":
        raise TablecastError(found.problems)
    return found.drifts


def read(paths: Iterable[StrPath], *, executor: Executor | None = None) -> tuple[Document, ...]:
    """Read the tables of documents; a folder stands for the documents in it and below.

    Problems in the documents are in their `diagnostics`.

    Raises:
        TablecastError: A path does not exist, or a document cannot be read from the disk.
    """
    workspace = Workspace(Path())
    named = workspace.documents(os.fspath(path) for path in paths)
    return read_documents(workspace, named, means=_means(executor))


def _open(config: StrPath | None, executor: Executor | None) -> Project:
    return Project.open(config, _means(executor))


def _means(executor: Executor | None) -> Means:
    """Work with the processes that the caller has; none is started in a program that did not ask for any."""
    return Means(ALONE if executor is None else Workers(executor), open_cache())
