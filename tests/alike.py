"""Reads documents in both ways, which must give the same."""

from __future__ import annotations

from tablecast.readers import Work, read


def read_alike(data: bytes, work: Work) -> None:
    """Read a document, and where that takes no docutils, with docutils as well: the whole model is the same."""
    before = work.fast_documents
    document = read("a.rst", data, work=work)
    if work.fast_documents > before:
        assert document == read("a.rst", data, reader="reference"), data.decode()
