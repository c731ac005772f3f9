"""From a doctree to the tables of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from tablecast.content import NestedTable, Paragraph, Text, plain_text
from tablecast.readers.rst._content import Converter
from tablecast.readers.rst._context import context
from tablecast.readers.rst._folding import fold
from tablecast.tables import Cell, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.content import Block
    from tablecast.diagnostics import Location
    from tablecast.readers.rst._reading import CellSource, Reading


class TableReader:
    """Makes the tables of one document."""

    def __init__(self, reading: Reading, document: nodes.document) -> None:
        """Number the tables in reading order, an outer table before those in its cells."""
        self._reading = reading
        self._nodes = [table for table in document.findall(nodes.table) if table in reading.tables]
        self._ordinals = {table: index for index, table in enumerate(self._nodes, 1)}
        self._cells: dict[nodes.entry, Cell] = {}
        self._converter = Converter(reading.items, self._nested)

    def tables(self) -> tuple[Table, ...]:
        """Give all tables of the document."""
        return tuple(map(self._table, self._nodes))

    def _table(self, node: nodes.table) -> Table:
        source = self._reading.tables[node]
        around = context(node)
        location = self._reading.location(source.place)
        return Table(
            self._reading.path,
            self._ordinals[node],
            source.grammar,
            location,
            source.width,
            tuple(self._rows(node, nodes.thead, location)),
            tuple(self._rows(node, nodes.tbody, location)),
            around.caption,
            around.title,
            around.labels,
            around.headings,
            around.list_items,
            source.stub_columns,
            self._reading.location(source.end),
        )

    def _rows(self, table: nodes.table, part: type[nodes.Element], table_location: Location) -> Iterator[Row]:
        """Give the rows of the header or the body; a row begins where its first line of text does."""
        for group in table.children:
            for child in group.children if isinstance(group, nodes.tgroup) else ():
                for row in child.children if isinstance(child, part) else ():
                    cells = tuple(self._cell(entry) for entry in row.children if isinstance(entry, nodes.entry))
                    place = min((cell.location for cell in cells), default=table_location)
                    yield Row(cells, place)

    def _cell(self, entry: nodes.entry) -> Cell:
        known = self._cells.get(entry)
        if known is None:
            source = self._reading.cells[entry]
            blocks = self._converter.blocks(entry.children) or unread(entry, source)
            location = self._reading.location(source.place, source.end)
            text = plain_text(blocks)
            known = Cell(text, location, source.column, source.row_span, source.column_span, blocks)
            self._cells[entry] = known
        return known

    def _nested(self, table: nodes.table) -> NestedTable:
        """Give what a cell says of a table inside it: a row per line, its cells separated by tabs."""
        if table not in self._ordinals:
            return NestedTable(0, "")
        rows = (
            "\t".join(self._cell(entry).text for entry in row.children if isinstance(entry, nodes.entry))
            for row in table.findall(nodes.row)
        )
        return NestedTable(self._ordinals[table], "\n".join(rows))


def unread(entry: nodes.entry, source: CellSource) -> tuple[Block, ...]:
    """Give the text of a cell from which docutils made nothing, such as `|`, `::` or `__`, as it is written.

    Explicit markup is meant to show nothing: comments, targets, definitions. So is an empty comment (`..`) in the
    first column of a simple table, and a backslash alone: both are how the reStructuredText specification has one
    write an empty first cell. Where docutils made a paragraph, its inline markup shows nothing.
    """
    text = fold(" ".join(source.lines)).strip()
    empty = text in {"", "\\"} or text.startswith(".. ") or (text == ".." and source.empty_mark)
    if empty or any(isinstance(child, nodes.paragraph) for child in entry.children):
        return ()
    return (Paragraph((Text(text),)),)
