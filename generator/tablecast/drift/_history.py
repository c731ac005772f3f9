"""What has changed since the outputs were written, as the manifest of that time tells."""

from __future__ import annotations

import difflib
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from tablecast import rowdiff
from tablecast.digests import digest
from tablecast.manifest import NOTHING, line_digests, split_digests
from tablecast.outputs import as_written, conflict_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecast.diagnostics import Location
    from tablecast.manifest import Manifest
    from tablecast.rowdiff import DatasetDiff
    from tablecast.snapshots import Snapshot

Cause: TypeAlias = Literal[
    "missing",
    "stale",
    "unexpected",
    "conflict",
    "edited",
    "line-ends",
    "document",
    "configuration",
    "template",
    "generator",
    "changed",
]
"""Why an output is out of step; "changed" stands where there is no telling, as nothing is known of its past."""


class History:
    """Tells what has changed between the time when outputs were written and now."""

    def __init__(
        self, before: Manifest = NOTHING, now: Manifest = NOTHING, taken: Mapping[str, Snapshot] = MappingProxyType({})
    ) -> None:
        """Compare the manifest of the outputs that are committed with that of those that are rendered now.

        `taken` are the snapshots of the datasets of these, by name.
        """
        self._before, self._now = before, now
        self._taken = taken

    def knows(self, path: str) -> bool:
        """Whether an output was written that has this path."""
        return path in self._before.entries

    def reasons(self, path: str) -> tuple[Cause, ...]:
        """Say why an output is rendered otherwise than it was written; nothing where it is not, or was never written.

        Where nothing that it is made of has changed, it is the generator that has: the same records, rendered anew.
        """
        before, now = self._before.entries.get(path), self._now.entries.get(path)
        if before is None or now is None or before.body == now.body:
            return ()
        is_configured_otherwise = before.configuration != now.configuration
        says_otherwise = before.records != now.records
        found: dict[Cause, bool] = {
            "document": says_otherwise and (self._tables_differ(now.dataset) or not is_configured_otherwise),
            "configuration": is_configured_otherwise,
            "template": before.templates != now.templates,
            "generator": self._before.generator != self._now.generator,
        }
        return tuple(cause for cause, is_there in found.items() if is_there) or ("generator",)

    def _tables_differ(self, dataset: str) -> bool:
        return self._before.tables(dataset) != self._now.tables(dataset)

    def edits(self, path: str, actual: bytes) -> tuple[Cause, ...]:
        """Say what has become of a file since it was written: nothing, an edit by hand, or other line ends."""
        entry = self._before.entries.get(path)
        if entry is None or digest(actual) == entry.body:
            return ()
        written = as_written(actual)
        found: list[Cause] = ["line-ends"] if written != actual else []
        if digest(written) != entry.body:
            found.insert(0, "conflict" if conflict_line(actual) else "edited")
        return tuple(found)

    def edited_lines(self, path: str, actual: bytes) -> list[tuple[int, int]]:
        """Give the ranges of lines, from 0 and without the last, that are not as they were written.

        Where lines were taken away, an empty range stands before the line that follows.
        """
        entry = self._before.entries.get(path)
        if entry is None:
            return []
        now, before = line_digests(as_written(actual)), split_digests(entry.lines)
        codes = difflib.SequenceMatcher(None, now, before).get_opcodes()
        return [(start, stop) for tag, start, stop, _, _ in codes if tag != "equal"]

    @cached_property
    def rows(self) -> dict[str, DatasetDiff]:
        """Tell for each dataset which rows differ; for those alone of which it is known what they said."""
        found = {name: self._row_diff(name, snapshot) for name, snapshot in self._taken.items()}
        return {name: diff for name, diff in found.items() if diff}

    def _row_diff(self, name: str, now: Snapshot) -> DatasetDiff | None:
        if self._before.datasets.get(name) == self._now.datasets.get(name):  # All that is compared is in these lines.
            return None
        before = self._before.snapshot(name)
        return rowdiff.compare(before, now) if before else None

    @cached_property
    def changed_rows(self) -> dict[str, frozenset[Location]]:
        """Give the places of the rows that a dataset has not always said as it says them now."""
        return {
            name: frozenset(
                change.after.location for change in diff.rows if change.after and change.after.location is not None
            )
            for name, diff in self.rows.items()
        }
