"""A revision of a git repository as a folder to read from, so that no other stage knows where files are from."""

from __future__ import annotations

import errno
import os
import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tablecast import globs
from tablecast._git import LINK, PARTIAL, SUBMODULE, read_blobs
from tablecast._workspace import decoded, named
from tablecast.diagnostics import Diagnostic, Location, TablecastError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tablecast._disk import Use
    from tablecast._git import Entry, Repository

_MOST_LINKS = 40
"""As many links lead to one file as Linux follows."""


class Tree:
    """All files of one revision, or of what is staged for the next, by their paths from the top of the repository."""

    def __init__(self, repository: Repository, revision: str | None) -> None:
        """List the files; none is read yet. None is what is staged.

        Raises:
            TablecastError: There is no such revision, or the clone does not have the names of its files.
        """
        if revision is None:
            self.entries = repository.staged()
        else:
            self.entries = repository.entries(repository.commit(revision), revision)
        self.folders = _folders(self.entries)
        self._contents: dict[str, bytes] = {}

    def fetch(self, paths: Iterable[str]) -> None:
        """Read files that are about to be asked for, all at once."""
        wanted = (self.entries[path] for path in paths)
        self._contents |= read_blobs(each for each in wanted if each.digest not in self._contents)

    def read(self, path: str) -> bytes | None:
        """Give the contents of a file, or None where the clone does not have them."""
        self.fetch([path])
        return self._contents.get(self.entries[path].digest)

    def resolve(self, path: str) -> str | None:
        """Give the path without links, `.` and `..`; None where it leads out of the repository."""
        done: list[str] = []
        rest = path.split("/")[::-1]
        followed = 0
        while rest:
            part = rest.pop()
            if part == ".." and not done:
                return None
            if part == "..":
                done.pop()
            elif part not in ("", "."):
                done.append(part)
                if self._is_link("/".join(done)):
                    target = os.fsdecode(self.read("/".join(done)) or b"/")
                    followed += 1
                    if target.startswith("/") or followed > _MOST_LINKS:
                        return None
                    done.pop()
                    rest += target.split("/")[::-1]
        return "/".join(done)

    def _is_link(self, path: str) -> bool:
        entry = self.entries.get(path)
        return entry is not None and entry.mode == LINK

    def files(self) -> Iterator[tuple[str, str]]:
        """Give each file with the path by which a pattern may name it; both differ where a link leads there."""
        for path, entry in self.entries.items():
            if entry.mode == LINK:
                yield from self._linked(path)
            elif entry.mode != SUBMODULE:
                yield path, path

    def _linked(self, path: str) -> Iterator[tuple[str, str]]:
        target = self.resolve(path)
        if target is None:
            return
        if target in self.entries:
            yield path, target
        for each in self.entries if target in self.folders else ():
            file = self.resolve(each) if each.startswith(f"{target}/") else None
            if file in self.entries and self.entries[file].mode != SUBMODULE:
                yield path + each.removeprefix(target), file

    def submodules(self) -> Iterator[tuple[str, Entry]]:
        """Give the submodules of which the clone does not have the commit."""
        return ((path, entry) for path, entry in self.entries.items() if entry.mode == SUBMODULE)


def _folders(paths: Iterable[str]) -> set[str]:
    """Give the folders that files stand in, and those that these stand in, up to the top."""
    found = {""}
    for path in paths:
        folder = posixpath.dirname(path)
        while folder not in found:
            found.add(folder)
            folder = posixpath.dirname(folder)
    return found


class Revision:
    """The files of a revision below one folder; reading from it is as from a `Workspace`."""

    def __init__(self, tree: Tree, folder: str = "") -> None:
        """Stand in a folder, given by its path from the top of the repository."""
        self._tree, self._folder = tree, folder

    def names(self) -> Iterator[str]:
        """Give the paths of all files in the folder and below."""
        start = f"{self._folder}/" if self._folder else ""
        return (path.removeprefix(start) for path, _ in self._tree.files() if path.startswith(start))

    def read(self, path: str) -> bytes:
        """Give a file's bytes.

        Raises:
            TablecastError: There is no such file, or the clone does not have its contents.
        """
        found = self._find(path)
        if found is None:
            raise TablecastError([_unreadable(path, os.strerror(errno.ENOENT))])
        data = self._tree.read(found)
        if data is None:
            raise TablecastError([_unreadable(path, "its contents are not in this clone", PARTIAL)])
        return data

    def read_document(self, path: str) -> bytes:
        """Give the bytes of a document.

        Raises:
            TablecastError: There is no such file, or the clone does not have its contents.
        """
        return self.read(path)

    def note_use(self, path: str, use: Callable[[], Use]) -> None:
        """Note nothing: a revision does not change."""

    def read_text(self, path: str) -> str:
        """Give a file's text, which must be UTF-8.

        Raises:
            TablecastError: The file cannot be read, or is not UTF-8.
        """
        return decoded(path, self.read(path))

    def holds(self, path: str) -> bool:
        """Whether there is a file of this path."""
        return self._find(path) is not None

    def has_folder(self, path: str) -> bool:
        """Whether there is a folder of this path."""
        resolved = self._tree.resolve(f"{self._folder}/{path}")
        return resolved in self._tree.folders

    def open_file(self, path: str, folder: str = "") -> bytes:
        """Give the bytes of a file that a document includes; it must stay inside a folder, links resolved.

        Raises:
            OSError: There is no such file, or it stands outside.
        """
        found, base = (self._tree.resolve(f"{self._folder}/{each}") for each in (path, folder))
        if found is None or base is None or not PurePosixPath(found).is_relative_to(base):
            message = "the file is outside of the documentation"
            raise PermissionError(message)
        if found in self._tree.folders:
            message = "it is no regular file"
            raise PermissionError(message)
        data = self._tree.read(found) if found in self._tree.entries else None
        if data is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return data

    def expand(self, pattern: str) -> tuple[str, ...]:
        """Give the files that a glob pattern matches, sorted; `**` stands for any folders.

        Raises:
            TablecastError: Some may be in a submodule of which the clone does not have the commit.
        """
        pattern = posixpath.normpath(f"{globs.escape(self._folder)}/{pattern}").lstrip("/")
        lacking = [_lacking(*each) for each in self._tree.submodules() if _may_match(pattern, each[0])]
        if lacking:
            raise TablecastError(lacking)
        files = dict(self._tree.files())
        found = globs.matching(pattern, files)
        self._tree.fetch(files[path] for path in found)
        return tuple(sorted(named(posixpath.relpath(path, self._folder or ".")) for path in found))

    def _find(self, path: str) -> str | None:
        """Give where a file stands; None where there is none."""
        resolved = self._tree.resolve(f"{self._folder}/{path}")
        entry = self._tree.entries.get(resolved or "")
        return None if entry is None or entry.mode == SUBMODULE else resolved


def _may_match(pattern: str, submodule: str) -> bool:
    """Whether files of a submodule may match, as far as the names tell that are spelt out."""
    one, other = PurePosixPath(globs.literal_folder(pattern)), PurePosixPath(submodule)
    return one.is_relative_to(other) or other.is_relative_to(one)


def _lacking(path: str, entry: Entry) -> Diagnostic:
    message = f"the commit {entry.digest[:12]} of the submodule is not in its clone"
    hint = f"get it with git -C {path} fetch origin {entry.digest}"
    return Diagnostic("unknown-revision", message, Location(path), hint=hint)


def _unreadable(path: str, reason: str, hint: str = "") -> Diagnostic:
    return Diagnostic("unreadable-file", f"cannot read the file: {reason}", Location(path), hint=hint)
