"""Short ways to write states of a dataset, to be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast.diagnostics import Location
from tablecast.snapshots import FieldSnapshot, RecordSnapshot, Snapshot, TableName

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Texts = Sequence[str | None]

TABLE = TableName("a.rst", "Codes")


def fields(*names: str) -> tuple[FieldSnapshot, ...]:
    """Fields of texts."""
    return tuple(FieldSnapshot(name, "str") for name in names)


def records(
    rows: Iterable[Texts], table: TableName = TABLE, *, first: int = 11, markup: str = ""
) -> tuple[RecordSnapshot, ...]:
    """Records on lines 11, 12, ... of the table's document."""
    return tuple(
        RecordSnapshot(tuple(texts), markup, table, Location(table.document, line))
        for line, texts in enumerate(rows, first)
    )


def state(names: str, *rows: Texts, key: str = "") -> Snapshot:
    """A state with these fields and rows, in one table; names are separated by spaces."""
    return Snapshot("code", fields(*names.split()), tuple(key.split()), records(rows))
