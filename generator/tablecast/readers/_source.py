"""What a reader is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    OpenFile = Callable[[str], bytes]


class Source(NamedTuple):
    """A document to be read; see `tablecast.readers.read`."""

    path: str
    data: bytes
    root: str
    open_file: OpenFile
