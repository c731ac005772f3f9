"""Reading many documents: each from the cache where it is known, else by this process, or by many where it is much.

The result is the same however the work is done, in the order of the paths. What is held at once is bounded: the
documents that are being read, and of all that are read, the rows that somebody is going to look at.
"""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, Protocol

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from tablecast import readers
from tablecast._fingerprint import fingerprint
from tablecast._packing import pack, stripped, unpack, use_of
from tablecast._pages import Page, ReadPage, read_pages
from tablecast._prose import digest_without_words
from tablecast._workers import ALONE, Workers, answering
from tablecast.diagnostics import Diagnostic, Location, TablecastError
from tablecast.tables import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Executor, Future

    from tablecast._cache import Cache
    from tablecast._disk import Use
    from tablecast._packing import Wanted
    from tablecast.readers import ReaderName

_BATCH = 2**17
"""How many bytes of documents a worker gets at once: enough to be worth the way there, and not to wait for the last."""


class Files(Protocol):
    """What documents are read from: a folder on the disk, or one in a revision."""

    def read_document(self, path: str, /) -> bytes:
        """Give a document's bytes."""
        ...

    def note_use(self, path: str, use: Callable[[], Use], /) -> None:
        """Take what was used of a document, in case that it is asked whether another one would do."""
        ...

    def open_file(self, path: str, /, folder: str) -> bytes:
        """Give the bytes of a file that a document includes, which must stay inside a folder."""
        ...

    def expand(self, pattern: str, /) -> tuple[str, ...]:
        """Give the files that a glob pattern matches, sorted."""
        ...

    def has_folder(self, path: str, /) -> bool:
        """Whether there is a folder of this path."""
        ...


class Watcher(Protocol):
    """Who is told how far the reading is."""

    def __call__(self, read: int, total: int, path: str, /) -> None:
        """Take how many documents of how many are read, and the path of the last."""
        ...

    def end(self) -> None:
        """Take that no more are read: all of them are, or something has ended the reading before."""
        ...


class Means(NamedTuple):
    """What work is done with: who does it, what was found out before, who watches, and which way documents are read."""

    workers: Workers = ALONE
    cache: Cache | None = None
    watcher: Watcher | None = None
    reader: ReaderName = "fast"


PLAIN = Means()
"""This process alone, which knows nothing yet."""


class _Entry(Struct, array_like=True, frozen=True):
    """A document in the cache, what was seen of each file that it includes, and a digest of it (see `_disk.Use`)."""

    included: dict[str, str]
    packed: bytes
    frame: bytes


class _Waiting(NamedTuple):
    """A document that is to be read, which one it is, and its key in the cache."""

    position: int
    key: str
    page: Page


def read_documents(  # noqa: PLR0913 - what a configuration says, and how to work, is keyword-only and has defaults
    files: Files,
    paths: Iterable[str],
    *,
    root: str = "",
    includes: bool = True,
    means: Means = PLAIN,
    wanted: Wanted | None = None,
) -> tuple[Document, ...]:
    """Read the tables of documents, and the files that they include if that is allowed and they stay in `root`.

    A table that is not `wanted` comes without its rows.

    Raises:
        TablecastError: With every document that cannot be read from the disk; or a process that took part is gone.
    """
    opener = partial(files.open_file, folder=root) if includes else None
    reading = _Reading(opener, files.note_use, root, means, wanted)
    try:
        return reading.read(files, tuple(paths))
    finally:
        readers.forget()
        if means.watcher is not None:
            means.watcher.end()


class _Reading:
    """Documents on their way: looked up, waiting for enough others, under way, or read."""

    def __init__(
        self,
        open_file: Callable[[str], bytes] | None,
        note_use: Callable[[str, Callable[[], Use]], None],
        root: str,
        means: Means,
        wanted: Wanted | None,
    ) -> None:
        self._open_file = open_file
        self._note_use = note_use
        self._root = root
        self._workers, self._cache, self._watcher = means.workers, means.cache, means.watcher
        self._reader: ReaderName = means.reader
        self._wanted = wanted
        self._is_ready = self._workers.given is not None
        self._total = 0
        self._read = 0
        self._documents: list[Document] = []
        self._size = 0
        self._waiting: list[_Waiting] = []
        self._under_way: list[tuple[list[_Waiting], Future[list[ReadPage]]]] = []

    def read(self, files: Files, paths: tuple[str, ...]) -> tuple[Document, ...]:
        """Read documents, and give them in their order."""
        self._total = len(paths)
        problems: list[Diagnostic] = []
        for path in paths:
            try:
                data = files.read_document(path)
            except TablecastError as error:
                problems += error.diagnostics
            else:
                self._add(path, data)
        if problems:
            raise TablecastError(problems)
        return self._finish()

    def _add(self, path: str, data: bytes) -> None:
        """Read a document, or leave it to those who will."""
        each = _Waiting(len(self._documents), self._key(path, data), self._page(path, data, {}))
        known = self._known(each)
        self._documents.append(Document(path))
        if known is not None:
            self._put(each, *known)
            return
        if self._workers.alone or not self._is_ready:
            self._read_here(each)
            # Processes that are copies of this one have all now that it takes to read a document.
            self._is_ready = True
            return
        self._waiting.append(each)
        self._size += len(data)
        executor = self._workers.executor(self._size)
        if executor is not None and _size(self._waiting) >= _BATCH:
            self._share(executor)

    def _finish(self) -> tuple[Document, ...]:
        """Give all documents in their order."""
        while self._waiting or self._under_way:
            executor = self._workers.executor(self._size)
            if executor is not None:
                self._share(executor)
                self._collect()
            else:
                self._read_here(self._waiting.pop(0))
        if self._cache is not None:
            self._cache.trim()
        return tuple(self._documents)

    def _put(self, each: _Waiting, document: Document, entry: _Entry | None) -> None:
        """Put a document where it belongs, and tell of it; who has no cache needs no notes, either."""
        self._documents[each.position] = document
        if entry is not None and self._reader == "fast":
            self._note_use(each.page.path, partial(use_of, entry.packed, document, self._wanted, entry.frame))
        self._read += 1
        if self._watcher is not None:
            self._watcher(self._read, self._total, each.page.path)

    # --- the cache ----------------------------------------------------------------------------------------------------

    def _key(self, path: str, data: bytes) -> str:
        """Give a digest of all that a document depends on but the files that it includes."""
        if self._cache is None:
            return ""
        parts = (
            fingerprint(),
            path,
            self._root,
            str(self._open_file is not None),
            self._reader,
            sha256(data).hexdigest(),
        )
        return sha256("\0".join(parts).encode()).hexdigest()

    def _known(self, each: _Waiting) -> tuple[Document, _Entry] | None:
        """Look a document up; it counts only if the files that it includes are what they were."""
        data = None if self._cache is None else self._cache.get("documents", each.key)
        if data is None:
            return None
        entry = _entries.decode(data)
        if any(_seen(self._supply(path)) != seen for path, seen in entry.included.items()):
            return None
        return unpack(entry.packed, self._wanted), entry

    def _kept(self, each: _Waiting, packed: bytes) -> _Entry | None:
        """Remember a document, and give what is remembered."""
        if self._cache is None:
            return None
        included = {path: _seen(found) for path, found in (each.page.files or {}).items()}
        entry = _Entry(included, packed, digest_without_words(each.page.data))
        self._cache.put("documents", each.key, _encoder.encode(entry))
        return entry

    # --- here ---------------------------------------------------------------------------------------------------------

    def _read_here(self, each: _Waiting) -> None:
        opened: dict[str, bytes | OSError] = {}

        def open_file(path: str) -> bytes:
            found = opened[path] = self._supply(path)
            if isinstance(found, OSError):
                raise found
            return found

        page = each.page
        opener = open_file if self._open_file else readers.refuse_files
        document = readers.read(page.path, page.data, root=self._root, open_file=opener, reader=page.reader)
        with_files = each._replace(page=page._replace(files=opened))
        entry = None if self._cache is None else self._kept(with_files, pack(document))
        self._put(each, stripped(document, self._wanted), entry)

    def _page(self, path: str, data: bytes, files: dict[str, bytes | OSError]) -> Page:
        return Page(path, data, self._root, files if self._open_file else None, self._reader)

    def _supply(self, path: str) -> bytes | OSError:
        """Give a file that a document includes, or why it cannot be had."""
        if self._open_file is None:
            return readers.FilesRefusedError()
        try:
            return self._open_file(path)
        except OSError as error:
            return error

    # --- elsewhere ----------------------------------------------------------------------------------------------------

    def _share(self, executor: Executor) -> None:
        """Give the waiting documents away, a batch at a time."""
        waiting, self._waiting = self._waiting, []
        batch: list[_Waiting] = []
        for each in waiting:
            batch.append(each)
            if each is waiting[-1] or _size(batch) >= _BATCH:
                self._submit(executor, batch)
                batch = []

    def _submit(self, executor: Executor, batch: list[_Waiting]) -> None:
        while len(self._under_way) >= self._workers.pieces:
            self._collect()
        with answering(_lost(batch)):
            future = executor.submit(read_pages, [each.page for each in batch])
        self._under_way.append((batch, future))

    def _collect(self) -> None:
        """Take the documents of the oldest batch; those that lack a file go back with it."""
        batch, future = self._under_way.pop(0)
        with answering(_lost(batch)):
            answers = future.result()
        for each, answer in zip(batch, answers, strict=True):
            if answer.lacking:
                files = {**(each.page.files or {}), **{path: self._supply(path) for path in answer.lacking}}
                self._waiting.append(each._replace(page=each.page._replace(files=files)))
            else:
                self._put(each, unpack(answer.packed, self._wanted), self._kept(each, answer.packed))


_encoder = Encoder()
_entries = Decoder(_Entry)


def _size(waiting: Iterable[_Waiting]) -> int:
    return sum(len(each.page.data) for each in waiting)


def _seen(found: bytes | OSError) -> str:
    """Say what was seen of an included file; a message tells why one could not be had."""
    return f"not read: {found.strerror or found}" if isinstance(found, OSError) else sha256(found).hexdigest()


def _lost(batch: Sequence[_Waiting]) -> Diagnostic:
    message = "a process that read this document or one after it has ended without an answer"
    hint = "read them in one process, with --jobs 1"
    return Diagnostic("lost-worker", message, Location(batch[0].page.path), hint=hint)
