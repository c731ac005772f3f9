"""Processes to share work with: those of an executor that the caller has, or a few of our own where it is worth it."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from tablecast.diagnostics import TablecastError

if TYPE_CHECKING:
    from collections.abc import Generator
    from concurrent.futures import Executor
    from types import TracebackType

    from tablecast.diagnostics import Diagnostic

WORTH = 2 * 2**20
"""From how many bytes of documents on processes of our own are worth their start."""

_MOST = 8
"""No more are started unasked; with each, there is less to gain."""


PIECES = 64
"""How many pieces of work are under way at most with an executor, which does not say how many take part."""

_PIECES_EACH = 4
"""How many are with each process of our own: it has the next one at hand, and none waits for a process that is slow."""


@contextmanager
def answering(lost: Diagnostic) -> Generator[None]:
    """Tell of a process that takes part and ends early, such as one that is killed where memory runs out.

    Raises:
        TablecastError: With this diagnostic.
    """
    from concurrent.futures import BrokenExecutor  # noqa: PLC0415 - who works alone has not imported it, nor needs it

    try:
        yield
    except BrokenExecutor as error:
        raise TablecastError([lost]) from error


class Workers:
    """Who does the work; this process alone, until there is much of it.

    `jobs` is how many processes there are to be; without it, that depends on how much there is to do.
    """

    def __init__(self, executor: Executor | None = None, *, jobs: int | None = None) -> None:
        """Start nothing yet."""
        self.given = executor
        self._own: Executor | None = None
        self._jobs = jobs

    @property
    def alone(self) -> bool:
        """Whether this process does everything, however much it is."""
        return self.given is None and self._count() == 1

    @property
    def pieces(self) -> int:
        """How many pieces of work are under way at most, so that what is read does not pile up in front of anybody."""
        return self._count() * _PIECES_EACH if self.given is None else PIECES

    def executor(self, size: int) -> Executor | None:
        """Give who takes part in the work on so many bytes; None leaves it to this process."""
        if self.given is not None or self.alone:
            return self.given
        if self._own is None and (self._jobs is not None or size >= WORTH):
            # It is known before its processes start, so that an interrupt at this very moment ends these, too.
            self._own = _pool(self._count())
            with _interrupts_later():
                self._own.submit(_leave_interrupts)
        return self._own

    def _count(self) -> int:
        return min(_cores(), _MOST) if self._jobs is None else self._jobs

    def __enter__(self) -> Self:
        """Begin the work."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End our own processes, after what they are at; what is left in a queue is dropped."""
        if self._own is not None:
            self._own.shutdown(cancel_futures=True)
            self._own = None


def _cores() -> int:
    """Give how many processes can run at once, which may be fewer than the machine has cores."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _pool(count: int) -> Executor:
    """Give what starts processes when it gets work; on Linux as copies of this one, which has imported everything.

    Elsewhere, and where this process has threads, which a copy would not have, they start anew.
    """
    import multiprocessing  # noqa: PLC0415 - a set of documents that is small never needs it
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above

    copied = sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - no Path needed
    context = multiprocessing.get_context("fork" if copied else "spawn")
    return ProcessPoolExecutor(count, context, _leave_interrupts)


def _leave_interrupts() -> None:
    """Let the process that shares out the work deal with Ctrl-C, which a terminal sends to all."""
    import signal  # noqa: PLC0415 - as above

    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _interrupts_later() -> Generator[None]:
    """Put an interrupt off; the processes that are started meanwhile never see one, not even before they are ready."""
    import signal  # noqa: PLC0415 - as above

    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


ALONE = Workers(jobs=1)
