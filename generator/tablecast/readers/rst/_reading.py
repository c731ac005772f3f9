"""The state of reading one document: everything that docutils would keep in globals, or would not keep at all.

A `Reading` travels with the inliner to every parser state and directive of one document and is dropped with it, so
that no document can change how another one is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tablecast.diagnostics import Diagnostic, Location
from tablecast.readers.rst._source import Place, SourceText

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from docutils.statemachine import StringList

    from tablecast.codes import Code
    from tablecast.tables import Grammar

Edges = dict[tuple[str, int], int]
"""For each line of a cell, by file and index, the column right after the cell."""


class CellSource(NamedTuple):
    """What is known of a cell when it is parsed and the doctree does not say."""

    place: Place
    end: int
    column: int
    lines: tuple[str, ...]
    row_span: int = 1
    column_span: int = 1
    empty_mark: bool = False
    """Whether `..` means an empty cell here, as in the first column of a simple table."""


class TableSource(NamedTuple):
    """What is known of a table when it is parsed and the doctree does not say."""

    grammar: Grammar
    place: Place
    width: int
    end: Place
    """The beginning of its last line."""

    stub_columns: int = 0


class Item(NamedTuple):
    """A list item: its marker as written, and where the first line of its text begins and ends."""

    marker: str
    place: Place
    end: int


class Opened(NamedTuple):
    """A directive that is being run: where it begins, and the index of its first line in a list of lines."""

    place: Place
    lines: StringList
    first: int


class Reading:
    """What is known, and noticed, while one document is read."""

    def __init__(self, source: SourceText, root: str, open_file: Callable[[str], bytes]) -> None:
        """Begin reading a document."""
        self.path = source.path
        self.root = root
        self.open_file = open_file
        self.files: dict[str, SourceText] = {source.path: source}
        self.included_from: dict[str, str] = {}
        self.machines: list[Any] = []
        self.roles: dict[str, tuple[str, str]] = {}
        self.directives: list[Opened] = []
        self.edges: list[Edges] = []
        self.tables: dict[nodes.Node, TableSource] = {}
        self.cells: dict[nodes.Node, CellSource] = {}
        self.items: dict[nodes.Node, Item] = {}
        self.diagnostics: list[Diagnostic] = []

    def place(self, block: StringList, index: int) -> Place:
        """Say where a line of a parsed block begins in its file.

        Blocks are cut out of their surroundings from the left (indentation, list markers) and, for the cells of a
        table, from the right as well. So a line is the end of what its file has in that line before the right edge
        of the innermost cell.
        """
        path, number = _info(block, index)
        text = block[index] if index < len(block) else ""
        file = self.files.get(path)
        if file is None:
            return Place(self.path, -1)
        full = file.line(number)
        edge = self.edges[-1].get((path, number)) if self.edges else None
        segment = full[:edge].rstrip()
        column = len(segment) - len(text) if segment.endswith(text) else segment.find(text)
        return Place(path, number, max(column, 0))

    def add_file(self, source: SourceText, *, verbatim: bool) -> SourceText:
        """Know a further file; one that is read as data and as markup has two texts."""
        self.files.setdefault(source_name(source.path, verbatim=verbatim), source)
        return source

    def location(self, place: Place, end: int = 0) -> Location:
        """Turn a place into the location that an editor shows."""
        file = self.files.get(place.path)
        if file is None:
            return Location(self.path)
        return file.location(place.line, place.column, end)

    def report(self, code: Code, message: str, place: Place, *, hint: str = "") -> None:
        """Note a problem."""
        self.diagnostics.append(Diagnostic(code, message, self.location(place), hint=hint))


def source_name(path: str, *, verbatim: bool = False) -> str:
    """Give the name by which docutils' line lists know a file."""
    return f"data:{path}" if verbatim else path


def _info(block: StringList, index: int) -> tuple[str, int]:
    """Give file and line index of a line of a block."""
    if not block.items:
        return "", -1
    path, number = block.items[min(index, len(block.items) - 1)]
    return path, number
