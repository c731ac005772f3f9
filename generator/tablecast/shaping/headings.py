"""Rows as a reader understands them: headings of the rows below, and empty cells that stand for the one above."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.shaping.grids import covering, text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tablecast.diagnostics import Location
    from tablecast.shaping.grids import GridRow, Slots
    from tablecast.tables import Cell


class Heading(NamedTuple):
    """A row that is no record, by its one cell; `flat` tells that it does not cover the other columns."""

    cell: Cell
    flat: bool


class BodyRow(NamedTuple):
    """A row that is no heading, with the heading above it.

    In `filled`, empty slots of some columns have the cell above that they stand for; in `slots`, all are as drawn.
    """

    location: Location
    slots: Slots
    filled: Slots
    heading: Cell | None


def rows_below_headings(rows: Iterable[GridRow], filled: Collection[int], *, flat: bool) -> Iterator[Heading | BodyRow]:
    """Tell headings from other rows, and fill the empty slots of the columns in `filled` from the nearest one above.

    A heading ends what an empty slot can stand for. With `flat`, a row in which only the first cell has a text is a
    heading, too.
    """
    above: dict[int, Cell] = {}
    heading: Cell | None = None
    for location, slots in rows:
        found = _heading(slots, flat=flat)
        if found:
            heading, above = found.cell, {}
            yield found
            continue
        above.update((column, cell) for column, cell in enumerate(slots) if column in filled and cell and cell.text)
        yield BodyRow(location, slots, [above.get(column, cell) for column, cell in enumerate(slots)], heading)


def _heading(slots: Slots, *, flat: bool) -> Heading | None:
    cell = covering(slots)
    if cell is not None:
        return Heading(cell, flat=False)
    first, *others = slots or (None,)
    if flat and first and first.text and others and not any(text_of(slot) for slot in others if slot is not first):
        return Heading(first, flat=True)
    return None
