"""Combining characters in drawn tables: they take no column of the drawing.

docutils knows that from 0.22.3 on; before, it gave up on a grid table that held one and cut the cells of a simple
table in the wrong columns. So it never sees one: a single character stands for each sequence while it cuts.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.statemachine import StringList

PAD = "\0"
"""What docutils puts after a character of double width, so that it takes two columns."""

_MARKS = range(0xD800, 0xE000)
"""Surrogates, which text decoded from UTF-8 cannot hold; a table with more sequences is left to docutils."""


class Combining:
    """The sequences of combining characters in one table, and what stands for each."""

    def __init__(self) -> None:
        """Begin a table."""
        self._marks: dict[str, str] = {}

    def hide(self, line: str) -> str:
        """Let a single character, padded if it is of double width, stand for each sequence."""
        is_simple = line.isascii() or not any(map(unicodedata.combining, line))
        return line if is_simple else "".join(map(self._mark, _sequences(line)))

    def show(self, block: StringList) -> None:
        """Put the sequences back into the lines of a block."""
        if self._marks:
            sequences = {ord(mark): sequence for sequence, mark in self._marks.items()}
            block.data[:] = [line.translate(sequences) for line in block.data]

    def show_cells(self, data: Any) -> None:
        """Put the sequences back into the cells that docutils' table parsers give."""
        _, header, rows = data
        for row in (*header, *rows):
            for cell in row:
                if cell is not None:
                    self.show(cell[3])

    def _mark(self, sequence: str) -> str:
        written = sequence.replace(PAD, "")
        is_known = written in self._marks
        if len(written) == 1 or (not is_known and len(self._marks) == len(_MARKS)):
            return sequence
        if not is_known:
            self._marks[written] = chr(_MARKS[len(self._marks)])
        return self._marks[written] + PAD * (unicodedata.east_asian_width(written[0]) in "WF")


def _sequences(line: str) -> Iterator[str]:
    """Cut a line into characters, each with its padding and the characters that combine with it."""
    sequence = ""
    for character in line:
        if sequence and character != PAD and not unicodedata.combining(character):
            yield sequence
            sequence = ""
        sequence += character
    yield sequence
