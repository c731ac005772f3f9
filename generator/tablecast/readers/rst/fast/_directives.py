"""Directives: those that documents with tables have, and those of which nothing is known but that they have a body.

What each means is said in `tablecast.readers.rst._directives`; one that is in its table and not in ours is left to
docutils.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tablecast._regex import regex
from tablecast.content import Image, inline_text
from tablecast.readers.rst._directive_names import (
    CHANGES,
    CODE,
    CODE_BODIES,
    HEADINGS,
    LINES,
    OTHERS,
    TRANSPARENT,
    TRANSPARENT_BODIES,
    VANISHING,
)
from tablecast.readers.rst.fast import _syntax
from tablecast.readers.rst.fast._inline import read_inline
from tablecast.readers.rst.fast._parts import cut_block, cut_body
from tablecast.readers.rst.fast._unusual import UnusualError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tablecast.readers.rst.fast._cut import Cut
    from tablecast.readers.rst.fast._parts import Block, Parser
    from tablecast.readers.rst.fast._syntax import Item, Node

_STYLE = regex(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*$")
"""What docutils takes for the name of a style, as it would write it itself."""

_COUNT = regex(r"[0-9]{1,4}$")


class _Opened(Struct, frozen=True, gc=False):
    """A directive: its name as written, the line and column that it begins in, and its lines after the name."""

    name: str
    line: int
    column: int
    cut: Cut


def run(parser: Parser, name: str, mark: int) -> list[Node]:
    """Read a directive, whose mark and name have a width with the blanks after them."""
    opened = _Opened(name, parser.line + parser.at, parser.column, parser.first_known_indented(mark))
    return _KNOWN.get(name.lower(), _unknown)(parser, opened)


def _unknown(parser: Parser, opened: _Opened) -> list[Node]:
    block = cut_block(opened.cut)
    return [_syntax.Container(opened.name, _in_one_line(block.argument), parser.nested(block.content, "refused"))]


def _transparent(parser: Parser, opened: _Opened) -> list[Node]:
    return parser.nested(cut_block(opened.cut).content, "refused")


def _transparent_body(parser: Parser, opened: _Opened) -> list[Node]:
    return parser.nested(cut_body(opened.cut), "refused")


def _vanishing(_parser: Parser, _opened: _Opened) -> list[Node]:
    return [_syntax.Comment(is_empty=True)]


def _style_or_class(parser: Parser, opened: _Opened) -> list[Node]:
    """Tell a style, which is a list of lower-case words, from the class of a programming language."""
    block = cut_block(opened.cut)
    is_style = not block.options and all(map(_STYLE.match, block.argument.split()))
    return (_transparent if is_style else _unknown)(parser, opened)


def _line(parser: Parser, opened: _Opened) -> list[Node]:
    block = cut_block(opened.cut)
    return [_syntax.Paragraph(_in_one_line(block.argument)), *parser.nested(block.content, "refused")]


def _code_body(_parser: Parser, opened: _Opened) -> list[Node]:
    return [_syntax.LiteralBlock("\n".join(cut_body(opened.cut).lines))]


def _note(parser: Parser, opened: _Opened) -> list[Node]:
    name = opened.name.lower()
    return [_syntax.Note(name, HEADINGS[name], parser.nested(cut_body(opened.cut)))]


def _admonition(parser: Parser, opened: _Opened) -> list[Node]:
    block = cut_block(opened.cut)
    heading = inline_text(read_inline(block.argument, {}))
    return [_syntax.Note("admonition", heading, parser.nested(block.content))]


def _version(parser: Parser, opened: _Opened) -> list[Node]:
    block = cut_block(opened.cut)
    name = opened.name.lower()
    version, _, explanation = _in_one_line(block.argument).partition(" ")
    body = [_syntax.Paragraph(explanation)] if explanation else []
    heading = f"{CHANGES[name]} {version}".strip()
    return [_syntax.Note(name, heading, [*body, *parser.nested(block.content)])]


def _code(_parser: Parser, opened: _Opened) -> list[Node]:
    block = cut_block(opened.cut)
    return [_syntax.LiteralBlock("\n".join(block.content.lines), block.argument)]


def _figure(parser: Parser, opened: _Opened) -> list[Node]:
    return [_syntax.Figure(parser.nested(cut_block(opened.cut).content))]


def _image(_parser: Parser, opened: _Opened) -> list[Node]:
    """Read an image; one that is a link is a figure in a way of its own, which is left to docutils."""
    block = cut_block(opened.cut)
    if "target" in block.options:
        message = "an image that is a link"
        raise UnusualError(message)
    return [_syntax.Picture(Image("".join(block.argument.split()), block.options.get("alt", "")))]


def _table(parser: Parser, opened: _Opened) -> list[Node]:
    block = cut_block(opened.cut)
    content = parser.nested(block.content)
    if len(content) != 1 or not isinstance(content[0], _syntax.Drawing):
        message = "the directive 'table' with anything but one drawn table"
        raise UnusualError(message)
    return [_syntax.TitledTable(block.argument, _name(block), opened.line, opened.column, content[0])]


def _list_table(parser: Parser, opened: _Opened) -> list[Node]:
    """Read a list of rows; one that docutils would warn of, or not take for a table, is left to it."""
    block = cut_block(opened.cut)
    rows = _two_levels(parser.nested(block.content))
    header = _count(block, "header-rows")
    if not rows or len(set(map(len, rows))) != 1 or header >= len(rows):
        message = "a list-table that is none, or has no body"
        raise UnusualError(message)
    stubs = min(_count(block, "stub-columns"), len(rows[0]))
    content = block.content
    end = content.line + len(content.lines) - 1
    return [
        _syntax.ListTable(
            block.argument, _name(block), opened.line, opened.column, rows, header, stubs, end, content.column
        )
    ]


def _two_levels(nodes: list[Node]) -> list[list[Item]]:
    """Give the items of each row, none for what is not a list of lists."""
    if len(nodes) != 1 or not isinstance(nodes[0], _syntax.BulletList):
        return []
    rows: list[list[Item]] = []
    for item in nodes[0].items:
        inner = item.body[0] if len(item.body) == 1 else None
        if not isinstance(inner, _syntax.BulletList):
            return []
        rows.append(inner.items)
    return rows


def _count(block: Block, option: str) -> int:
    text = block.options.get(option, "0").strip()
    if not _COUNT.match(text):
        message = f"the option '{option}' that is not a small number"
        raise UnusualError(message)
    return int(text)


def _in_one_line(argument: str) -> str:
    return " ".join(line.strip() for line in argument.split("\n"))


def _name(block: Block) -> str:
    return " ".join(block.options.get("name", "").lower().split())


def _refused(_parser: Parser, opened: _Opened) -> list[Node]:
    message = f"the directive '{opened.name.lower()}'"
    raise UnusualError(message)


_KNOWN: dict[str, Callable[[Parser, _Opened], list[Node]]] = {
    **dict.fromkeys(OTHERS, _refused),
    **dict.fromkeys(VANISHING, _vanishing),
    **dict.fromkeys(HEADINGS, _note),
    **dict.fromkeys(CODE, _code),
    **dict.fromkeys(TRANSPARENT, _transparent),
    **dict.fromkeys(TRANSPARENT_BODIES, _transparent_body),
    **dict.fromkeys(LINES, _line),
    **dict.fromkeys(CODE_BODIES, _code_body),
    **dict.fromkeys(CHANGES, _version),
    "admonition": _admonition,
    "class": _style_or_class,
    "figure": _figure,
    "image": _image,
    "list-table": _list_table,
    "table": _table,
}
