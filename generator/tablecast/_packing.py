"""Documents as bytes, for the cache and between processes: of most tables, nobody asks for the rows.

The rows of each table are packed by themselves, so that what is not wanted of a document is not unpacked.
What is wanted of it has a digest: another document that has the same one would do as well.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from tablecast.tables import Document, Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from tablecast._disk import Use

Wanted: TypeAlias = "Callable[[Document, Table], bool]"
"""Whether the rows of a table are going to be looked at."""


class _Packed(Struct, array_like=True, frozen=True):
    document: Raw
    rows: tuple[Raw, ...]


_encoder = Encoder()
_packed = Decoder(_Packed)


# What decodes a document knows all that one can hold, and takes its time to learn it.
@cache
def _documents() -> Decoder[Document]:
    return Decoder(Document)


@cache
def _rows() -> Decoder[tuple[Row, ...]]:
    return Decoder(tuple[Row, ...])


def pack(document: Document) -> bytes:
    """Give a document as bytes."""
    rows = tuple(Raw(_encoder.encode(table.rows)) for table in document.tables)
    return _encoder.encode(_Packed(Raw(_encoder.encode(stripped(document, _nothing))), rows))


def unpack(data: bytes, wanted: Wanted | None = None) -> Document:
    """Give the document of bytes, with the rows of the tables that are wanted, or of all."""
    packed = _packed.decode(data)
    document = _documents().decode(packed.document)
    tables = tuple(
        replace(table, rows=_rows().decode(rows)) if wanted is None or wanted(document, table) else table
        for table, rows in zip(document.tables, packed.rows, strict=True)
    )
    return replace(document, tables=tables)


def stripped(document: Document, wanted: Wanted | None) -> Document:
    """Give a document without the rows of the tables that are not wanted; what selects a table, and its place, stay."""
    if wanted is None:
        return document
    tables = (table if wanted(document, table) else replace(table, rows=()) for table in document.tables)
    return replace(document, tables=tuple(tables))


def use_of(data: bytes, document: Document, wanted: Wanted | None, frame: bytes) -> Use:
    """Say what is used of a packed document; the rows have no say in which tables are wanted, and may be missing.

    `frame` is the digest of its bytes without the words that nothing depends on.
    """
    tables = enumerate(document.tables)
    indices = tuple(index for index, table in tables if wanted is None or wanted(document, table))
    return indices, digest_of(data, indices), frame


def digest_of(data: bytes, tables: Collection[int]) -> bytes:
    """Give the digest of a packed document, of whose rows only those of the tables of some indices count."""
    packed = _packed.decode(data)
    found = sha256(packed.document)
    for index, rows in enumerate(packed.rows):
        if index in tables:
            found.update(rows)
    return found.digest()


def _nothing(_document: Document, _table: Table) -> bool:
    return False
