"""What a dataset says, kept small: enough to tell later which of its rows have changed, and no more."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from tablecast.diagnostics import Location  # noqa: TC001 - msgspec resolves the annotation when it decodes
from tablecast.digests import digest_of, markup
from tablecast.types import write_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tablecast.model import Dataset, Field, Record, Source, Value


class TableName(NamedTuple):
    """What a table is called: its document and its title, which may be empty."""

    document: str
    title: str


class FieldSnapshot(Struct, frozen=True):
    """A field: its name, its type in words, whether a record may have no value, and the closed set of an enum."""

    name: str
    type: str
    optional: bool = False
    values: tuple[str, ...] = ()


class RecordSnapshot(Struct, frozen=True):
    """A record: the canonical text of each value, None for no value.

    `markup` is a digest of what its cells say beyond the values, which an output may show: their markup, and another
    spelling than the canonical one. It is empty where there is neither. `table` is the one that the record stands in
    and `location` its row; neither is part of what the record says.
    """

    texts: tuple[str | None, ...]
    markup: str = ""
    table: TableName = TableName("", "")
    location: Location | None = None


class Snapshot(Struct, frozen=True):
    """A dataset: its fields, the names of those that make the key, and its records in the order of the documents."""

    name: str
    fields: tuple[FieldSnapshot, ...]
    key: tuple[str, ...] = ()
    records: tuple[RecordSnapshot, ...] = ()


def take(dataset: Dataset) -> Snapshot:
    """Take a snapshot of a dataset."""
    fields = tuple(map(_field, dataset.schema.fields))
    names = [TableName(source.document, source.title) for source in dataset.sources]
    indices = table_indices(dataset.records, dataset.sources)
    records = tuple(_record(record, names[index]) for record, index in zip(dataset.records, indices, strict=True))
    return Snapshot(dataset.name, fields, dataset.schema.key, records)


def take_all(datasets: Iterable[Dataset]) -> dict[str, Snapshot]:
    """Take a snapshot of each dataset, once of one that is there several times; by name."""
    return {name: take(dataset) for name, dataset in {dataset.name: dataset for dataset in datasets}.items()}


def _field(field: Field) -> FieldSnapshot:
    return FieldSnapshot(field.name, type_in_words(field), field.optional, field.values)


def type_in_words(field: Field) -> str:
    """Give a field's type in words, such as `list of int` or `reference to error_code`."""
    base = f"{field.type} to {field.dataset}" if field.dataset else field.type
    return base if field.item is None else f"{base} of {type_in_words(field.item)}"


def _record(record: Record, table: TableName) -> RecordSnapshot:
    texts = tuple(None if value.data is None else write_value(value.data) for value in record.values)
    beyond = [_beyond(value, text) for value, text in zip(record.values, texts, strict=True)]
    beyond_digest = digest_of(beyond) if any(beyond) else ""
    return RecordSnapshot(texts, beyond_digest, table, record.location)


def _beyond(value: Value, text: str | None) -> tuple[Any, ...]:
    """Give what a cell says beyond the canonical text of its value, and nothing that changes with its place."""
    spelling = () if value.text == (text or "") else (value.text,)
    written = markup(value.blocks)
    return spelling if written is None else (*spelling, written)


def table_indices(records: Sequence[Record], sources: Sequence[Source]) -> Iterator[int]:
    """Give for each record the index of its table among the sources: the last one of its file that begins above it.

    The rows of a table may stand in a file of their own, as those of a csv-table can: the tables before and after them
    then tell which it is.
    """
    by_file: dict[str, list[tuple[Location, int]]] = {}
    for index, source in enumerate(sources):
        by_file.setdefault(source.location.path, []).append((source.location, index))
    for starts in by_file.values():
        starts.sort()
    found, file = -1, ""
    for record in records:
        starts = by_file.get(record.location.path, [])
        above = bisect_right(starts, (record.location, len(sources)))
        if above:
            found = starts[above - 1][1]
        elif record.location.path != file or found < 0:
            found = min(found + 1, len(sources) - 1)
        file = record.location.path
        yield found
