"""Provenance: which value of the dataset stands on which line of the output, for any template.

A literal is wrapped in marks that survive whatever the template does with it: macros, loops, joins, blocks that are set
and written later. When the output is complete the marks are taken out and the lines counted.

The marks are lone surrogates. UTF-8 cannot hold those, so neither a template nor an output can, and the literal filters
let none through: nothing can be mistaken for a mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from tablecast._regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence


class Trace(Struct, frozen=True, order=True):
    """A value of the dataset that stands in the output.

    `line` and `end_line` are the first and last line that it covers, from 1; `record` is an index into the dataset's
    records, `field` the field's name.
    """

    line: int
    end_line: int
    record: int
    field: str


class Origin(NamedTuple):
    """Where a value comes from: the indices of its record and its field."""

    record: int
    field: int


_OPEN, _CLOSE, _COMMA, _AT, _DIGIT = "\udc00", "\udc01", "\udc02", "\udc03", 0xDD00
_DIGITS = {ord(str(digit)): _DIGIT + digit for digit in range(10)}
_DIGITS[ord(",")] = ord(_COMMA)
_NUMBERS = {mark: digit for digit, mark in _DIGITS.items()}
_MARK = regex(f"{_OPEN}([{chr(_DIGIT)}-{chr(_DIGIT + 9)}{_COMMA}]+){_OPEN}|{_CLOSE}")
_ANY_MARK = regex(f"{_MARK.pattern}|{_AT}([{chr(_DIGIT)}-{chr(_DIGIT + 9)}{_COMMA}]+){_AT}")
_LEFT_OVER = regex("[\ud800-\udfff]")


def mark(code: str, origin: Origin | None) -> str:
    """Wrap a piece of the output in marks that say where it comes from; without an origin it stays as it is."""
    if origin is None:
        return code
    numbers = f"{origin.record},{origin.field}".translate(_DIGITS)
    return f"{_OPEN}{numbers}{_OPEN}{code}{_CLOSE}"


def at(file: int, line: int) -> str:
    """Give a mark that says that what follows is written by this line of a template."""
    return f"{_AT}{f'{file},{line}'.translate(_DIGITS)}{_AT}"


def unmarked(marked: str) -> bytes:
    """Give the text without its marks, in UTF-8: they are all of characters that it cannot hold."""
    return marked.encode("utf-8", "ignore")


def traces_in(marked: str, fields: Sequence[str]) -> tuple[Trace, ...]:
    """Read the marks: where the values of the records' fields stand in the text."""
    found: set[tuple[int, int, int, str]] = set()
    opened: list[tuple[int, str, int, int]] = []
    length, line, is_at_start = 0, 1, True
    texts_and_marks = _MARK.split(marked)
    for text, origin in zip(texts_and_marks[::2], [*texts_and_marks[1::2], None], strict=True):
        written = text if text.isascii() else _LEFT_OVER.sub("", text)
        if written:
            length += len(written)
            line += written.count("\n")
            is_at_start = written.endswith("\n")
        if origin:
            record, field = _numbers(origin)
            opened.append((record, fields[field], line, length))
        elif opened:
            record, name, first, begun = opened.pop()
            # A value ends in the line of its last character, which may be the end of this line.
            last = line - 1 if is_at_start and length > begun else line
            found.add((first, last, record, name))
    return tuple(Trace(*each) for each in sorted(found))


class Marked(NamedTuple):
    """A text without its marks, and what they said.

    `values` are the origins of the marked pieces, each with its first character and that after its last. `places` are
    the characters from which on a line of a template has written the text: the index, the file's number, the line.
    """

    text: str
    values: list[tuple[Origin, int, int]]
    places: list[tuple[int, int, int]]


def read_marks(marked: str) -> Marked:
    """Take all marks out, those of templates' lines included."""
    found = Marked("", [], [])
    parts: list[str] = []
    opened: list[tuple[Origin, int]] = []
    length = start = 0
    for mark in _ANY_MARK.finditer(marked):
        parts.append(_LEFT_OVER.sub("", marked[start : mark.start()]))
        length += len(parts[-1])
        start = mark.end()
        value, place = mark.groups()
        if value:
            opened.append((Origin(*_numbers(value)), length))
        elif place:
            found.places.append((length, *_numbers(place)))
        elif opened:
            origin, begun = opened.pop()
            found.values.append((origin, begun, length))
    return found._replace(text="".join((*parts, _LEFT_OVER.sub("", marked[start:]))))


def _numbers(digits: str) -> tuple[int, int]:
    one, _, other = digits.translate(_NUMBERS).partition(",")
    return int(one), int(other)
