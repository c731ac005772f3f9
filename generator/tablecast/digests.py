"""Digests: what tells contents apart, whatever became of their places in a file."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import msgspec

from tablecast.content import REMEMBERED, Paragraph, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecast.content import Block
    from tablecast.tables import Row, Table

DIGEST_LENGTH = 16
"""How many hexadecimal digits of a SHA-256 tell contents apart: 64 bits, against mistakes and not against attacks."""

_PLACES = frozenset({"location", "ordinal"})
"""The attributes of content that say where something stands, which changes with the lines above it."""


def digest(data: bytes) -> str:
    """Give the digest by which contents are compared."""
    return hashlib.sha256(data).hexdigest()[:DIGEST_LENGTH]


def digest_of(value: Any) -> str:
    """Give the digest of what msgspec can encode: structs, and plain data."""
    return digest(msgspec.msgpack.encode(value, order="deterministic"))


def table_digest(table: Table) -> str:
    """Give the digest of what a table says and of what it stands in, however it is drawn."""
    surroundings = (table.title, table.labels, table.headings, table.list_items)
    return digest_of((surroundings, _rows(table.header), _rows(table.rows)))


def _rows(rows: Iterable[Row]) -> list[list[tuple[Any, ...]]]:
    return [
        [(cell.column, cell.row_span, cell.column_span, cell.text, markup(cell.blocks)) for cell in row.cells]
        for row in rows
    ]


@lru_cache(REMEMBERED)
def markup(blocks: tuple[Block, ...]) -> Any:
    """Give what content says beyond its text, as plain data without places; nothing for content that is only text."""
    if _is_plain(blocks):
        return None
    content = msgspec.to_builtins(blocks)
    # Little content has places; what has none is found out at once, as the names of these attributes are not in it.
    packed = msgspec.msgpack.encode(content)
    return _without_places(content) if any(name.encode() in packed for name in _PLACES) else content


def _is_plain(blocks: Sequence[Block]) -> bool:
    return all(isinstance(block, Paragraph) and _is_text(block) for block in blocks)


def _is_text(paragraph: Paragraph) -> bool:
    return all(isinstance(part, Text) for part in paragraph.children)


def _without_places(node: Any) -> Any:
    if isinstance(node, dict):
        attributes = cast("dict[str, Any]", node)
        return {name: _without_places(value) for name, value in attributes.items() if name not in _PLACES}
    if isinstance(node, list | tuple):
        return [_without_places(part) for part in cast("Sequence[Any]", node)]
    return node
