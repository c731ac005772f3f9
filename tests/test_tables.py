"""The raw model: spans and column names."""

from __future__ import annotations

from tablecast.diagnostics import Location
from tablecast.tables import Cell, Row, Table, expand

HERE = Location("a.rst", 1, 1)


def cell(text: str, column: int, rows: int = 1, columns: int = 1) -> Cell:
    """A cell that covers part of a grid."""
    return Cell(text, HERE, column, rows, columns)


def table(width: int, *header: Row) -> Table:
    """A table that is all header."""
    return Table("a.rst", 1, "grid", HERE, width, header, ())


def texts(*rows: Row, width: int) -> list[list[str | None]]:
    """The text in every slot of the grid."""
    return [[found.text if found else None for found in slots] for slots in expand(rows, width)]


def test_a_cell_stands_in_every_slot_that_it_covers() -> None:
    rows = (
        Row((cell("a", 0, 2, 2), cell("b", 2)), HERE),
        Row((cell("c", 2, 2),), HERE),
        Row((cell("d", 0), cell("e", 1)), HERE),
    )
    assert texts(*rows, width=3) == [["a", "a", "b"], ["a", "a", "c"], ["d", "e", "c"]]


def test_a_short_row_leaves_slots_empty_and_a_wide_cell_ends_at_the_border() -> None:
    assert texts(Row((cell("a", 0),), HERE), width=2) == [["a", None]]
    assert texts(Row((cell("a", 1, 1, 9),), HERE), width=2) == [[None, "a"]]


def test_a_row_span_ends_with_its_rows() -> None:
    rows = [Row((cell("a", 0, 2),), HERE), Row((), HERE), Row((), HERE)]
    assert texts(*rows, width=1) == [["a"], ["a"], [None]]


def test_column_names_join_the_rows_of_the_header_and_say_nothing_twice() -> None:
    header = (Row((cell("a", 0, 2), cell("b", 1, 1, 2)), HERE), Row((cell("c", 1), cell("", 2)), HERE))
    assert table(3, *header).column_names == ("a", "b / c", "b")


def test_a_column_name_is_one_line() -> None:
    """A header cell of several lines or paragraphs is still a name that can be typed and pasted."""
    header = Row((cell("Status\nCode\n\n(decimal)", 0), cell("Unit\N{NO-BREAK SPACE}1", 1)), HERE)
    assert table(2, header).column_names == ("Status Code (decimal)", "Unit 1")


def test_a_table_without_a_header_has_columns_without_names() -> None:
    assert table(2).column_names == ("", "")
    assert table(0).column_names == ()
