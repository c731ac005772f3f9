"""A line in the terminal that tells how far the reading of documents is, while it takes long."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, TextIO

from tablecast._answers import Caught
from tablecast._cli._shared import columns_of

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE = 1.0
"""How many seconds a person waits without a word."""

_INTERVAL = 0.1
_COLUMNS = 80


class Progress:
    """Told of each document that is read, it shows one line, which is gone when no more are."""

    def __init__(self, stream: TextIO, columns: int = _COLUMNS, clock: Callable[[], float] | None = None) -> None:
        """Begin to wait."""
        self._stream = stream
        self._clock = clock or time.monotonic
        self._columns = columns - 1  # A line that is as long as the terminal is wide ends on the next.
        self._begin = self._shown_at = self._clock()
        self._shown = 0

    def __call__(self, read: int, total: int, path: str) -> None:
        """Tell how many documents of how many are read, and which was the last."""
        now = self._clock()
        if read < total and now - self._begin >= _PATIENCE and now - self._shown_at >= _INTERVAL:
            self._shown_at = now
            rate = round(read / (now - self._begin))
            self._show(f"read {read} of {total} documents, {rate} a second: ", path)

    def end(self) -> None:
        """Leave the line as it was before, for what a command prints; what is read next has its own pace."""
        if self._shown:
            self._stream.write("\r" + " " * self._shown + "\r")
            self._stream.flush()
            self._shown = 0
        self._begin = self._shown_at = self._clock()

    def _show(self, begin: str, path: str) -> None:
        """Show a line in the place of the last one; of a long path, the end says most."""
        room = max(0, self._columns - len(begin))
        line = (begin + (path if len(path) <= room else "..." + path[len(path) + 3 - room :]))[: self._columns]
        self._stream.write("\r" + line.ljust(self._shown))
        self._stream.flush()
        self._shown = max(self._shown, len(line))


def progress() -> Progress | None:
    """Give one that writes to standard error; None where that is no terminal, or one that cannot go back in a line."""
    # What is shown for a moment is no part of what a check says.
    stream = sys.stderr.stream if isinstance(sys.stderr, Caught) else sys.stderr
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        return None
    return Progress(stream, columns_of(stream) or _COLUMNS)
