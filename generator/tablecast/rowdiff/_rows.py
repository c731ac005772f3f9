"""What to tell of rows, once it is known which is which: those that differ, and the tables that they stand in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tablecast.rowdiff._changes import CellChange, Move, Reordering, RowChange
from tablecast.rowdiff._sequences import rising

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tablecast.snapshots import RecordSnapshot, Snapshot, TableName


class Rows:
    """Tells of the rows that differ."""

    def __init__(
        self, before: Snapshot, after: Snapshot, pairs: Mapping[int, int], key: tuple[int, ...], *, markup: bool
    ) -> None:
        """Take what is the same for all rows."""
        self._before, self._after = before, after
        self._earlier = {there: here for here, there in pairs.items()}
        self._key = key
        self._markup = markup

    def changes(self, aligned: Mapping[int, int]) -> Iterator[RowChange]:
        """Give the changes in the order of the later state; a removed row follows the one that it followed."""
        found = [((there, 0, 0), self._changed(here, there)) for here, there in aligned.items()]
        found += [((place, 0, 0), self._added(place)) for place in _missing(self._after.records, aligned.values())]
        last = -1
        for place, record in enumerate(self._before.records):
            last = aligned.get(place, last)
            if place not in aligned:
                found.append(((last, 1, place), self._removed(record)))
        return (change for _, change in sorted(found, key=lambda each: each[0]) if change is not None)

    def _changed(self, here: int, there: int) -> RowChange | None:
        before, after = self._before.records[here], self._after.records[there]
        texts = [
            (name.name, before.texts[self._earlier[place]], after.texts[place])
            for place, name in enumerate(self._after.fields)
            if place in self._earlier
        ]
        cells = tuple(CellChange(*each) for each in texts if each[1] != each[2])
        if not cells and not (self._markup and before.markup != after.markup):
            return None
        name, former = self._name(after), self._former(before)
        if self._key and any(before.texts[self._earlier[place]] != after.texts[place] for place in self._key):
            return RowChange("renamed", name, before, after, cells, former)
        return RowChange("changed", name, before, after, cells)

    def _added(self, place: int) -> RowChange:
        record = self._after.records[place]
        texts = zip(self._after.fields, record.texts, strict=True)
        cells = tuple(CellChange(field.name, None, text) for field, text in texts if text)
        return RowChange("added", self._name(record), None, record, cells)

    def _removed(self, record: RecordSnapshot) -> RowChange:
        later = {here: self._after.fields[there].name for there, here in self._earlier.items()}
        texts = enumerate(zip(self._before.fields, record.texts, strict=True))
        cells = tuple(CellChange(later.get(place, field.name), text, None) for place, (field, text) in texts if text)
        return RowChange("removed", self._former(record), record, None, cells)

    def _name(self, record: RecordSnapshot) -> str:
        return _name(record, self._key)

    def _former(self, record: RecordSnapshot) -> str:
        return _name(record, [self._earlier[place] for place in self._key])


def _name(record: RecordSnapshot, key: Sequence[int]) -> str:
    """Name a record by its key, or by its first text where there is none."""
    texts = [record.texts[place] or "" for place in key]
    return ", ".join(texts) if texts else next(filter(None, record.texts), "")


def name_of(record: RecordSnapshot, state: Snapshot) -> str:
    """Name a record of a state as its changes do: by its key, or by its first text where there is none."""
    places = {field.name: place for place, field in enumerate(state.fields)}
    return _name(record, [places[name] for name in state.key])


def _missing(records: Sequence[RecordSnapshot], known: Iterable[int]) -> list[int]:
    found = set(known)
    return [place for place in range(len(records)) if place not in found]


def moved_tables(before: Snapshot, after: Snapshot, aligned: Mapping[int, int]) -> Iterator[Move]:
    """Tell of tables that are no more, and of which most rows stand in one that was not there before."""
    tables = Counter(record.table for record in before.records)
    later = {record.table for record in after.records}
    ways = Counter((before.records[here].table, after.records[there].table) for here, there in aligned.items())
    for (table, target), rows in ways.items():
        if table not in later and target not in tables and 2 * rows > tables[table]:
            yield Move(table, target)


def reordered_tables(after: Snapshot, aligned: Mapping[int, int], moved: set[TableName]) -> Iterator[Reordering]:
    """Count by table the rows that do not keep the order of all, as few as can be."""
    kept = {there for _, there in rising(aligned.items())}
    places = sorted(there for there in aligned.values() if there not in kept)
    tables = Counter(after.records[place].table for place in places)
    return (Reordering(table, rows) for table, rows in tables.items() if table not in moved)
