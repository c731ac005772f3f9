"""Documents as bytes, for the cache and between processes: of most tables, nobody asks for the rows.

The rows of each table are packed by themselves, so that what is not wanted of a document is not unpacked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from tablecast.tables import Document, Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable

Wanted: TypeAlias = "Callable[[Document, Table], bool]"
"""Whether the rows of a table are going to be looked at."""


class _Packed(Struct, array_like=True, frozen=True):
    document: Document
    rows: tuple[Raw, ...]


_encoder = Encoder()
_documents = Decoder(_Packed)
_rows = Decoder(tuple[Row, ...])


def pack(document: Document) -> bytes:
    """Give a document as bytes."""
    rows = tuple(Raw(_encoder.encode(table.rows)) for table in document.tables)
    return _encoder.encode(_Packed(stripped(document, _nothing), rows))


def unpack(data: bytes, wanted: Wanted | None = None) -> Document:
    """Give the document of bytes, with the rows of the tables that are wanted, or of all."""
    packed = _documents.decode(data)
    document = packed.document
    tables = tuple(
        replace(table, rows=_rows.decode(rows)) if wanted is None or wanted(document, table) else table
        for table, rows in zip(document.tables, packed.rows, strict=True)
    )
    return replace(document, tables=tables)


def stripped(document: Document, wanted: Wanted | None) -> Document:
    """Give a document without the rows of the tables that are not wanted; what selects a table, and its place, stay."""
    if wanted is None:
        return document
    tables = (table if wanted(document, table) else replace(table, rows=()) for table in document.tables)
    return replace(document, tables=tuple(tables))


def _nothing(_document: Document, _table: Table) -> bool:
    return False
