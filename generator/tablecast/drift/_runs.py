"""Runs of lines in which a file differs from what should stand there, and the rows that these are of."""

from __future__ import annotations

import difflib
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from tablecast.diagnostics import Location  # noqa: TC001 - msgspec resolves the annotation when it decodes
from tablecast.records.keys import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecast.model import Dataset
    from tablecast.outputs import Output


class Origin(Struct, frozen=True, order=True):
    """The row that an output's line was rendered from; `field` is empty where the line holds several of its cells."""

    location: Location
    record: str
    field: str


class Run(NamedTuple):
    """Lines `start` to `stop` of a file, from 0 and without the last, that should be `first` to `last` of another."""

    start: int
    stop: int
    first: int
    last: int


def runs(actual: Sequence[str], expected: Sequence[str]) -> Iterator[Run]:
    """Give the runs of lines that differ, each where a person would say that it begins."""
    begin, end = _common_ends(actual, expected)
    inside = actual[begin : len(actual) - end], expected[begin : len(expected) - end]
    codes = [code for code in difflib.SequenceMatcher(None, *inside).get_opcodes() if code[0] != "equal"]
    for (tag, *bounds), following in zip_longest(codes, codes[1:]):
        start, stop, first, last = (bound + begin for bound in bounds)
        # A run can move down within the equal lines that follow it, and no further.
        equal = (following[1] + begin if following else len(actual)) - stop
        shift = _shift(actual[: stop + equal], start, stop) if tag == "delete" else 0
        shift = _shift(expected[: last + equal], first, last) if tag == "insert" else shift
        yield Run(start + shift, stop + shift, first + shift, last + shift)


def _common_ends(actual: Sequence[str], expected: Sequence[str]) -> tuple[int, int]:
    """Count the lines that are equal at the beginning and at the end, where most are and none has to be searched for.

    Those at the end come first, so that what stands there twice is new where it stands for the first time.
    """
    least = min(len(actual), len(expected))
    pairs = zip(reversed(actual), reversed(expected), strict=False)
    end = next((count for count, (one, other) in enumerate(pairs) if one != other), least)
    pairs = zip(actual, expected, strict=False)
    begin = next((count for count, (one, other) in enumerate(pairs) if one != other), least)
    return min(begin, least - end), end


def _shift(lines: Sequence[str], start: int, stop: int) -> int:
    """Tell by how many lines to move a run down so that it begins where a person would say that it does.

    In a list of like blocks, it cannot be told from the lines alone whether a new block is `{ ... }` or `} ... {`. The
    best first line is the least indented one, and of several the last.
    """
    end = stop
    while end < len(lines) and lines[start + end - stop] == lines[end]:
        end += 1
    firsts = [shift for shift in range(end - stop + 1) if lines[start + shift].strip()]
    return min(firsts, key=lambda shift: (_indentation(lines[start + shift]), -shift), default=0)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def cells_in(output: Output, first: int, last: int) -> dict[int, set[str]]:
    """Give the fields that stand in lines `first` to `last` of the rendering, from 1, by the index of their record."""
    cells: dict[int, set[str]] = {}
    for trace in output.rendered.traces:
        if trace.line <= last and trace.end_line >= first:
            cells.setdefault(trace.record, set()).add(trace.field)
    return cells


def origins(output: Output, first: int, last: int) -> tuple[Origin, ...]:
    """Give the rows that stand in lines `first` to `last` of the rendering, from 1, in document order."""
    cells = cells_in(output, first, last)
    return tuple(_origin(output.dataset, record, fields) for record, fields in sorted(cells.items()))


def _origin(dataset: Dataset, index: int, fields: set[str]) -> Origin:
    record = dataset.records[index]
    names = [field.name for field in dataset.schema.fields]
    if len(fields) == 1:
        (name,) = fields
        return Origin(record.values[names.index(name)].location, label_of(dataset.schema, record), name)
    return Origin(record.location, label_of(dataset.schema, record), "")
