"""Why a drawn table cannot be read, and in which of its lines.

docutils says so in words that differ between its versions, or not at all, and where it gave up, not where it broke.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils.utils import strip_combining_chars

from tablecast._regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

_GRID_BORDER = regex(r"\+-[-+]+-\+ *$")


class Problem(NamedTuple):
    """What is wrong with a table, and the index of the line where it is."""

    line: int
    reason: str


def find_problem(lines: Sequence[str], detail: str, offset: int) -> Problem:
    """Find what is wrong; `lines` have docutils' padding after wide characters, `detail` and `offset` are its own."""
    in_drawing = detail in {"", "Bottom border missing or corrupt.", "Right border not aligned or missing."}
    if in_drawing and lines[0].startswith("+"):
        return _broken_border(lines)
    if not detail or detail.startswith("Malformed"):
        return Problem(0, "the borders of its cells do not meet")
    if detail.endswith("does not match top border."):
        return Problem(len(lines) - 1, "bottom border or header rule does not match top border")
    reason = detail.rstrip(".")
    return Problem(min(max(offset, 0), len(lines) - 1), f"{reason[:1].lower()}{reason[1:]}")


def _broken_border(lines: Sequence[str]) -> Problem:
    if not _GRID_BORDER.match(lines[-1]):
        return Problem(len(lines) - 1, "bottom border missing or corrupt")
    width = len(lines[0].rstrip())
    for index, line in enumerate(lines):
        if len(strip_combining_chars(line)) != width or line[-1] not in "+|":
            return Problem(index, "right border not aligned or missing")
    return Problem(0, "the borders of its cells do not meet")
