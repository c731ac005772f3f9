"""The lenient layer: what a document's tables say, with nothing judged yet.

Readers fill this model and the rest of tablecast reads it; neither side knows the other.
*Document, table, caption, header, row, cell* and *span* are docutils' words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from tablecast.content import Block, Destination, plain_text, without_notes
from tablecast.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterator

Grammar = Literal["grid", "simple", "csv-table", "list-table", "flat-table"]


class Cell(Struct, frozen=True, gc=False):
    """One cell: what a reader would read, its markup, and the part of the grid that it covers.

    `column` is the index, from 0, of the first grid column covered.
    `text` has white space folded as a reader sees it; paragraphs are separated by an empty line.
    """

    text: str
    location: Location
    column: int
    row_span: int = 1
    column_span: int = 1
    blocks: tuple[Block, ...] = ()


class Row(Struct, frozen=True, gc=False):
    """One row: the cells that begin in it, from left to right."""

    cells: tuple[Cell, ...]
    location: Location


class Table(Struct, frozen=True, gc=False):
    """One table, with what surrounds it.

    `ordinal` counts the tables of the document from 1, in reading order.
    `caption` is the text of the title as written, its number included; `title` leaves the number out.
    `headings` are the titles of the enclosing sections and `list_items` the texts of the enclosing list items
    (a definition list's terms included), both outermost first.
    `labels` are the explicit targets that point at the table, `original_name` and its like are fields of the document.
    `end` is the place of its last line, in the file of its rows.
    """

    document: str
    ordinal: int
    grammar: Grammar
    location: Location
    width: int
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    title: str = ""
    labels: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    list_items: tuple[str, ...] = ()
    stub_columns: int = 0
    end: Location = Location("")

    @property
    def column_names(self) -> tuple[str, ...]:
        """The header's text per grid column, on one line; the parts of several header rows are joined by ` / `."""
        if len(self.header) == 1 and len(self.header[0].cells) == self.width:
            return tuple(map(_name, self.header[0].cells))
        columns = zip(*expand(self.header, self.width), strict=True)
        parts = (dict.fromkeys(_name(cell) for cell in column if cell is not None) for column in columns)
        return tuple(" / ".join(filter(None, names)) for names in parts) or ("",) * self.width


def _name(cell: Cell) -> str:
    """Give a header cell's text on one line, without the marks of footnotes, which come and go."""
    text = plain_text(without_notes(cell.blocks)) if "[" in cell.text and cell.blocks else cell.text
    return " ".join(text.split())


class Target(Struct, frozen=True, gc=False):
    """A name that references can use, in the normal form of docutils (lower case), and what it names.

    An `explicit` one, `.. _name:`, can be used from every document; the title of a section only from its own.
    """

    name: str
    explicit: bool
    destination: Destination


class Document(Struct, frozen=True):
    """One document: its tables and what was noticed while reading it.

    `fields` are the document's bibliographic fields, such as `original_name`, by lower-case name; `targets` are what
    references can point to.
    """

    path: str
    title: str = ""
    fields: dict[str, str] = {}
    tables: tuple[Table, ...] = ()
    targets: tuple[Target, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def expand(rows: tuple[Row, ...], width: int) -> Iterator[tuple[Cell | None, ...]]:
    """Give each row as a full grid row: a cell stands in every slot that it covers.

    A slot is None where the row is too short, as lenient readers allow.
    """
    pending: dict[int, tuple[int, Cell]] = {}
    for row in rows:
        slots: list[Cell | None] = [None] * width
        for index, (_, cell) in pending.items():
            slots[index] = cell
        pending = {index: (left - 1, cell) for index, (left, cell) in pending.items() if left > 1}
        for cell in row.cells:
            for index in range(cell.column, min(cell.column + cell.column_span, width)):
                slots[index] = cell
                if cell.row_span > 1:
                    pending[index] = (cell.row_span - 1, cell)
        yield tuple(slots)
