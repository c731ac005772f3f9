"""Lists in cells: what is a list to a reader, and what is text that only looks like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tablecast.content import BulletList, Definition, DefinitionList, EnumeratedList, Paragraph, Text
from tablecast.readers.rst._folding import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecast.content import Block


class ListItem(Struct, frozen=True, gc=False):
    """An item of a list: its marker as written, its blocks, and whether it is written in one line."""

    marker: str
    blocks: tuple[Block, ...]
    one_line: bool


def bullet_list(bullet: str, items: Sequence[ListItem]) -> Iterator[Block]:
    """Read a list that is nothing but marks, such as the cell `-`, as the text that it is.

    The same holds for a list of one line with a mark that is a sign or a star before it is a bullet (`+ 5`,
    `* required`): as a list it would read `- 5`.
    """
    if not any(item.blocks for item in items) or (len(items) == 1 and bullet != "-"):
        written = [line for line in map(_one_line, items) if line]
        if len(written) == len(items):
            yield from written
            return
    yield BulletList(tuple(item.blocks for item in items))


def enumerated_list(first: int | None, items: Sequence[ListItem]) -> Block:
    """Read a list of one line, such as the name `J. Doe`, as the text that it is.

    Nothing but the shape of its first word tells docutils that it is a list. `first` is the number that the list
    counts from, None where it counts by letters: `#` counts on, as a reader sees a number.
    """
    line = _one_line(items[0]) if len(items) == 1 else None
    return line or EnumeratedList(tuple(item.blocks for item in items), _enumerators(first, items))


def field_list(fields: Sequence[Definition]) -> Block:
    """Read a lone field of one line, such as the cells `:name:` and `:unit: bar`, as the text that it is."""
    term, blocks = fields[0].term, fields[0].blocks
    if len(fields) == 1 and (not blocks or (len(blocks) == 1 and isinstance(blocks[0], Paragraph))):
        text = blocks[0].children if blocks and isinstance(blocks[0], Paragraph) else ()
        gap = " " if text else ""
        return Paragraph(tidy((Text(":"), *term, Text(f":{gap}"), *text)))
    return DefinitionList(tuple(fields))


def _one_line(item: ListItem) -> Paragraph | None:
    """Give a list item as written, its marker included; None for one that has more than a line."""
    if not item.blocks:
        return Paragraph((Text(item.marker),))
    only = item.blocks[0]
    if len(item.blocks) > 1 or not isinstance(only, Paragraph) or not item.one_line:
        return None
    return Paragraph(tidy((Text(item.marker + " "), *only.children)))


def _enumerators(first: int | None, items: Sequence[ListItem]) -> tuple[str, ...]:
    """Give the enumerators as written, but for `#`."""
    written = [item.marker for item in items]
    if first is None:
        return tuple(written)
    return tuple(marker.replace("#", str(first + index)) for index, marker in enumerate(written))
