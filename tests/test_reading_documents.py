"""Reading many documents: from the cache or anew, here or elsewhere, with the same result."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children, get_context
from typing import TYPE_CHECKING, Any

import pytest

import tablecast
from tablecast import TablecastError, _reading, _workers, readers
from tablecast._cache import Cache
from tablecast._reading import Means, read_documents
from tablecast._workers import WORTH, Workers
from tablecast._workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from tablecast import Document, Table

PAGE = """\
Page {number}
======

.. include:: shared.inc

==== =====
Code Name
==== =====
{number}    one
==== =====

==== =====
Code Other
==== =====
1    |all|
==== =====
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten documents that include one file, and one that includes what is not there."""
    for number in range(10):
        (tmp_path / f"{number}.rst").write_text(PAGE.format(number=number), encoding="utf-8")
    (tmp_path / "shared.inc").write_text(".. |all| replace:: everything\n", encoding="utf-8")
    (tmp_path / "lacking.rst").write_text(".. include:: nowhere.inc\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that this process reads with a reader, in order."""
    paths: list[str] = []
    read = readers.read

    def counted(path: str, data: bytes, **options: Any) -> Document:
        paths.append(path)
        return read(path, data, **options)

    monkeypatch.setattr(readers, "read", counted)
    return paths


def read_all(folder: Path, means: Means = _reading.PLAIN, **options: Any) -> tuple[Document, ...]:
    workspace = Workspace(folder)
    return read_documents(workspace, workspace.documents(["."]), means=means, **options)


def cached(folder: Path, **options: Any) -> Means:
    return Means(Workers(**(options or {"jobs": 1})), Cache(str(folder / ".cache")))


class Elsewhere(Executor):
    """Does the work at once, and counts it."""

    batches = 0

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        self.batches += 1
        future: Future[Any] = Future()
        future.set_result(function(*arguments, **named))
        return future


# --- the cache --------------------------------------------------------------------------------------------------------


def test_what_was_read_once_is_not_parsed_again(folder: Path, parsed: list[str]) -> None:
    """A second run parses nothing, and gives the same documents."""
    first = read_all(folder, cached(folder))
    assert len(parsed) == 11

    assert read_all(folder, cached(folder)) == first == read_all(folder)
    assert len(parsed) == 22


def test_a_changed_document_costs_that_document(folder: Path, parsed: list[str]) -> None:
    """By its bytes, not by its time; and a document that was renamed is another one, as its places say its path."""
    read_all(folder, cached(folder))
    os.utime(folder / "1.rst")
    (folder / "2.rst").write_text("==\nb\n==\n", encoding="utf-8")
    (folder / "3.rst").rename(folder / "c.rst")
    parsed.clear()

    documents = read_all(folder, cached(folder))

    assert parsed == ["2.rst", "c.rst"]
    assert documents == read_all(folder)


def test_a_changed_included_file_costs_the_documents_that_include_it(folder: Path, parsed: list[str]) -> None:
    """It does not matter whether the file changed, went or came."""
    read_all(folder, cached(folder))
    (folder / "shared.inc").write_text(".. |all| replace:: nothing\n", encoding="utf-8")
    parsed.clear()

    assert read_all(folder, cached(folder))[0].tables[1].rows[0].cells[1].text == "nothing"
    assert parsed == [f"{number}.rst" for number in range(10)]

    (folder / "shared.inc").unlink()
    (folder / "nowhere.inc").write_text("text\n", encoding="utf-8")
    parsed.clear()
    documents = read_all(folder, cached(folder))
    assert len(parsed) == 11
    assert [each.code for document in documents[:1] for each in document.diagnostics][:1] == ["include-refused"]
    assert documents == read_all(folder)


def test_what_may_be_included_is_part_of_the_question(folder: Path, parsed: list[str]) -> None:
    """The root of the documentation and whether files may be included change what a document says."""
    read_all(folder, cached(folder))
    parsed.clear()

    documents = read_all(folder, cached(folder), includes=False)

    assert len(parsed) == 11
    assert documents == read_all(folder, includes=False)
    assert [each.severity for each in documents[-1].diagnostics] == ["warning"]


def test_a_damaged_entry_is_read_anew(folder: Path, parsed: list[str]) -> None:
    """Whatever has become of the files of the cache, the result is right."""
    read_all(folder, cached(folder))
    for entry in (folder / ".cache").rglob("*"):
        if entry.is_file():
            entry.write_bytes(entry.read_bytes()[:-1])
    parsed.clear()

    assert read_all(folder, cached(folder)) == read_all(folder)
    assert len(parsed) == 22


def test_another_version_of_the_program_reads_anew(
    folder: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one version remembers, no other uses."""
    read_all(folder, cached(folder))
    monkeypatch.setattr(_reading, "fingerprint", lambda: "another")
    parsed.clear()

    read_all(folder, cached(folder))

    assert len(parsed) == 11


# --- executors --------------------------------------------------------------------------------------------------------


def test_processes_are_copies_of_one_that_has_read_a_document(folder: Path, parsed: list[str]) -> None:
    """So that none of them has to find out what reading takes; this process reads no other."""
    with Workers(jobs=2) as workers:
        documents = read_all(folder, Means(workers))

    assert parsed == [documents[0].path]
    assert documents == read_all(folder)


@pytest.mark.parametrize("size", [1, 500, 2**18])
@pytest.mark.parametrize("in_flight", [1, 32])
def test_an_executor_gives_the_same_documents_in_the_same_order(
    size: int, in_flight: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many documents go together and whatever they include; it also fills the cache."""
    monkeypatch.setattr(_reading, "_BATCH", size)
    monkeypatch.setattr(_workers, "PIECES", in_flight)
    executor = Elsewhere()

    assert read_all(folder, cached(folder, executor=executor)) == read_all(folder)
    assert executor.batches > 1
    batches = executor.batches
    assert read_all(folder, cached(folder, executor=executor)) == read_all(folder)
    assert executor.batches == batches


SPAWN = get_context("spawn")


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, partial(ProcessPoolExecutor, mp_context=SPAWN)])
def test_threads_and_processes_are_executors(
    pool: Callable[[int], Executor], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The public functions take any executor of `concurrent.futures`."""
    monkeypatch.chdir(folder)
    with pool(2) as executor:
        assert tablecast.read(["."], executor=executor) == tablecast.read(["."])


def test_a_small_set_is_read_by_this_process(folder: Path) -> None:
    """Processes are started only when documents of two megabytes are to be read, or when it is asked for."""
    with Workers() as workers:
        assert workers.executor(WORTH - 1) is None
    with Workers(jobs=1) as workers:
        assert (workers.alone, workers.executor(10 * WORTH)) == (True, None)
    with Workers(jobs=2) as workers:
        assert isinstance(workers.executor(1), ProcessPoolExecutor)
        assert read_all(folder, Means(workers)) == read_all(folder)


def test_an_error_of_a_worker_is_raised(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that goes wrong elsewhere is lost."""

    def broken(*_: Any, **__: Any) -> Document:
        message = "broken"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(readers, "read", broken)
    with ThreadPoolExecutor(1) as executor, pytest.raises(ZeroDivisionError, match="broken"):
        read_all(folder, Means(Workers(executor)))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_a_worker_that_is_killed_is_told(folder: Path) -> None:
    """As when the memory runs out: there is an error that names the first document which was not answered for."""
    pool = ProcessPoolExecutor(1, SPAWN, _die)
    with pool as executor, pytest.raises(TablecastError) as raised:
        read_all(folder, Means(Workers(executor)))

    assert str(raised.value) == (
        "0.rst: error: a process that read this document or one after it has ended without an answer [lost-worker]"
    )


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


# --- what is wanted ---------------------------------------------------------------------------------------------------


def test_a_table_that_is_not_wanted_comes_without_its_rows(folder: Path) -> None:
    """All else is the same, wherever the document comes from."""

    def wanted(document: Document, table: Table) -> bool:
        return document.path == "1.rst" and table.column_names == ("Code", "Other")

    expected = read_all(folder)
    ways = (_reading.PLAIN, cached(folder), cached(folder), Means(Workers(Elsewhere())))
    for documents in (read_all(folder, means, wanted=wanted) for means in ways):
        rows = [bool(table.rows) for document in documents for table in document.tables]
        assert (rows.count(True), rows.index(True)) == (1, 3)
        assert [_heads(document) for document in documents] == [_heads(document) for document in expected]


def _heads(document: Document) -> tuple[Any, ...]:
    heads = [(table.column_names, table.location, table.end, table.ordinal) for table in document.tables]
    return (document.path, document.title, heads, document.targets, document.diagnostics)


class Watching:
    """Watches the reading, and keeps what is told of it."""

    def __init__(self) -> None:
        """Begin to watch."""
        self.told: list[tuple[int, int, str]] = []
        self.ended = 0

    def __call__(self, read: int, total: int, path: str) -> None:
        """Keep it; nothing is told after the end."""
        assert not self.ended
        self.told.append((read, total, path))

    def end(self) -> None:
        """Count it."""
        self.ended += 1


def test_who_watches_is_told_of_each_document_once(folder: Path) -> None:
    """Whoever reads it, and wherever it comes from; in the end, all are read."""
    ways = (_reading.PLAIN, cached(folder), cached(folder), Means(Workers(Elsewhere())))
    for means in ways:
        watching = Watching()
        documents = read_all(folder, means._replace(watcher=watching))

        assert [(read, total) for read, total, _ in watching.told] == [(read, 11) for read in range(1, 12)]
        assert {path for *_, path in watching.told} == {document.path for document in documents}
        assert watching.ended == 1


def test_who_watches_is_told_when_a_document_that_cannot_be_read_ends_it(folder: Path) -> None:
    """There is no last document then."""
    watching = Watching()

    with pytest.raises(TablecastError):
        read_documents(Workspace(folder), ["0.rst", "gone.rst"], means=Means(watcher=watching))

    assert (watching.told, watching.ended) == ([(1, 2, "0.rst")], 1)


def test_an_interrupt_while_processes_start_ends_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is raised when they have begun, and nobody else has them in hand yet."""

    @contextmanager
    def interrupted() -> Generator[None]:
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr(_workers, "_interrupts_later", interrupted)
    with pytest.raises(KeyboardInterrupt), Workers(jobs=2) as workers:
        workers.executor(0)

    assert active_children() == []
