"""Which lines of a document belong to which table, row and cell, whatever way the table is written in."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from tablecast import readers
from tablecast.config import DatasetConfig, FieldConfig, OutputConfig, Selector
from tablecast.explanations import DocumentLine, explain_document
from tablecast.outputs import Output
from tablecast.records import draw
from tablecast.selection import candidates
from tablecast.writers import render

if TYPE_CHECKING:
    from tablecast.tables import Document

FIELDS = {"a": FieldConfig(column="A"), "b": FieldConfig(column="B", optional=True)}


def explained(document: Document, line: int, column: int = 0, path: str = "a.rst", **settings: object) -> DocumentLine:
    """Explain a line of a document with tables of the columns A and B, rendered as JSON Lines."""
    config = DatasetConfig((Selector(header=("A", "B"), count="any"),), **{"fields": FIELDS, **settings})  # type: ignore[arg-type] # settings of any kind
    chosen = [each for each in candidates([document]) if {"A", "B"} <= set(each.table.column_names) or settings]
    dataset, problems, _ = draw("it", config, chosen)
    assert dataset is not None, problems
    output = Output("out", dataset, render(dataset, OutputConfig("json/lines.jsonl.j2", "out")))
    return explain_document(
        path, line, column, text="", documents=[document], outputs=[output], datasets=[dataset], configs={"it": config}
    )


def read(text: str, **files: str) -> Document:
    """Read a document; the text begins with its first line."""
    data = {name.replace("_", "."): content.encode() for name, content in files.items()}
    return readers.read("a.rst", textwrap.dedent(text).lstrip("\n").encode(), open_file=data.__getitem__)


def said(found: DocumentLine) -> list[tuple[int, tuple[str, ...]]]:
    """The lines of the output, with the fields that stand in them."""
    return [(each.line, each.fields) for use in found.uses for each in use.standing]


GRID = """
+---+-----+
| A | B   |
+===+=====+
| 1 | x   |
|   | y   |
+---+ all |
| 2 |     |
+---+-----+

after
"""


@pytest.mark.parametrize(("line", "lines"), [(4, [1, 2]), (5, [1, 2]), (6, [1, 2]), (7, [2]), (8, [2])])
def test_a_row_is_said_by_its_lines_and_by_those_of_cells_that_it_shares(line: int, lines: list[int]) -> None:
    found = explained(read(GRID), line)
    assert [each for each, _ in said(found)] == lines
    assert found.part == "row"


@pytest.mark.parametrize(("line", "part"), [(1, "head"), (2, "header"), (3, "header"), (9, "outside"), (10, "outside")])
def test_lines_around_the_rows_are_none_of_them(line: int, part: str) -> None:
    assert explained(read(GRID), line).part == part


def test_a_cell_over_several_rows_is_said_by_all_of_them() -> None:
    for line in (4, 7):
        assert said(explained(read(GRID), line, 8)) == [(1, ("b",)), (2, ("b",))]
    assert said(explained(read(GRID), 7, 3)) == [(2, ("a",))]


def test_a_line_in_a_simple_table_may_be_blank() -> None:
    table = """
    ===  =====
    A    B
    ===  =====
    1    x
         y

    2    z
    ===  =====
    """
    document = read(table)
    assert [said(explained(document, line)) for line in (4, 5, 6)] == [[(1, ("a", "b"))]] * 3
    assert [said(explained(document, line)) for line in (7, 8)] == [[(2, ("a", "b"))]] * 2
    assert explained(document, 9).part == "outside"


def test_a_table_of_values_ends_with_its_last_line() -> None:
    table = """
    .. csv-table:: It
       :header: A, B

       1, "x
       y"
       2, z

    after
    """
    document = read(table)
    assert [explained(document, line).part for line in range(1, 9)] == [
        "head",
        "header",
        "header",
        *["row"] * 3,
        *["outside"] * 2,
    ]
    assert said(explained(document, 5)) == [(1, ("b",))]
    assert said(explained(document, 4, 4)) == [(1, ("a",))]
    assert said(explained(document, 6, 7)) == [(2, ("b",))]


def test_values_in_a_file_of_their_own_are_explained_there() -> None:
    document = read(".. csv-table::\n   :file: v.csv\n   :header: A, B\n", v_csv="1,x\n2,y\n")
    assert said(explained(document, 2, path="v.csv")) == [(2, ("a", "b"))]
    assert said(explained(document, 2, 3, path="v.csv")) == [(2, ("b",))]
    assert explained(document, 3, path="v.csv").part == "outside"
    assert explained(document, 1).part == "head"


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    table = """
    .. list-table::

       * - outer
         - ===  ===
           A    B
           ===  ===
           1    x
           ===  ===
    """
    document = read(table)
    inner = explained(document, 7)
    assert (inner.part, said(inner)) == ("row", [(1, ("a", "b"))])
    outer = explained(document, 3)
    assert (outer.part, outer.uses) == ("row", ())


def test_of_tables_that_are_of_no_dataset_the_inner_one_is_told() -> None:
    document = read(
        GRID + "\n.. list-table::\n\n   * - ===  ===\n       C    D\n       ===  ===\n       1    2\n       ===  ===\n"
    )
    found = explained(document, 17)
    assert (found.part, found.uses) == ("row", ())
    assert found.table_location == document.tables[2].location
    assert found.table_location != document.tables[1].location


def test_rows_that_lie_on_their_side_are_said_by_their_cells() -> None:
    table = """
    ===  ===  ===
    A    1    2
    B    x    y
    ===  ===  ===
    """
    found = explained(read(table), 3, orientation="columns")
    assert said(found) == [(1, ("b",)), (2, ("b",))]
    assert said(explained(read(table), 2, orientation="columns")) == [(1, ("a",)), (2, ("a",))]
    assert said(explained(read(table), 2, 6, orientation="columns")) == [(1, ("a",))]


def test_tables_side_by_side_have_two_records_a_line() -> None:
    table = """
    ===  ===  ===  ===
    A    B    A    B
    ===  ===  ===  ===
    1    x    2    y
    ===  ===  ===  ===
    """
    document = read(table)
    assert said(explained(document, 4, side_by_side=2)) == [(1, ("a", "b")), (2, ("a", "b"))]
    assert said(explained(document, 4, 11, side_by_side=2)) == [(2, ("a",))]
