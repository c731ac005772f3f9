"""What is out of step, for people: first the rows of the documents, then what lies in the files, and what to do."""

from __future__ import annotations

import textwrap
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, get_args

from tablecast.drift import Cause
from tablecast.findings import NAMES
from tablecast.reports import rows
from tablecast.reports._style import count, one_line, plain
from tablecast.reports.rows import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecast.codes import Level
    from tablecast.drift import Change, Drift
    from tablecast.findings import Check, Status
    from tablecast.reports._style import Paint, Tone

_TONES: dict[Level, Tone] = {"error": "bad", "warning": "warn", "info": "dim"}
_STATUS_TONES: dict[Status, Tone] = {"drift": "bad", "in-step": "warn"}
_SHOWN_CHANGES = 10
_SHOWN_LINES = 4
_SHOWN_ROWS = 2

_GENERATE = "run: tablecast generate"
_TODO: dict[Cause, str] = {
    "missing": _GENERATE,
    "stale": "run: tablecast generate, which deletes it",
    "unexpected": "delete it, or add it to the configuration",
    "conflict": "mend the documents, then run: tablecast generate",
    "edited": "write it into the document; to drop it, add --force",
    "line-ends": "see .gitattributes, then run: tablecast generate",
    "document": _GENERATE,
    "configuration": _GENERATE,
    "template": _GENERATE,
    "generator": _GENERATE,
    "changed": _GENERATE,
}
"""What to do about each cause, in few words."""


def lines(found: Check, paint: Paint = plain, width: int = WIDTH) -> Iterator[str]:
    """Give the lines that tell what is out of step: the rows that differ, and what these do not explain, by file."""
    told: set[str] = set()
    for each in found.rows:
        yield from rows.rows(each.found, each.outputs, paint, width)
        told.update(each.outputs)
    for drift in found.drifts:
        explained: frozenset[Cause] = frozenset({"document"}) if drift.path in told else frozenset()
        if not explained.issuperset(drift.causes):
            yield header(found, drift, paint)
            yield from _file(drift, explained, paint)


def header(found: Check, drift: Drift, paint: Paint = plain) -> str:
    """Give the line that names a file and why it is out of step."""
    causes = (paint(_name(found, cause), _TONES[found.level(cause)]) for cause in drift.causes)
    return f"{paint(drift.path, 'strong')}: {', '.join(causes)}"


def _name(found: Check, cause: Cause) -> str:
    """Name a cause, and how bad it is where that is not as bad as can be."""
    level = found.level(cause)
    return NAMES[cause] if level == "error" else f"{NAMES[cause]} ({level})"


def _file(drift: Drift, explained: frozenset[Cause], paint: Paint) -> Iterator[str]:
    changes = [change for change in drift.changes if change.cause not in explained]
    for change in islice(changes, _SHOWN_CHANGES):
        yield from _change(drift.path, change, paint)
    if len(changes) > _SHOWN_CHANGES:
        yield paint(f"  and {count(len(changes) - _SHOWN_CHANGES, 'change')} more; --diff shows all", "dim")


def _change(path: str, change: Change, paint: Paint) -> Iterator[str]:
    places = [
        f"{paint(str(origin.location), 'place')} ({one_line(origin.record)}{', ' * bool(origin.field)}{origin.field})"
        for origin in change.origins
    ]
    yield f"  {paint(f'{path}:{change.line}', 'place')} " + _verdict(change, places)
    yield from _lines(change.actual, "-", "bad", paint)
    yield from _lines(change.expected, "+", "good", paint)


def _verdict(change: Change, places: Sequence[str]) -> str:
    if not change.expected:
        return "no row says this"
    if not places:
        return "the template says otherwise"
    more = len(places) - _SHOWN_ROWS
    shown = ", ".join(places[:_SHOWN_ROWS]) + (f" and {count(more, 'row')} more" if more > 0 else "")
    return ("should say " if change.actual else "lacks ") + shown


def _lines(texts: Sequence[str], mark: str, tone: Tone, paint: Paint) -> Iterator[str]:
    shown = textwrap.dedent("\n".join(texts)).split("\n") if texts else []
    for line in shown[:_SHOWN_LINES]:
        yield "    " + paint(f"{mark} {line}".rstrip(), tone)
    if len(texts) > _SHOWN_LINES:
        yield paint(f"    {mark} ... {count(len(texts) - _SHOWN_LINES, 'line')} more", "dim")


def summary(found: Check, paint: Paint = plain) -> Iterator[str]:
    """Give the line that sums a check up, and for each cause how many files there are, and what to do."""
    if not found.drifts:
        yield paint(f"{count(len(found.outputs), 'output')} in step with the documents", "good")
        return
    yield ""
    yield paint(f"{count(len(found.drifts), 'file')} out of step with the documents", _STATUS_TONES[found.status])
    causes = Counter(cause for drift in found.drifts for cause in drift.causes)
    known = {cause: _name(found, cause) for cause in get_args(Cause) if cause in causes}
    names = max(map(len, known.values()))
    files = max(len(count(causes[cause], "file")) for cause in known)
    for cause, name in known.items():
        yield f"  {name:<{names}}  {count(causes[cause], 'file'):<{files}}  {_TODO[cause]}"
