"""One row to one record or several: what each field is drawn from, and what it is read as."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.diagnostics import Diagnostic
from tablecast.model import Record, Value
from tablecast.records.values import Found, given, means_nothing, read_field, without_value
from tablecast.shaping.context import GROUP, context_text
from tablecast.types import split_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tablecast.config import FieldConfig
    from tablecast.diagnostics import Location
    from tablecast.model import Schema
    from tablecast.shaping.headings import BodyRow
    from tablecast.shaping.sheets import Sheet
    from tablecast.tables import Cell

    # For each field that is not constant, what its value is read from, or why there is nothing to read.
    Sources = Mapping[str, Found | Diagnostic]


class ReadRow(NamedTuple):
    """A row as it was read: for each field of the schema its value, or what is wrong with it."""

    values: tuple[Value | Diagnostic, ...]
    location: Location

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the row."""
        return tuple(value for value in self.values if isinstance(value, Diagnostic))

    @property
    def record(self) -> Record | None:
        """The record that the row makes, if nothing is wrong with it."""
        values = tuple(value for value in self.values if isinstance(value, Value))
        return Record(values, self.location) if len(values) == len(self.values) else None


class RowReader:
    """Reads the rows of one sheet; `filled` are the columns in which an empty cell stands for the one above."""

    def __init__(
        self, sheet: Sheet, schema: Schema, configs: Mapping[str, FieldConfig], columns: Mapping[str, int]
    ) -> None:
        """Take what is the same for all rows: the fields, their columns, and the context."""
        self._fields = tuple((field, configs[field.name]) for field in schema.fields)
        self._columns = columns
        self.filled = frozenset(column for name, column in columns.items() if configs[name].fill_down)
        self._exploding = {name: config for name, config in configs.items() if config.explode}
        self._context = {
            name: Found(context_text(config.context, sheet.document, sheet.table), sheet.table.location)
            for name, config in configs.items()
            if config.context not in ("", GROUP)
        }

    def read(self, row: BodyRow) -> list[ReadRow]:
        """Read a row: one record, unless a cell of it has several values to explode."""
        sources = {field.name: self._source(field.name, config, row) for field, config in self._fields}
        return [self._read(each, row.location) for each in explode(sources, self._exploding)]

    def _source(self, name: str, config: FieldConfig, row: BodyRow) -> Found:
        if name in self._context:
            return self._context[name]
        if config.context == GROUP:
            return _found(row.heading, row.location)
        if name in self._columns:
            slots = row.filled if config.fill_down else row.slots
            return _found(slots[self._columns[name]], row.location)
        return Found("", row.location)

    def _read(self, sources: Sources, place: Location) -> ReadRow:
        values: list[Value | Diagnostic] = []
        for field, config in self._fields:
            source = sources[field.name]
            if isinstance(source, Diagnostic):
                values.append(source)
            elif config.constant is not None:
                values.append(given(field, config.constant, place))
            elif config.column and field.name not in self._columns:
                values.append(without_value(field, config, source))
            else:
                values.append(read_field(field, config, source))
        return ReadRow(tuple(values), place)


def explode(sources: Mapping[str, Found], exploding: Mapping[str, FieldConfig]) -> Iterable[Sources]:
    """Give the sources of each record that a row makes: one for each of the several values of some fields, in step.

    The other fields are the same in all. A cell that has no value makes one record.
    """
    if not exploding:
        return [sources]
    parts = {name: _split(name, sources[name], config) for name, config in exploding.items()}
    problems = {name: found for name, found in parts.items() if isinstance(found, Diagnostic)}
    counts = {name: len(found) for name, found in parts.items() if not isinstance(found, Diagnostic)}
    if len(set(counts.values())) > 1:
        problems |= _out_of_step(sources, counts)
    if problems:
        return [{**sources, **problems}]
    split = [dict(zip(counts, each, strict=True)) for each in zip(*parts.values(), strict=True)]
    return [{**sources, **each} for each in split]


def _split(name: str, found: Found, config: FieldConfig) -> list[Found] | Diagnostic:
    if not found.text or means_nothing(found.text, config):
        return [found]
    try:
        return [
            Found(text, found.location, blocks)
            for text, blocks in split_values(found.text, config.explode, found.blocks)
        ]
    except ValueError as error:
        return Diagnostic("invalid-cell", f"{error} (field '{name}')", found.location)


def _out_of_step(sources: Mapping[str, Found], counts: Mapping[str, int]) -> dict[str, Diagnostic]:
    """Tell it at the last of the cells: one that stands above fills this row, but has its own, too."""
    name = max(counts, key=lambda each: sources[each].location)
    shown = " and ".join(f"{count} for '{each}'" for each, count in counts.items())
    message = f"the cell has different numbers of values: {shown}"
    hint = "fields that explode go in step, a record for each of their values"
    return {name: Diagnostic("uneven-values", message, sources[name].location, hint=hint)}


def _found(cell: Cell | None, row: Location) -> Found:
    return Found("", row) if cell is None else Found(cell.text, cell.location, cell.blocks)
