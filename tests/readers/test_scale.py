"""Tables of many rows, and tables that stand deep inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from documents import only_table, texts

from tablecast.diagnostics import Location
from tablecast.readers import read

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = 20_000


def grid_table() -> Iterator[str]:
    """Draw rows of two lines each, the rule below included."""
    rule = "+-------+-----------+"
    yield rule
    for number in range(ROWS):
        yield f"| {number:<5} | {number * number:<9} |"
        yield rule


def csv_table() -> Iterator[str]:
    """Write a row a line."""
    yield from (".. csv-table::", "")
    yield from (f'   {number}, "{number * number}"' for number in range(ROWS))


def list_table() -> Iterator[str]:
    """Write a row of two lines each."""
    yield from (".. list-table::", "")
    for number in range(ROWS):
        yield f"   * - {number}"
        yield f"     - {number * number}"


@pytest.mark.once
@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (grid_table(), Location("docs/a.rst", 40_000, 11, 20)),
        (csv_table(), Location("docs/a.rst", 20_002, 12, 21)),
        (list_table(), Location("docs/a.rst", 40_002, 8, 17)),
    ],
    ids=["grid", "csv-table", "list-table"],
)
def test_a_table_of_twenty_thousand_rows_is_read_whole(lines: Iterator[str], last: Location) -> None:
    (table,) = read("docs/a.rst", "\n".join([*lines, ""]).encode()).tables
    assert texts(table.rows) == [[str(number), str(number * number)] for number in range(ROWS)]
    assert table.rows[-1].cells[1].location == last


def test_a_table_in_the_innermost_of_forty_lists_is_read_with_all_that_surrounds_it() -> None:
    items = "".join(f"{'  ' * level}- level {level}\n\n" for level in range(40))
    drawing = "".join(f"{'  ' * 40}{line}\n" for line in ("+---+", "| a |", "+---+"))
    table = only_table(items + drawing)
    assert texts(table.rows) == [["a"]]
    assert table.list_items == tuple(f"level {level}" for level in range(40))
    assert table.rows[0].cells[0].location == Location("docs/a.rst", 82, 83, 84)
