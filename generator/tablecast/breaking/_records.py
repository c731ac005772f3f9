"""Which changes of records break users: those that are gone, and those that are found or called otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast import rowdiff
from tablecast.breaking._change import Change
from tablecast.diagnostics import Related, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.breaking._change import Rule
    from tablecast.breaking._surface import Surface
    from tablecast.diagnostics import Location
    from tablecast.rowdiff import DatasetDiff, RowChange
    from tablecast.snapshots import RecordSnapshot, TableName

_LONGEST_NAME, _LONGEST_ROW = 40, 100


class Records:
    """The records of both states, and what they are called in code."""

    def __init__(self, before: Surface, after: Surface, found: DatasetDiff) -> None:
        """Take both states, and what differs in their rows."""
        self._before, self._after, self._found = before, after, found
        self._was = dict(zip(before.snapshot.records, before.members, strict=True))
        self._now = dict(zip(after.snapshot.records, after.members, strict=True))

    def changes(self) -> Iterator[Change]:
        """Give the records that are gone or have another key, then those that are only called otherwise."""
        told: set[RecordSnapshot] = set()
        for change in self._found.rows:
            if change.before is not None and change.kind in ("removed", "renamed"):
                told.add(change.before)
                row, later = change.before, change.after
                yield self._removed(row, change.name) if later is None else self._rekeyed(row, change, later)
        if self._before.names_records and self._before.members != self._after.members:
            yield from self._renamed(told)

    def _removed(self, row: RecordSnapshot, name: str) -> Change:
        lost = f", and its name {self._was[row]} with it" if self._before.names_records else ""
        return self._change("record-removed", name, f"is gone{lost}", self._table(row.table), row)

    def _table(self, table: TableName) -> Location | None:
        """Find a table of the earlier state in the later one, whatever it is called there."""
        moved = {move.before: move.after for move in self._found.moved}
        tables = self._after.tables
        return tables.get(moved.get(table, table)) or (next(iter(tables.values())) if len(tables) == 1 else None)

    def _rekeyed(self, row: RecordSnapshot, change: RowChange, later: RecordSnapshot) -> Change:
        said = f"has the key '{_shown(change.name)}' now"
        if self._before.names_records and self._now[later] != self._was[row]:
            said += f", and is called {self._now[later]} instead of {self._was[row]}"
        return self._change("record-renamed", change.former, said, later.location, row)

    def _renamed(self, told: set[RecordSnapshot]) -> Iterator[Change]:
        """Tell of records that are still there, but called otherwise in code."""
        holders = {name: row for row, name in self._now.items()}
        for here, there in rowdiff.same_records(self._before.snapshot, self._after.snapshot).items():
            row, later = self._before.snapshot.records[here], self._after.snapshot.records[there]
            was, now = self._was[row], self._now[later]
            if was != now and row not in told:
                said = f"is called {now} now, and was {was}"
                if was in holders:
                    said += f", which names '{_shown(rowdiff.name_of(holders[was], self._after.snapshot))}' now"
                name = rowdiff.name_of(row, self._before.snapshot)
                yield self._change("member-renamed", name, said, later.location, row)

    def _change(self, rule: Rule, name: str, said: str, place: Location | None, row: RecordSnapshot) -> Change:
        dataset = self._before.snapshot.name
        stood = (Related(self._before.placed(row.location), f"it said {_said(row)}"),) if row.location else ()
        here = self._after.placed(place or self._after.locate())
        message = f"the record '{_shown(name)}' of '{dataset}' {said}"
        return Change(dataset, rule, " ".join(name.split()), message, here, stood)


def _shown(name: str) -> str:
    return shortened(name, _LONGEST_NAME)


def _said(row: RecordSnapshot) -> str:
    return shortened(" | ".join(filter(None, row.texts)), _LONGEST_ROW)
