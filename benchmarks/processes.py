"""Whole processes, measured side by side.

All of them run in turn, several times over, so that a busy machine is as busy for each of them.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LAUNCHER = str(Path(__file__).with_name("launcher.py"))
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
"""How many bytes `ru_maxrss` counts in."""


class Contender(NamedTuple):
    """A command, the folder that it runs in, and what is done before each of its runs, which is not measured.

    `codes` are the exit codes that it may have.
    """

    name: str
    command: Sequence[str]
    folder: Path
    before: Callable[[], object] = lambda: None
    codes: Sequence[int] = (0,)


class Run(NamedTuple):
    """How long a process took, by the clock and of the processor, in seconds, and its memory at its peak, in bytes."""

    seconds: float
    processor: float
    peak: int


class Measured(NamedTuple):
    """The runs of a contender."""

    name: str
    runs: Sequence[Run]

    @property
    def seconds(self) -> float:
        """The median of the clock."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def processor(self) -> float:
        """The median of the processor's time."""
        return statistics.median(run.processor for run in self.runs)

    @property
    def peak(self) -> int:
        """The highest peak."""
        return max(run.peak for run in self.runs)


def measure(contenders: Sequence[Contender], rounds: int) -> list[Measured]:
    """Run all contenders in turn, in so many rounds."""
    runs: dict[str, list[Run]] = {each.name: [] for each in contenders}
    for number in range(rounds):
        for each in contenders:
            print(f"\rround {number + 1} of {rounds}: {each.name}".ljust(72), end="", file=sys.stderr, flush=True)
            each.before()
            runs[each.name].append(_run(each))
    print("\r".ljust(73), end="\r", file=sys.stderr, flush=True)
    return [Measured(name, each) for name, each in runs.items()]


def _run(contender: Contender) -> Run:
    command = [sys.executable, "-I", "-S", _LAUNCHER, *contender.command]
    done = subprocess.run(command, cwd=contender.folder, capture_output=True, text=True, check=False)
    numbers = done.stdout.split()
    if not numbers or int(numbers[3]) not in contender.codes:
        message = f"{contender.name} fails: {done.stderr[-2000:]}"
        raise SystemExit(message)
    seconds, processor, peak = map(float, numbers[:3])
    return Run(seconds, processor, int(peak * _PEAK_UNIT))


def table(measured: Sequence[Measured], bases: Sequence[str]) -> str:
    """Print what was measured, and how many times as long as each of the bases it took."""
    by_name = {each.name: each for each in measured}
    heads = ["", "seconds", "of processor", "peak MB", *(f"x {base}" for base in bases)]
    rows = [heads]
    for each in measured:
        ratios = [f"{each.seconds / by_name[base].seconds:.2f}" for base in bases]
        rows.append([each.name, f"{each.seconds:.3f}", f"{each.processor:.3f}", f"{each.peak / 1e6:.1f}", *ratios])
    return aligned(rows)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Give rows as lines, with columns of numbers aligned to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            text.rjust(width) if index else text.ljust(width)
            for index, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)
