"""The `csv-table` directive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.statemachine import StringList

from tablecast.readers.rst._build import CellBlock, Cells, build_table
from tablecast.readers.rst._csv import CsvError, dialect, read_csv
from tablecast.readers.rst._include import open_source
from tablecast.readers.rst._reading import CellSource, TableSource, source_name
from tablecast.readers.rst._table_directives import TableDirective

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

    from tablecast.readers.rst._csv import CsvCell
    from tablecast.readers.rst._source import Place


class CsvTable(TableDirective):
    """A table of comma-separated values, in the document or in a file of the documentation."""

    def run(self) -> list[nodes.Node]:
        """Read the data and parse each cell."""
        lines = self._lines()
        if lines is None:
            return []
        try:
            rules = dialect(self.options)
            header = read_csv(self._header_lines(), rules) if self.options.get("header") else []
            rows = read_csv(lines, rules)
        except CsvError as error:
            place = self.reading.place(error.line, 0) if error.line else None
            return self.malformed(str(error), error.hint, place)
        if not rows and not header:
            return self.malformed("it has no data", "write the rows as comma-separated values")
        return self._build([*header, *rows], len(header) + self.header_count(len(rows)), lines)

    def _lines(self) -> StringList | None:
        """Find the data; None when it is not to be had."""
        if "url" in self.options:
            message = f"'{self.name}' asks for the address '{self.options['url']}', which is not read"
            hint = "save the data below the root of the documentation, and name it with ':file:'"
            self.reading.report("url-refused", message, self.place, hint=hint)
            return None
        if "file" in self.options and self.content:
            message = f"'{self.name}' holds data, so the file '{self.options['file']}' is not read"
            hint = "keep the data or the file: docutils shows an error in place of both"
            self.reading.report("table-directive-content", message, self.place, hint=hint)
        elif "file" in self.options:
            source = open_source(self.reading, self.options["file"], self.place, verbatim=True)
            name = source_name(source.path, verbatim=True) if source else ""
            return StringList(source.lines, source=name) if source else None
        return self.content

    def _header_lines(self) -> StringList:
        """Find the lines of the option `header`, of which docutils gives the text alone."""
        texts = self.options["header"].split("\n")
        opened = self.reading.directives[-1]
        ends = range(opened.first + 1, len(opened.lines) - len(texts) + 1)
        for index in ends:
            found = opened.lines[index : index + len(texts)]
            if all(line.endswith(text) for line, text in zip(found, texts, strict=True)):
                return StringList(texts, items=found.items)
        return StringList(texts, source=self.place.path)

    def _build(self, rows: Sequence[Sequence[CsvCell]], header: int, lines: StringList) -> list[nodes.Node]:
        """Make the table; short rows get empty cells, as in docutils."""
        width = max(map(len, rows), default=0)
        blocks = [[self._cell(row, column) for column in range(width)] for row in rows]
        table = TableSource("csv-table", self.place, width, self.last(lines), self.stub_columns(width))
        cells = Cells(table, blocks[:header], blocks[header:])
        return self.titled(build_table(self.state, self.reading, cells, self.lineno))

    def _cell(self, row: Sequence[CsvCell], column: int) -> CellBlock:
        """Place a cell; one that is missing would stand after the last of its row."""
        if column < len(row):
            cell = row[column]
            place = self._place(cell)
            end = place.column + cell.width if cell.width else 0
            return CellBlock(CellSource(place, end, column, tuple(cell.lines)), cell.lines, 0, {})
        place = self._end(row[-1]) if row else self.place
        return CellBlock(CellSource(place, 0, column, ()), StringList(), 0, {})

    def _place(self, cell: CsvCell) -> Place:
        place = self.reading.place(cell.line, 0)
        return place._replace(column=place.column + cell.column)

    def _end(self, cell: CsvCell) -> Place:
        place = self.reading.place(cell.line, 0)
        return place._replace(column=place.column + len(cell.line[0]))
