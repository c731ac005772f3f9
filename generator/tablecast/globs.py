"""Glob patterns over a list of paths, for files that are on no disk: what the module `glob` gives for a folder."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tablecast._regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

_ANY_FOLDERS = "**"
_MAGIC = regex(r"[*?[]")


def matching(pattern: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Give the paths that a pattern matches, sorted.

    `*`, `?` and `[...]` stand for characters of one name, `**` as a whole name for any number of folders. A name that
    begins with a dot is matched only where the pattern's name begins with one, too.
    """
    parts = tuple(pattern.split("/"))
    literal = "".join(f"{part}/" for part in parts[: _literal_length(parts[:-1])])
    return tuple(sorted(path for path in paths if path.startswith(literal) and _fits(parts, tuple(path.split("/")))))


class Folders(Protocol):
    """Folders to look for files in."""

    def kind(self, path: str, /) -> str:
        """Say what there is: `f` a file, `d` a folder."""
        ...

    def names(self, folder: str, /) -> Iterable[tuple[str, str]]:
        """Give the names in a folder, which ends with a slash unless it is empty, and what each is."""
        ...


def expand(pattern: str, folders: Folders) -> set[str]:
    """Give the files that a pattern matches, looking only where there may be any."""
    found: set[str] = set()
    todo = [_Place("", tuple(pattern.split("/")))]
    seen = set(todo)
    while todo:
        files, places = _step(todo.pop(), folders)
        found |= files
        todo += places - seen
        seen |= places
    return found


class _Place(NamedTuple):
    """A folder, and what of the pattern is to be matched in it."""

    folder: str
    parts: tuple[str, ...]


def _step(place: _Place, folders: Folders) -> tuple[set[str], set[_Place]]:
    """Match the first part in a folder: give the files that match the whole, and where to go on."""
    folder, (part, *others) = place
    rest = tuple(others)
    if part == _ANY_FOLDERS:
        there = [(name, kind) for name, kind in folders.names(folder) if not name.startswith(".")]
        places = {_Place(f"{folder}{name}/", place.parts) for name, kind in there if kind == "d"}
        places |= {_Place(folder, rest)} if rest else set()
    else:
        magic = _MAGIC.search(part)
        there = (
            [each for each in folders.names(folder) if _is_name(part, each[0])]
            if magic
            else [(part, folders.kind(folder + part))]
        )
        places = {_Place(f"{folder}{name}/", rest) for name, kind in there if kind == "d" and rest}
    return {folder + name for name, kind in there if kind == "f" and not rest}, places


def names_hidden(pattern: str) -> bool:
    """Whether a pattern may match hidden names that it does not spell out."""
    return any(part.startswith(".") and _MAGIC.search(part) for part in pattern.split("/"))


def literal_folder(pattern: str) -> str:
    """Give the folder that all matches of a pattern stand in: its names up to the first that is none."""
    parts = pattern.split("/")[:-1]
    return "/".join(parts[: _literal_length(parts)])


def escape(path: str) -> str:
    """Give the pattern that matches one path alone."""
    return _MAGIC.sub(r"[\g<0>]", path)


def _literal_length(parts: Iterable[str]) -> int:
    length = 0
    for part in parts:
        if _MAGIC.search(part):
            break
        length += 1
    return length


@lru_cache(maxsize=4096)
def _fits(parts: tuple[str, ...], names: tuple[str, ...]) -> bool:
    if not parts or not names:
        return not parts and not names
    if parts[0] != _ANY_FOLDERS:
        return _is_name(parts[0], names[0]) and _fits(parts[1:], names[1:])
    if names[0].startswith("."):
        return len(parts) > 1 and _fits(parts[1:], names)
    # At the end of a pattern, it stands for the files, too.
    return _fits(parts[1:], names) or _fits(parts, names[1:]) or (len(parts) == 1 and len(names) == 1)


def _is_name(part: str, name: str) -> bool:
    if not _MAGIC.search(part):
        return part == name
    return (part.startswith(".") or not name.startswith(".")) and fnmatchcase(name, part)
