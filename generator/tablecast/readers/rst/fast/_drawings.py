"""Grid and simple tables without spans, cut into cells by their columns.

docutils follows the borders of a grid from corner to corner, since any cell may span. Where each line of the drawing
is either a full border or has a bar at every column of the first border, no cell spans, and all cells are what stands
between: one look at each line tells so, in a time that grows with the lines alone. A simple table without underlines
of dashes is cut at the columns of its first border in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from tablecast._regex import regex
from tablecast.diagnostics import Location
from tablecast.readers.rst.fast._cells import Cells, read_cell
from tablecast.readers.rst.fast._cut import dedented
from tablecast.readers.rst.fast._unusual import UnusualError
from tablecast.tables import Cell, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecast.readers.rst.fast._inline import Images
    from tablecast.readers.rst.fast._syntax import Drawing

_RULE = regex(r"\+=[=+]+=\+$")
_SPANS = regex(r"-[ -]*$")


class _Span(Struct, frozen=True, gc=False):
    """A row of a drawing: the indices of its first line, and of the line after its last."""

    begin: int
    end: int


class _Layout(Struct, frozen=True, gc=False):
    """The rows and columns of a drawing; `body` is the number of its header rows."""

    columns: list[tuple[int, int | None]]
    rows: list[_Span]
    body: int


def read_drawing(drawing: Drawing, path: str, images: Images) -> Cells:
    """Read the cells of a table.

    Raises:
        UnusualError: A cell spans, the drawing is malformed, or a cell has something that only docutils reads.
    """
    _refuse_wide(drawing.lines)
    layout = _grid(drawing.lines) if drawing.grammar == "grid" else _simple(drawing.lines)
    reader = _Reader(drawing, path, images, layout.columns)
    rows = tuple(reader.row(span) for span in layout.rows)
    end = Location(path, drawing.line + len(drawing.lines), drawing.column + 1)
    return Cells(drawing.grammar, rows[: layout.body], rows[layout.body :], len(layout.columns), end)


def _refuse_wide(lines: Sequence[str]) -> None:
    """Leave a drawing to docutils in which a character does not take one column."""
    others = set("".join(line for line in lines if not line.isascii()))
    if any(unicodedata.east_asian_width(each) in "WF" or unicodedata.combining(each) for each in others):
        message = "a drawn table with characters of another width"
        raise UnusualError(message)


def _grid(lines: Sequence[str]) -> _Layout:
    """Find the rows of a grid, in which every line is a border or has a bar at each of the border's corners."""
    top = lines[0]
    corners = [index for index, mark in enumerate(top) if mark == "+"]
    rule = top.replace("-", "=")
    at_corners = itemgetter(*corners)
    bars = ("|",) * len(corners)
    rows: list[_Span] = []
    begin, body = 1, 0
    for index in range(1, len(lines)):
        line = lines[index]
        if line in {top, rule}:
            if index == begin or (line == rule and (body or not _RULE.match(line))):
                _refuse_drawing()
            rows.append(_Span(begin, index))
            body = len(rows) if line == rule else body
            begin = index + 1
        elif at_corners(line) != bars:
            _refuse_drawing()
    if begin != len(lines) or lines[-1] != top or "++" in top or not rows:
        _refuse_drawing()
    return _Layout([(left + 1, right) for left, right in pairwise(corners)], rows, body)


def _simple(lines: Sequence[str]) -> _Layout:
    """Find the rows of a simple table: a text in the first column begins one."""
    top = lines[0]
    columns: list[tuple[int, int | None]] = [match.span() for match in re.finditer("=+", top)]
    first = slice(*columns[0])
    rows: list[_Span] = []
    begin, body = 1, 0
    for index in range(1, len(lines)):
        line = lines[index]
        if line == top:
            rows.append(_row_span(lines, begin, index))
            body = len(rows) if index < len(lines) - 1 else body
            begin = index + 1
        elif line.startswith("=") or _SPANS.match(line) or _beside(line, columns):
            _refuse_drawing()
        elif line[first].strip() and index > begin:
            rows.append(_row_span(lines, begin, index))
            begin = index
        elif line and not line[first].strip() and index == begin:
            _refuse_drawing()
        begin += not line and index == begin
    if begin != len(lines) or not rows:
        _refuse_drawing()
    columns[-1] = (columns[-1][0], None)
    return _Layout(columns, rows, body)


def _row_span(lines: Sequence[str], begin: int, end: int) -> _Span:
    """Give a row; blank lines at its end belong to it, and one that is nothing else is left to docutils."""
    if begin == end or not lines[begin]:
        _refuse_drawing()
    return _Span(begin, end)


def _beside(line: str, columns: Sequence[tuple[int, int | None]]) -> bool:
    """Whether there is text between two columns."""
    between = pairwise(columns)
    return any(line[end : following[0]].strip() for (_, end), following in between)


def _refuse_drawing() -> None:
    message = "a drawn table with spans, or out of line"
    raise UnusualError(message)


class _Reader:
    """Reads the cells of one drawing."""

    def __init__(self, drawing: Drawing, path: str, images: Images, columns: Sequence[tuple[int, int | None]]) -> None:
        self.lines = drawing.lines
        self.path = path
        self.images = images
        self.columns = columns
        self.line = drawing.line + 1
        self.column = drawing.column + 1

    def row(self, span: _Span) -> Row:
        """Read a row, which begins where its first text does."""
        read = self._short if span.end - span.begin == 1 else self._tall
        cells = tuple(read(span))
        first = cells[0].location
        for cell in cells:
            if cell.location.line < first.line:
                first = cell.location
        return Row(cells, first)

    def _short(self, span: _Span) -> Iterator[Cell]:
        """Read the cells of a row of one line."""
        line = self.lines[span.begin]
        for column, (left, right) in enumerate(self.columns):
            part = line[left:right]
            text = part.strip()
            if not text:
                yield self._empty(span, column)
                continue
            begin = left + part.find(text)
            found = read_cell(text, self.images)
            location = self._location(span.begin, begin, begin + len(text))
            yield Cell(found.text, location, column, 1, 1, found.blocks)

    def _tall(self, span: _Span) -> Iterator[Cell]:
        """Read the cells of a row of several lines, each without what its lines are all indented by."""
        lines = self.lines[span.begin : span.end]
        for column, (left, right) in enumerate(self.columns):
            parts = [line[left:right].rstrip() for line in lines]
            index = next((index for index, part in enumerate(parts) if part), None)
            if index is None:
                yield self._empty(span, column)
                continue
            first = parts[index]
            location = self._location(span.begin + index, left + len(first) - len(first.lstrip()), left + len(first))
            found = read_cell("\n".join(dedented(parts)), self.images)
            yield Cell(found.text, location, column, 1, 1, found.blocks)

    def _empty(self, span: _Span, column: int) -> Cell:
        """Make an empty cell, which stands where a text would begin: after a blank, if a grid has room for one."""
        left, right = self.columns[column]
        gap = right is not None and self.lines[0][0] == "+" and right - left > 1
        return Cell("", self._location(span.begin, left + gap, 0), column)

    def _location(self, index: int, begin: int, end: int) -> Location:
        return Location(self.path, self.line + index, self.column + begin, end and self.column + end)
