"""What the reports for services share: paths from the root of the repository, addresses, and text without commands."""

from __future__ import annotations

import posixpath
import string
from typing import TYPE_CHECKING

from tablecast._regex import regex

if TYPE_CHECKING:
    from tablecast.findings import Check

_PLAIN = frozenset((string.ascii_letters + string.digits + "-._~/").encode())
"""What needs no percent sign in the path of an address (RFC 3986, section 2.3), and the slash."""

_CONTROLS = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LONGEST = 4096


def from_repository(found: Check, path: str) -> str:
    """Give a path as seen from the root of the repository, which is where services look for it."""
    if is_elsewhere(found, path):
        return path
    return posixpath.normpath(posixpath.join(found.root, path))


def is_elsewhere(found: Check, path: str) -> bool:
    """Tell whether a file is one of a revision, as git names it, and so none that a service could show."""
    return path.startswith(tuple(f"{revision}:" for revision in found.revisions))


def encoded(path: str) -> str:
    """Give a path as a relative reference of an address (RFC 3986, section 4.2)."""
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in path.encode("utf-8", "surrogatepass"))


def calm(text: str) -> str:
    """Give a text without what a terminal would obey, or a file in UTF-8 cannot hold, and cut where it is very long."""
    lines = text.replace("\r\n", "\n")
    shown = lines if len(lines) <= _LONGEST else lines[: _LONGEST - 3] + "..."
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", shown)
