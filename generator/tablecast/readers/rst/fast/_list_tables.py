"""Tables that are lists of rows, whose items are their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast.diagnostics import Location
from tablecast.readers.rst.fast._cells import Cells, Content, read_body
from tablecast.tables import Cell, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.readers.rst.fast._inline import Images
    from tablecast.readers.rst.fast._syntax import Item, ListTable

_EMPTY = Content("", ())


def read_list_table(table: ListTable, path: str, images: Images) -> Cells:
    """Read the cells of a table.

    Raises:
        UnusualError: A cell has something that only docutils reads.
    """
    rows = tuple(_row(items, path, images) for items in table.rows)
    end = Location(path, table.end_line + 1, table.end_column + 1)
    header, body = rows[: table.header], rows[table.header :]
    return Cells("list-table", header, body, len(table.rows[0]), end, table.stub_columns)


def _row(items: Sequence[Item], path: str, images: Images) -> Row:
    """Read a row, which begins where its first cell does."""
    cells = tuple(_cell(item, column, path, images) for column, item in enumerate(items))
    return Row(cells, cells[0].location)


def _cell(item: Item, column: int, path: str, images: Images) -> Cell:
    has_text = item.end > item.column
    found = read_body(item.body, images) if has_text or item.body else _EMPTY
    end = item.end + 1 if has_text else 0
    location = Location(path, item.line + 1, item.column + 1, end)
    return Cell(found.text, location, column, 1, 1, found.blocks)
