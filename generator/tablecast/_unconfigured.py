"""Rendering without a configuration: every table of some documents, by what can be guessed from it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tablecast import references, writers
from tablecast._pipeline import Build
from tablecast._reading import PLAIN, read_documents
from tablecast.config import OutputConfig
from tablecast.diagnostics import Diagnostic, TablecastError
from tablecast.inference import distinct, infer
from tablecast.outputs import Output
from tablecast.records import draw
from tablecast.selection import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tablecast._reading import Means
    from tablecast._workspace import Workspace
    from tablecast.model import Dataset
    from tablecast.records import Drawn
    from tablecast.tables import Document, Table

_TEMPLATES = {
    ".py": "python/records.py.j2",
    ".json": "json/records.json.j2",
    ".schema.json": "json/schema.json.j2",
    ".md": "markdown/table.md.j2",
}


def build_tables(workspace: Workspace, paths: Iterable[str], folder: str, means: Means = PLAIN) -> Build:
    """Render every table of the documents to files below a folder, with a folder for each document.

    The diagnostics say what was skipped, and what could not be read.

    Raises:
        TablecastError: A path does not exist, or a document cannot be read from the disk.
    """
    documents = read_documents(workspace, workspace.documents(paths), means=means)
    # What could not be read is told and left out; the rest is still of use to somebody who looks around.
    noticed = [replace(each, severity="warning") for document in documents for each in document.diagnostics]
    targets = references.index(documents)
    stems = distinct(f"{folder}/{_stem(document.path)}" for document in documents)
    drawn = {
        f"{stem}/{name}": each
        for stem, document in zip(stems, documents, strict=True)
        for name, each in _draw_all(document, targets)
    }
    for each in drawn.values():
        noticed += each.diagnostics if each.dataset else map(_skipped, each.diagnostics[:1])
    datasets = {stem: each.dataset for stem, each in drawn.items() if each.dataset is not None}
    outputs: list[Output] = []
    for stem, dataset in datasets.items():
        try:
            outputs += list(_render(stem, dataset))
        except TablecastError as error:
            noticed.append(_skipped(error.diagnostics[0]))
    accounts = {stem: each.accounts for stem, each in drawn.items()}
    return Build(tuple(datasets.values()), accounts, tuple(outputs), tuple(noticed))


def _draw_all(document: Document, targets: references.Index) -> Iterator[tuple[str, Drawn]]:
    tables = [references.linked(table, targets) for table in document.tables]
    guesses = [infer(table) for table in tables]
    names = distinct(guess.name for guess in guesses)
    for table, guess, name in zip(tables, guesses, names, strict=True):
        drawn = draw(name, guess.config, [Candidate(document, table)], guess.find_columns)
        lost = drawn.accounts.filtered if guess.config.heading_rows == "skip" else 0
        yield name, drawn._replace(diagnostics=(*drawn.diagnostics, *_left_out(lost, table)))


def _left_out(count: int, table: Table) -> Iterator[Diagnostic]:
    """Tell of rows that are in no field, either."""
    if count:
        rows = "1 row is" if count == 1 else f"{count} rows are"
        message = f"{rows} left out: one cell covers all columns, as in a heading"
        yield Diagnostic("skipped-rows", message, table.location)


def _skipped(problem: Diagnostic) -> Diagnostic:
    return replace(problem, code="skipped-table", message=f"skipped: {problem.message}", severity="warning")


def _render(stem: str, dataset: Dataset) -> Iterator[Output]:
    for suffix, template in _TEMPLATES.items():
        options = {"schema": PurePosixPath(stem).name + ".schema.json"} if suffix == ".json" else {}
        config = OutputConfig(template, stem + suffix, options)
        yield Output(config.path, dataset, writers.render(dataset, config, lambda _: None))


def _stem(path: str) -> str:
    """Give a document's path without its suffix, such that it stays below the output's folder."""
    parts = [part for part in PurePosixPath(path).with_suffix("").parts if part not in ("..", "/")]
    return "/".join(parts)
