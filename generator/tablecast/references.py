"""Cross references over the whole set of documents: what each points to, and the text that a reader sees of it.

A reference by role follows Sphinx (its documentation, Roles, Cross-referencing): `ref` and `numref` find an explicit
label of any document without regard to case, `doc` a document by its path without suffix, relative to the referring
document or, with a leading slash, to the root. A reference by name, `name_`, finds targets and section titles of its
own document (reStructuredText specification, Hyperlink References). References of other roles point to what this
project does not know, such as classes and terms, and are left alone.
"""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from tablecast.content import Destination, Text, has_references, map_references, plain_text, references
from tablecast.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tablecast.content import Reference
    from tablecast.tables import Cell, Document, Row, Table

_SPHINX_PAGES = frozenset({"genindex", "modindex", "search"})
"""Labels of pages that Sphinx makes."""

_KNOWN_ROLES = frozenset({"", "ref", "numref", "doc"})


class Index(NamedTuple):
    """Everything that the documents' references can point to: labels of all, names of each, and the documents."""

    root: str
    labels: dict[str, Destination]
    names: dict[tuple[str, str], Destination]
    documents: dict[str, Destination]

    def find(self, reference: Reference, document: str) -> Destination | None:
        """Give what a reference in a document points to."""
        if reference.role == "doc":
            folder = self.root if reference.target.startswith("/") else posixpath.dirname(document)
            return self.documents.get(posixpath.normpath(posixpath.join(folder, reference.target.lstrip("/"))))
        if reference.role == "":
            return self.names.get((document, reference.target))
        return self.labels.get(reference.target.lower())


def index(documents: Iterable[Document], root: str = "") -> Index:
    """Collect the targets of the documents; of labels that are defined twice, the first one counts.

    `root` is the folder that a leading slash stands for.
    """
    found = Index(root, {}, {}, {})
    for document in documents:
        place = Destination(document.path, "document", document.title, Location(document.path, 1))
        found.documents[str(PurePosixPath(document.path).with_suffix(""))] = place
        for target in document.targets:
            found.names.setdefault((document.path, target.name), target.destination)
            if target.explicit:
                found.labels.setdefault(target.name, target.destination)
    return found


def linked(table: Table, targets: Index) -> Table:
    """Give the table with every reference in its cells knowing its destination.

    A reference without a text of its own reads as the title of what it points to, as in Sphinx.
    """
    if not any(_has_references(cell) for cell in _cells(table)):
        return table
    return replace(
        table, header=_linked_rows(table.header, table, targets), rows=_linked_rows(table.rows, table, targets)
    )


def broken(table: Table) -> Iterator[Diagnostic]:
    """Report each reference of a linked table that points to nothing."""
    for cell in filter(_has_references, _cells(table)):
        for reference in references(cell.blocks):
            known = reference.role in _KNOWN_ROLES and reference.target not in _SPHINX_PAGES
            if known and reference.destination is None:
                yield _broken(reference, cell)


def _cells(table: Table) -> Iterator[Cell]:
    return (cell for row in (*table.header, *table.rows) for cell in row.cells)


def _has_references(cell: Cell) -> bool:
    return has_references(cell.blocks)


def _broken(reference: Reference, cell: Cell) -> Diagnostic:
    name = f":{reference.role}:`{reference.target}`" if reference.role else f"`{reference.target}`_"
    message = f"the reference {name} points to nothing in these documents"
    return Diagnostic("broken-reference", message, cell.location)


def _linked_rows(rows: Sequence[Row], table: Table, targets: Index) -> tuple[Row, ...]:
    return tuple(replace(row, cells=tuple(_linked_cell(cell, table, targets) for cell in row.cells)) for row in rows)


def _linked_cell(cell: Cell, table: Table, targets: Index) -> Cell:
    def link(reference: Reference) -> Reference:
        destination = targets.find(reference, table.document)
        if destination is None or reference.titled or not destination.title or reference.role in {"", "numref"}:
            return replace(reference, destination=destination)
        return replace(reference, destination=destination, children=(Text(destination.title),))

    if not _has_references(cell):
        return cell
    blocks = map_references(cell.blocks, link)
    return replace(cell, blocks=blocks, text=plain_text(blocks))
