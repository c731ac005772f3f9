"""A value that has no markup of its own, as blocks of CommonMark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.content import BulletList, LineBreak, Paragraph, Strong, Text
from tablecast.model import Entries, Items, Markup
from tablecast.types import write_value
from tablecast.writers._literals.commonmark import document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.content import Block, Inline
    from tablecast.model import Data

_BETWEEN_PARAGRAPHS = regex(r"\n\s*\n")


def literal(value: Data) -> str:
    """Write a value over several lines: a text as paragraphs, a list or a mapping as a bullet list, in any depth.

    The absence of a value is an empty text.

    Raises:
        NotWritableError: A text holds a character that HTML text must not contain.
    """
    return document(_blocks(value))


def _blocks(value: Data) -> tuple[Block, ...]:
    match value:
        case Markup(blocks):
            return blocks
        case Items(items):
            return (BulletList(tuple(map(_blocks, items))),) if items else ()
        case Entries(entries):
            return (BulletList(tuple(_entry(key, data) for key, data in entries)),) if entries else ()
        case _:
            return tuple(Paragraph(tuple(_lines(text))) for text in _BETWEEN_PARAGRAPHS.split(write_value(value)))


def _entry(key: str, value: Data) -> tuple[Block, ...]:
    """Write an entry of a mapping: the value after the key, if it is a paragraph."""
    name = (Strong((Text(key),)), Text(": "))
    match _blocks(value):
        case (Paragraph(children), *others):
            return (Paragraph((*name, *children)), *others)
        case others:
            return (Paragraph(name), *others)


def _lines(text: str) -> Iterator[Inline]:
    """Give the lines of a text, with a line break between each two."""
    first, *others = text.split("\n")
    yield Text(first)
    for line in others:
        yield from (LineBreak(), Text(line))
