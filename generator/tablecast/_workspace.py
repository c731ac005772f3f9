"""The edge to the disk: every read and write of tablecast goes through here.

Paths are relative to the root, with forward slashes, so that messages and outputs are the same on every machine.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import secrets
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from tablecast import _disk, globs
from tablecast._config import has_config, parse_config
from tablecast.diagnostics import Diagnostic, Location, TablecastError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from tablecast._config import LoadedConfig
    from tablecast._disk import Use

CONFIG_NAMES = ("tablecast.toml", "pyproject.toml")
_DOCUMENT_SUFFIXES = (".rst", ".rest", ".txt")


class Workspace:
    """The files below one folder, the root: where the configuration stands, or the working directory without one."""

    def __init__(self, root: Path) -> None:
        """Stand in a folder, which must exist when files are read."""
        self.root = root
        self._inputs: set[str] = set()
        self._folders: dict[str, str] = {}

    def read(self, path: str) -> bytes:
        """Give a file's bytes.

        Raises:
            TablecastError: The file cannot be read.
        """
        return self._read(path, "file")

    def read_document(self, path: str) -> bytes:
        """Give the bytes of a document, for a use that is noted.

        Raises:
            TablecastError: The file cannot be read.
        """
        return self._read(path, "document")

    def note_use(self, path: str, use: Callable[[], Use]) -> None:
        """Note what was used of a document."""
        _disk.note_use(self._path(path), path, use)

    def _read(self, path: str, how: Literal["file", "document"]) -> bytes:
        try:
            data, linked = _disk.read(self._path(path), how)
        except OSError as error:
            raise TablecastError([_unreadable(path, error)]) from error
        self._inputs.add(self.identity(path) if linked else self._unlinked(path))
        return data

    def _path(self, path: str) -> str:
        return os.path.join(self.root, path)  # noqa: PTH118 - a Path takes longer to make than the file to read

    def take(self, path: str) -> None:
        """Remember that a file has been read, so that no output takes its place."""
        self._inputs.add(self.identity(path))

    def identity(self, path: str) -> str:
        """Give what tells a file from all others, whatever links lead to it."""
        return _disk.real(self._path(path))

    def _unlinked(self, path: str) -> str:
        """Give the identity of a file that is no link itself; for most, that of their folder is known already."""
        folder, name = os.path.split(self._path(path))
        if folder not in self._folders:
            self._folders[folder] = _disk.real(folder)
        return os.path.join(self._folders[folder], name)  # noqa: PTH118 - as above

    def is_input(self, path: str) -> bool:
        """Whether the file has been read so far, or configures something."""
        identity = self.identity(path)
        return identity in self._inputs or identity in map(self.identity, CONFIG_NAMES)

    def inputs(self) -> tuple[str, ...]:
        """Give the files that have been read so far, links resolved, sorted."""
        root = self.identity(".")
        return tuple(sorted(_posix(os.path.relpath(path, root)) for path in self._inputs))

    def is_inside(self, path: str) -> bool:
        """Whether the file is in the root, links resolved."""
        return Path(self.identity(path)).is_relative_to(self.identity("."))

    def read_head(self, path: str, size: int) -> bytes:
        """Give the first bytes of a file, or none where it cannot be read."""
        return _disk.head(self._path(path))[:size]

    def read_text(self, path: str) -> str:
        """Give a file's text, which must be UTF-8.

        Raises:
            TablecastError: The file cannot be read, or is not UTF-8; the place of the first wrong byte is told.
        """
        return decoded(path, self.read(path))

    def holds(self, path: str) -> bool:
        """Whether there is a file of this path."""
        return _disk.kind(self._path(path)) == "f"

    def has_folder(self, path: str) -> bool:
        """Whether there is a folder of this path."""
        return _disk.kind(self._path(path)) == "d"

    def read_if_present(self, path: str) -> bytes | None:
        """Give a file's bytes, or None where there is no such file.

        Raises:
            TablecastError: There is something at the path that cannot be read, such as a folder.
        """
        try:
            return _disk.read(self._path(path))[0]
        except FileNotFoundError:
            return None
        except OSError as error:
            raise TablecastError([_unreadable(path, error)]) from error

    def open_file(self, path: str, folder: str = "") -> bytes:
        """Give the bytes of a file that a document includes; it must stay inside a folder, links resolved.

        Raises:
            OSError: The file cannot be read, or stands outside.
        """
        resolved = Path(self.identity(path))
        if not resolved.is_relative_to(self.identity(folder)):
            message = "the file is outside of the documentation"
            raise PermissionError(message)
        if _disk.kind(str(resolved)) in {"d", "?"}:
            message = "it is no regular file"
            raise PermissionError(message)
        self._inputs.add(str(resolved))
        return _disk.read(str(resolved))[0]

    def expand(self, pattern: str) -> tuple[str, ...]:
        """Give the files that a glob pattern matches, sorted; `**` stands for any folders."""
        found = globs.expand(pattern, _Folders(self._path(""), hidden=globs.names_hidden(pattern)))
        # However a pattern spells a path, through `..` for instance, one file is one document.
        paths = {os.path.relpath(self.root / path, self.root) if ".." in path else path for path in found}
        return tuple(sorted(map(named, paths)))

    def documents(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Give the documents that files and folders name; a file is taken whatever its suffix.

        Raises:
            TablecastError: A path does not exist.
        """
        found: list[str] = []
        for given in paths:
            # An absolute path would carry this machine into the outputs.
            path = os.path.relpath(given, self.root) if Path(given).is_absolute() else given
            if not (self.root / path).exists():
                raise TablecastError([Diagnostic("unreadable-file", "there is no such file or folder", Location(path))])
            found += self._below(path) if (self.root / path).is_dir() else [named(path)]
        return tuple(dict.fromkeys(found))

    def _below(self, folder: str) -> list[str]:
        paths = (self.root / folder).rglob("*")
        found = (path for path in paths if path.suffix in _DOCUMENT_SUFFIXES and path.is_file())
        return sorted(named(Path(folder) / path.relative_to(self.root / folder)) for path in found)

    def files_below(self, folders: Iterable[str]) -> Iterator[str]:
        """Give the files in folders and below, sorted; hidden ones and Python's caches are passed over."""
        found: set[str] = set()
        for folder in folders:
            todo = [folder]
            while todo:
                parent = todo.pop()
                for name, kind in _disk.entries(self._path(parent)):
                    path = f"{parent}/{name}"
                    if kind == "d" and not name.startswith("__pycache__"):
                        todo.append(path)
                    elif kind[0] == "f":
                        found.add(_posix(path))
        return iter(sorted(found))

    def files_beside(self, paths: Iterable[str]) -> Iterator[str]:
        """Give the files in the folders that files stand in, sorted; hidden ones are passed over."""
        for folder in sorted({Path(path).parent for path in paths}):
            names = (name for name, kind in _disk.entries(self._path(str(folder))) if kind[0] == "f")
            yield from (_posix(folder / name) for name in names)

    def source_line(self, place: Location) -> str:
        """Give the line of a location, to be shown under a message; an empty text where it cannot be had."""
        if not place.line:
            return ""
        data = self._glance(place.path)
        lines = io.StringIO(data.decode("utf-8-sig", "replace"), newline=None).read().split("\n")
        return lines[place.line - 1] if place.line <= len(lines) else ""

    def _glance(self, path: str) -> bytes:
        """Give a file's bytes, or none where they cannot be had."""
        try:
            return _disk.read(self._path(path))[0]
        except OSError:
            return b""

    def refuse_losses(self, files: Mapping[str, bytes | None]) -> None:
        """Refuse to write files, or to delete those that are None, where this would lose what nobody has looked at.

        Here, what is on the disk has been looked at.
        """

    def write_all(self, files: Mapping[str, bytes]) -> None:
        """Write files so that each is, at every moment, whole: the old one or the new one.

        All are first written beside their targets and then moved into place, so that a full disk changes nothing.

        Raises:
            TablecastError: A file cannot be written.
        """
        _disk.forget()
        staged: list[tuple[str, Path, Path]] = []
        try:
            for path, data in files.items():
                with _writing(path):
                    staged.append((path, *self._targets(path)))
                    _stage(data, *staged[-1][1:])
            for path, temporary, target in staged:
                with _writing(path):
                    temporary.replace(target)
        finally:
            for _, temporary, _ in staged:
                with suppress(OSError):
                    temporary.unlink()

    def is_same(self, path: str, other: str) -> bool:
        """Whether two paths that differ in upper and lower case alone name one file."""
        if path.casefold() != other.casefold():
            return False
        try:
            return (self.root / path).samefile(self.root / other)
        except OSError:
            return False

    def remove(self, paths: Iterable[str]) -> None:
        """Delete files; one that is already gone is no problem.

        Raises:
            TablecastError: A file cannot be deleted.
        """
        for path in paths:
            with _writing(path, "delete"):
                (self.root / path).unlink(missing_ok=True)

    def _targets(self, path: str) -> tuple[Path, Path]:
        """Give a hidden name beside the target, on the same file system, and the target; a link is written through."""
        target = Path(os.path.realpath(self.root / path))
        return target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp"), target


class _Folders(NamedTuple):
    """The folders below one, as patterns are matched in them."""

    root: str
    hidden: bool

    def kind(self, path: str) -> str:
        return _disk.kind(self.root + path)

    def names(self, folder: str) -> Iterator[tuple[str, str]]:
        look = _disk.all_entries if self.hidden else _disk.entries
        return ((name, kind[0]) for name, kind in look(self.root + folder))


def _stage(data: bytes, temporary: Path, target: Path) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "there is a folder of this name")
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.write_bytes(data)
    if target.exists():
        temporary.chmod(target.stat().st_mode)


def decoded(path: str, data: bytes) -> str:
    """Give the text of a file's bytes, which must be UTF-8; a byte order mark is dropped.

    Raises:
        TablecastError: They are not; the place of the first wrong byte is told.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        problem = Diagnostic("not-utf8", f"the file is not UTF-8: {error.reason}", Location(path, line, column))
        raise TablecastError([problem]) from error


def find_config(start: Path) -> Path | None:
    """Give the configuration file of a folder or of the nearest one above it; None if there is none.

    A pyproject.toml without a [tool.tablecast] table is passed over.

    Raises:
        TablecastError: A configuration file on the way cannot be read, or is not TOML.
    """
    return next(filter(None, (config_in(folder, start) for folder in (start, *start.parents))), None)


def config_in(folder: Path, start: Path | None = None) -> Path | None:
    """Give the configuration file that stands in a folder; messages name it from `start`, or from the folder.

    Raises:
        TablecastError: A file of such a name cannot be read, or is not TOML.
    """
    workspace = Workspace(start or folder)
    for name in CONFIG_NAMES:
        path = os.path.relpath(folder / name, workspace.root)
        if workspace.holds(path) and has_config(path, workspace.read_text(path)):
            return folder / name
    return None


def open_config(
    path: Path | None = None, stand_in: Callable[[Path], Workspace] = Workspace
) -> tuple[Workspace, LoadedConfig]:
    """Read a configuration file, or the one that is nearest to the working directory, and stand in its folder.

    Raises:
        TablecastError: There is none, or it cannot be read, or it is not right.
    """
    path = path or find_config(Path.cwd())
    if path is None:
        message = "there is no tablecast.toml and no pyproject.toml with a [tool.tablecast] table, here or above"
        hint = "name one with --config, or do without: tablecast generate DOCS... -o DIR"
        raise TablecastError([Diagnostic("no-config", message, Location("."), hint=hint)])
    workspace = stand_in(path.parent)
    return workspace, parse_config(path.name, workspace.read_text(path.name))


@contextmanager
def _writing(path: str, verb: str = "write") -> Generator[None]:
    """Tell which file could not be written, or deleted."""
    try:
        yield
    except OSError as error:
        message = f"cannot {verb} the file: {error.strerror or error}"
        raise TablecastError([Diagnostic("unwritable-file", message, Location(path))]) from error


def named(path: str | Path) -> str:
    """Give the path of a document, which messages and outputs name.

    Raises:
        TablecastError: The name holds what is no text, or cannot be printed.
    """
    name = _posix(path)
    if not name.isprintable():
        message = "the name of the document cannot be printed"
        raise TablecastError([Diagnostic("unreadable-file", message, Location(ascii(name)[1:-1]), hint="rename it")])
    return name


def _posix(path: str | Path) -> str:
    return Path(path).as_posix()


def _unreadable(path: str, error: OSError) -> Diagnostic:
    return Diagnostic("unreadable-file", f"cannot read the file: {error.strerror or error}", Location(_posix(path)))
