"""Output files: what the documents say, rendered, and the bytes of a file as lines."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from tablecast.model import Dataset
    from tablecast.writers import Rendered

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WINDOWS = "cp1252"
"""What an editor of Windows may write where it does not write UTF-8."""


class Output(Struct, frozen=True):
    """One output file as the documents say it: the path, the dataset and its rendering.

    `configuration` is a digest of all that the configuration says of it, except for its path.
    """

    path: str
    dataset: Dataset
    rendered: Rendered
    configuration: str = ""


def lines_of(data: bytes) -> list[str]:
    """Split into lines whatever their ends; a file that is not UTF-8 is shown with escapes."""
    shown = with_line_feeds(data).decode("utf-8", "backslashreplace").removesuffix("\n")
    return shown.split("\n") if shown else []


def with_line_feeds(data: bytes) -> bytes:
    """Give a text with line feeds as the ends of its lines, and without a byte order mark."""
    return data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def as_written(data: bytes) -> bytes:
    """Give the text of a file as tablecast writes it: UTF-8 without a mark, each line with a line feed at its end."""
    return with_line_feeds(_as_utf8(data)).removesuffix(b"\n") + b"\n" if data else data


def _as_utf8(data: bytes) -> bytes:
    """Give a text as UTF-8; what is no text in any encoding that is likely is left as it is."""
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8"
    for name in (encoding, _WINDOWS):
        try:
            return data.decode(name).encode()
        except UnicodeDecodeError:
            continue
    return data


def conflict_line(data: bytes) -> int:
    """Give the number of the line at which an unresolved merge conflict begins, as git marks it; 0 if there is none."""
    begin = middle = 0
    for number, line in enumerate(with_line_feeds(data).split(b"\n"), 1):
        if line.startswith(b"<<<<<<< "):
            begin, middle = number, 0
        elif begin and line == b"=======":
            middle = number
        elif middle and line.startswith(b">>>>>>> "):
            return begin
    return 0
