"""Documents that grow: whether time and memory grow no faster. `growth.py KIND SIZE` measures one of them."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_KIB = 1024


def grid(rows: int) -> Iterator[str]:
    """Draw a grid table."""
    yield (rule := "+-------+-----------+")
    for number in range(rows):
        yield f"| {number:<5} | {number * 7:<9} |"
        yield rule


def simple(rows: int) -> Iterator[str]:
    """Write a simple table."""
    yield (border := "=======  ==========")
    yield from (f"{number:<7}  {number * 7}" for number in range(rows))
    yield border


def csv(rows: int) -> Iterator[str]:
    """Write a csv-table."""
    yield from (".. csv-table::", "", *(f'   {number}, "{number * 7}"' for number in range(rows)))


def lists(rows: int) -> Iterator[str]:
    """Write a list-table."""
    yield from (".. list-table::", "")
    for number in range(rows):
        yield from (f"   * - {number}", f"     - {number * 7}")


def columns(count: int) -> Iterator[str]:
    """Draw a grid table of ten rows and many columns."""
    yield (rule := "+" + "------+" * count)
    for row in range(10):
        yield "|" + "".join(f" {row}.{number:<3}|" for number in range(count))
        yield rule


def kilobytes(size: int) -> Iterator[str]:
    """Write prose with a table of two rows in each thousand bytes or so."""
    for number in range(size):
        yield from (f"Section {number}", "-" * 20, "", "Words that say nothing. " * 34, "")
        yield from ("+----+------+", "| id | name |", "+====+======+", "| 1  | one  |", "+----+------+", "")


def documents(count: int, folder: str) -> None:
    """Write many documents of a few kilobytes."""
    for number in range(count):
        path = Path(folder, f"{number % 100}", f"{number}.rst")
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(kilobytes(4)), encoding="utf-8")


class _Growth(NamedTuple):
    what: str
    sizes: tuple[int, int, int]
    write: Callable[[int], Iterable[str]] | None


KINDS = {
    "grid": _Growth("row of a grid table", (5_000, 10_000, 20_000), grid),
    "simple": _Growth("row of a simple table", (5_000, 10_000, 20_000), simple),
    "csv": _Growth("row of a csv-table", (5_000, 10_000, 20_000), csv),
    "lists": _Growth("row of a list-table", (5_000, 10_000, 20_000), lists),
    "columns": _Growth("column of a grid table", (250, 500, 1_000), columns),
    "documents": _Growth("document", (2_500, 5_000, 10_000), None),
    "kilobytes": _Growth("kilobyte of a document", (25_000, 50_000, 100_000), kilobytes),
}


def rows() -> Iterator[list[str]]:
    """Measure all kinds, each size in a process of its own, and give a row for each."""
    yield ["for each", "how many", "seconds", "microseconds each", "peak MB"]
    for kind, (what, sizes, _) in KINDS.items():
        for size in sizes:
            command = [sys.executable, __file__, kind, str(size)]
            found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            seconds = found["seconds"]
            yield [what, str(size), f"{seconds:.3f}", f"{seconds / size * 1e6:.1f}", f"{found['peak'] / 1e6:.0f}"]


def _measure(kind: str, size: int) -> float:
    import tablecast
    from tablecast.readers import read

    write = KINDS[kind].write
    if write is None:
        with tempfile.TemporaryDirectory() as folder:
            documents(size, folder)
            start = time.perf_counter()
            found = sum(len(document.tables) for document in tablecast.read([folder]))
            seconds = time.perf_counter() - start
            _expect(found, 4 * size)
    else:
        read("a.rst", "\n".join([*write(2), ""]).encode())  # What has to be imported is.
        data = "\n".join([*write(size), ""]).encode()
        start = time.perf_counter()
        document = read("a.rst", data)
        seconds = time.perf_counter() - start
        _expect(len(document.tables), size if kind == "kilobytes" else 1)
    return seconds


def _expect(found: int, expected: int) -> None:
    if found != expected:
        message = f"{found} tables were read where {expected} are"
        raise SystemExit(message)


def _peak() -> int:
    """Give the peak of this process's memory, in bytes; what the system counts begins with that of its parent."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        return int(found[1]) * _KIB if found else 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    print(json.dumps({"seconds": _measure(sys.argv[1], int(sys.argv[2])), "peak": _peak()}))
