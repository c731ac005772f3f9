"""The text of a file as docutils sees it, and where each piece of it stands in the file.

docutils cuts a text into lines at more characters than an editor does, expands tabs and drops trailing white space
(`docutils.statemachine.string2lines`). Positions inside the parser are therefore a line index and a column of the
expanded line; `SourceText.location` turns them back into what an editor shows.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from tablecast.diagnostics import Diagnostic, Location

_TAB_WIDTH = 8
_LINE_ENDS = ("\n", "\r")


class Place(NamedTuple):
    """A position in a parsed text: the file, the index of docutils' line, and the index in its expanded line."""

    path: str
    line: int
    column: int = 0


class SourceText:
    """One file's text, cut into lines as docutils cuts them."""

    def __init__(self, path: str, text: str, *, verbatim: bool = False) -> None:
        """Cut the text; form feeds and vertical tabs become spaces, as in docutils.

        A `verbatim` text is data, not markup: its tabs and blanks stay.
        """
        self.path = path
        pieces = (text if verbatim else re.sub(r"[\v\f]", " ", text)).splitlines(keepends=True)
        self._raw = [piece.splitlines()[0] for piece in pieces]
        self._starts = _editor_positions(pieces)
        self._verbatim = verbatim
        self.lines = self._raw if verbatim else [raw.expandtabs(_TAB_WIDTH).rstrip() for raw in self._raw]

    def line(self, index: int) -> str:
        """Give docutils' line by its index, or nothing where there is none."""
        return self.lines[index] if 0 <= index < len(self.lines) else ""

    def location(self, line: int, column: int, end: int = 0) -> Location:
        """Turn a position in docutils' lines into the position that an editor shows."""
        if not 0 <= line < len(self.lines):
            return Location(self.path, max(line + 1, 0))
        raw = self._raw[line]
        first, offset = self._starts[line] if self._starts else (line + 1, 0)
        if "\t" in raw and not self._verbatim:
            column, end = _character(raw, column), end and _character(raw, end)
        return Location(self.path, first, column + offset + 1, end + offset + 1 if end > column else 0)


def decode(path: str, data: bytes) -> tuple[str, list[Diagnostic]]:
    """Decode UTF-8 with or without a byte order mark; the text is empty where the bytes are something else.

    NUL is docutils' own mark for an escaped character, so one in the text is replaced, as CommonMark does.
    """
    content = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", [_not_utf8(path, content, error.start, offset=error.start + len(data) - len(content))]
    if "\0" not in text:
        return text, []
    return text.replace("\0", "\ufffd"), [_has_nul(path, text)]


def _editor_positions(pieces: list[str]) -> list[tuple[int, int]]:
    """Give line and column offset per line; empty, for "line index + 1 and 0", where editors cut lines alike."""
    if all(piece.endswith(_LINE_ENDS) for piece in pieces[:-1]):
        return []
    starts: list[tuple[int, int]] = []
    line, offset = 1, 0
    for piece in pieces:
        starts.append((line, offset))
        line, offset = (line + 1, 0) if piece.endswith(_LINE_ENDS) else (line, offset + len(piece))
    return starts


def _character(raw: str, column: int) -> int:
    """Give the index in a line of the character that stands at a column of the tab-expanded line."""
    width = 0
    for index, character in enumerate(raw):
        if width >= column:
            return index
        width = (width // _TAB_WIDTH + 1) * _TAB_WIDTH if character == "\t" else width + 1
    return len(raw) + max(column - width, 0)


def _position(text: str) -> tuple[int, int]:
    """Give line and column, from 1, of the place right after a text."""
    lines = re.split(r"\r\n|\r|\n", text)
    return len(lines), len(lines[-1]) + 1


def _not_utf8(path: str, data: bytes, start: int, offset: int) -> Diagnostic:
    line, column = _position(data[:start].decode("utf-8"))
    return Diagnostic(
        "not-utf8",
        f"the file is not UTF-8: byte 0x{data[start]:02x} at offset {offset}",
        Location(path, line, column),
        hint="save the file as UTF-8",
    )


def _has_nul(path: str, text: str) -> Diagnostic:
    line, column = _position(text[: text.index("\0")])
    return Diagnostic(
        "nul-character",
        "the text has a NUL character; it is read as U+FFFD",
        Location(path, line, column),
        hint="remove the character",
    )
