"""Tables laid out: a cell in each slot that it covers, so that a column is an index and a row stands for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.tables import expand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.diagnostics import Location
    from tablecast.tables import Cell, Table

    Slots = Sequence[Cell | None]


class GridRow(NamedTuple):
    """A row of a table, with a cell in each slot that it covers, or None where the row is too short."""

    location: Location
    slots: tuple[Cell | None, ...]


class Grid(NamedTuple):
    """The rows of a table, in the shape that the configuration gives it, and the names of its columns."""

    names: tuple[str, ...]
    rows: tuple[GridRow, ...]


def grid_of(table: Table) -> Grid:
    """Lay a table out."""
    rows = zip(table.rows, expand(table.rows, table.width), strict=True)
    return Grid(table.column_names, tuple(GridRow(row.location, slots) for row, slots in rows))


def text_of(cell: Cell | None) -> str:
    """Give the text of a slot; empty where there is no cell."""
    return cell.text if cell is not None else ""


def covering(slots: Slots) -> Cell | None:
    """Give the one cell that covers a whole row of several columns, if there is one."""
    first = slots[0] if len(slots) > 1 else None
    return first if all(slot is first for slot in slots) else None
