"""Readers: bytes of a document in, `tables.Document` out.

A reader is one module under this package and one line in `_READERS`; it is imported when the first document of its
kind is read. docutils has its own `Reader` classes: ours are plain functions and unrelated to those.
"""

from __future__ import annotations

import sys
from importlib import import_module
from posixpath import splitext
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from tablecast.diagnostics import Diagnostic, Location
from tablecast.readers._differences import differences
from tablecast.readers._source import Source
from tablecast.readers._work import ReaderName, Work
from tablecast.tables import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from tablecast.readers._source import OpenFile

    Reader = Callable[[Source, ReaderName, Work], Document]
    CommonReader = Callable[[str, bytes], Document | None]

__all__ = ["SUFFIXES", "FilesRefusedError", "ReaderName", "Work", "forget", "read", "read_common", "refuse_files"]

_READERS = {
    ".rst": "tablecast.readers.rst",
    ".rest": "tablecast.readers.rst",
    ".txt": "tablecast.readers.rst",
}
"""The module that reads a file, by the file name's suffix in lower case: with its functions `read_document`, and
`read_common_document` for what can be read fast, and `forget`."""

SUFFIXES = tuple(_READERS)


class FilesRefusedError(PermissionError):
    """Reading further files is switched off; a document that includes one is told so by a warning, not an error."""


def refuse_files(path: str) -> bytes:
    """Open no file at all: what `read` uses where the caller allows no includes.

    Raises:
        FilesRefusedError: Always.
    """
    message = f"the file '{path}' is not read: including files is switched off"
    raise FilesRefusedError(message)


def read(  # noqa: PLR0913 - a caller names what it needs beside the first two
    path: str,
    data: bytes,
    *,
    root: str = "",
    open_file: OpenFile = refuse_files,
    reader: ReaderName = "fast",
    work: Work | None = None,
) -> Document:
    """Read one document; a problem becomes a diagnostic of the result, never an exception.

    Args:
        path: Where the document stands, relative to the project's root, with forward slashes. Locations say it.
        data: The bytes of the file.
        root: The folder that a leading slash stands for in the paths that documents name, and that they must stay in,
            relative to the project's root.
        open_file: Gives the bytes of a file that the document includes, by its path relative to the project's root,
            and raises OSError where it cannot. The reader itself touches neither the disk nor the network.
        reader: Which way to read. All give the same; `reference` is slower and simpler, and `both` proves it.
        work: Counts what reading takes.
    """
    module = _READERS.get(splitext(path)[1].lower())
    if module is None:
        return Document(path, diagnostics=(_unknown_suffix(path),))
    read_document = cast("Reader", import_module(module).read_document)
    source, work = Source(path, data, root, open_file), work or Work()
    if reader != "both":
        return read_document(source, reader, work)
    known = work.fast_documents
    fast = read_document(source, "fast", work)
    return fast if work.fast_documents == known else _verified(fast, read_document(source, "reference", work))


def read_common(path: str, data: bytes) -> Document | None:
    """Read a document the fast way or not at all: None where that takes more, such as further files.

    Args:
        path: Where the document stands, as for `read`, which gives the same.
        data: The bytes of the file.
    """
    module = _READERS.get(splitext(path)[1].lower())
    return None if module is None else cast("CommonReader", import_module(module).read_common_document)(path, data)


def forget() -> None:
    """Forget the texts that are remembered in case that they come again; whoever has read all has no use for them."""
    for name in set(_READERS.values()) & sys.modules.keys():
        cast("Callable[[], None]", import_module(name).forget)()


def _verified(fast: Document, reference: Document) -> Document:
    """Give what the reference says, with what was read otherwise as errors."""
    found = (*reference.diagnostics, *differences(fast, reference))
    return replace(reference, diagnostics=tuple(sorted(found, key=lambda problem: problem.sort_key)))


def _unknown_suffix(path: str) -> Diagnostic:
    return Diagnostic(
        "unknown-format",
        "no reader for this kind of file",
        Location(path),
        hint="name the document with one of " + ", ".join(SUFFIXES),
    )
