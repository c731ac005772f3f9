"""What holds for every table, in whichever grammar it is written, and for every document, however broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st
from rst_strategies import DEPTHS, UNBROKEN, layouts

from rst_tables import csv_table, grid_table, list_table, simple_table, with_span_roles, within
from tablecast._packing import pack, unpack
from tablecast.content import plain_text
from tablecast.readers import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rst_tables import Layout, Slot
    from tablecast.content import Block
    from tablecast.tables import Row

    Cells = list[list[tuple[int, int, int, tuple[Block, ...], str]]]

SPANNING = layouts(row_spans=True, column_spans=True)
FOOTNOTES = (".. [1] one", ".. [2] two", ".. [3] three")
"""What the footnote references in cells point at."""


def as_written(rows: Iterable[Iterable[Slot]]) -> Cells:
    """Place, spans, content and text of each cell, as they were written."""
    return [
        [
            (slot.left, slot.bottom - slot.top, slot.right - slot.left, slot.blocks, plain_text(slot.blocks))
            for slot in row
        ]
        for row in rows
    ]


def as_read(rows: Iterable[Row]) -> Cells:
    """Place, spans, content and text of each cell, as they were read."""
    return [
        [(cell.column, cell.row_span, cell.column_span, cell.blocks, cell.text) for cell in row.cells] for row in rows
    ]


def check(table: Layout, lines: list[str], surroundings: Sequence[str], *, doubled: str = "") -> None:
    """Read a table in its surroundings: it must be what was written, and each cell where its location says.

    The end of a line is not known where it holds a character that is written `doubled`.
    """
    for name in surroundings:
        lines = within(name, lines)
    document = read("a.rst", "\n".join([*lines, "", *FOOTNOTES, ""]).encode(), reader="reference")
    assert document.diagnostics == ()
    found = document.tables[-1]
    assert (found.width, as_read(found.header)) == (table.width, as_written(table.rows[: table.header]))
    assert as_read(found.rows) == as_written(table.rows[table.header :])
    places = [cell.location for row in (*found.header, *found.rows) for cell in row.cells if cell.text]
    starts = [slot.lines[0] for slot in table.slots if slot.blocks]
    for place, start in zip(places, starts, strict=True):
        line = lines[place.line - 1]
        if doubled and doubled in start:
            assert (place.end_column, line[place.column - 1 :].startswith(start[: start.index(doubled)])) == (0, True)
        else:
            assert line[place.column - 1 : place.end_column - 1] == start


@given(SPANNING, DEPTHS)
def test_a_grid_table_is_read_as_it_was_drawn(table: Layout, depth: list[str]) -> None:
    check(table, grid_table(table), depth)


@given(layouts(first=UNBROKEN, column_spans=True, width=2), st.integers(0, 30), DEPTHS)
def test_a_simple_table_is_read_as_it_was_drawn(table: Layout, last_border: int, depth: list[str]) -> None:
    """Its first column begins a row, so it holds a line of text; and it has two columns at least."""
    check(table, simple_table(table, last_border), depth)


@given(table=layouts(), header_option=st.booleans(), depth=DEPTHS)
def test_a_csv_table_is_read_as_it_was_written(*, table: Layout, header_option: bool, depth: list[str]) -> None:
    check(table, csv_table(table, header_option=header_option), depth, doubled='"')


@given(layouts(), DEPTHS)
def test_a_list_table_is_read_as_it_was_written(table: Layout, depth: list[str]) -> None:
    check(table, list_table(table), depth)


@given(SPANNING.map(with_span_roles), DEPTHS)
def test_a_flat_table_is_read_as_it_was_written(table: Layout, depth: list[str]) -> None:
    # After the roles, as after any text, `::` announces a literal block.
    assume(all(not slot.lines or not slot.lines[0].endswith("` ::") for slot in table.slots))
    check(table, list_table(table, "flat-table"), depth)


TOKENS = st.one_of(
    st.text(max_size=5),
    st.sampled_from(
        [
            *("\n", "\n\n", "\n   ", "::\n", ".. ", "- ", "1. ", "+--+", "|", "== ==", "====", "`", "``", "**", "__"),
            *("\t", "\\", "\0", "\u2028", "\ufeff", "a_", "a__", "__ b\n", "[#]_", "|a|", ":a:`b`", ":a: b\n"),
            *(".. table:: T\n\n   ", ".. csv-table::\n\n   ", ".. list-table::\n\n   * - ", "   * - "),
            *(".. |a| replace:: |b|\n", ".. |b| replace:: |a|\n", ".. [#] ", ".. _a: b_\n", ".. _b: a_\n"),
            *(".. include:: a.rst\n", ".. role:: a(b)\n", ".. only:: x\n\n   ", ".. class:: a\n", ".. code:: a\n"),
            *("+---+\n| a |\n+---+\n", "==  ==\na   b\n==  ==\n"),
        ]
    ),
)


@given(st.lists(TOKENS, max_size=40).map("".join))
def test_no_document_makes_reading_fail_and_the_same_document_reads_the_same(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    document = read("a.rst", data, open_file=lambda _: data)
    assert "unreadable" not in {problem.code for problem in document.diagnostics}
    assert document == read("a.rst", data, open_file=lambda _: data)
    assert document == unpack(pack(document))


@given(st.binary(max_size=60))
def test_any_bytes_give_a_document(data: bytes) -> None:
    document = read("a.rst", data)
    assert all(problem.location.line > 0 for problem in document.diagnostics)
