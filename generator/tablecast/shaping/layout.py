"""Tables cut and turned: several tables side by side in one, and tables whose columns are the records."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tablecast.diagnostics import Diagnostic, shortened
from tablecast.shaping.grids import covering
from tablecast.tables import Row, expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecast.diagnostics import Location
    from tablecast.shaping.grids import Slots
    from tablecast.tables import Cell, Table

_SHOWN_TEXT = 60


def transposed(table: Table) -> Table:
    """Give the table with its columns as rows; the first column, or those marked as stubs, becomes the header.

    A cell that spans rows spans columns then, and the other way round.
    """
    grid = [*expand(table.header, table.width), *expand(table.rows, table.width)]
    columns: list[Slots] = [[slots[index] for slots in grid] for index in range(table.width)]
    stubs = max(table.stub_columns, 1)
    header, rows = (tuple(_rows(part, table.location)) for part in (columns[:stubs], columns[stubs:]))
    return replace(table, width=len(grid), header=header, rows=rows, stub_columns=len(table.header))


def split(table: Table, count: int) -> tuple[Table, ...] | Diagnostic:
    """Give the tables of equal width that stand side by side in one, from left to right.

    A cell that covers a whole row belongs to each of them; one that covers parts of two is an error.
    """
    if count == 1:
        return (table,)
    width, rest = divmod(table.width, count)
    if rest or not width:
        message = f"the table has {table.width} columns, which do not make {count} tables of equal width"
        hint = "in 'side_by_side', say how many equal tables stand next to each other"
        return Diagnostic("side-by-side", message, table.location, hint=hint)
    header, rows = list(expand(table.header, table.width)), list(expand(table.rows, table.width))
    across = next((cell for slots in (*header, *rows) for cell in _crossing(slots, width)), None)
    if across is not None:
        shown = shortened(across.text, _SHOWN_TEXT)
        message = f"the cell '{shown}' reaches from one of the tables side by side into the next"
        hint = "divide it, or let it cover the whole row"
        return Diagnostic("side-by-side", message, across.location, hint=hint)
    return tuple(_cut(table, header, rows, slice(start, start + width)) for start in range(0, table.width, width))


def _crossing(slots: Slots, width: int) -> Iterator[Cell]:
    """Give the cells of a row that cross a border between tables and do not cover the whole row."""
    for border in range(width, len(slots), width):
        cell = slots[border]
        if cell is not None and cell is slots[border - 1] and covering(slots) is None:
            yield cell


def _cut(table: Table, header: Sequence[Slots], rows: Sequence[Slots], columns: slice) -> Table:
    cut_header, cut_rows = (tuple(_rows([slots[columns] for slots in part], table.location)) for part in (header, rows))
    return replace(table, width=columns.stop - columns.start, header=cut_header, rows=cut_rows)


def _rows(grid: Sequence[Slots], default: Location) -> Iterator[Row]:
    """Make rows of slots; each stands where its first cell does, or else at the default place."""
    for index, slots in enumerate(grid):
        above: Slots = grid[index - 1] if index else (None,) * len(slots)
        cells = tuple(
            _cell(grid, index, column, cell)
            for column, cell in enumerate(slots)
            if cell is not None and cell is not above[column] and (column == 0 or cell is not slots[column - 1])
        )
        first = next((cell for cell in (*cells, *slots) if cell is not None), None)
        yield Row(cells, default if first is None else first.location)


def _cell(grid: Sequence[Slots], row: int, column: int, cell: Cell) -> Cell:
    """Give a cell the place and the spans that it has in a grid, where it begins in this slot."""
    below = (grid[index][column] for index in range(row, len(grid)))
    height = sum(1 for _ in takewhile(lambda slot: slot is cell, below))
    width = sum(1 for _ in takewhile(lambda slot: slot is cell, grid[row][column:]))
    return replace(cell, column=column, row_span=height, column_span=width)
