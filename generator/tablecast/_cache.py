"""What was found out before, on the disk: entries that can be made again, in the folder that the user's caches are in.

An entry's name holds a digest of all that its bytes depend on, so that it is never out of date. It is written whole or
not at all, and begins with its own digest, so that one which was damaged is one that is not there. Whatever goes wrong
with the cache, the work is done without it.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

LIMIT = 256 * 2**20
"""How many bytes the entries of one kind may take together."""

_DRAWERS = 16
_DIGEST = sha256().digest_size


class Cache:
    """A folder of entries by kind and key; of each kind, the oldest go when there are too many."""

    def __init__(self, folder: str, limit: int = LIMIT) -> None:
        """Use a folder, which is made when it is needed."""
        self.folder = folder
        self._most = limit // _DRAWERS
        self._changed: set[str] = set()
        self.hits = 0

    def get(self, kind: str, key: str) -> bytes | None:
        """Give an entry, or None where there is none that is whole."""
        try:
            with open(f"{self._drawer(kind, key)}/{key}", "rb") as file:  # noqa: PTH123 - pathlib is slow to import
                data = file.read()
        except OSError:
            return None
        content = data[_DIGEST:]
        if sha256(content).digest() != data[:_DIGEST]:
            return None
        self.hits += 1
        return content

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep an entry; its key begins with a hexadecimal digit of a digest."""
        drawer = self._drawer(kind, key)
        temporary = f"{drawer}/.{key}.{os.urandom(4).hex()}"
        if len(content) > self._most:
            return
        try:
            os.makedirs(drawer, mode=0o700, exist_ok=True)  # noqa: PTH103 - as above
            with open(temporary, "xb") as file:  # noqa: PTH123 - as above
                file.write(sha256(content).digest() + content)
            os.replace(temporary, f"{drawer}/{key}")  # noqa: PTH105 - as above
        except OSError:
            _remove(temporary)
        self._changed.add(drawer)

    def trim(self) -> None:
        """Remove the oldest entries of drawers that entries were put in, as many as are too many."""
        for drawer in sorted(self._changed):
            _trim(drawer, self._most)
        self._changed.clear()

    def _drawer(self, kind: str, key: str) -> str:
        """Give the folder of an entry: each holds a share of the whole, so that a few are looked through, not all."""
        return f"{self.folder}/{kind}/{key[0]}"


def _trim(drawer: str, most: int) -> None:
    """Remove the oldest files of a folder; what an interrupted run has left is among them."""
    try:
        with os.scandir(drawer) as entries:
            found = sorted((each.stat().st_mtime_ns, each.stat().st_size, each.path) for each in entries)
    except OSError:  # Another run is at it, too.
        return
    excess = sum(size for _, size, _ in found) - most
    for _, size, path in found:
        if excess <= 0:
            return
        _remove(path)
        excess -= size


def _remove(path: str) -> None:
    try:
        os.remove(path)  # noqa: PTH107 - as above
    except OSError:
        return


def open_cache(environment: Mapping[str, str] = os.environ) -> Cache | None:
    """Open the user's cache, or the one that TABLECAST_CACHE_DIR names; None where there is no place for one.

    An empty TABLECAST_CACHE_DIR stands for no cache.
    """
    folder = environment.get("TABLECAST_CACHE_DIR")
    if folder is None:
        caches = _caches(environment)
        folder = caches and f"{caches}/tablecast"
    return Cache(os.path.abspath(folder)) if folder else None  # noqa: PTH100 - as above


def _caches(environment: Mapping[str, str]) -> str:
    """Give the folder that the platform has for all caches of a user, or nothing."""
    if sys.platform == "win32":
        return environment.get("LOCALAPPDATA", "")
    home = environment.get("HOME", "")
    if sys.platform == "darwin":
        return home and f"{home}/Library/Caches"
    named = environment.get("XDG_CACHE_HOME", "")
    # The XDG Base Directory Specification says to pass over a path that is not absolute.
    return named if named.startswith("/") else home and f"{home}/.cache"
