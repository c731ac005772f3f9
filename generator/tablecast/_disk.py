"""The disk, as all here look at it; on demand, what was seen is noted, to find out later whether it still is so.

What is seen is noted as short texts: of a file, the digest of its bytes. A program that sees the same does the same, so
a result that was found with some notes holds as long as looking again gives the same notes.

This module and those below it import next to nothing, as a command that finds everything as it was needs little more.
"""

from __future__ import annotations

import os
from hashlib import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Literal, TypeAlias

    Entry: TypeAlias = tuple[str, str]
    """A name in a folder, and what it is: `f` a file, `d` a folder, `?` anything else; with `@`, by a link."""

    Use: TypeAlias = tuple[tuple[int, ...], bytes, bytes]
    """What was used of a document: the indices of the tables whose rows counted, a digest of all that did, and one of
    the document without the words that nothing depends on."""

_HEAD = 4096
_CHUNK = 2**20
_PLAIN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_REFUSES_LINKS = hasattr(os, "O_NOFOLLOW")
_UNLINKED = _PLAIN | getattr(os, "O_NOFOLLOW", 0)


class Notes:
    """What was seen, by how and where it was looked at."""

    def __init__(self) -> None:
        """Have seen nothing yet."""
        self.seen: dict[tuple[str, str], str] = {}
        self.uses: dict[str, tuple[str, Use]] = {}
        """Of documents, by path, their names, and what was used of them; other bytes that give the same would do."""
        self.holds = True
        """Whether a run that sees the same does the same: not if something changed in between, or it also writes."""

    def note(self, how: str, path: str, seen: str) -> None:
        """Note what was seen."""
        if self.seen.setdefault((how, path), seen) != seen:
            self.holds = False


_open: list[Notes] = []


class noting:  # noqa: N801 - a context manager, which contextlib takes its time to make
    """Note what is seen from here on."""

    def __enter__(self) -> Notes:
        """Begin."""
        _open.append(Notes())
        return _open[-1]

    def __exit__(self, *_: object) -> None:
        """End."""
        _open.pop()


def changed(seen: Iterable[tuple[str, str, str]], known: dict[tuple[str, str], str]) -> tuple[str, ...] | None:
    """Look again, and give the documents whose bytes are not what was noted; None where anything else is not.

    What is `known` is not looked at, and what is seen becomes known.
    """
    documents: list[str] = []
    for how, path, noted in seen:
        if (how, path) not in known:
            known[how, path] = _LOOKS[how](path)
        if known[how, path] != noted:
            if how != "document":
                return None
            documents.append(path)
    return tuple(documents)


def forget() -> None:
    """Make no use of the notes: what is done now has effects of its own."""
    for notes in _open:
        notes.holds = False


def note_use(path: str, name: str, use: Callable[[], Use]) -> None:
    """Note what was used of a document, if anybody wants to know."""
    for notes in _open:
        notes.uses[path] = (name, use())


def _note(how: str, path: str, seen: str) -> None:
    for notes in _open:
        notes.note(how, path, seen)


# --- looking ----------------------------------------------------------------------------------------------------------


def read(path: str, how: Literal["file", "document"] = "file") -> tuple[bytes, bool]:
    """Give a file's bytes, and whether a link leads to it; of a document, only what is made of it may count.

    Raises:
        OSError: It cannot be read.
    """
    try:
        data, linked = _read(path)
    except OSError as error:
        _note(how, path, _failed(error))
        raise
    if _open:
        _note(how, path, noted(data, linked=linked))
    return data, linked


def head(path: str) -> bytes:
    """Give the first few thousand bytes of a file, or none where it cannot be read."""
    data = _head(path)
    _note("head", path, sha256(data).hexdigest())
    return data


def kind(path: str) -> str:
    """Say what there is: `f` a file, `d` a folder, `?` anything else, and nothing where there is none."""
    found = _kind(path)
    _note("kind", path, found)
    return found


def real(path: str) -> str:
    """Give the path without links."""
    found = os.path.realpath(path)
    _note("real", path, found)
    return found


def is_link(path: str) -> bool:
    """Whether the last name of a path is a link."""
    found = os.path.islink(path)  # noqa: PTH114 - pathlib takes its time to import
    _note("link", path, str(found))
    return found


def entries(folder: str) -> tuple[Entry, ...]:
    """Give what is in a folder, sorted by name; none where it cannot be read. Hidden names are left out."""
    return _entries("entries", folder)


def all_entries(folder: str) -> tuple[Entry, ...]:
    """Give what is in a folder with hidden names."""
    return _entries("all", folder)


def _entries(how: str, folder: str) -> tuple[Entry, ...]:
    found = _listed(folder, hidden=how == "all")
    if _open:
        _note(how, folder, _digest_entries(found))
    return found


# --- how it is done, and what is noted of it --------------------------------------------------------------------------


def _read(path: str) -> tuple[bytes, bool]:
    # Where the system has no way to refuse links, each is looked for.
    linked = not _REFUSES_LINKS and os.path.islink(path)  # noqa: PTH114 - as above
    try:
        file = os.open(path, _UNLINKED)
    except OSError:
        linked = os.path.islink(path)  # noqa: PTH114 - as above
        if not linked:
            raise
        file = os.open(path, _PLAIN)
    try:
        return _bytes(file), linked
    finally:
        os.close(file)


def _bytes(file: int) -> bytes:
    parts: list[bytes] = []
    while part := os.read(file, _CHUNK):
        parts.append(part)
    return b"".join(parts)


def _head(path: str) -> bytes:
    try:
        file = os.open(path, _PLAIN)
    except OSError:
        return b""
    try:
        return os.read(file, _HEAD)
    except OSError:
        return b""
    finally:
        os.close(file)


def _kind(path: str) -> str:
    if os.path.isfile(path):  # noqa: PTH113 - as above
        return "f"
    if os.path.isdir(path):  # noqa: PTH112 - as above
        return "d"
    return "?" if os.path.lexists(path) else ""


def _listed(folder: str, *, hidden: bool) -> tuple[Entry, ...]:
    try:
        with os.scandir(folder or ".") as found:
            return tuple(sorted((each.name, _kind_of(each)) for each in found if hidden or each.name[0] != "."))
    except OSError:
        return ()


def _kind_of(entry: os.DirEntry[str]) -> str:
    link = "@" if entry.is_symlink() else ""
    try:
        if entry.is_file():
            return f"f{link}"
        return f"d{link}" if entry.is_dir() else f"?{link}"
    except OSError:  # A link that leads to itself.
        return f"?{link}"


def noted(data: bytes, *, linked: bool) -> str:
    """Give what is noted of a file's bytes, and of whether a link leads to it."""
    return sha256(data).hexdigest() + "@" * linked


def is_linked(seen: str) -> bool:
    """Whether a link led to the file of which this is noted."""
    return seen.endswith("@")


def _digest_entries(found: Iterable[Entry]) -> str:
    return sha256("\0".join(part for each in found for part in each).encode("utf-8", "surrogateescape")).hexdigest()


def _failed(error: OSError) -> str:
    return f"error {error.errno}"


def _look_at_file(path: str) -> str:
    try:
        data, linked = _read(path)
    except OSError as error:
        return _failed(error)
    return noted(data, linked=linked)


_LOOKS: dict[str, Callable[[str], str]] = {
    "file": _look_at_file,
    "document": _look_at_file,
    "head": lambda path: sha256(_head(path)).hexdigest(),
    "kind": _kind,
    "real": os.path.realpath,
    "link": lambda path: str(os.path.islink(path)),  # noqa: PTH114 - as above
    "entries": lambda path: _digest_entries(_listed(path, hidden=False)),
    "all": lambda path: _digest_entries(_listed(path, hidden=True)),
}
