"""The `flat-table` directive of the Linux kernel's documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.readers.rst._nodes import Span
from tablecast.readers.rst._table_directives import ListTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

    from tablecast.tables import Grammar


_MOST = 1_000
"""The most columns of a table and rows of a cell; a number that is a slip of the pen must not fill the memory."""


class _TooLargeError(Exception):
    """A cell reaches further than a table may."""

    def __init__(self, row: int, cell: int, reason: str, role: str) -> None:
        super().__init__(reason)
        self.row = row
        self.cell = cell
        self.hint = f"correct the number in ':{role}:'"


class _Slot(NamedTuple):
    """The part of the grid that a cell covers."""

    column: int
    rows: int
    columns: int


class FlatTable(ListTable):
    """A `list-table` whose cells may span.

    The roles `cspan` and `rspan`, anywhere in a cell, say how many further columns and rows it covers. The last cell
    of a short row spans the rest of it; with the option `fill-cells` the rest stays empty.
    """

    grammar: Grammar = "flat-table"

    def table(self, rows: Sequence[Sequence[nodes.Element]]) -> list[nodes.Node]:
        """Place each cell in the first free column of its row."""
        try:
            slots, free = _place([[_take_spans(item) for item in row] for row in rows])
        except _TooLargeError as error:
            place = self.reading.items[rows[error.row][error.cell]].place
            return self.malformed(str(error), error.hint, place)
        width = max((slot.column + slot.columns for row in slots for slot in row), default=0)
        if "fill-cells" not in self.options:
            slots = [_widened(row, first_free, width) for row, first_free in zip(slots, free, strict=True)]
        entries = [
            [self.entry(item, *slot) for item, slot in zip(items, row, strict=True)]
            for items, row in zip(rows, slots, strict=True)
        ]
        return self.build(entries, width)


def _take_spans(item: nodes.Element) -> tuple[int, int]:
    """Take the span roles out of a cell; give the number of rows and columns that it covers."""
    spans = {"rspan": 1, "cspan": 1}
    for span in list(item.findall(Span)):
        spans[span["kind"]] += span["count"]
        span.parent.remove(span)
    return spans["rspan"], spans["cspan"]


def _place(rows: Sequence[Sequence[tuple[int, int]]]) -> tuple[list[list[_Slot]], list[set[int]]]:
    """Give each cell the first column that no cell before or above it covers, and per row the columns so covered.

    Raises:
        _TooLargeError: A cell covers too many rows, or ends too far to the right.
    """
    placed: list[list[_Slot]] = []
    covered: list[set[int]] = []
    left: dict[int, int] = {}
    for row in rows:
        slots: list[_Slot] = []
        column = 0
        for row_span, column_span in row:
            while left.get(column):
                column += 1
            slots.append(_Slot(column, row_span, column_span))
            column += column_span
            if row_span > _MOST:
                raise _TooLargeError(len(placed), len(slots) - 1, f"a cell covers more than {_MOST} rows", "rspan")
            if column > _MOST:
                raise _TooLargeError(len(placed), len(slots) - 1, f"a cell ends past column {_MOST}", "cspan")
        placed.append(slots)
        covered.append(set(left))
        below = {index: rest - 1 for index, rest in left.items() if rest > 1}
        for slot in slots:
            below.update(dict.fromkeys(range(slot.column, slot.column + slot.columns), slot.rows - 1))
        left = {index: rest for index, rest in below.items() if rest}
    return placed, covered


def _widened(row: list[_Slot], covered: set[int], width: int) -> list[_Slot]:
    """Let the last cell of a row cover what is left of it, up to a cell from above."""
    if not row:
        return row
    last = row[-1]
    end = last.column + last.columns
    while end < width and end not in covered:
        end += 1
    return [*row[:-1], last._replace(columns=end - last.column)]
