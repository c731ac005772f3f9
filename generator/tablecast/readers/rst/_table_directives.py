"""What the directives that make tables share, and two of them: `table` and `list-table`.

docutils' own classes drop a table for an unknown option, and forget positions; these keep both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from tablecast.readers.rst._lenient import LenientDirective
from tablecast.readers.rst._numbers import integer, shortened
from tablecast.readers.rst._reading import CellSource, TableSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.statemachine import StringList

    from tablecast.readers.rst._source import Place
    from tablecast.tables import Grammar


class TableDirective(LenientDirective):
    """What the table directives share: a title, a name, counts of header rows and stub columns."""

    def titled(self, table: nodes.table) -> list[nodes.Node]:
        """Give a table the directive's title and name."""
        if self.argument:
            children, _ = self.state.inline_text(self.argument, self.lineno)
            table.insert(0, nodes.title(self.argument, "", *children))
        if self.options.get("name"):
            table["names"].append(nodes.fully_normalize_name(self.options["name"]))
        return [table]

    def count(self, option: str) -> int:
        """Read an option that holds a number; anything else is reported and counts as 0."""
        text = self.options.get(option, "0").strip()
        number = integer(text)
        if number is not None and number >= 0:
            return number
        self.malformed(f"the option '{option}' is not a number: '{shortened(text)}'", "write a number from 0 up")
        return 0

    def header_count(self, rows: int) -> int:
        """Read how many rows make the header; docutils wants a row after them, and shows an error in their place."""
        header = self.count("header-rows")
        if header and header >= rows:
            written = shortened(self.options["header-rows"].strip())
            message = f"'{self.name}' has no row below its header (header-rows: {written}, rows: {rows})"
            hint = "correct 'header-rows', or add a row: docutils shows an error in place of this table"
            self.reading.report("table-without-body", message, self.place, hint=hint)
        return min(header, rows)

    def stub_columns(self, width: int) -> int:
        """Read how many columns head their rows."""
        return min(self.count("stub-columns"), width)

    def last(self, lines: StringList) -> Place:
        """Give the place of the last line of the table's rows, or of the directive where it has none."""
        return self.reading.place(lines, len(lines) - 1) if lines else self.place

    def malformed(self, reason: str, hint: str, place: Place | None = None) -> list[nodes.Node]:
        """Report that the directive makes no table, at the place where it breaks when that is known."""
        message = f"the table cannot be read: {reason}"
        self.reading.report("malformed-table", message, place or self.place, hint=hint)
        return []


class TitledTable(TableDirective):
    """The `table` directive: a grid or simple table with a title."""

    def run(self) -> list[nodes.Node]:
        """Parse the content; anything beside the table is kept, though docutils would drop all of it."""
        content = nodes.Element()
        known = len(self.reading.diagnostics)
        self.state.nested_parse(self.content, self.content_offset, content)
        tables = [child for child in content.children if isinstance(child, nodes.table)]
        if len(self.reading.diagnostics) == known and (not tables or [*content.children] != tables[:1]):
            self._report_content(len(tables))
        if tables:
            self.titled(tables[0])
            self.reading.tables[tables[0]] = self.reading.tables[tables[0]]._replace(place=self.place)
        return list(content.children)

    def _report_content(self, tables: int) -> None:
        found = f"{tables or 'no'} table{'s' * (tables > 1)}" + " and other text" * (tables == 1)
        advice = "move the rest out of the directive" if tables else "put a grid or simple table into the directive"
        self.reading.report(
            "table-directive-content",
            f"'{self.name}' holds {found}, where one table belongs",
            self.place,
            hint=f"{advice}: docutils shows an error in place of all of it",
        )


class ListTable(TableDirective):
    """The `list-table` directive: a list of rows, each a list of cells."""

    grammar: Grammar = "list-table"

    def run(self) -> list[nodes.Node]:
        """Parse the list and make each inner item a cell."""
        content = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, content)
        rows = _two_level_list(content)
        if not rows:
            reason = f"'{self.name}' needs a bullet list of rows, each a bullet list of cells"
            return self.malformed(reason, "start each row with '* -' and each further cell with '  -'")
        return self.table(rows)

    def table(self, rows: Sequence[Sequence[nodes.Element]]) -> list[nodes.Node]:
        """Make the table from its cells' list items."""
        width = len(rows[0])
        for number, row in enumerate(rows, 1):
            if len(row) != width:
                reason = f"row {number} has {len(row)} cell{'s' * (len(row) != 1)}, expected {width} as in row 1"
                place = self.reading.items[row[0]].place
                return self.malformed(reason, "give each row the same number of cells", place)
        return self.build([[self.entry(item, column) for column, item in enumerate(row)] for row in rows], width)

    def build(self, rows: Sequence[Sequence[nodes.entry]], width: int) -> list[nodes.Node]:
        """Make the table's nodes."""
        table = nodes.table()
        self.reading.tables[table] = TableSource(
            self.grammar, self.place, width, self.last(self.content), self.stub_columns(width)
        )
        header = self.header_count(len(rows))
        head = nodes.thead("", *(nodes.row("", *row) for row in rows[:header]))
        body = nodes.tbody("", *(nodes.row("", *row) for row in rows[header:]))
        table += nodes.tgroup("", *([head] if header else []), body, cols=width)
        return self.titled(table)

    def entry(self, item: nodes.Element, column: int, rows: int = 1, columns: int = 1) -> nodes.entry:
        """Make a cell of a list item."""
        known = self.reading.items[item]
        lines = tuple(item.rawsource.splitlines())
        entry = nodes.entry("", *item.children)
        self.reading.cells[entry] = CellSource(known.place, known.end, column, lines, rows, columns)
        return entry


def _two_level_list(content: nodes.Element) -> list[list[nodes.Element]] | None:
    """Give the cells' list items by row; None when the content is anything else."""
    if len(content.children) != 1 or not isinstance(content.children[0], nodes.bullet_list):
        return None
    rows: list[list[nodes.Element]] = []
    for item in content.children[0].children:
        inner = item.children[0] if len(item.children) == 1 else None
        if not isinstance(inner, nodes.bullet_list):
            return None
        rows.append([cell for cell in inner.children if isinstance(cell, nodes.list_item)])
    return rows
