"""Glob patterns over a list of paths, for files that are on no disk: what the module `glob` gives for a folder."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ANY_FOLDERS = "**"
_MAGIC = re.compile(r"[*?[]")


def matching(pattern: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Give the paths that a pattern matches, sorted.

    `*`, `?` and `[...]` stand for characters of one name, `**` as a whole name for any number of folders. A name that
    begins with a dot is matched only where the pattern's name begins with one, too.
    """
    parts = tuple(pattern.split("/"))
    literal = "".join(f"{part}/" for part in parts[: _literal_length(parts[:-1])])
    return tuple(sorted(path for path in paths if path.startswith(literal) and _fits(parts, tuple(path.split("/")))))


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
