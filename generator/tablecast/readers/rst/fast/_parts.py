"""The parts of a directive: argument, options and content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from msgspec import Struct

from tablecast._regex import regex
from tablecast.readers.rst.fast._cut import Cut
from tablecast.readers.rst.fast._unusual import UnusualError

if TYPE_CHECKING:
    from tablecast.readers.rst.fast._syntax import Node

Titles = Literal["sections", "refused", "text"]
"""What a line with an underline is: a title, one that is left to docutils, or text where no title may be."""

FIELD = regex(r":(?![: ])(?P<name>(?:[^:\\]|\\.|:(?!(?:[ `]|$)))*)(?<! ):(?: +|$)")

_OPTION = regex(r":(?P<name>[a-z](?:[a-z0-9_-]*[a-z0-9])?):(?: +(?P<value>.*))?$")
_MAYBE_TABLE = regex(r"\+-|= |::")


class Parser(Protocol):
    """What is needed of the parser of the block that the markup stands in."""

    lines: list[str]
    line: int
    column: int
    at: int

    def blank_at(self, index: int) -> bool: ...
    def first_known_indented(self, indent: int) -> Cut: ...
    def nested(self, cut: Cut, titles: Titles = "text") -> list[Node]: ...


class Block(Struct, frozen=True, gc=False):
    """The parts of a directive."""

    argument: str
    options: dict[str, str]
    content: Cut


def cut_body(cut: Cut) -> Cut:
    """Take the content of a directive that has no argument; options are left to docutils."""
    block = cut_block(Cut(["", *cut.lines], cut.line - 1, cut.column))
    if block.options:
        message = "options of a directive that has none"
        raise UnusualError(message)
    refuse_table_beside(cut)
    return block.content


def refuse_table_beside(cut: Cut) -> None:
    """Leave what may be a table beside a mark to docutils: the column of that line is not that of the others."""
    if cut.lines and _MAYBE_TABLE.search(cut.lines[0]):
        message = "a table beside a mark"
        raise UnusualError(message)


def cut_block(cut: Cut) -> Block:
    """Cut a directive's lines into argument, options and content, of which the first two end at a blank line.

    Where there is nothing beside the directive's name, there is no argument, and text right below is content.
    """
    lines = _without_blank_end(cut.lines)
    has_argument = bool(lines and lines[0])
    begin = 0 if has_argument else 1
    end = next((index for index in range(begin, len(lines)) if not lines[index]), len(lines))
    first_option = next((index for index in range(begin, end) if FIELD.match(lines[index])), end)
    argument = "\n".join(lines[:first_option]).strip() if has_argument else ""
    start = begin if not has_argument and first_option > begin else end
    if start == begin and first_option < end:
        message = "options below the content of a directive"
        raise UnusualError(message)
    while start < len(lines) and not lines[start]:
        start += 1
    return Block(argument, _options(lines[first_option:end]), Cut(lines[start:], cut.line + start, cut.column))


def _options(lines: list[str]) -> dict[str, str]:
    """Read options, one in a line."""
    options: dict[str, str] = {}
    for line in lines:
        match = _OPTION.match(line)
        if match is None or match["name"] in options:
            message = "options that are not one in a line"
            raise UnusualError(message)
        options[match["name"]] = match["value"] or ""
    return options


def _without_blank_end(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1]:
        end -= 1
    return lines[:end]
