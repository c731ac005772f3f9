"""Lines that are cut out of a file, from the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence


class Cut(Struct, frozen=True, gc=False):
    """Lines without blanks at their ends, and where the first of them stands: the index of its line, and its column."""

    lines: list[str]
    line: int
    column: int


def indent_of(lines: Sequence[str]) -> int:
    """Give what lines are all indented by, blank ones aside."""
    return min([len(line) - len(line.lstrip()) for line in lines if line], default=0)


def dedented(lines: Sequence[str]) -> list[str]:
    """Give lines without blank ones at both ends, and without what they are all indented by."""
    begin, end = 0, len(lines)
    while begin < end and not lines[begin]:
        begin += 1
    while begin < end and not lines[end - 1]:
        end -= 1
    lines = lines[begin:end]
    indent = indent_of(lines)
    return [line[indent:] for line in lines]
