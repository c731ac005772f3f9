"""What earlier checks have answered: what they printed, their exit code, and all that they saw of the disk.

The answer of a check depends on the program, on how it was called, and on what it sees. Where all of these are the
same once more, so is the answer, and nothing has to be read, rendered or even imported to give it. What was seen is
looked at again in full, by the bytes of each file and the names in each folder, never by their times.

Of a document, only what was used counts. Where a few have other bytes than they had, the answer holds if they differ in
the words of a paragraph alone, or if the same comes out when these few are read.
"""

from __future__ import annotations

import io
import marshal
import os
import sys
from hashlib import sha256

from tablecast import _disk
from tablecast._cache import open_cache
from tablecast._fingerprint import fingerprint
from tablecast._prose import digest_without_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any, TextIO, TypeAlias

    from tablecast._cache import Cache
    from tablecast._disk import Use

    Seen: TypeAlias = list[tuple[str, str, str]]
    """How something was looked at, where, and what it was."""

    Answer: TypeAlias = tuple[Seen, bytes, list[tuple[int, bytes]], int]
    """What was seen, what was used of the documents (as marshal has `Uses`, which a check that sees the same does not
    look at), what was printed (where), and the exit code."""

    Uses: TypeAlias = dict[str, tuple[str, Use]]
    """The name of a document, and what was used of it, by its path."""

_KIND = "checks"
_MOST = 4
_LITTLE = 2**18
"""How many bytes of documents are read, at most, to find out whether an answer holds."""

ENVIRONMENT = ("COLUMNS", "FORCE_COLOR", "GITHUB_", "LANG", "LC_", "NO_COLOR", "PYTHON", "TERM")
"""How the names of the environment variables begin that have a say in what is printed."""

_FINAL = (0, 1)
"""The exit codes that are remembered; what went wrong may have been a whim of the system."""


class Question:
    """A check that is asked for, and where its answer is remembered."""

    def __init__(self, cache: Cache, key: str) -> None:
        """Know where to look."""
        self._cache = cache
        self._key = key

    def answered(self) -> int | None:
        """Print what was answered before, and give the exit code; None where it was not, or would not be today."""
        answers = self.answers()
        found = _holding(answers)
        if found is None:
            return None
        index, (_, _, printed, code) = found
        if index or found[1] is not answers[0]:
            self._keep([found[1], *answers[:index], *answers[index + 1 :]])
        return code if _printed(printed) else None

    def listening(self) -> _Listening:
        """Remember the answer that is given until the program exits."""
        return _Listening(self)

    def answers(self) -> list[Answer]:
        """Give the answers that were last of use, the latest first: somebody may go to and fro between branches."""
        data = self._cache.get(_KIND, self._key)
        answers: list[Answer] = [] if data is None else marshal.loads(data)  # noqa: S302 - as the cache has written it
        return answers

    def remember(self, answer: Answer) -> None:
        """Keep an answer."""
        self._keep([answer, *self.answers()][:_MOST])

    def _keep(self, answers: list[Answer]) -> None:
        self._cache.put(_KIND, self._key, marshal.dumps(answers))
        self._cache.trim()


def question(arguments: Sequence[str]) -> Question | None:
    """Give what the arguments of a check ask, unless its answer is not to be remembered."""
    cache = None if "--no-cache" in arguments else open_cache()
    if cache is None or not all(map(_takes_bytes, (sys.stdout, sys.stderr))):
        return None
    parts = (fingerprint(), os.getcwd(), *arguments, "", *_environment(), *map(_manner, (sys.stdout, sys.stderr)))  # noqa: PTH109 - pathlib is slow to import
    return Question(cache, sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest())


def _holding(answers: Sequence[Answer]) -> tuple[int, Answer] | None:
    """Give the answer that holds, as it is now, and which one it is: rather one of which everything is the same."""
    known: dict[tuple[str, str], str] = {}
    changed: list[tuple[str, ...] | None] = []
    for index, answer in enumerate(answers):
        changed.append(_disk.changed(answer[0], known))
        if changed[-1] == ():
            return index, answer
    for index, (paths, (seen, uses, printed, code)) in enumerate(zip(changed, answers, strict=True)):
        if paths and _would_do({path: known["document", path] for path in paths}, seen, uses):
            return index, ([(how, path, known[how, path]) for how, path, _ in seen], uses, printed, code)
    return None


def _would_do(documents: Mapping[str, str], seen: Seen, packed: bytes) -> bool:
    """Whether the same is used of documents as they are now; what is noted of them now is given."""
    before = {path: noted for how, path, noted in seen if how == "document"}
    uses: Uses = marshal.loads(packed)  # noqa: S302 - as the cache has written it
    pages: dict[str, bytes] = {}
    for path, noted in documents.items():
        data = _unchanged(path, noted)
        if data is None or path not in uses or _disk.is_linked(noted) != _disk.is_linked(before[path]):
            return False
        _, (_, _, frame) = uses[path]
        if digest_without_words(data) != frame:
            pages[path] = data
    little = sum(map(len, pages.values())) <= _LITTLE
    return little and all(_is_used(data, *uses[path]) for path, data in pages.items())


def _unchanged(path: str, noted: str) -> bytes | None:
    """Give the bytes of a file; None where it is no longer what was noted a moment ago."""
    try:
        data, linked = _disk.read(path)
    except OSError:
        return None
    return data if _disk.noted(data, linked=linked) == noted else None


def _is_used(data: bytes, name: str, use: Use) -> bool:
    """Whether this is what is used of a document, as far as a moment of reading can tell."""
    # A reader takes longer to import than all else that is done here.
    from tablecast import readers  # noqa: PLC0415 - as said above
    from tablecast._packing import digest_of, pack  # noqa: PLC0415 - as said above

    document, (tables, digest, _) = readers.read_common(name, data), use
    return document is not None and digest_of(pack(document), tables) == digest


def _takes_bytes(stream: object) -> bool:
    """Whether what is printed can be caught as bytes; to a console of Windows, it is not written as such."""
    return hasattr(stream, "buffer") and not (sys.platform == "win32" and sys.stdout.isatty())


def _environment() -> Iterator[str]:
    return (f"{name}={value}" for name, value in sorted(os.environ.items()) if name.startswith(ENVIRONMENT))


def _manner(stream: TextIO) -> str:
    """Say how a stream prints: in which encoding, and how wide it is where it is a terminal."""
    width = os.get_terminal_size(stream.fileno()).columns if stream.isatty() else 0
    return f"{stream.encoding} {stream.errors} {width}"


def _printed(printed: Sequence[tuple[int, bytes]]) -> bool:
    """Print to standard output (1) and standard error (2), if they take it."""
    try:
        for number, data in printed:
            stream = sys.stdout if number == 1 else sys.stderr
            stream.buffer.write(data)
            stream.flush()
    except OSError:
        return False
    return True


class _Listening:
    """Notes what is seen and printed, and remembers it when the program exits with an answer."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._printed: list[tuple[int, bytes]] = []
        self._noting = _disk.noting()

    def __enter__(self) -> None:
        self._notes = self._noting.__enter__()
        self._streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = Caught(sys.stdout, 1, self._printed), Caught(sys.stderr, 2, self._printed)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self._noting.__exit__()
        sys.stdout, sys.stderr = self._streams
        code = error.code if isinstance(error, SystemExit) else None
        if code in _FINAL and self._notes.holds:
            seen = [(how, path, noted) for (how, path), noted in self._notes.seen.items()]
            self._question.remember((seen, marshal.dumps(self._notes.uses), self._printed, code))


class Caught(io.TextIOWrapper):
    """Prints as another stream does, and keeps what it prints; what goes to that stream itself is not kept."""

    def __init__(self, stream: TextIO, number: int, printed: list[tuple[int, bytes]]) -> None:
        """Print to the stream, which has this number among what is printed."""
        copied: Any = _Copied(stream.buffer, number, printed)
        super().__init__(copied, stream.encoding, stream.errors, write_through=True)
        self.stream = stream


class _Copied(io.RawIOBase):
    """Bytes on their way to a stream."""

    def __init__(self, target: Any, number: int, printed: list[tuple[int, bytes]]) -> None:
        super().__init__()
        self._target = target
        self._number = number
        self._printed = printed

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        taken = bytes(data)
        self._target.write(taken)
        self._printed.append((self._number, taken))
        return len(taken)

    def flush(self) -> None:
        if not self._target.closed:
            self._target.flush()

    def isatty(self) -> bool:
        return bool(self._target.isatty())

    def fileno(self) -> int:
        return int(self._target.fileno())
