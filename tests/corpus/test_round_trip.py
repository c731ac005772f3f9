"""The tables of real documents, written as reStructuredText and read again: the same rows, spans and content.

Each table is written in one of the grammars that can express it, the next table in the next: all of them in each
grammar would take minutes.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pytest
from test_reading_corpus import read_all

from rst_blocks import block_lines
from rst_tables import Layout, Slot, csv_table, grid_table, list_table, simple_table, with_span_roles
from tablecast.content import Image, LineBreak, NestedTable
from tablecast.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tablecast.content import Block
    from tablecast.tables import Row, Table

ONE_LINE = 100_000
"""A width that no paragraph reaches."""

pytestmark = pytest.mark.corpus


def test_the_tables_of_the_corpus_are_the_same_when_written_and_read_again(corpus: Path) -> None:
    counts: Counter[str] = Counter()
    for document in read_all(corpus).values():
        for table in document.tables:
            if any(map(is_unwritable, table_cells(table))):
                counts["not written"] += 1
                continue
            choices = grammars(layout(table))
            grammar, write = choices[counts.total() % len(choices)]
            (again,) = read("a.rst", "\n".join([*write(), ""]).encode()).tables
            assert what_it_says(again) == what_it_says(table), (grammar, table.location)
            counts[grammar] += 1
    print(dict(counts))  # noqa: T201 - the test's report
    assert counts["not written"] < 10


def layout(table: Table) -> Layout:
    """A table as the writer of tables has it; cells of the first column are a line a paragraph, for simple tables."""
    slots = [
        Slot(
            top,
            cell.column,
            top + cell.row_span,
            cell.column + cell.column_span,
            tuple(block_lines(cell.blocks, 60 if cell.column else ONE_LINE)),
            cell.blocks,
        )
        for top, row in enumerate((*table.header, *table.rows))
        for cell in row.cells
    ]
    return Layout(tuple(slots), len(table.header))


def grammars(table: Layout) -> list[tuple[str, Callable[[], list[str]]]]:
    """What writes a table, in each grammar that can express it."""
    rows_span = any(slot.bottom - slot.top > 1 for slot in table.slots)
    columns_span = any(slot.right - slot.left > 1 for slot in table.slots)
    first = [slot for slot in table.slots if slot.left == 0]
    found: list[tuple[str, Callable[[], list[str]]]] = [
        ("grid", partial(grid_table, table)),
        ("flat-table", lambda: list_table(with_span_roles(table), "flat-table")),
    ]
    if not rows_span and not columns_span:
        found += [("csv-table", partial(csv_table, table)), ("list-table", partial(list_table, table))]
    if not rows_span and table.width > 1 and all(len(slot.lines) == 1 for slot in first):
        found.append(("simple", partial(simple_table, table)))
    return found


def what_it_says(table: Table) -> Any:
    """The columns of a table, and place, spans and content of each cell."""
    return table.width, contents(table.header), contents(table.rows)


def contents(rows: tuple[Row, ...]) -> Any:
    """Place, spans and content of each cell."""
    return [[(cell.column, cell.row_span, cell.column_span, cell.blocks) for cell in row.cells] for row in rows]


def table_cells(table: Table) -> Iterator[tuple[Block, ...]]:
    """The contents of the cells."""
    return (cell.blocks for row in (*table.header, *table.rows) for cell in row.cells)


def is_unwritable(node: object) -> bool:
    """Whether content holds something that only the rest of its document explains: a substitution, or a table."""
    if isinstance(node, tuple):
        return any(map(is_unwritable, cast("tuple[object, ...]", node)))
    if isinstance(node, Image | LineBreak | NestedTable):
        return True
    fields: tuple[str, ...] = getattr(node, "__struct_fields__", ())
    return any(is_unwritable(getattr(node, field)) for field in fields)
