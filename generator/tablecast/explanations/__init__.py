"""Where a line comes from, or goes to: from a line of an output to its row, from one of a document to the outputs."""

from __future__ import annotations

import re
from typing import NamedTuple

from tablecast.diagnostics import Diagnostic, Location, TablecastError
from tablecast.explanations._documents import DocumentLine, LeftOutRow, Standing, Use, explain_document
from tablecast.explanations._outputs import OutputLine, Row, SaidCell, explain_output

__all__ = [
    "DocumentLine",
    "LeftOutRow",
    "OutputLine",
    "Row",
    "SaidCell",
    "Standing",
    "Target",
    "Use",
    "explain_document",
    "explain_output",
    "line_of",
    "target",
]


class Target(NamedTuple):
    """A line to explain, or with a column a character in it; the path is as it was given."""

    path: str
    line: int
    column: int = 0


def target(text: str) -> Target | None:
    """Read `PATH:LINE` or `PATH:LINE:COLUMN`, as messages have it; None if it is neither."""
    found = re.fullmatch(r"(.+?):([0-9]+)(?::([0-9]+))?:?", text, re.DOTALL)
    numbers = [int(number) for number in found.groups()[1:] if number] if found else []
    return None if found is None or 0 in numbers else Target(found[1], *numbers)


def line_of(lines: list[str], place: Target) -> str:
    """Give the line that is to be explained.

    Raises:
        TablecastError: The file has no such line, or the line no such column.
    """
    problem = ""
    if place.line > len(lines):
        problem = f"there is no line {place.line}: the file has {_count(len(lines), 'line')}"
    elif place.column > max(len(lines[place.line - 1]), 1):
        problem = f"there is no column {place.column}: the line has {_count(len(lines[place.line - 1]), 'character')}"
    if problem:
        raise TablecastError([Diagnostic("no-such-line", problem, Location(place.path))])
    return lines[place.line - 1]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
