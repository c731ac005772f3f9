"""Documents that any process can read, here or on another machine: values in, values out, and no disk at hand.

A document may include files. Which ones is known when it is read, so a worker says which it lacks, and the work is done
again with these.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, NamedTuple

from tablecast import readers
from tablecast._packing import pack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecast.readers import ReaderName


class Page(NamedTuple):
    """A document to read: its path and bytes, and of the files that it may include those that are known it does.

    A file that cannot be opened is the reason why. `files` is None where no file may be included.
    """

    path: str
    data: bytes
    root: str
    files: Mapping[str, bytes | OSError] | None
    reader: ReaderName = "fast"


class ReadPage(NamedTuple):
    """A document that was read, packed, or the files that it lacks."""

    packed: bytes
    lacking: tuple[str, ...] = ()


def read_pages(pages: Sequence[Page]) -> list[ReadPage]:
    """Read documents."""
    return [_read_page(page) for page in pages]


def _read_page(page: Page) -> ReadPage:
    lacking: list[str] = []

    def open_file(path: str) -> bytes:
        found = (page.files or {}).get(path)
        if found is None:
            lacking.append(path)
            raise FileNotFoundError(errno.ENOENT, "not at hand")
        if isinstance(found, OSError):
            raise found
        return found

    opener = readers.refuse_files if page.files is None else open_file
    document = readers.read(page.path, page.data, root=page.root, open_file=opener, reader=page.reader)
    return ReadPage(b"" if lacking else pack(document), tuple(lacking))
