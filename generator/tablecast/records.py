"""From rows to records: columns found by name, cells read as typed values, keys checked.

This is the strict layer's entry: whatever does not fit is a diagnostic at the cell, and none is skipped.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from tablecast.diagnostics import Diagnostic, Related, did_you_mean
from tablecast.headers import with_header
from tablecast.model import Dataset, Field, Record, Schema, Source, Value
from tablecast.tables import expand
from tablecast.types import read_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tablecast.config import DatasetConfig, FieldConfig
    from tablecast.content import Block
    from tablecast.diagnostics import Location
    from tablecast.model import Scalar
    from tablecast.selection import Candidate
    from tablecast.tables import Cell, Document, Row, Table

    # The grid column of each field that is drawn from one, and what is wrong with the table's columns.
    FoundColumns = tuple[Mapping[str, int], tuple[Diagnostic, ...]]
    FindColumns = Callable[[Table, Mapping[str, FieldConfig]], FoundColumns]


_NO_VALUE = re.compile(r"[-\u2010-\u2015\u2212/.]+|n/?a\.?|none|null|nil", re.IGNORECASE)
"""What often stands in a cell that has no value; a cell is never read so without being told."""


class Accounts(Struct, frozen=True):
    """What became of the rows of a dataset's tables; `read` is always the sum of the others."""

    read: int
    emitted: int
    filtered: int
    rejected: int


class Drawn(NamedTuple):
    """A dataset, or None where it could not be drawn, what was noticed, and what became of the rows."""

    dataset: Dataset | None
    diagnostics: tuple[Diagnostic, ...]
    accounts: Accounts


def find_columns(table: Table, fields: Mapping[str, FieldConfig]) -> FoundColumns:
    """Find the columns of a table by the names in its header, comparing without case."""
    names = [name.casefold() for name in table.column_names]
    columns: dict[str, int] = {}
    problems: list[Diagnostic] = []
    for field_name, field in fields.items():
        synonyms = (field.column,) if isinstance(field.column, str) else field.column
        found = [index for index, name in enumerate(names) if name in {each.casefold() for each in synonyms if each}]
        if len(found) == 1:
            columns[field_name] = found[0]
        elif any(synonyms):
            problems.append(_column_problem(table, field_name, synonyms, found))
    return columns, tuple(problems)


def draw(name: str, config: DatasetConfig, tables: Sequence[Candidate], find: FindColumns = find_columns) -> Drawn:
    """Draw the records of one dataset from its tables, in their order; `find` tells which columns hold its fields."""
    schema = schema_of(config)
    parts = [_draw_table(candidate, schema, config, find) for candidate in tables]
    schema = _with_titles(schema, [part.titles for part in parts])
    rows = [row for part in parts for row in part.rows]
    records = tuple(record for row in rows if (record := row.record) is not None)
    problems = [problem for part in parts for problem in part.problems]
    problems += (problem for row in rows for problem in row.problems)
    problems += _key_problems(schema, rows)
    if parts and not rows and not problems:
        message = f"the tables of dataset '{name}' have no rows"
        problems.append(Diagnostic("no-rows", message, parts[0].source.location))
    sources = tuple(part.source for part in parts)
    filtered = sum(part.filtered for part in parts)
    rejected = sum(part.rejected for part in parts) + sum(bool(row.problems) for row in rows)
    accounts = Accounts(sum(source.rows for source in sources), len(records), filtered, rejected)
    dataset = None if problems else Dataset(name, schema, records, sources, config.description)
    return Drawn(dataset, tuple(problems), accounts)


class _ReadRow(NamedTuple):
    """A row: for each field of the schema its value, or what is wrong with it."""

    values: tuple[Value | Diagnostic, ...]
    location: Location

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        return tuple(value for value in self.values if isinstance(value, Diagnostic))

    @property
    def record(self) -> Record | None:
        values = tuple(value for value in self.values if isinstance(value, Value))
        return Record(values, self.location) if len(values) == len(self.values) else None


class _Part(NamedTuple):
    """What one table gives to a dataset: rows that were read, and how many were not, for which reason."""

    source: Source
    rows: tuple[_ReadRow, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    rejected: int = 0
    filtered: int = 0
    titles: Mapping[str, str] = MappingProxyType({})


def _draw_table(candidate: Candidate, schema: Schema, config: DatasetConfig, find: FindColumns) -> _Part:
    table = with_header(candidate.table, config.header)
    if isinstance(table, Diagnostic):
        return _Part(_source(candidate.table), problems=(table,), rejected=len(candidate.table.rows))
    columns, problems = find(table, config.fields)
    if problems:
        return _Part(_source(table), problems=problems, rejected=len(table.rows))
    grid = list(zip(table.rows, expand(table.rows, table.width), strict=True))
    headings = [cell for _, slots in grid if (cell := _heading(slots)) is not None]
    records = [(row, slots) for row, slots in grid if _heading(slots) is None]
    rows = tuple(_read_rows(candidate._replace(table=table), records, schema, config, columns))
    names = table.column_names
    titles = {name: names[index] for name, index in columns.items()}
    if config.heading_rows == "skip":
        return _Part(_source(table), rows, filtered=len(headings), titles=titles)
    return _Part(_source(table), rows, tuple(map(_heading_problem, headings)), len(headings), titles=titles)


def _heading_problem(cell: Cell) -> Diagnostic:
    message = f"one cell covers the whole row: '{cell.text}' would be the value of every column"
    hint = 'if it is a heading of the rows below, say heading_rows = "skip"'
    return Diagnostic("heading-row", message, cell.location, hint=hint)


def _heading(slots: Sequence[Cell | None]) -> Cell | None:
    """Give the one cell that covers a whole row of several columns; such a row groups those below it."""
    first = slots[0]
    return first if len(slots) > 1 and all(slot is first for slot in slots) else None


def schema_of(config: DatasetConfig) -> Schema:
    """Give the schema that a configuration declares."""
    fields = tuple(
        Field(name, field.type, field.optional, field.values, field.description)
        for name, field in config.fields.items()
    )
    key = (config.key,) if isinstance(config.key, str) else config.key
    return Schema(fields, tuple(filter(None, key)), config.name_field)


def _with_titles(schema: Schema, titles: Sequence[Mapping[str, str]]) -> Schema:
    """Give each field the name of its column in the first table; synonyms in later ones do not matter."""
    first: Mapping[str, str] = titles[0] if titles else {}
    return replace(schema, fields=tuple(replace(field, title=first.get(field.name, "")) for field in schema.fields))


def _source(table: Table) -> Source:
    """Name a table; one without a caption is named as the section that it stands in."""
    title = table.title or next(reversed(table.headings), "")
    return Source(table.document, title, table.location, len(table.rows))


def _column_problem(table: Table, field_name: str, synonyms: Sequence[str], found: Sequence[int]) -> Diagnostic:
    wanted = " or ".join(f"'{name}'" for name in synonyms)
    if found:
        first, *others = (_header_place(table, column) for column in found)
        message = f"the table has {len(found)} columns named {wanted}, for the field '{field_name}'"
        related = tuple(Related(place, "another of them") for place in others)
        alike = len({table.column_names[column].casefold() for column in found}) == 1
        hint = "name each column in the dataset's 'header'" if alike else "name only the right one in 'column'"
        return Diagnostic("ambiguous-column", message, first, hint=hint, related=related)
    place = table.header[0].location if table.header else table.location
    message = f"the table has no column {wanted}, for the field '{field_name}'"
    return Diagnostic("missing-column", message, place, hint=_missing_hint(table, synonyms[0]))


def _header_place(table: Table, column: int) -> Location:
    """Give the place of the lowest header cell above a column."""
    cells = [cell for slots in expand(table.header, table.width) if (cell := slots[column]) is not None]
    return cells[-1].location


def _missing_hint(table: Table, wanted: str) -> str:
    names = list(filter(None, table.column_names))
    if not names:
        return "no header is marked: say header = \"first-row\", or name the columns in 'header'"
    unnamed = table.width - len(names)
    hint = did_you_mean(wanted, names)
    return f"{hint} ({unnamed} without a name; the dataset's 'header' can name them)" if unnamed else hint


# --- rows -------------------------------------------------------------------------------------------------------------


def _read_rows(
    candidate: Candidate,
    records: Iterable[tuple[Row, Sequence[Cell | None]]],
    schema: Schema,
    config: DatasetConfig,
    columns: Mapping[str, int],
) -> Iterator[_ReadRow]:
    table = candidate.table
    context = {
        name: _Text(_CONTEXT[field.context.partition(":")[0]](candidate, field.context), table.location)
        for name, field in config.fields.items()
        if field.context
    }
    for row, slots in records:
        texts = context | {name: _cell_text(slots[index], row.location) for name, index in columns.items()}
        values = (_read_field(field, config.fields[field.name], texts[field.name]) for field in schema.fields)
        yield _ReadRow(tuple(values), row.location)


class _Text(NamedTuple):
    """A text that a value is read from, where it stands, and the markup of a cell."""

    text: str
    location: Location
    blocks: tuple[Block, ...] = ()


def _cell_text(cell: Cell | None, row: Location) -> _Text:
    return _Text("", row) if cell is None else _Text(cell.text, cell.location, cell.blocks)


def _read_field(field: Field, config: FieldConfig, found: _Text) -> Value | Diagnostic:
    if config.optional and found.text in config.missing:
        return Value(None, *found)
    if not found.text and config.context:
        message = f"the table has no {config.context.replace(':', ' ')} to draw the field '{field.name}' from"
        return Diagnostic("missing-context", message, found.location)
    if not found.text and field.type != "str":
        message = f"the cell is empty, but the field '{field.name}' is not optional"
        return Diagnostic("missing-value", message, found.location, hint="say optional = true if it may be empty")
    try:
        return Value(read_value(found.text, field), *found)
    except ValueError as error:
        message = f"{error} (field '{field.name}')"
        hint = "if it means that there is no value, say optional = true and list it in 'missing'"
        hint = hint if _NO_VALUE.fullmatch(found.text) else ""
        return Diagnostic("invalid-cell", message, found.location, hint=hint)


# --- context ----------------------------------------------------------------------------------------------------------


def _last(texts: Sequence[str]) -> str:
    return texts[-1] if texts else ""


def _document_field(document: Document, source: str) -> str:
    return document.fields.get(source.partition(":")[2].casefold(), "")


_CONTEXT: dict[str, Callable[[Candidate, str], str]] = {
    "list-item": lambda candidate, _: _last(candidate.table.list_items),
    "caption": lambda candidate, _: candidate.table.title,
    "heading": lambda candidate, _: _last(candidate.table.headings),
    "heading-path": lambda candidate, _: " / ".join(candidate.table.headings),
    "label": lambda candidate, _: _last(candidate.table.labels),
    "document": lambda candidate, _: PurePosixPath(candidate.document.path).stem,
    "field": lambda candidate, source: _document_field(candidate.document, source),
}


# --- keys -------------------------------------------------------------------------------------------------------------


def key_of(schema: Schema, record: Record) -> tuple[Scalar, ...]:
    """Give the values of a record's key fields; empty when the schema has no key."""
    return tuple(record.values[position].data for position in _key_positions(schema))


def label_of(schema: Schema, record: Record) -> str:
    """Name a record for people: its key, or its first value where there is no key."""
    key = key_of(schema, record)
    return ", ".join(str(part) for part in key) if key else record.values[0].text


def _key_positions(schema: Schema) -> tuple[int, ...]:
    positions = {field.name: index for index, field in enumerate(schema.fields)}
    return tuple(positions[name] for name in schema.key)


def _key_problems(schema: Schema, rows: Iterable[_ReadRow]) -> Iterator[Diagnostic]:
    """Report each row without a key, and each whose key an earlier row has; its other cells do not matter here."""
    first: dict[tuple[Scalar, ...], _ReadRow] = {}
    positions = _key_positions(schema)
    for row in rows if schema.key else ():
        values = [value for position in positions if isinstance(value := row.values[position], Value)]
        key = tuple(value.data for value in values)
        if len(key) == len(positions) and not any(value.text for value in values):
            yield _empty_key(schema, values[0].location)
        elif len(key) == len(positions) and (earlier := first.setdefault(key, row)) is not row:
            yield _duplicate_key(schema, key, values[0].location, earlier.values[positions[0]].location)


def _empty_key(schema: Schema, place: Location) -> Diagnostic:
    """An empty cell may stand for the one above it, or for nothing: which it is, only the document can say."""
    message = f"the key {', '.join(schema.key)} is empty"
    hint = "write the key in every row, also where it is that of the row above"
    return Diagnostic("missing-value", message, place, hint=hint)


def _duplicate_key(schema: Schema, key: Sequence[Scalar], place: Location, first: Location) -> Diagnostic:
    shown = ", ".join(f"{name} = {part!r}" for name, part in zip(schema.key, key, strict=True))
    related = Related(first, "the first row with this key")
    return Diagnostic("duplicate-key", f"the key {shown} is not unique", place, related=(related,))
