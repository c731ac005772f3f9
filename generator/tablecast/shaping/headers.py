"""What the header of a table is, where the document does not say it.

Many documents have tables without a header row, or with one that is not marked as such. A dataset can say which it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tablecast.diagnostics import Diagnostic
from tablecast.tables import Cell, Row, expand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecast.config import Header
    from tablecast.diagnostics import Location
    from tablecast.tables import Table


def with_header(table: Table, header: Header, named: str = "columns") -> Table | Diagnostic:
    """Give the table with the header that a configuration says it has.

    "auto" takes the rows that the document marks as the header, and "first-row" the first row, marked or not. With
    "none" all rows are data and the columns are named by their number, from "1". Names given one by one are those of
    the columns, and stand in the place of what the document marks as the header, if anything. `named` says for people
    what the names are of.
    """
    if header == "auto":
        return table
    rows = (*table.header, *table.rows)
    if header == "first-row":
        return replace(table, header=rows[:1], rows=rows[1:])
    if header == "none":
        return replace(table, header=(_header_row(table, map(str, range(1, table.width + 1))),), rows=rows)
    if len(header) != table.width:
        message = f"the table has {table.width} {named}, but the configuration names {len(header)}"
        hint = f"in 'header', name each of the {table.width} {named}"
        return Diagnostic("header-width", message, table.location, hint=hint)
    return replace(table, header=(_header_row(table, header),))


def header_place(table: Table, column: int = 0) -> Location:
    """Give the place of the lowest header cell above a column, or else of the table."""
    cells = [cell for slots in expand(table.header, table.width) if (cell := slots[column]) is not None]
    return cells[-1].location if cells else table.location


def _header_row(table: Table, names: Iterable[str]) -> Row:
    """Make a header that is not in the document; it stands where the table begins."""
    cells = tuple(Cell(name, table.location, index) for index, name in enumerate(names))
    return Row(cells, table.location)
