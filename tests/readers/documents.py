"""Short ways to read documents that a test writes, and to say what a table holds."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any

from tablecast.readers import Work, read, refuse_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecast.content import Block
    from tablecast.tables import Document, Row, Table

PATH = "docs/a.rst"


def read_rst(text: str, files: dict[str, str] | None = None) -> Document:
    """Read a document at `docs/a.rst`, in both ways alike; `files` are what it may include, by path."""

    def open_file(path: str) -> bytes:
        if files is None or path not in files:
            raise FileNotFoundError(2, "No such file or directory", path)
        return files[path].encode()

    data = dedent(text).encode()
    source: dict[str, Any] = {"path": PATH, "data": data, "open_file": refuse_files if files is None else open_file}
    work = Work()
    document = read(**source, work=work)
    assert work.reference_documents or document == read(**source, reader="reference")
    return document


def only_table(text: str, files: dict[str, str] | None = None) -> Table:
    """Read a document that holds one table and nothing to complain about."""
    document = read_rst(text, files)
    assert document.diagnostics == ()
    (table,) = document.tables
    return table


def texts(rows: Iterable[Row]) -> list[list[str]]:
    """Give the cells' texts, row by row."""
    return [[cell.text for cell in row.cells] for row in rows]


def places(rows: Iterable[Row]) -> list[list[str]]:
    """Give the cells' places as `line:column-end`, row by row."""
    return [
        [f"{cell.location.line}:{cell.location.column}-{cell.location.end_column}" for cell in row.cells]
        for row in rows
    ]


def spans(rows: Iterable[Row]) -> list[list[tuple[int, int, int]]]:
    """Give each cell's column, rows and columns, row by row."""
    return [[(cell.column, cell.row_span, cell.column_span) for cell in row.cells] for row in rows]


def blocks(markup: str) -> tuple[Block, ...]:
    """Read markup as the content of a cell of a list-table."""
    lines = dedent(markup).strip("\n").split("\n")
    table = only_table(".. list-table::\n\n   * - " + "\n       ".join(lines))
    return table.rows[0].cells[0].blocks


def messages(document: Document) -> list[str]:
    """Give the diagnostics in their one-line form."""
    return [str(found) for found in document.diagnostics]
