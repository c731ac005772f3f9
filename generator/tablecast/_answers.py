"""What earlier checks have answered: what they printed, their exit code, and all that they saw of the disk.

The answer of a check depends on the program, on how it was called, and on what it sees. Where all of these are the
same once more, so is the answer, and nothing has to be read, rendered or even imported to give it. What was seen is
looked at again in full, by the bytes of each file and the names in each folder, never by their times.
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

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, TextIO, TypeAlias

    from tablecast._cache import Cache

    Answer: TypeAlias = tuple[list[tuple[str, str, str]], list[tuple[int, bytes]], int]
    """What was seen (how it was looked at, where, and what it was), what was printed (where), and the exit code."""

_KIND = "checks"
_MOST = 4

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
        known: dict[tuple[str, str], str] = {}
        answers = self.answers()
        for index, answer in enumerate(answers):
            seen, printed, code = answer
            if _disk.is_same(seen, known):
                if index:
                    self._keep([answer, *answers[:index], *answers[index + 1 :]])
                return code if _printed(printed) else None
        return None

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
            self._question.remember((seen, self._printed, code))


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
