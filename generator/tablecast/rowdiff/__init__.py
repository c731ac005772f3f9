"""Which rows differ between two states of a dataset: the one question that a line diff of a table cannot answer.

Records are aligned by what they say and by their key, also where keys are repeated; what is left, and records without
a key, by what they have in common. So a row whose key changed is a rename and no removal. The order of rows, their
lines and their tables are no part of what they say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast.rowdiff._alignment import Side, align
from tablecast.rowdiff._changes import (
    CellChange,
    DatasetDiff,
    FieldChange,
    Move,
    Reordering,
    RowChange,
    RowChangeKind,
)
from tablecast.rowdiff._fields import field_changes, pair_by_name, pair_by_records, pair_by_texts
from tablecast.rowdiff._rows import Rows, moved_tables, name_of, reordered_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecast.snapshots import RecordSnapshot, Snapshot

__all__ = [
    "CellChange",
    "DatasetDiff",
    "FieldChange",
    "Move",
    "Reordering",
    "RowChange",
    "RowChangeKind",
    "compare",
    "name_of",
    "same_records",
]


def compare(before: Snapshot, after: Snapshot) -> DatasetDiff:
    """Tell what differs between an earlier and a later state of a dataset.

    Markup is compared where both states have the same fields, for it is that of all cells of a row together.
    """
    pairs = pair_by_texts(before, after, pair_by_name(before, after))
    key = _common_key(before, after, pairs)
    markup = _fields_agree(before, after, pairs)
    aligned = _aligned(before, after, pairs, key, markup=markup)
    pairs = pair_by_records(before, after, pairs, aligned)
    rows = Rows(before, after, pairs, tuple(key.values()), markup=markup)
    moved = tuple(moved_tables(before, after, aligned))
    return DatasetDiff(
        after.name,
        tuple(after.fields[place].name for place in key.values()),
        tuple(field_changes(before.fields, after.fields, pairs)),
        tuple(rows.changes(aligned)),
        moved,
        tuple(reordered_tables(after, aligned, {move.after for move in moved})),
    )


def same_records(before: Snapshot, after: Snapshot) -> dict[int, int]:
    """Tell which record is which, also of those that do not differ: by the place of the earlier, that of the later."""
    pairs = pair_by_texts(before, after, pair_by_name(before, after))
    key = _common_key(before, after, pairs)
    return _aligned(before, after, pairs, key, markup=_fields_agree(before, after, pairs))


def _aligned(
    before: Snapshot, after: Snapshot, pairs: Mapping[int, int], key: Mapping[int, int], *, markup: bool
) -> dict[int, int]:
    return align(*_sides(before, after, pairs, key, markup=markup)) if pairs else {}


def _common_key(before: Snapshot, after: Snapshot, pairs: Mapping[int, int]) -> dict[int, int]:
    """Give the places of the key's fields before and after; none where the states do not have one key."""
    places = {field.name: place for place, field in enumerate(before.fields)}
    later = {field.name: place for place, field in enumerate(after.fields)}
    key = {places[name]: pairs.get(places[name], -1) for name in before.key}
    return key if list(key.values()) == [later[name] for name in after.key] else {}


def _fields_agree(before: Snapshot, after: Snapshot, pairs: Mapping[int, int]) -> bool:
    types = ([(field.type, field.optional) for field in state.fields] for state in (before, after))
    is_same_order = list(pairs.items()) == [(place, place) for place in range(len(before.fields))]
    return is_same_order and len(set(map(tuple, types))) == 1


def _sides(
    before: Snapshot, after: Snapshot, pairs: Mapping[int, int], key: Mapping[int, int], *, markup: bool
) -> tuple[Side, Side]:
    here, there = [place for place in pairs if place not in key], [pairs[place] for place in pairs if place not in key]
    return (
        _side(before.records, tuple(key), here, markup=markup),
        _side(after.records, tuple(key.values()), there, markup=markup),
    )


def _side(records: Sequence[RecordSnapshot], key: Sequence[int], content: Sequence[int], *, markup: bool) -> Side:
    return Side(
        [tuple(record.texts[place] for place in key) for record in records] if key else [],
        [tuple(record.texts[place] for place in content) for record in records],
        [record.markup if markup else "" for record in records],
        [record.table for record in records],
    )
