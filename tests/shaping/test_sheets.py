"""Tables in the shape that a configuration gives them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders import candidate, config, table
from tablecast.diagnostics import Diagnostic, Location
from tablecast.shaping.grids import text_of
from tablecast.shaping.sheets import Sheet, lay_out

TWO_UP = table(["Code", "Meaning", "CODE", "Meaning"], ["1", "dry", "3", "wet"], ["2", "hot", "", ""])
PLAIN = config()


def texts(sheet: Sheet) -> list[list[list[str]]]:
    """The texts of each table in a sheet."""
    return [[[text_of(cell) for cell in slots] for _, slots in grid.rows] for grid in sheet.grids]


def test_a_table_is_one_grid_as_a_rule() -> None:
    """Nothing is left out of it, not even what is empty."""
    sheet = lay_out(candidate(table(["Code"], ["1"], [""])), PLAIN)

    assert texts(sheet) == [[["1"], [""]]]
    assert (sheet.read, sheet.problem) == (2, None)


def test_tables_side_by_side_follow_each_other() -> None:
    """The rows that fill the last one up are left out; both sides have the same columns, but for the case."""
    sheet = lay_out(candidate(TWO_UP), replace(PLAIN, side_by_side=2))

    assert texts(sheet) == [[["1", "dry"], ["2", "hot"]], [["3", "wet"]]]
    assert sheet.table.column_names == ("Code", "Meaning")
    assert (sheet.read, sheet.problem) == (2, None)


def test_an_empty_row_is_padding_at_the_end_of_a_further_table_alone() -> None:
    """Anywhere else it is a row, about which something has to be said."""
    made = table(["A", "A"], ["1", ""], ["", "2"], ["", ""])

    assert texts(lay_out(candidate(made), replace(PLAIN, side_by_side=2))) == [[["1"], [""], [""]], [[""], ["2"]]]


def test_tables_side_by_side_must_be_equal() -> None:
    """A column that is another on one side is told at its header."""
    unequal = table(["Code", "Meaning", "Code", "Remedy"], ["1", "dry", "3", "dry it"])

    assert lay_out(candidate(unequal), replace(PLAIN, side_by_side=2)).problem == Diagnostic(
        "side-by-side",
        "the tables side by side have different columns: 'Code | Meaning' and 'Code | Remedy'",
        Location("a.rst", 3, 25),
        hint="in 'header', name the columns that each of them has",
    )


def test_a_header_that_is_said_is_that_of_each_table() -> None:
    """It is named once, whatever stands above the others."""
    two = replace(PLAIN, side_by_side=2)
    unmarked = table(["", "", "", ""], ["Code", "Meaning", "Code", "Meaning"], ["1", "dry", "2", "hot"])

    first_row = lay_out(candidate(unmarked), replace(two, header="first-row"))
    named = lay_out(candidate(TWO_UP), replace(two, header=("a", "b")))

    assert (first_row.table.column_names, texts(first_row)) == (("Code", "Meaning"), [[["1", "dry"]], [["2", "hot"]]])
    assert named.table.column_names == ("a", "b")


def test_columns_can_be_the_records() -> None:
    """They are what is read then, and named by the first column."""
    made = table(["", "A", "B"], ["Size", "3", "4"])
    columns = replace(PLAIN, orientation="columns")

    sheet = lay_out(candidate(made), columns)
    numbered = lay_out(candidate(made), replace(columns, header="none"))

    assert (sheet.table.column_names, texts(sheet), sheet.read) == (("", "Size"), [[["A", "3"], ["B", "4"]]], 2)
    assert (numbered.table.column_names, numbered.read) == (("1", "2"), 3)


def test_columns_can_be_the_records_of_tables_side_by_side() -> None:
    """Each of them is turned on its own; all columns that are records are read."""
    made = table(["", "", "", ""], ["Size", "3", "Size", "4"], ["Colour", "red", "Colour", "blue"])

    sheet = lay_out(candidate(made), replace(PLAIN, orientation="columns", side_by_side=2))

    assert (texts(sheet), sheet.read) == ([[["3", "red"]], [["4", "blue"]]], 2)


@pytest.mark.parametrize(
    ("shape", "message", "hint"),
    [
        (
            {"orientation": "columns"},
            "the table has 3 rows, but the configuration names 1",
            "in 'header', name each of the 3 rows",
        ),
        (
            {"side_by_side": 2},
            "the table has 2 columns side by side, but the configuration names 1",
            "in 'header', name each of the 2 columns side by side",
        ),
        (
            {"side_by_side": 3},
            "the table has 4 columns, which do not make 3 tables of equal width",
            "in 'side_by_side', say how many equal tables stand next to each other",
        ),
    ],
)
def test_a_table_of_another_shape_is_told(shape: dict[str, object], message: str, hint: str) -> None:
    """Its rows are counted nevertheless."""
    shaped = replace(PLAIN, header=("a",), **shape)

    sheet = lay_out(candidate(TWO_UP), shaped)

    assert sheet.problem is not None
    assert (sheet.problem.message, sheet.problem.hint) == (message, hint)
    assert (sheet.read, sheet.grids) == (2, ())
