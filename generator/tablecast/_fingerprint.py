"""What tells this program from every other version of it, and the libraries that it stands on: part of each cache key.

What is installed is known by its record, which has a digest of each of its files, or else by its version. What stands
elsewhere, as in a checkout, changes without its version changing, and is known by the bytes of its files. None of it is
imported for that, which would take longer than all that a warm `check` does.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LIBRARIES = ("click", "docutils", "jinja2", "markupsafe", "msgspec", "pygments", "tree_sitter", "tree_sitter_toml")
"""What tablecast imports, and what these do that has a say in what is read or rendered."""

_PACKAGE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib takes its time to import
_known: list[str] = []


def fingerprint() -> str:
    """Give the digest of the program and its libraries; it is made once, as neither changes while they run."""
    if not _known:
        found = sha256(sys.version.encode())
        for part in (*_program(), *(part for name in _LIBRARIES for part in _library(name))):
            found.update(b"%d " % len(part) + part)
        _known.append(found.hexdigest())
    return _known[0]


def _program() -> Iterator[bytes]:
    installed = list(_installed(f"{_PACKAGE}/..", "tablecast"))
    yield from installed
    if not installed:
        yield from _contents(_PACKAGE)
        # In a checkout, the templates stand beside the folder of the package.
        yield from _contents(f"{_PACKAGE}/../../templates")


def _library(name: str) -> Iterator[bytes]:
    """Find a library as an import would; one that is not there is none of what is imported."""
    folder = next((folder or "." for folder in sys.path if os.path.isdir(f"{folder or '.'}/{name}")), None)  # noqa: PTH112 - as above
    if folder is not None:
        installed = list(_installed(folder, name))
        yield from installed or _contents(f"{folder}/{name}")


def _installed(folder: str, name: str) -> Iterator[bytes]:
    """Give what an installer has written beside a package: a folder that names it and its version, and its record."""
    for each in sorted(os.listdir(folder)):  # noqa: PTH208 - as above
        known, _, rest = each.partition("-")
        if rest.endswith((".dist-info", ".egg-info")) and known.lower().replace(".", "_") == name:
            yield each.encode()
            yield _read(f"{folder}/{each}/RECORD")


def _contents(folder: str) -> Iterator[bytes]:
    """Give the names and the bytes of all files of a folder but those that Python makes of others."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            yield os.path.relpath(f"{parent}/{name}", folder).encode()
            yield _read(f"{parent}/{name}")


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            return file.read()
    except OSError:
        return b""
