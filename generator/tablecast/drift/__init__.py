"""Drift: what the documents say, rendered, against what is committed, and why the two differ."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from tablecast.drift._history import Cause, History
from tablecast.drift._runs import Origin, Run, cells_in, origins, runs
from tablecast.outputs import as_written, conflict_line, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tablecast.outputs import Output
    from tablecast.rowdiff import DatasetDiff

__all__ = ["Cause", "Change", "Drift", "History", "Origin", "RowDrift", "changed_rows", "compare", "unified_diff"]

OF_THE_FILE: frozenset[Cause] = frozenset({"missing", "stale", "unexpected", "conflict", "edited", "line-ends"})
"""The causes that lie in the file; all others lie in what it is made of."""


class Change(Struct, frozen=True):
    """A run of lines of an output that differs: the lines that stand there, those that the documents say, and why.

    `line` is where the run begins in the committed file; an empty run of lines stands before that line.
    """

    line: int
    actual: tuple[str, ...]
    expected: tuple[str, ...]
    origins: tuple[Origin, ...]
    cause: Cause = "changed"


class Drift(Struct, frozen=True):
    """One output file that is not what the documents say: why, and in which lines.

    "line-ends" means that line ends, the encoding, a byte order mark or the last line's end differ.
    """

    path: str
    causes: tuple[Cause, ...]
    changes: tuple[Change, ...] = ()


class RowDrift(NamedTuple):
    """What differs in a dataset between what it says and what it said when its outputs were written.

    `outputs` are the paths of those that are out of step for it.
    """

    found: DatasetDiff
    outputs: tuple[str, ...]


def compare(
    outputs: Sequence[Output], actual: Mapping[str, bytes | None], history: History | None = None
) -> tuple[Drift, ...]:
    """Compare what is rendered with what is there, file by file; sorted by path.

    A file of `actual` that is no output is one that was, or one that stands where only outputs do. Without a `history`,
    it is told what differs, and not why.
    """
    known = history or History()
    expected = {output.path: output for output in outputs}
    drifts = [_surplus(path, data, known) for path, data in actual.items() if path not in expected]
    drifts += (_drift(output, actual.get(path), known) for path, output in expected.items())
    return tuple(sorted((drift for drift in drifts if drift), key=lambda drift: drift.path))


def changed_rows(drifts: Sequence[Drift], outputs: Sequence[Output], history: History) -> tuple[RowDrift, ...]:
    """Tell which rows the files that are out of step do not say as the documents do, dataset by dataset."""
    paths = {drift.path for drift in drifts if not OF_THE_FILE.issuperset(drift.causes)}
    if not paths:
        return ()
    found = {name: [output.path for output in outputs if output.dataset.name == name] for name in history.rows}
    named = ((history.rows[name], tuple(path for path in each if path in paths)) for name, each in found.items())
    return tuple(RowDrift(diff, each) for diff, each in named if each)


def _surplus(path: str, data: bytes | None, history: History) -> Drift | None:
    """Tell of a file that nothing generates: one that was generated once, or one that never was."""
    if data is None:
        return None
    if not history.knows(path):
        return Drift(path, ("unexpected",))
    return Drift(path, ("stale", *history.edits(path, data)))


def _drift(output: Output, there: bytes | None, history: History) -> Drift | None:
    if there is None:
        return Drift(output.path, ("missing", *history.reasons(output.path)))
    if there == output.rendered.data:
        return None
    causes = (*history.edits(output.path, there), *history.reasons(output.path)) or _plain_causes(output, there)
    return Drift(output.path, causes, tuple(_changes(output, there, causes, history)))


def _plain_causes(output: Output, there: bytes) -> tuple[Cause, ...]:
    """Say what is wrong with a file of whose past nothing is known."""
    if as_written(there) == output.rendered.data:
        return ("line-ends",)
    return ("conflict",) if conflict_line(there) else ("changed",)


def _changes(output: Output, there: bytes, causes: Sequence[Cause], history: History) -> Iterator[Change]:
    actual, expected = lines_of(as_written(there)), lines_of(output.rendered.data)
    whose = _Attribution(output, there, causes, history)
    for run in runs(actual, expected):
        # Within a long run that has another cause, the lines that somebody has edited are told one by one.
        edited = whose.edited_within(run)
        for part in edited:
            yield _change(output, _nearest(part, run, actual, expected), actual, expected, "edited")
        yield _change(output, run, actual, expected, whose.reason(run) if edited else whose.cause(run))


def _change(output: Output, run: Run, actual: Sequence[str], expected: Sequence[str], cause: Cause) -> Change:
    before, after = tuple(actual[run.start : run.stop]), tuple(expected[run.first : run.last])
    return Change(run.start + 1, before, after, origins(output, run.first + 1, run.last), cause)


def _nearest(line: int, run: Run, actual: Sequence[str], expected: Sequence[str]) -> Run:
    """Give a line of a run with the line that comes nearest to it among those that should stand there, if any does."""
    found = difflib.get_close_matches(actual[line], expected[run.first : run.last], n=1)
    first = expected.index(found[0], run.first) if found else run.first
    return Run(line, line + 1, first, first + len(found))


class _Attribution:
    """Tells the cause of each run of lines of a file that has several."""

    def __init__(self, output: Output, there: bytes, causes: Sequence[Cause], history: History) -> None:
        self._output = output
        self._changed = history.changed_rows.get(output.dataset.name, frozenset()) if "document" in causes else ()
        self._reasons: list[Cause] = [cause for cause in causes if cause not in OF_THE_FILE]
        self._of_the_file: Cause | None = next((cause for cause in causes if cause in ("conflict", "edited")), None)
        several = self._of_the_file is not None and self._reasons
        self._edited = history.edited_lines(output.path, there) if several else []

    def cause(self, run: Run) -> Cause:
        """Give the cause of a run: what somebody has edited, before what has changed in the document."""
        if self._of_the_file is not None and (not self._reasons or any(_touch(run, each) for each in self._edited)):
            return self._of_the_file
        return self.reason(run)

    def edited_within(self, run: Run) -> list[int]:
        """Give the lines of a run that somebody has edited, from 0, if it has more lines than these."""
        if self._of_the_file != "edited":
            return []
        touching = [each for each in self._edited if _touch(run, each)]
        lines = [line for start, stop in touching for line in range(max(start, run.start), min(stop, run.stop))]
        is_told_so = all(start < stop for start, stop in touching)
        return lines if is_told_so and len(lines) < run.stop - run.start else []

    def reason(self, run: Run) -> Cause:
        """Give the cause of a run that lies in what the output is made of."""
        if "document" in self._reasons and (len(self._reasons) == 1 or self._is_of_changed_rows(run)):
            return "document"
        reasons: list[Cause] = [cause for cause in self._reasons if cause != "document"]
        return reasons[0] if reasons else "changed"

    def _is_of_changed_rows(self, run: Run) -> bool:
        """Whether lines are of a row that has changed; those that nothing should stand for are of one that is gone."""
        records = cells_in(self._output, run.first + 1, run.last)
        places = (self._output.dataset.records[index].location for index in records)
        return run.first == run.last or any(place in self._changed for place in places)


def _touch(run: Run, edited: tuple[int, int]) -> bool:
    """Whether a run has lines of a range; a range or a run without lines has those at whose edge it stands."""
    start, stop = edited
    if run.start == run.stop or start == stop:
        return run.start <= stop and start <= run.stop
    return run.start < stop and start < run.stop


def unified_diff(path: str, actual: bytes | None, expected: bytes | None) -> Iterator[str]:
    """Give a unified diff from what is there to what is expected, line by line without line ends.

    None stands for a file that is not there.
    """
    before = "/dev/null" if actual is None else f"a/{path}"
    after = "/dev/null" if expected is None else f"b/{path}"
    return difflib.unified_diff(lines_of(actual or b""), lines_of(expected or b""), before, after, lineterm="")
