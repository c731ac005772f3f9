"""From the cells of a table's source to docutils' table nodes, each cell's place remembered.

docutils' own builder forgets positions (`row.line` and `entry.line` are None). Its table parsers are used unchanged;
what they give is joined here with the columns of the source.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes, utils

from tablecast.readers.rst._combining import PAD
from tablecast.readers.rst._reading import CellSource, TableSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils.statemachine import StringList

    from tablecast.readers.rst._reading import Edges, Reading
    from tablecast.readers.rst._source import Place
    from tablecast.tables import Grammar


class CellBlock(NamedTuple):
    """The lines of a cell, ready to be parsed."""

    source: CellSource
    block: StringList
    offset: int
    edges: Edges


class Cells(NamedTuple):
    """The cells of a table, ready to be parsed."""

    table: TableSource
    header: Sequence[Sequence[CellBlock]]
    rows: Sequence[Sequence[CellBlock]]


def grid_cells(reading: Reading, block: StringList, data: Any, _parser: Any) -> Cells:
    """Join what docutils' grid table parser gives with positions."""
    widths = data[0]
    lefts = list(accumulate(widths, lambda left, width: left + width + 1, initial=1))[:-1]
    columns = [(left, left + width) for left, width in zip(lefts, widths, strict=True)]
    return _cells(_Layout(reading, block, columns), "grid", data)


def simple_cells(reading: Reading, block: StringList, data: Any, parser: Any) -> Cells:
    """Join what docutils' simple table parser gives with positions."""
    columns = [*parser.columns[:-1], (parser.columns[-1][0], None)]
    return _cells(_Layout(reading, block, columns, is_simple=True), "simple", data)


def build_table(state: Any, reading: Reading, cells: Cells, first_line: int) -> nodes.table:
    """Make a table's nodes and parse its cells into them."""
    table = nodes.table()
    reading.tables[table] = cells.table
    group = nodes.tgroup(cols=cells.table.width)
    table += group
    if cells.header:
        group += _part(nodes.thead(), state, reading, cells.header, first_line)
    group += _part(nodes.tbody(), state, reading, cells.rows, first_line)
    return table


def _part(part: Any, state: Any, reading: Reading, rows: Iterable[Iterable[CellBlock]], first_line: int) -> Any:
    for cells in rows:
        row = nodes.row()
        part += row
        for cell in cells:
            row += _entry(state, reading, cell, first_line)
    return part


def _entry(state: Any, reading: Reading, cell: CellBlock, first_line: int) -> nodes.entry:
    entry = nodes.entry()
    reading.cells[entry] = cell.source
    if any(cell.block):
        reading.edges.append(cell.edges)
        try:
            state.nested_parse(cell.block, input_offset=first_line + cell.offset - 1, node=entry)
        finally:
            reading.edges.pop()
    return entry


class _Layout:
    """Where the columns of a grid or simple table stand in the lines of its block."""

    def __init__(
        self,
        reading: Reading,
        block: StringList,
        columns: Sequence[tuple[int, int | None]],
        *,
        is_simple: bool = False,
    ) -> None:
        self.reading = reading
        self.columns = columns
        self.is_simple = is_simple
        # The block may hold padding that the file does not; places are looked up without it.
        self.padded = list(block)
        self.block = block[:]
        self.block.disconnect()
        self.block.replace(PAD, "")
        self.first = {item: index for index, item in reversed(list(enumerate(block.items)))}

    def edges(self, cell: StringList, column: int, span: int) -> Edges:
        """Give the right edge of a cell in each of its lines; an unbounded last column ends where the table does."""
        right = self.columns[column + span - 1][1]
        if right is None:
            outer = self.reading.edges[-1] if self.reading.edges else {}
            return {item: outer[item] for item in cell.items if item in outer}
        return {item: self._at(self.first[item], right) for item in cell.items}

    def source(self, cell: StringList, offset: int, column: int, spans: tuple[int, int], edges: Edges) -> CellSource:
        """Say where a cell's text begins, or would begin when there is none."""
        index = next((index for index, line in enumerate(cell) if line.strip()), None)
        if index is None:
            return CellSource(self._empty(min(offset, len(self.block) - 1), column), 0, column, (), *spans)
        self.reading.edges.append(edges)
        place = self.reading.place(cell, index)
        self.reading.edges.pop()
        line = cell[index]
        start = place._replace(column=place.column + len(line) - len(line.lstrip()))
        end = place.column + len(line)
        return CellSource(start, end, column, tuple(cell), *spans, self.is_simple and column == 0)

    def _empty(self, index: int, column: int) -> Place:
        """Give the place in an empty cell where text would begin: after a blank, if a grid has room for one."""
        left, right = self.columns[column]
        blank = not self.is_simple and right is not None and right - left > 1
        return self.reading.place(self.block, index)._replace(column=self._at(index, left + blank))

    def _at(self, index: int, column: int) -> int:
        """Give the column in the file of a column of the table."""
        line = self.padded[index]
        start = self.reading.place(self.block, index).column
        if line.isascii() and PAD not in line:
            return start + column
        indices = utils.column_indices(line)
        position = indices[column] if column < len(indices) else len(line)
        return start + position - line.count(PAD, 0, position)


def _cells(layout: _Layout, grammar: Grammar, data: Any) -> Cells:
    widths, header, rows = data
    place = layout.reading.place(layout.block, 0)
    table = TableSource(grammar, place, len(widths), layout.reading.place(layout.block, len(layout.block) - 1))
    return Cells(table, [_row(layout, row) for row in header], [_row(layout, row) for row in rows])


def _row(layout: _Layout, row: Sequence[Any]) -> list[CellBlock]:
    """Give a row's cells; docutils marks the slots that another cell covers with None in grid tables only."""
    cells: list[CellBlock] = []
    column = 0
    for cell in row:
        if cell is None:
            column += 1
            continue
        more_rows, more_columns, offset, block = cell
        edges = layout.edges(block, column, more_columns + 1)
        source = layout.source(block, offset, column, (more_rows + 1, more_columns + 1), edges)
        cells.append(CellBlock(source, block, offset, edges))
        column += 1 if None in row else more_columns + 1
    return cells
