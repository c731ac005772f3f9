"""What can differ between two states of a dataset, as data."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from tablecast.snapshots import FieldSnapshot, RecordSnapshot, TableName  # noqa: TC001 - msgspec resolves annotations

FieldChangeKind: TypeAlias = Literal["added", "removed", "renamed", "retyped"]
RowChangeKind: TypeAlias = Literal["added", "removed", "changed", "renamed"]


class FieldChange(Struct, frozen=True):
    """A field that was added, removed, renamed, or given another type; None stands for the state that lacks it.

    A type is another one also where a value became optional, or the values of an enum are others.
    """

    kind: FieldChangeKind
    before: FieldSnapshot | None
    after: FieldSnapshot | None


class CellChange(Struct, frozen=True):
    """A cell that says something else; `field` is its name in the later state, and None stands for no value."""

    field: str
    before: str | None
    after: str | None


class RowChange(Struct, frozen=True):
    """A row that differs, by the key, or by the first text where there is no key; a renamed one has a `former` name.

    Of an added or removed row, `cells` are all that say something. A changed row with no changed cells is written
    otherwise: its values are the same, and the markup or the spelling of a cell is not.
    """

    kind: RowChangeKind
    name: str
    before: RecordSnapshot | None
    after: RecordSnapshot | None
    cells: tuple[CellChange, ...] = ()
    former: str = ""


class Move(Struct, frozen=True):
    """A table whose rows now stand under another document or title."""

    before: TableName
    after: TableName


class Reordering(Struct, frozen=True):
    """A table of the later state with the number of its rows that must be moved to get the former order."""

    table: TableName
    rows: int


class DatasetDiff(Struct, frozen=True):
    """What differs between two states of a dataset: fields in the order of the later state, then rows in its order.

    `key` are the fields by which rows were known, as the later state names them; empty where there is no such key.
    """

    name: str
    key: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    rows: tuple[RowChange, ...] = ()
    moved: tuple[Move, ...] = ()
    reordered: tuple[Reordering, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.fields or self.rows or self.moved or self.reordered)
