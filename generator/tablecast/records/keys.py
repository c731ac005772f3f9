"""Keys: what tells the records of a dataset apart, and what is done where several records have one key.

Two keys are one when their values are equal, whatever their spelling, because no lookup could tell them apart. A value
is never equal to one of another type, though Python has it that 1, True and Decimal(1) are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.diagnostics import Diagnostic, Related, shortened
from tablecast.model import Entries, Items, LeftOut, Value
from tablecast.types import write_value

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from tablecast.diagnostics import Location
    from tablecast.model import Data, Record, Schema
    from tablecast.records.rows import ReadRow

_SHOWN_TEXT = 40
_SHOWN_ROW = 100
_LED_BY = 10
"""How many characters lead to the first that differs, where what comes before is not shown."""


def key_of(schema: Schema, record: Record) -> tuple[Data, ...]:
    """Give the values of a record's key fields; empty when the schema has no key."""
    return tuple(record.values[position].data for position in _key_positions(schema))


def label_of(schema: Schema, record: Record) -> str:
    """Name a record for people: its key, or its first value where there is no key."""
    key = key_of(schema, record)
    return ", ".join(map(write_value, key)) if key else record.values[0].text


def _key_positions(schema: Schema) -> tuple[int, ...]:
    positions = {field.name: index for index, field in enumerate(schema.fields)}
    return tuple(positions[name] for name in schema.key)


class Distinct(NamedTuple):
    """The records that are kept, what is wrong with the keys, and the rows left out without an error."""

    records: tuple[Record, ...]
    problems: tuple[Diagnostic, ...]
    merged: tuple[LeftOut, ...]


def distinct(schema: Schema, rows: Iterable[ReadRow]) -> Distinct:
    """Do what the schema says about duplicates to the rows of all tables of a dataset, in their order.

    A row without a record makes none, but its key counts, so that all that is wrong with it is told at once.
    """
    first: dict[Hashable, ReadRow] = {}
    records: list[Record] = []
    problems: list[Diagnostic] = []
    merged: list[LeftOut] = []
    kept: dict[Hashable, int] = {}
    positions = _key_positions(schema)
    for row in rows:
        key = _key_values(positions, row)
        identity = tuple(_identity(value.data) for value in key)
        earlier = first.setdefault(identity, row) if key else row
        found = tuple(_problems(schema, key, row, earlier))
        problems += found
        record = row.record
        if record is None or found:
            continue
        if earlier is row or schema.duplicates == "all":
            kept.setdefault(identity, len(records))
            records.append(record)
        else:
            merged.append(LeftOut(row.location, schema.duplicates, kept.get(identity)))
    return Distinct(tuple(records), tuple(problems), tuple(merged))


def _key_values(positions: Sequence[int], row: ReadRow) -> tuple[Value, ...]:
    """Give the values of a row's key; none when there is no key, or a part of it could not be read."""
    values = tuple(value for position in positions if isinstance(value := row.values[position], Value))
    return values if len(values) == len(positions) else ()


def _identity(data: Data) -> Hashable:
    """Give what is equal for equal values of one type, also of the values inside of them."""
    match data:
        case Items(items):
            return (Items, *map(_identity, items))
        case Entries(entries):
            return (Entries, *((name, _identity(value)) for name, value in entries))
        case _:
            return (type(data), data)


def _problems(schema: Schema, key: Sequence[Value], row: ReadRow, earlier: ReadRow) -> Iterator[Diagnostic]:
    if key and all(value.data is None or not write_value(value.data) for value in key):
        yield _empty_key(schema, _place(key, row))
    elif earlier is not row and schema.duplicates == "error":
        yield _duplicate_key(schema, key, row, earlier)
    elif earlier is not row and schema.duplicates == "merge":
        yield from _conflicts(schema, key, row, earlier)


def _place(key: Sequence[Value], row: ReadRow) -> Location:
    """Give the place of a key: of its first cell in the row, for others may span several rows, or be no cells."""
    return next((value.location for value in key if value.location >= row.location), key[0].location)


def _empty_key(schema: Schema, place: Location) -> Diagnostic:
    """An empty cell may stand for the one above it, or for nothing: which it is, only the document can say."""
    message = f"the key {', '.join(schema.key)} is empty"
    hint = "write the key in every row, also where it is that of the row above"
    return Diagnostic("missing-value", message, place, hint=hint)


def _duplicate_key(schema: Schema, key: Sequence[Value], row: ReadRow, first: ReadRow) -> Diagnostic:
    message = f"the key {_shown_key(schema, key)} is not unique: {_shown_row(row)}"
    place = _place(_key_values(_key_positions(schema), first), first)
    related = Related(place, f"the first row with this key: {_shown_row(first)}")
    hint = _duplicate_hint(schema, row, first)
    return Diagnostic("duplicate-key", message, _place(key, row), hint=hint, related=(related,))


def _duplicate_hint(schema: Schema, row: ReadRow, first: ReadRow) -> str:
    """Say what can be done, as far as that is known of rows with cells that could not be read."""
    names = ", ".join(f"'{schema.fields[index].name}'" for index, _, _ in _differences(row, first))
    if names:
        return f'they differ in {names}: add a field to the key, or say duplicates = "all" or "first"'
    is_known = row.record is not None and first.record is not None
    return 'the rows are equal: duplicates = "merge" makes them one record' if is_known else ""


def _conflicts(schema: Schema, key: Sequence[Value], row: ReadRow, first: ReadRow) -> Iterator[Diagnostic]:
    for index, value, other in _differences(row, first):
        here, there = _shown_pair(value.text, other.text)
        field = schema.fields[index].name
        message = f"the rows of the key {_shown_key(schema, key)} differ in '{field}': {here} is not {there}"
        hint = 'only rows that are equal in all fields are merged; duplicates = "all" keeps both'
        related = Related(other.location, f"{there} in the first row with this key")
        yield Diagnostic("merge-conflict", message, value.location, hint=hint, related=(related,))


def _differences(row: ReadRow, other: ReadRow) -> Iterator[tuple[int, Value, Value]]:
    """Give the fields in which two rows differ; an equal number that is written otherwise, as 1.50, differs, too."""
    for index, (one, two) in enumerate(zip(row.values, other.values, strict=True)):
        if isinstance(one, Value) and isinstance(two, Value) and _written(one) != _written(two):
            yield index, one, two


def _written(value: Value) -> Hashable:
    text = None if value.data is None else write_value(value.data)
    return (_identity(value.data), text)


def _shown_key(schema: Schema, key: Sequence[Value]) -> str:
    parts = zip(schema.key, key, strict=True)
    return ", ".join(f"{name} = {_shown_data(value.data)}" for name, value in parts)


def _shown_data(data: Data) -> str:
    return repr(data) if isinstance(data, str) else write_value(data)


def _shown_row(row: ReadRow) -> str:
    texts = (shortened(value.text, _SHOWN_TEXT) if isinstance(value, Value) else "?" for value in row.values)
    return shortened(" | ".join(texts), _SHOWN_ROW)


def _shown_pair(one: str, other: str) -> tuple[str, str]:
    """Show two texts that differ, and of long ones the part in which they do."""
    pairs = enumerate(zip(one, other, strict=False))
    start = next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
    first = start - _LED_BY if start > _SHOWN_TEXT - _LED_BY else 0
    lead = "..." if first else ""
    here, there = (f"'{lead}{shortened(text[first:], _SHOWN_TEXT)}'" for text in (one, other))
    return here, there
