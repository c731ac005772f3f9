"""What the two ways of reading do not agree on is told: where, what, and both values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from tablecast import readers
from tablecast.readers import rst
from tablecast.readers._differences import differences

if TYPE_CHECKING:
    from tablecast.tables import Cell, Document

DATA = b"Title\n=====\n\n== ==\na  b\nc  d\n== ==\n"
DOCUMENT = readers.read("a.rst", DATA)


def with_cell(**changes: Any) -> Document:
    """The document with its last cell changed."""
    (table,) = DOCUMENT.tables
    row = table.rows[1]
    cells: tuple[Cell, ...] = (row.cells[0], replace(row.cells[1], **changes))
    rows = (table.rows[0], replace(row, cells=cells))
    return replace(DOCUMENT, tables=(replace(table, rows=rows),))


def with_table(**changes: Any) -> Document:
    """The document with its table changed."""
    return replace(DOCUMENT, tables=(replace(DOCUMENT.tables[0], **changes),))


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            replace(DOCUMENT, title="x"),
            "a.rst: error: the document's title is 'x' when read fast, 'Title' when read by docutils",
        ),
        (
            replace(DOCUMENT, tables=()),
            "a.rst: error: the number of tables is 0 when read fast, 1 when read by docutils",
        ),
        (
            with_cell(text=""),
            "a.rst:6:4: error: the text of cell 2 in rows 2 of table 1 is '' when read fast, 'd' when read by docutils",
        ),
        (
            with_cell(column=7),
            "a.rst:6:4: error: the column of cell 2 in rows 2 of table 1 is 7 when read fast, 1 when read by docutils",
        ),
        (
            with_table(rows=DOCUMENT.tables[0].rows[:1]),
            "a.rst:4:1: error: cell 1 in rows 2 of table 1 is missing when read fast, 'c' when read by docutils",
        ),
        (
            with_table(caption="x"),
            "a.rst:4:1: error: the caption of table 1 is 'x' when read fast, '' when read by docutils",
        ),
    ],
)
def test_each_difference_names_its_place_and_both_values(document: Document, message: str) -> None:
    assert list(map(str, differences(document, DOCUMENT))) == [f"{message} [readers-differ]"]


def test_nothing_differs_from_itself() -> None:
    assert list(differences(DOCUMENT, DOCUMENT)) == []


def test_reading_in_both_ways_gives_what_docutils_says_and_the_differences(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_wrongly(_path: str, _data: bytes) -> Document:
        return with_cell(text="x")

    monkeypatch.setattr(rst, "read_common", read_wrongly)
    document = readers.read("a.rst", DATA, reader="both")
    assert document.tables == DOCUMENT.tables
    assert [found.code for found in document.diagnostics] == ["readers-differ"]


@pytest.mark.parametrize("data", [DATA, b".. list-table::\n\n   * - a\n"])
def test_reading_in_both_ways_reads_what_both_say(data: bytes) -> None:
    assert readers.read("a.rst", data, reader="both") == readers.read("a.rst", data, reader="reference")
