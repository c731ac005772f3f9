"""Headings among the rows, and cells that stand for the one above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import row, table
from tablecast.diagnostics import Location
from tablecast.shaping.grids import GridRow, grid_of, text_of
from tablecast.shaping.headings import BodyRow, Heading, rows_below_headings
from tablecast.tables import Cell

if TYPE_CHECKING:
    from collections.abc import Iterable

VALVES = Cell("Valves", Location("a.rst", 5, 5), 0, 1, 2)
HEADING = GridRow(VALVES.location, (VALVES, VALVES))


def rows(*texts: tuple[str, ...]) -> tuple[GridRow, ...]:
    """Rows of a table without spans."""
    return grid_of(table(texts[0], *texts)).rows


def shown(found: Iterable[Heading | BodyRow]) -> list[object]:
    """A heading as its text, and another row as its texts with those that are filled, and the heading above."""
    return [
        each.cell.text if isinstance(each, Heading) else ([*map(text_of, each.filled)], text_of(each.heading))
        for each in found
    ]


def test_a_cell_over_all_columns_is_a_heading_of_the_rows_below() -> None:
    """Rows above the first heading have none."""
    found = rows_below_headings([*rows(("1", "dry")), HEADING, *rows(("2", "hot"), ("3", "wet"))], (), flat=False)

    assert shown(found) == [(["1", "dry"], ""), "Valves", (["2", "hot"], "Valves"), (["3", "wet"], "Valves")]


def test_a_row_with_one_text_is_a_heading_if_so_said() -> None:
    """Many documents have such headings since they were converted; a row without any text is none."""
    made = rows(("Valves", ""), ("1", "dry"), ("", "hot"), ("", ""))

    assert shown(rows_below_headings(made, (), flat=True)) == [
        "Valves",
        (["1", "dry"], "Valves"),
        (["", "hot"], "Valves"),
        (["", ""], "Valves"),
    ]
    assert not any(isinstance(each, Heading) for each in rows_below_headings(made, (), flat=False))


def test_a_heading_may_cover_some_columns_and_leave_others_empty() -> None:
    """What counts is that no other cell has a text; a row that ends early is no different."""
    wide = GridRow(VALVES.location, (VALVES, VALVES, None))
    two = GridRow(VALVES.location, (VALVES, VALVES, Cell("x", VALVES.location, 2)))

    assert shown(rows_below_headings([wide, two], (), flat=True)) == ["Valves", (["Valves", "Valves", "x"], "Valves")]


def test_a_table_of_one_column_has_no_headings() -> None:
    """Each of its rows is one cell that covers all columns."""
    assert shown(rows_below_headings(rows(("1",)), (), flat=True)) == [(["1"], "")]
    assert shown(rows_below_headings([GridRow(VALVES.location, ())], (), flat=True)) == [([], "")]


def test_an_empty_cell_stands_for_the_one_above_in_columns_where_it_does() -> None:
    """The cell keeps its place; a row that is too short is filled, too."""
    short = grid_of(table(["", ""], ["3"])).rows
    found = list(rows_below_headings([*rows(("1", "dry"), ("", "")), *short, *rows(("", "wet"))], {1}, flat=False))

    assert shown(found) == [(["1", "dry"], ""), (["", "dry"], ""), (["3", "dry"], ""), (["", "wet"], "")]
    first, second, *_ = found
    assert isinstance(first, BodyRow)
    assert isinstance(second, BodyRow)
    assert second.filled[1] is first.slots[1]
    assert [text_of(cell) for cell in second.slots] == ["", ""]


def test_a_heading_ends_what_an_empty_cell_can_stand_for() -> None:
    """The rows below it are about something else."""
    found = rows_below_headings([*rows(("1", "dry")), HEADING, *rows(("2", ""))], {1}, flat=False)

    assert shown(found)[-1] == (["2", ""], "Valves")


def test_the_row_is_kept_as_it_is() -> None:
    """Where nothing is filled, the row is what is drawn."""
    made = GridRow(Location("a.rst", 5), row(5, "1", "").cells)

    assert list(rows_below_headings([made], (), flat=False)) == [
        BodyRow(made.location, made.slots, list(made.slots), None)
    ]
