"""Explicit markup: comments, targets, substitutions by images, and the directives that documents with tables have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tablecast.content import Image
from tablecast.readers.rst._directive_names import CODE, HEADINGS, VANISHING
from tablecast.readers.rst.fast import _syntax
from tablecast.readers.rst.fast._cut import Cut
from tablecast.readers.rst.fast._unusual import UnusualError

if TYPE_CHECKING:
    from tablecast.readers.rst.fast._syntax import Node

FIELD = re.compile(r":(?![: ])(?P<name>(?:[^:\\]|\\.|:(?!(?:[ `]|$)))*)(?<! ):(?: +|$)")

_TARGET = re.compile(r"\.\. +_(?P<name>[^`\\:_ ](?:[^`\\:]*[^`\\: ])?):(?: +(?P<uri>[^\s\\`]*[^\s\\`_]))?$")
_SUBSTITUTION = re.compile(r"\.\. +\|(?P<name>[a-zA-Z0-9_-]+)\| +image::(?: +|$)")
_DIRECTIVE = re.compile(r"\.\. +(?P<name>[^\W_]+(?:[-._+:][^\W_]+)*) ?::(?: +|$)")
_OPTION = re.compile(r":(?P<name>[a-z][a-z0-9-]*):(?: +(?P<value>.*))?$")
_MAYBE_TABLE = re.compile(r"\+-|= |::")
_NO_COMMENT = ("[", "_", "|", "end of inclusion from ")
"""How constructs begin that are left to docutils: footnotes, citations, and all targets and substitutions but ours."""


class Parser(Protocol):
    """What is needed of the parser of the block that the markup stands in."""

    lines: list[str]
    line: int
    column: int
    at: int

    def blank_at(self, index: int) -> bool: ...
    def first_known_indented(self, indent: int) -> Cut: ...
    def nested(self, cut: Cut) -> list[Node]: ...


class _Block(NamedTuple):
    """The parts of a directive."""

    argument: str
    options: dict[str, str]
    content: Cut


def explicit(parser: Parser, text: str, mark: int) -> list[Node]:
    """Parse explicit markup, whose mark has a width with the blanks after it."""
    match = _DIRECTIVE.match(text)
    if match is not None:
        return _directive(parser, match)
    match = _TARGET.match(text)
    if match is not None:
        return [_target(parser, match)]
    match = _SUBSTITUTION.match(text)
    if match is not None:
        return [_substitution(parser, match)]
    if text[mark:].startswith(_NO_COMMENT):
        message = "explicit markup that is not known here"
        raise UnusualError(message)
    return [_comment(parser, text, mark)]


def refuse_table_beside(cut: Cut) -> None:
    """Leave what may be a table beside a mark to docutils: the column of that line is not that of the others."""
    if cut.lines and _MAYBE_TABLE.search(cut.lines[0]):
        message = "a table beside a mark"
        raise UnusualError(message)


def _target(parser: Parser, match: re.Match[str]) -> Node:
    parser.at += 1
    if not parser.blank_at(parser.at) and parser.lines[parser.at][0] == " ":
        message = "a target of several lines"
        raise UnusualError(message)
    name = " ".join(match["name"].lower().split())
    return _syntax.Target(name, parser.line + parser.at - 1, match["uri"] is not None)


def _substitution(parser: Parser, match: re.Match[str]) -> Node:
    block = _block(parser.first_known_indented(match.end()))
    if "target" in block.options or not block.argument:
        message = "a substitution by an image that is a link, or has no address"
        raise UnusualError(message)
    uri = "".join(block.argument.split())
    return _syntax.Substitution(match["name"], Image(uri, block.options.get("alt", match["name"])))


def _comment(parser: Parser, text: str, mark: int) -> Node:
    if not text[mark:] and parser.blank_at(parser.at + 1):
        parser.at += 1
        return _syntax.Comment(is_empty=True)
    return _syntax.Comment(is_empty=not any(parser.first_known_indented(mark).lines))


def _directive(parser: Parser, match: re.Match[str]) -> list[Node]:
    name = match["name"].lower()
    line, column = parser.line + parser.at, parser.column
    cut = parser.first_known_indented(match.end())
    if name in VANISHING:
        return [_syntax.Comment(is_empty=True)]
    if name in HEADINGS:
        return [_syntax.Note(name, parser.nested(_body(cut)))]
    if name in CODE:
        block = _block(cut)
        return [_syntax.LiteralBlock("\n".join(block.content.lines), block.argument)]
    if name == "figure":
        return [_syntax.Figure(parser.nested(_block(cut).content))]
    if name == "table":
        return [_titled_table(parser, _block(cut), line, column)]
    message = f"the directive '{name}'"
    raise UnusualError(message)


def _titled_table(parser: Parser, block: _Block, line: int, column: int) -> Node:
    content = parser.nested(block.content)
    if len(content) != 1 or not isinstance(content[0], _syntax.Drawing):
        message = "the directive 'table' with anything but one drawn table"
        raise UnusualError(message)
    name = " ".join(block.options.get("name", "").lower().split())
    return _syntax.TitledTable(block.argument, name, line, column, content[0])


def _body(cut: Cut) -> Cut:
    """Take the content of a directive that has no argument; options are left to docutils."""
    block = _block(cut._replace(lines=["", *cut.lines], line=cut.line - 1))
    if block.options:
        message = "an admonition with options"
        raise UnusualError(message)
    refuse_table_beside(cut)
    return block.content


def _block(cut: Cut) -> _Block:
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
    return _Block(argument, _options(lines[first_option:end]), Cut(lines[start:], cut.line + start, cut.column))


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
