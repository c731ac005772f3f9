"""What one table gives to a dataset: the rows that were read, and what became of the others."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from tablecast.diagnostics import Diagnostic, shortened
from tablecast.digests import table_digest
from tablecast.model import LeftOut, Source
from tablecast.records.rows import ReadRow, RowReader
from tablecast.shaping.columns import find_column
from tablecast.shaping.filters import PlacedFilter, matching
from tablecast.shaping.headings import Heading, rows_below_headings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tablecast.config import DatasetConfig, FieldConfig, Filter
    from tablecast.diagnostics import Location
    from tablecast.model import Schema
    from tablecast.shaping.columns import FoundColumns
    from tablecast.shaping.sheets import Sheet
    from tablecast.tables import Table

    FindColumns = Callable[[Table, Mapping[str, FieldConfig]], FoundColumns]

_SHOWN_TEXT = 60
_HEADING = "heading"
"""The reason for which a heading is left out, where it is no error."""


class Part(NamedTuple):
    """What one table gives to a dataset; each row that is laid out is among `rows`, `filtered` or `rejected`.

    `added` counts the rows beyond one for each of the document. `filtered` are the rows that are left out, and `used`
    the numbers of the filters that match any. `titles` are the names of the fields' columns.
    """

    source: Source
    rows: tuple[ReadRow, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    added: int = 0
    filtered: tuple[LeftOut, ...] = ()
    rejected: int = 0
    used: frozenset[int] = frozenset()
    titles: Mapping[str, str] = MappingProxyType({})


def read_sheet(sheet: Sheet, schema: Schema, config: DatasetConfig, find: FindColumns) -> Part:
    """Read the rows of a table, if it has the shape and the columns that the configuration says."""
    source = _source(sheet)
    if sheet.problem is not None:
        return Part(source, problems=(sheet.problem,), rejected=sheet.read)
    columns, missing = find(sheet.table, config.fields)
    filters, unplaced = _place(config.filters, sheet.table)
    if missing or unplaced:
        return Part(source, problems=(*missing, *unplaced), rejected=sheet.read)
    reader = RowReader(sheet, schema, config.fields, columns)
    names = sheet.table.column_names
    titles = {name: names[column] for name, column in columns.items()}
    part = _part(source, list(_outcomes(sheet, config, reader, filters)), config)
    return part._replace(added=part.added + _laid_out(sheet) - sheet.read, titles=titles)


class _Matched(NamedTuple):
    """A row that filters match, by their numbers."""

    location: Location
    filters: frozenset[int]


def _outcomes(
    sheet: Sheet, config: DatasetConfig, reader: RowReader, filters: Sequence[PlacedFilter]
) -> Iterator[Heading | _Matched | list[ReadRow]]:
    """Give what becomes of each row that is laid out."""
    for grid in sheet.grids:
        for row in rows_below_headings(grid.rows, reader.filled, flat=config.flat_headings):
            if isinstance(row, Heading):
                yield row
            elif matched := matching(filters, row.filled):
                yield _Matched(row.location, matched)
            else:
                yield reader.read(row)


def _part(source: Source, outcomes: Sequence[Heading | _Matched | list[ReadRow]], config: DatasetConfig) -> Part:
    several = [each for each in outcomes if isinstance(each, list)]
    rows = tuple(row for each in several for row in each)
    left_out = [each for each in outcomes if isinstance(each, _Matched)]
    filtered = tuple(LeftOut(each.location, config.filters[min(each.filters)].reason) for each in left_out)
    used = frozenset(index for each in left_out for index in each.filters)
    headings = [each for each in outcomes if isinstance(each, Heading)]
    part = Part(source, rows, added=len(rows) - len(several), filtered=filtered, used=used)
    if config.heading_rows == "error":
        return part._replace(problems=tuple(map(_heading_problem, headings)), rejected=len(headings))
    return part._replace(filtered=(*(LeftOut(each.cell.location, _HEADING) for each in headings), *filtered))


def _laid_out(sheet: Sheet) -> int:
    return sum(len(grid.rows) for grid in sheet.grids)


def _place(filters: Sequence[Filter], table: Table) -> tuple[list[PlacedFilter], list[Diagnostic]]:
    """Find the columns that filters look at, or say which are not there."""
    found = [find_column(table, each.column, f"the filter '{each.reason}'") for each in filters]
    placed = [
        PlacedFilter(number, column, filters[number]) for number, column in enumerate(found) if isinstance(column, int)
    ]
    return placed, [problem for problem in found if isinstance(problem, Diagnostic)]


def _source(sheet: Sheet) -> Source:
    """Name a table; one without a caption is named as the section that it stands in."""
    table = sheet.table
    title = table.title or next(reversed(table.headings), "")
    return Source(table.document, title, table.location, sheet.read, table_digest(table))


def _heading_problem(heading: Heading) -> Diagnostic:
    text = shortened(heading.cell.text, _SHOWN_TEXT)
    message = f"one cell covers the whole row: '{text}' would be the value of every column"
    message = f"only the first cell of the row has a text: '{text}'" if heading.flat else message
    hint = 'if it is a heading of the rows below, say heading_rows = "skip", or "group" to draw a field from it'
    return Diagnostic("heading-row", message, heading.cell.location, hint=hint)
