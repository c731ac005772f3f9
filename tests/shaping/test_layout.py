"""Tables cut and turned: where the cells of a table stand afterwards."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders import row, table
from tablecast.diagnostics import Diagnostic, Location
from tablecast.shaping.grids import grid_of, text_of
from tablecast.shaping.layout import split, transposed
from tablecast.tables import Cell, Row, Table


def texts(made: Table) -> list[list[str]]:
    """The texts of a table's rows, with a spanning cell in each slot that it covers."""
    return [[text_of(cell) for cell in slots] for _, slots in grid_of(made).rows]


MODELS = table(["", "Model A", "Model B"], ["Size", "3", "4"], ["Colour", "red", "blue"])


def test_the_first_column_becomes_the_header() -> None:
    """Each further column is a row then, which stands where its first cell does."""
    turned = transposed(MODELS)

    assert turned.column_names == ("", "Size", "Colour")
    assert texts(turned) == [["Model A", "3", "red"], ["Model B", "4", "blue"]]
    assert [each.location for each in turned.rows] == [Location("a.rst", 3, 15), Location("a.rst", 3, 25)]
    assert turned.rows[1].cells[2] == Cell("blue", Location("a.rst", 7, 25), 2)


def test_columns_that_are_marked_as_stubs_are_the_header() -> None:
    """A list table can say that its first two columns are headers; their names are joined as those of rows are."""
    made = replace(table(["", "", "A"], ["Size", "in mm", "3"], ["Colour", "", "red"]), stub_columns=2)

    assert transposed(made).column_names == ("", "Size / in mm", "Colour")
    assert texts(transposed(made)) == [["A", "3", "red"]]


def test_turning_twice_gives_the_table_back() -> None:
    """Rows that are too short stay so."""
    made = replace(MODELS, rows=(*MODELS.rows, row(9, "Weight", "7")))

    again = transposed(transposed(made))

    assert [each.cells for each in (*again.header, *again.rows)] == [each.cells for each in (*made.header, *made.rows)]


def test_spans_are_turned_with_their_cells() -> None:
    """A cell that is two columns wide is two rows high then; one that reaches out of the header is cut."""
    wide = Row(
        (Cell("Size", Location("a.rst", 5, 5), 0), Cell("3", Location("a.rst", 5, 15), 1, 1, 2)), MODELS.location
    )
    all_over = Row((Cell("General", Location("a.rst", 7, 5), 0, 1, 3),), MODELS.location)

    turned = transposed(replace(MODELS, rows=(wide, all_over)))

    assert turned.column_names == ("", "Size", "General")
    assert texts(turned) == [["Model A", "3", "General"], ["Model B", "3", "General"]]
    assert [(cell.row_span, cell.column_span) for cell in turned.rows[0].cells] == [(1, 1), (2, 1), (2, 1)]
    assert len(turned.rows[1].cells) == 1


@pytest.mark.parametrize("made", [table(["Size"], ["3"]), table(["", ""]), replace(table([""]), width=0)])
def test_tables_without_a_record_have_no_rows(made: Table) -> None:
    """One column names the fields and leaves none to be records; a table of nothing is nothing."""
    assert texts(transposed(made)) == [[]] * (made.width - 1)


TWO_UP = table(["Code", "Meaning", "Code", "Meaning"], ["1", "dry", "3", "wet"], ["2", "hot", "4", "icy"])


def test_a_table_is_split_into_tables_of_equal_width() -> None:
    """One table is left as it is; each row of the others stands where its first cell does."""
    parts = split(TWO_UP, 2)

    assert split(TWO_UP, 1) == (TWO_UP,)
    assert isinstance(parts, tuple)
    first, second = parts
    assert texts(first) == [["1", "dry"], ["2", "hot"]]
    assert texts(second) == [["3", "wet"], ["4", "icy"]]
    assert second.column_names == ("Code", "Meaning")
    assert second.rows[1].location == Location("a.rst", 7, 25)


def test_a_cell_that_covers_a_whole_row_belongs_to_each_table() -> None:
    """A heading of the rows below is a heading on both sides."""
    heading = Row((Cell("Valves", Location("a.rst", 5, 5), 0, 1, 4),), Location("a.rst", 5))

    parts = split(replace(TWO_UP, rows=(heading, *TWO_UP.rows)), 2)

    assert isinstance(parts, tuple)
    assert [texts(part)[0] for part in parts] == [["Valves", "Valves"]] * 2
    assert [part.rows[0].cells[0].column_span for part in parts] == [2, 2]


def test_a_width_that_cannot_be_divided_is_an_error() -> None:
    """Which columns belong together is not guessed."""
    assert split(TWO_UP, 3) == Diagnostic(
        "side-by-side",
        "the table has 4 columns, which do not make 3 tables of equal width",
        Location("a.rst", 1),
        hint="in 'side_by_side', say how many equal tables stand next to each other",
    )


def test_a_cell_in_two_tables_is_an_error() -> None:
    """Its text would be in both, and mean one of them."""
    across = Row(
        (Cell("2", Location("a.rst", 7, 5), 0), Cell("hot", Location("a.rst", 7, 15), 1, 1, 2)), TWO_UP.location
    )

    assert split(replace(TWO_UP, rows=(across,)), 2) == Diagnostic(
        "side-by-side",
        "the cell 'hot' reaches from one of the tables side by side into the next",
        Location("a.rst", 7, 15),
        hint="divide it, or let it cover the whole row",
    )
