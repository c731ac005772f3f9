"""What tells contents apart, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from builders import table
from tablecast.content import Paragraph, Strong, Text
from tablecast.diagnostics import Location
from tablecast.digests import DIGEST_LENGTH, digest, table_digest

if TYPE_CHECKING:
    from tablecast.tables import Table

TABLE = table(["Code", "Meaning"], ["1", "dry"], ["2", "hot"], title="Codes")


@pytest.mark.parametrize("data", [b"", b"a", b"a" * 1000])
def test_a_digest_is_short(data: bytes) -> None:
    """And of hexadecimal digits, whatever it is of."""
    assert len(digest(data)) == DIGEST_LENGTH
    assert int(digest(data), 16) >= 0


def with_cell(**changes: object) -> Table:
    """The table with something else in its last cell."""
    *rows, last = TABLE.rows
    *cells, cell = last.cells
    return replace(TABLE, rows=(*rows, replace(last, cells=(*cells, replace(cell, **changes)))))


@pytest.mark.parametrize(
    "other",
    [
        with_cell(text="cold"),
        with_cell(column_span=2),
        with_cell(blocks=(Paragraph((Strong((Text("hot"),)),)),)),
        replace(TABLE, rows=TABLE.rows[:1]),
        replace(TABLE, header=()),
        replace(TABLE, title="Errors"),
        replace(TABLE, headings=("A",)),
        replace(TABLE, list_items=("A",)),
        replace(TABLE, labels=("a",)),
    ],
)
def test_what_a_table_says_is_told_apart(other: Table) -> None:
    """Its cells, their markup and spans, and what it stands in: all that a dataset can be drawn from."""
    assert table_digest(other) != table_digest(TABLE)


@pytest.mark.parametrize(
    "other",
    [
        replace(TABLE, grammar="csv-table"),
        replace(TABLE, ordinal=7, location=Location("b.rst", 70), end=Location("b.rst", 90)),
        replace(TABLE, document="b.rst"),
        replace(TABLE, caption="Table 7 Codes"),
        with_cell(location=Location("b.rst", 70, 7)),
        with_cell(blocks=(Paragraph((Text("hot"),)),)),
    ],
)
def test_how_a_table_is_drawn_and_where_it_stands_does_not_count(other: Table) -> None:
    """A grid that is drawn wider, or a page above it, changes no row; nor does the number in a caption."""
    assert table_digest(other) == table_digest(TABLE)
