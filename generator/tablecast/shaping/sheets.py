"""Sheets: the tables of a dataset in the shape that its configuration gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.diagnostics import Diagnostic
from tablecast.selection import header_text
from tablecast.shaping.grids import grid_of, text_of
from tablecast.shaping.headers import header_place, with_header
from tablecast.shaping.layout import split, transposed

if TYPE_CHECKING:
    from tablecast.config import DatasetConfig
    from tablecast.selection import Candidate
    from tablecast.shaping.grids import Grid
    from tablecast.tables import Document, Table


class Sheet(NamedTuple):
    """A table of a dataset, laid out, or what is wrong with its shape.

    `table` is in the shape that the configuration gives it. `grids` are the tables that stand side by side in it, one
    after the other; all have its columns, and as a rule there is one. `read` is how many rows the document has, or
    columns, where these are records.
    """

    document: Document
    table: Table
    grids: tuple[Grid, ...]
    read: int
    problem: Diagnostic | None = None


def lay_out(candidate: Candidate, config: DatasetConfig) -> Sheet:
    """Bring a table into the shape that records are read from."""
    document, table = candidate
    parts = _parts(table, config)
    if isinstance(parts, Diagnostic):
        return Sheet(document, table, (), len(table.rows), parts)
    first, *others = map(grid_of, parts)
    grids = (first, *map(_without_padding, others))
    read = sum(len(grid.rows) for grid in grids) if config.orientation == "columns" else len(first.rows)
    return Sheet(document, parts[0], grids, read)


def _parts(table: Table, config: DatasetConfig) -> tuple[Table, ...] | Diagnostic:
    """Give the tables that stand side by side in one, each with records in its rows, below a header of its own."""
    found = split(table, config.side_by_side)
    if isinstance(found, Diagnostic):
        return found
    parts: list[Table] = []
    for part in found:
        shaped = _shaped(part, config)
        if isinstance(shaped, Diagnostic):
            return shaped
        parts.append(shaped)
    unlike = next((part for part in parts if _names(part) != _names(parts[0])), None)
    return tuple(parts) if unlike is None else _unequal(parts[0], unlike)


def _shaped(table: Table, config: DatasetConfig) -> Table | Diagnostic:
    if config.orientation == "columns":
        return with_header(transposed(table), config.header, "rows")
    return with_header(table, config.header, "columns" if config.side_by_side == 1 else "columns side by side")


def _names(table: Table) -> tuple[str, ...]:
    return tuple(map(str.casefold, table.column_names))


def _unequal(first: Table, other: Table) -> Diagnostic:
    message = f"the tables side by side have different columns: '{header_text(first)}' and '{header_text(other)}'"
    hint = "in 'header', name the columns that each of them has"
    return Diagnostic("side-by-side", message, header_place(other), hint=hint)


def _without_padding(grid: Grid) -> Grid:
    """Leave out the empty rows at the end, which fill a table up that stands beside a longer one."""
    full = (number for number, row in enumerate(grid.rows, 1) if any(map(text_of, row.slots)))
    return grid._replace(rows=grid.rows[: max(full, default=0)])
