"""The public functions.

Every function that takes `config` wants the path of a configuration file; without one it is looked for in the working
directory and the folders above it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tablecast._project import Project, apply, read_documents
from tablecast._workspace import Workspace
from tablecast.drift import compare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from tablecast._project import FileChange, StrPath
    from tablecast.drift import Drift
    from tablecast.model import Dataset
    from tablecast.tables import Document


def load(config: StrPath | None = None) -> dict[str, Dataset]:
    """Read the documents and give the datasets by name.

    Raises:
        TablecastError: The configuration or a document is not right.
    """
    return {dataset.name: dataset for dataset in Project.open(config).build().datasets}


def render(config: StrPath | None = None, datasets: Collection[str] = ()) -> dict[str, bytes]:
    """Give the contents of every output by path, relative to the configuration's folder; nothing is written.

    Raises:
        TablecastError: The configuration, a document or a template is not right.
    """
    return Project.open(config).build(datasets).contents()


def generate(
    config: StrPath | None = None, datasets: Collection[str] = (), *, dry_run: bool = False
) -> tuple[FileChange, ...]:
    """Write the outputs that are not yet what the documents say, each whole or not at all.

    Raises:
        TablecastError: Something is not right, and nothing was written; or a file cannot be written.
    """
    project = Project.open(config)
    return apply(project.workspace, project.build(datasets).contents(), dry_run=dry_run)


def check(config: StrPath | None = None, datasets: Collection[str] = ()) -> tuple[Drift, ...]:
    """Compare the committed outputs with what the documents say; empty when they agree.

    Raises:
        TablecastError: The configuration, a document or a template is not right.
    """
    project = Project.open(config)
    made = project.build(datasets)
    return compare(made.outputs, project.actual(made, all_datasets=not datasets))


def read(paths: Iterable[StrPath]) -> tuple[Document, ...]:
    """Read the tables of documents; a folder stands for the documents in it and below.

    Problems in the documents are in their `diagnostics`.

    Raises:
        TablecastError: A path does not exist, or a document cannot be read from the disk.
    """
    workspace = Workspace(Path())
    return read_documents(workspace, workspace.documents(os.fspath(path) for path in paths))
