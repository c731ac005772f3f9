"""Which lines of a document belong to which table and to which row.

A row begins in the line in which the first text of its cells does, and ends before the line in which that of the next
row does; the last one ends where the table does, which the reader tells. So a line between two rows, such as a border,
belongs to the row above it, and the lines above the first row are the head of the table.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from tablecast.tables import Row, expand

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from tablecast.diagnostics import Location
    from tablecast.model import Source
    from tablecast.tables import Cell, Document, Table

_DRAWN = ("grid", "simple")


class Extent(NamedTuple):
    """Some lines of a file, from the first to the last."""

    path: str
    first: int
    last: int

    def holds(self, place: Location) -> bool:
        """Whether a place is in these lines."""
        return place.path == self.path and self.first <= place.line <= self.last


class PlacedRow(NamedTuple):
    """A row with its lines and the cells in it, those included that began in a row above."""

    extent: Extent
    row: Row
    cells: tuple[Cell, ...]
    is_header: bool


def placed_rows(table: Table) -> list[PlacedRow]:
    """Give the rows of a table in the order of their lines; a row without a cell of its own has none."""
    parts = ((table.header, True), (table.rows, False))
    rows = [
        (row, tuple({id(cell): cell for cell in slots if cell}.values()), is_header)
        for part, is_header in parts
        for row, slots in zip(part, expand(part, table.width), strict=True)
        if row.cells
    ]
    rows.sort(key=lambda each: each[0].location)
    ends = [next_row.location for next_row, _, _ in rows[1:]]
    placed: list[PlacedRow] = []
    for index, (row, cells, is_header) in enumerate(rows):
        start = row.location
        following = ends[index] if index < len(ends) else None
        last = table.end.line if following is None or following.path != start.path else following.line - 1
        placed.append(PlacedRow(Extent(start.path, start.line, max(last, start.line)), row, cells, is_header))
    return placed


def tables_at(documents: Iterable[Document], path: str, line: int) -> list[Table]:
    """Give the tables whose lines hold a line, the innermost first."""
    tables = [table for document in documents for table in document.tables if _holds(table, path, line)]
    return sorted(tables, key=lambda table: table.location, reverse=True)


def _holds(table: Table, path: str, line: int) -> bool:
    """Whether a line is one of a table; the rows of some stand in a file of their own."""
    if table.end.path != path or line > table.end.line:
        return table.location.path == path and table.location.line == line
    first = table.location
    if first.path != path:
        first = min(
            (row.location for row in (*table.header, *table.rows) if row.location.path == path), default=table.end
        )
    return line >= first.line


def head(table: Table, rows: Iterable[PlacedRow]) -> Extent:
    """Give the lines of a table above its rows: its border, or the directive with its options."""
    start = table.location
    first = min((row.extent.first for row in rows if row.extent.path == start.path), default=start.line + 1)
    return Extent(start.path, start.line, max(first - 1, start.line))


def cell_at(table: Table, placed: PlacedRow, line: int, column: int) -> Cell | None:
    """Give the cell of a row that stands at a place; None where no column says which one it is.

    In a drawn table, a column of the document is one of the table: that which begins the nearest to its left. In other
    tables, the cells follow one another, and a line that holds one of them alone says which one it is.
    """
    if table.grammar in _DRAWN:
        return _drawn(table, placed, column) if column else None
    own = sorted(placed.row.cells, key=lambda cell: cell.location)
    places = [(cell.location.line, cell.location.column) for cell in own]
    first, last = (bisect_right(places, (line, each)) - 1 for each in (column, column or 10**9))
    begun = sum(1 for place in places if place[0] == line)
    return own[max(first, 0)] if column else own[last] if begun <= 1 and last >= 0 else None


def _drawn(table: Table, placed: PlacedRow, column: int) -> Cell | None:
    lefts: dict[int, int] = {}
    for row in (*table.header, *table.rows):
        for cell in row.cells:
            lefts[cell.column] = min(cell.location.column, lefts.get(cell.column, cell.location.column))
    begun = [cell for cell in placed.cells if lefts[cell.column] <= column]
    return max(begun or placed.cells, key=lambda cell: cell.column if begun else -cell.column)


def table_of(documents: Iterable[Document], sources: Collection[Source]) -> Callable[[Location], Source]:
    """Give a function that tells which of a dataset's tables a row stands in, by the place of a cell of it."""
    known = {source.location: source for source in sources}
    found: dict[Location, Source] = {}
    for document in documents:
        for table in document.tables:
            if table.location in known:
                found |= dict.fromkeys([table.location, *_places(table)], known[table.location])
    return lambda place: found[place]


def _places(table: Table) -> Iterator[Location]:
    for row in (*table.header, *table.rows):
        yield row.location
        yield from (cell.location for cell in row.cells)
