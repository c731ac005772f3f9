"""Reads reStructuredText, with docutils wherever that is needed; the only package that imports docutils.

There are two ways. The reference (`_reference`) is docutils' own parser over the whole document. The common part of
the language is read without it (`fast`), many times as fast, and a document that has anything else goes to the
reference as a whole. What both give is the same: the reference is the truth, and tests hold the other way to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast.readers.rst.fast import UnusualError, forget, read_common

__all__ = ["forget", "read_common_document", "read_document"]

if TYPE_CHECKING:
    from tablecast.readers._source import Source
    from tablecast.readers._work import ReaderName, Work
    from tablecast.tables import Document


def read_document(source: Source, reader: ReaderName, work: Work) -> Document:
    """Read one document; every problem is a diagnostic of the result."""
    if reader != "reference":
        try:
            document = read_common(source.path, source.data)
        except UnusualError as unusual:
            work.unusual[str(unusual)] += 1
        else:
            work.count_fast(document)
            return document
    # docutils takes longer to import than many documents to read, and most of them never need it.
    from tablecast.readers.rst._reference import read_document as read_with_docutils  # noqa: PLC0415 - as said above

    document = read_with_docutils(source)
    work.count_reference(document)
    return document


def read_common_document(path: str, data: bytes) -> Document | None:
    """Read one document that is written in the common part of the language; None where it is not."""
    try:
        return read_common(path, data)
    except UnusualError:
        return None
