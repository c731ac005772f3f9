"""What a cell holds, remembered by its text.

The same texts occur again and again (`String`, `Yes`, `N/A`), and what they mean depends on nothing but themselves:
whatever depends on the rest of the document is unusual, and substitutions, which are not, are never remembered.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from tablecast import content
from tablecast.readers.rst._folding import tidy
from tablecast.readers.rst._lists import ListItem, bullet_list, enumerated_list, field_list
from tablecast.readers.rst.fast import _syntax
from tablecast.readers.rst.fast._blocks import parse
from tablecast.readers.rst.fast._cut import Cut
from tablecast.readers.rst.fast._inline import read_inline
from tablecast.readers.rst.fast._unusual import UnusualError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tablecast.content import Block
    from tablecast.diagnostics import Location
    from tablecast.readers.rst.fast._inline import Images
    from tablecast.readers.rst.fast._syntax import Labelled, Node
    from tablecast.tables import Grammar, Row

_LONGEST_REMEMBERED = 1_000
"""Longer texts hardly come twice, and would make the memory that is kept a matter of the documents."""


class Cells(Struct, frozen=True, gc=False):
    """The rows of a table, its number of columns, and where its last line begins."""

    grammar: Grammar
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    width: int
    end: Location
    stub_columns: int = 0


class Content(Struct, frozen=True, gc=False):
    """What a cell holds."""

    text: str
    blocks: tuple[Block, ...]


def read_cell(source: str, images: Images) -> Content:
    """Read the source of a cell, its lines without what they are all indented by and without blanks at the ends.

    Raises:
        UnusualError: The cell has something that only docutils reads.
    """
    if len(source) > _LONGEST_REMEMBERED or "|" in source:
        return _read(source, images)
    return _remembered(source)


@lru_cache(content.REMEMBERED)
def _remembered(source: str) -> Content:
    return _read(source, {})


forget = _remembered.cache_clear
"""Forgets them all."""


def _read(source: str, images: Images) -> Content:
    return read_body(parse(Cut(source.split("\n"), 0, 0)), images)


def read_body(nodes: Sequence[Node], images: Images) -> Content:
    """Read the body elements of a cell that has some.

    Raises:
        UnusualError: As above.
    """
    blocks = tuple(_blocks(nodes, images))
    if not blocks and not any(isinstance(node, _syntax.Paragraph) for node in nodes):
        message = "a cell of which docutils makes nothing"
        raise UnusualError(message)
    return Content(content.plain_text(blocks), blocks)


def _blocks(nodes: Iterable[Node], images: Images) -> Iterator[Block]:
    for node in nodes:
        yield from _block(node, images)


def _block(node: Node, images: Images) -> Iterator[Block]:  # noqa: C901 - one case for each kind of block
    match node:
        case _syntax.Paragraph(text):
            inlines = read_inline(text, images)
            yield from (content.Paragraph(inlines),) if inlines else ()
        case _syntax.LiteralBlock(text, language):
            yield content.CodeBlock(text, language)
        case _syntax.BulletList(bullet, items):
            yield from bullet_list(bullet, [_item(item, images) for item in items])
        case _syntax.EnumeratedList(first, items):
            yield enumerated_list(first, [_item(item, images) for item in items])
        case _syntax.FieldList(items):
            yield field_list([_definition(item, images) for item in items])
        case _syntax.DefinitionList(items):
            yield content.DefinitionList(tuple(_term(item, images) for item in items))
        case _syntax.BlockQuote(body):
            yield content.BlockQuote(tuple(_blocks(body, images)))
        case _syntax.Note(kind, heading, body):
            yield content.Admonition(kind, heading, tuple(_blocks(body, images)))
        case _syntax.Container(name, argument, body):
            yield content.Container(name, argument, tuple(_blocks(body, images)))
        case _syntax.Picture(image):
            yield image
        case _syntax.Comment():
            return
        case _:
            message = f"a cell with a block of the kind {type(node).__name__}"
            raise UnusualError(message)


def _item(item: _syntax.Item, images: Images) -> ListItem:
    return ListItem(item.marker, tuple(_blocks(item.body, images)), item.one_line)


def _definition(item: Labelled, images: Images) -> content.Definition:
    return content.Definition(tidy(read_inline(item.label, images)), tuple(_blocks(item.body, images)))


def _term(item: Labelled, images: Images) -> content.Definition:
    """Read a term; one with classifiers is left to docutils, and so is one that announces a literal block."""
    if " : " in item.label or item.label.endswith("::"):
        message = "a term with a classifier"
        raise UnusualError(message)
    return _definition(item, images)
