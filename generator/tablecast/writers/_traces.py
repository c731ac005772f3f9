"""Where each piece of an output comes from: the values that stand in it, and the lines of templates that wrote it."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct

from tablecast.diagnostics import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tablecast.writers._marks import Marked


class ValuePlace(Struct, frozen=True, order=True):
    """Where a value stands in an output: from its first character up to that after its last, by line and column from 1.

    `record` is an index into the dataset's records, `field` the field's name.
    """

    start: tuple[int, int]
    end: tuple[int, int]
    record: int
    field: str


class Traced(Struct, frozen=True):
    """The lines of an output, the values in it, sorted, and for each line the lines of templates that wrote it.

    The lines of templates are in the order of what they wrote; there are none where a template does not take the marks
    by which they are found.
    """

    lines: tuple[str, ...]
    values: tuple[ValuePlace, ...]
    templates: tuple[tuple[Location, ...], ...]


def traced(plain: Marked, with_lines: Iterable[tuple[Marked, Sequence[str]]], fields: Sequence[str]) -> Traced:
    """Join what the marks of a rendering say with those of the first that says the same with lines of templates.

    Only the very first has marks in blank lines. Where none says the same, the lines that are the same in the last one
    count.
    """
    lines = plain.text.split("\n")
    starts = _starts(lines)
    values = {
        ValuePlace(_position(starts, start), _position(starts, end), origin.record, fields[origin.field])
        for origin, start, end in plain.values
    }
    found: list[tuple[Location, ...]] = [()] * len(lines)
    for number, (marked, files) in enumerate(with_lines):
        made = list(_templates(marked, files, marks_blank_lines=number == 0))
        if marked.text == plain.text:
            found = made
            break
        found = _aligned(lines, marked.text.split("\n"), made)
    # An output has one line feed at its end, whatever the template has.
    size = len(plain.text.rstrip("\n").split("\n"))
    return Traced(tuple(lines[:size]), tuple(sorted(values)), tuple(found[:size]))


def _starts(lines: Sequence[str]) -> list[int]:
    """Give the index of each line's first character."""
    return list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))


def _position(starts: Sequence[int], index: int) -> tuple[int, int]:
    line = bisect_right(starts, index)
    return line, index - starts[line - 1] + 1


def _templates(marked: Marked, files: Sequence[str], *, marks_blank_lines: bool) -> Iterator[tuple[Location, ...]]:
    """Give for each line who wrote what can be seen in it, or, of a blank line, its end, if that is known."""
    indices = [index for index, _, _ in marked.places]
    lines = marked.text.split("\n")
    for start, line in zip(_starts(lines), lines, strict=True):
        seen = [start + column for column, character in enumerate(line) if not character.isspace()]
        end = [start + len(line)] if marks_blank_lines else []
        writers = (bisect_right(indices, index) - 1 for index in seen or end)
        places = (marked.places[index] for index in dict.fromkeys(writers) if index >= 0)
        yield tuple(dict.fromkeys(Location(files[file], number) for _, file, number in places))


def _aligned(
    lines: Sequence[str], others: Sequence[str], found: Sequence[tuple[Location, ...]]
) -> list[tuple[Location, ...]]:
    """Carry over what was found for lines that are the same in both."""
    carried: list[tuple[Location, ...]] = [()] * len(lines)
    for start, other, size in difflib.SequenceMatcher(None, lines, others, autojunk=False).get_matching_blocks():
        carried[start : start + size] = found[other : other + size]
    return carried
