"""The shape of a table: which row is its header, whether its records are rows, and which rows head those below.

Only what surely is so is guessed; for all else the table is taken as it is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from tablecast.config import DatasetConfig
from tablecast.inference._headers import has_header_row, is_one_record
from tablecast.inference._values import Reason, is_prose
from tablecast.selection import Candidate
from tablecast.shaping.grids import covering, grid_of
from tablecast.shaping.headings import Heading, rows_below_headings
from tablecast.shaping.sheets import lay_out
from tablecast.tables import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.shaping.grids import Grid, GridRow, Slots
    from tablecast.tables import Table

_LONGEST_HEADING = 80
_PAIR = 2


class Shape(NamedTuple):
    """How records are read from a table, the names of its columns, and its records.

    `config` has no tables and no fields. `headless` is how many records stand above the first row that is a heading.
    """

    config: DatasetConfig
    titles: tuple[str, ...]
    rows: tuple[Slots, ...]
    reasons: dict[str, Reason]
    headless: int = 0


def shape_of(table: Table) -> Shape:
    """Guess the shape of a table."""
    config, reasons = _drawn(table)
    grids = _lay_out(table, config)
    body = [row for grid in grids for row in rows_below_headings(grid.rows, (), flat=False)]
    records = tuple(row.slots for row in body if not isinstance(row, Heading))
    heading_rows, why = _heading_rows(grids)
    if why:
        reasons["heading_rows"] = Reason(why)
    headless = next((number for number, row in enumerate(body) if isinstance(row, Heading)), 0)
    return Shape(_replace(config, heading_rows), grids[0].names, records, reasons, headless)


def _replace(config: DatasetConfig, heading_rows: Literal["error", "skip", "group"]) -> DatasetConfig:
    return DatasetConfig((), {}, config.header, config.orientation, config.side_by_side, heading_rows=heading_rows)


def _drawn(table: Table) -> tuple[DatasetConfig, dict[str, Reason]]:
    """Say where the names of the fields stand."""
    if any(table.column_names):
        count = _side_by_side(table)
        why = {"side_by_side": Reason(f"the names of the columns are there {count} times")} if count > 1 else {}
        return DatasetConfig((), {}, side_by_side=count), why
    if table.header:
        return DatasetConfig((), {}), {}
    grid = grid_of(table)
    if is_one_record(table, grid):
        why = {"orientation": Reason("no header is marked, and the first column holds names, one for each row")}
        return DatasetConfig((), {}, orientation="columns"), why
    if has_header_row(grid):
        return DatasetConfig((), {}, header="first-row"), {
            "header": Reason("no header is marked, but the first row is unlike the others: it names the columns")
        }
    why = {"header": Reason("no header is marked, and the first row does not look like one")}
    return DatasetConfig((), {}, header="none"), why


def _lay_out(table: Table, config: DatasetConfig) -> Sequence[Grid]:
    return lay_out(Candidate(Document(table.document), table), config).grids


def _side_by_side(table: Table) -> int:
    """Say how many equal tables stand next to each other: the names of two columns or more are repeated."""
    names = [name.casefold() for name in table.column_names]
    for width in range(_PAIR, len(names) // 2 + 1):
        count, rest = divmod(len(names), width)
        config = DatasetConfig((), {}, side_by_side=count)
        # A cell may reach over the border, and then they are one table.
        if not rest and names == names[:width] * count and all(names) and _lay_out(table, config):
            return count
    return 1


def _heading_rows(grids: Sequence[Grid]) -> tuple[Literal["error", "skip", "group"], str]:
    """Say what rows are in which one cell covers all columns: headings of those below, or notes."""
    rows = [row for grid in grids for row in grid.rows]
    full = [number for number, row in enumerate(rows) if covering(row.slots)]
    if not full:
        return "error", ""
    if any(_is_note(rows, number) for number in full):
        return "skip", "some rows are one cell: not all of them are headings of rows below"
    return "group", "some rows are one cell: the heading of the rows below"


def _is_note(rows: Sequence[GridRow], number: int) -> bool:
    """Whether a row that is one cell heads no rows: it is long, or none follow."""
    cell = covering(rows[number].slots)
    text = cell.text if cell else ""
    return number + 1 == len(rows) or len(text) > _LONGEST_HEADING or is_prose(text)
