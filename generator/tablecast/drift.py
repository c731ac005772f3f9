"""Drift: what the documents say, rendered, against what is committed."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from tablecast.diagnostics import Location  # noqa: TC001 - msgspec resolves the annotation when it decodes
from tablecast.records.keys import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tablecast.model import Dataset
    from tablecast.writers import Rendered

Kind: TypeAlias = Literal["missing", "changed", "line-ends", "unexpected"]


class Output(Struct, frozen=True):
    """One output file as the documents say it: the path, the dataset and its rendering."""

    path: str
    dataset: Dataset
    rendered: Rendered


class Origin(Struct, frozen=True, order=True):
    """The row that an output's line was rendered from; `field` is empty where the line holds several of its cells."""

    location: Location
    record: str
    field: str


class Change(Struct, frozen=True):
    """A run of lines of an output that differs: the lines that stand there and those that the documents say.

    `line` is where the run begins in the committed file; an empty run of lines stands before that line.
    """

    line: int
    actual: tuple[str, ...]
    expected: tuple[str, ...]
    origins: tuple[Origin, ...]


class Drift(Struct, frozen=True):
    """One output file that is not what the documents say, and how.

    `line-ends` means that line ends, a byte order mark or the last line's end differ, and nothing else.
    """

    path: str
    kind: Kind
    changes: tuple[Change, ...] = ()


def compare(outputs: Sequence[Output], actual: Mapping[str, bytes | None]) -> tuple[Drift, ...]:
    """Compare what is rendered with what is there, file by file; sorted by path.

    A file of `actual` that is no output must be one of ours: it is reported as unexpected.
    """
    expected = {output.path: output for output in outputs}
    drifts = [Drift(path, "unexpected") for path in actual if path not in expected]
    for path, output in expected.items():
        there = actual.get(path)
        if there is None:
            drifts.append(Drift(path, "missing"))
        elif there != output.rendered.data:
            drifts.append(_changed(output, there))
    return tuple(sorted(drifts, key=lambda drift: drift.path))


def _changed(output: Output, actual: bytes) -> Drift:
    """Tell line ends apart first: a checkout with CRLF differs in every line and says nothing else."""
    before, after = lines_of(actual), lines_of(output.rendered.data)
    if before == after:
        return Drift(output.path, "line-ends")
    return Drift(output.path, "changed", tuple(_changes(output, before, after)))


def _changes(output: Output, actual: list[str], expected: list[str]) -> Iterator[Change]:
    codes = difflib.SequenceMatcher(None, actual, expected).get_opcodes()
    for (tag, start, stop, first, last), following in zip(codes, [*codes[1:], codes[-1]], strict=True):
        if tag != "equal":
            # A run can move down within the equal lines that follow it, and no further.
            shift = _shift(actual[: following[2]], start, stop) if tag == "delete" else 0
            shift = _shift(expected[: following[4]], first, last) if tag == "insert" else shift
            origins = _origins(output, first + shift + 1, last + shift)
            before, after = actual[start + shift : stop + shift], expected[first + shift : last + shift]
            yield Change(start + shift + 1, tuple(before), tuple(after), origins)


def _shift(lines: list[str], start: int, stop: int) -> int:
    """Tell by how many lines to move a run down so that it begins where a person would say that it does.

    In a list of like blocks, it cannot be told from the lines alone whether a new block is `{ ... }` or `} ... {`. The
    best first line is the least indented one, and of several the last.
    """
    end = stop
    while end < len(lines) and lines[start + end - stop] == lines[end]:
        end += 1
    firsts = [shift for shift in range(end - stop + 1) if lines[start + shift].strip()]
    return min(firsts, key=lambda shift: (_indentation(lines[start + shift]), -shift), default=0)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def _origins(output: Output, first: int, last: int) -> tuple[Origin, ...]:
    """Give the rows that stand in lines `first` to `last` of the rendering, in document order."""
    cells: dict[int, set[str]] = {}
    for trace in output.rendered.traces:
        if trace.line <= last and trace.end_line >= first:
            cells.setdefault(trace.record, set()).add(trace.field)
    return tuple(_origin(output.dataset, record, fields) for record, fields in sorted(cells.items()))


def _origin(dataset: Dataset, index: int, fields: set[str]) -> Origin:
    record = dataset.records[index]
    names = [field.name for field in dataset.schema.fields]
    if len(fields) == 1:
        (name,) = fields
        return Origin(record.values[names.index(name)].location, label_of(dataset.schema, record), name)
    return Origin(record.location, label_of(dataset.schema, record), "")


def unified_diff(path: str, actual: bytes | None, expected: bytes | None) -> Iterator[str]:
    """Give a unified diff from what is there to what is expected, line by line without line ends.

    None stands for a file that is not there.
    """
    before = "/dev/null" if actual is None else f"a/{path}"
    after = "/dev/null" if expected is None else f"b/{path}"
    return difflib.unified_diff(lines_of(actual or b""), lines_of(expected or b""), before, after, lineterm="")


def lines_of(data: bytes) -> list[str]:
    """Split into lines whatever their ends; a file that is not UTF-8 is shown with escapes."""
    text = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    shown = text.decode("utf-8", "backslashreplace").removesuffix("\n")
    return shown.split("\n") if shown else []
