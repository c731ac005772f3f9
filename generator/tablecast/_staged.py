"""What is staged for the next commit, as a folder to work in: read from git's index, and written to the disk.

A hook that looks at the disk instead passes with an output that nobody has added, and blocks a commit because of a
document that is not a part of it.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tablecast import _disk
from tablecast._git import Repository
from tablecast._revisions import Revision, Tree
from tablecast._workspace import Workspace
from tablecast.diagnostics import Diagnostic, Location, TablecastError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


class Staged(Workspace):
    """The files below one folder, as the next commit will have them."""

    def __init__(self, root: Path) -> None:
        """Stand in a folder of a repository.

        Raises:
            TablecastError: It is in none.
        """
        super().__init__(root)
        # What was answered before holds as long as the disk is the same, and this is not of the disk.
        _disk.forget()
        repository = _repository(root)
        self._files = Revision(Tree(repository, None), repository.prefix)

    def read(self, path: str) -> bytes:
        """Give a file's bytes.

        Raises:
            TablecastError: There is no such file, or the clone does not have its contents.
        """
        data = self._files.read(path)
        self.take(path)
        return data

    def read_document(self, path: str) -> bytes:
        """Give the bytes of a document.

        Raises:
            TablecastError: There is no such file, or the clone does not have its contents.
        """
        return self.read(path)

    def read_if_present(self, path: str) -> bytes | None:
        """Give a file's bytes, or None where there is no such file.

        Raises:
            TablecastError: The clone does not have its contents.
        """
        return self._files.read(path) if self._files.holds(path) else None

    def read_head(self, path: str, size: int) -> bytes:
        """Give the first bytes of a file, or none where it cannot be read."""
        return self._glance(path)[:size]

    def holds(self, path: str) -> bool:
        """Whether there is a file of this path."""
        return self._files.holds(path)

    def has_folder(self, path: str) -> bool:
        """Whether there is a folder of this path."""
        return self._files.has_folder(path)

    def open_file(self, path: str, folder: str = "") -> bytes:
        """Give the bytes of a file that a document includes; it must stay inside a folder, links resolved.

        Raises:
            OSError: There is no such file, or it stands outside.
        """
        data = self._files.open_file(path, folder)
        self.take(path)
        return data

    def expand(self, pattern: str) -> tuple[str, ...]:
        """Give the files that a glob pattern matches, sorted; `**` stands for any folders."""
        return self._files.expand(pattern)

    def files_below(self, folders: Iterable[str]) -> Iterator[str]:
        """Give the files in folders and below, sorted; hidden ones and Python's caches are passed over."""
        found: set[str] = set()
        for folder in map(PurePosixPath, folders):
            inside = (path for path in map(PurePosixPath, self._files.names()) if path.is_relative_to(folder))
            found.update(str(path) for path in inside if not _is_passed_over(path.relative_to(folder)))
        return iter(sorted(found))

    def files_beside(self, paths: Iterable[str]) -> Iterator[str]:
        """Give the files in the folders that files stand in, sorted; hidden ones are passed over."""
        folders = {PurePosixPath(path).parent for path in paths}
        for path in sorted(map(PurePosixPath, self._files.names())):
            if path.parent in folders and not path.name.startswith("."):
                yield str(path)

    def _glance(self, path: str) -> bytes:
        try:
            return self.read_if_present(path) or b""
        except TablecastError:
            return b""

    def refuse_losses(self, files: Mapping[str, bytes | None]) -> None:
        """Refuse to overwrite or delete files with changes that are not staged, which nobody could bring back.

        Raises:
            TablecastError: There are such files.
        """
        there = {path: Workspace.read_if_present(self, path) for path in files}
        changed = (path for path, data in there.items() if data not in (None, files[path], self.read_if_present(path)))
        lost = [path for path in changed if files[path] != self.read_if_present(path)]
        if lost:
            raise TablecastError(map(_unstaged, lost))


def _repository(root: Path) -> Repository:
    try:
        return Repository.find(root)
    except TablecastError as error:
        hint = "without --staged, what is on the disk is looked at"
        raise TablecastError(replace(each, hint=hint) for each in error.diagnostics) from error


def _is_passed_over(path: PurePosixPath) -> bool:
    return any(part.startswith((".", "__pycache__")) for part in path.parts)


def _unstaged(path: str) -> Diagnostic:
    message = "the file would lose changes that are not staged"
    return Diagnostic("unwritable-file", message, Location(path), hint="stage them, or put them away with git stash")
