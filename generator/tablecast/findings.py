"""What a check finds, as diagnostics: drift told like any other problem, so that every report prints both alike."""

from __future__ import annotations

import textwrap
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from tablecast.codes import MEANING, REMEDY, SEVERITY
from tablecast.diagnostics import Diagnostic, Location, Related, configured, shortened
from tablecast.drift import Drift

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from tablecast.codes import Code, Level
    from tablecast.drift import Cause, Change, Origin, RowDrift

Status: TypeAlias = Literal["in-step", "drift", "compatible", "breaking", "failed"]

NAMES: dict[Cause, str] = {
    "missing": "missing",
    "stale": "no longer generated",
    "unexpected": "unexpected",
    "conflict": "merge conflict",
    "edited": "edited by hand",
    "line-ends": "line ends or encoding",
    "document": "document changed",
    "configuration": "configuration changed",
    "template": "template changed",
    "generator": "generator upgraded",
    "changed": "changed",
}
"""What people call each cause of drift."""

CODES: dict[Cause, Code] = {
    "missing": "drift-missing",
    "stale": "drift-stale",
    "unexpected": "drift-unexpected",
    "conflict": "drift-conflict",
    "edited": "drift-edited",
    "line-ends": "drift-line-ends",
    "document": "drift-document",
    "configuration": "drift-configuration",
    "template": "drift-template",
    "generator": "drift-generator",
    "changed": "drift-changed",
}
"""The code of each cause of drift; what it means and what to do, the table of codes says."""

_OF_FILES: tuple[Cause, ...] = ("missing", "stale", "unexpected", "line-ends")
"""The causes that are told of a file as a whole, and of none of its lines."""

_OF_LINES: tuple[Cause, ...] = ("edited", "document", "changed")
"""The causes that are told of each run of lines; of the others, the first runs are shown."""

_SHOWN_LINES = 4
_SHOWN_ROWS = 3
_SHOWN_RUNS = 5
_LONGEST_LINE = 200
_LONGEST_NAME = 60


class Finding(NamedTuple):
    """A diagnostic, and the path of the output that is out of step; empty for what is wrong with anything else."""

    diagnostic: Diagnostic
    output: str = ""


class Check(Struct, frozen=True):
    """A run of the check: the paths of the outputs that were compared, their drift, and what else was noticed.

    `problems` that are errors mean that nothing was compared. `rows` are those that the documents say otherwise than
    when the outputs were generated. `root` is the folder that all paths are relative to, seen from the root of the
    repository. `address` is where files of the repository are shown to people on the web. `fail_msg` is what the
    project itself says to whoever meets drift. `revisions` are those that places may be in, as `REVISION:path`, besides
    the files that are there. `severities` are those of the configuration. `command` is what the check is called on the
    command line.
    """

    command: ClassVar[str] = "check"

    outputs: tuple[str, ...] = ()
    drifts: tuple[Drift, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    rows: tuple[RowDrift, ...] = ()
    root: str = ""
    address: str = ""
    fail_msg: str = ""
    revisions: tuple[str, ...] = ()
    severities: Mapping[Code, Level] = {}

    @property
    def status(self) -> Status:
        """Say in a word what the exit code says."""
        if any(problem.severity == "error" for problem in self.problems):
            return "failed"
        is_error = (self.level(cause) == "error" for drift in self.drifts for cause in drift.causes)
        return "drift" if any(is_error) else "in-step"

    def level(self, cause: Cause) -> Level:
        """Say how bad it is when an output is out of step for a cause."""
        code = CODES[cause]
        return self.severities.get(code, SEVERITY[code])

    def wanted(self) -> Check:
        """Leave out the causes that the configuration does not want to know of."""
        return self.only([cause for cause in CODES if self.level(cause) != "off"])

    def tests(self) -> dict[str, list[Diagnostic]]:
        """Give what was looked at, each with what is wrong with it: the outputs, and files that should be none."""
        found: dict[str, list[Diagnostic]] = {path: [] for path in self.outputs}
        for finding in self.findings():
            if finding.output:
                found.setdefault(finding.output, []).append(finding.diagnostic)
        return dict(sorted(found.items()))

    def only(self, causes: Collection[Cause]) -> Check:
        """Give what is found of some causes alone; what else is noticed stays."""
        drifts = (_only(drift, causes) for drift in self.drifts)
        rows = self.rows if not {"document", "configuration"}.isdisjoint(causes) else ()
        return replace(self, drifts=tuple(drift for drift in drifts if drift.causes), rows=rows)

    def findings(self) -> tuple[Finding, ...]:
        """Give all that was found, sorted by place: what is wrong with the documents, and what is out of step."""
        found = [Finding(problem) for problem in self.problems]
        found += (Finding(each, drift.path) for drift in self.drifts for each in self._told(drift))
        return tuple(sorted(found, key=lambda each: (each.diagnostic.sort_key, each.output)))

    def _told(self, drift: Drift) -> Iterator[Diagnostic]:
        return configured(diagnostics(drift), self.severities)


def _only(drift: Drift, causes: Collection[Cause]) -> Drift:
    kept: tuple[Cause, ...] = tuple(cause for cause in drift.causes if cause in causes)
    return Drift(drift.path, kept, tuple(change for change in drift.changes if change.cause in kept))


def diagnostics(drift: Drift) -> Iterator[Diagnostic]:
    """Tell a drift: what is wrong with the file as a whole, and with its lines.

    What the documents say otherwise is told at the row that should stand there, where there is one, and else at the
    line of the output; what lies in the output, there. Where the output says otherwise is `related`, with the lines
    that stand there after `-`, and after `+` those that should.
    """
    for cause in drift.causes:
        if cause in _OF_FILES:
            yield _told(cause, Location(drift.path))
        elif cause not in _OF_LINES:
            yield from _at_once(drift, cause)
    for change in drift.changes:
        if change.cause in _OF_LINES:
            yield _run(drift.path, change)


def _told(cause: Cause, place: Location, related: tuple[Related, ...] = (), message: str = "") -> Diagnostic:
    code = CODES[cause]
    return Diagnostic(code, message or _phrase(MEANING[code]), place, hint=_phrase(REMEDY[code]), related=related)


def _phrase(sentence: str) -> str:
    """Give a sentence as messages have it, which neither begin nor end like one."""
    return f"{sentence[0].lower()}{sentence[1:].removesuffix('.')}"


def _at_once(drift: Drift, cause: Cause) -> Iterator[Diagnostic]:
    """Tell of all runs of lines of one cause, which may be everywhere."""
    runs = [change for change in drift.changes if change.cause == cause]
    if runs:
        related = tuple(Related(Location(drift.path, run.line), lines_told(run)) for run in runs[:_SHOWN_RUNS])
        yield _told(cause, Location(drift.path, runs[0].line), related)
    elif "missing" not in drift.causes:
        yield _told(cause, Location(drift.path))


def _run(path: str, change: Change) -> Diagnostic:
    there = Related(Location(path, change.line), lines_told(change))
    rows = tuple(Related(row.location, f"row {_name(row)}") for row in change.origins)
    message = _message(path, change)
    if not rows or change.cause == "edited":
        return _told(change.cause, there.location, (there, *rows[:_SHOWN_ROWS]), message)
    return _told(change.cause, rows[0].location, (there, *rows[1:]), message)


def _message(path: str, change: Change) -> str:
    """Say what is wrong at a place; without lines of the output, which move when anything above them changes."""
    if change.cause == "edited":
        return f"edited by hand, where it says {_names(change.origins)}" if change.origins else "edited by hand"
    if not change.origins:
        return "the template says otherwise" if change.expected else "no row says this"
    rows = _names(change.origins)
    if not change.actual:
        return f"'{path}' lacks {'this row' if len(change.origins) == 1 else 'these rows'} ({rows})"
    say = "this row says" if len(change.origins) == 1 else "these rows say"
    return f"'{path}' does not say what {say} ({rows})"


def hand_edit(drift: Drift) -> Diagnostic:
    """Tell why a file is not generated anew: somebody has edited it, and would lose that."""
    runs = [change for change in drift.changes if change.cause == "edited"]
    related = tuple(Related(Location(drift.path, run.line), lines_told(run)) for run in runs[:_SHOWN_RUNS])
    origins = dict.fromkeys(origin for run in runs for origin in run.origins)
    places = [f"{origin.location} ({_name(origin)})" for origin in origins][:_SHOWN_ROWS]
    target = f"into the document: {', '.join(places)}" if places else "into the template or the configuration"
    message = "the file was edited by hand, and generating would lose that"
    hint = f"write the edit {target}\nor drop it: tablecast generate --force"
    place = Location(drift.path, runs[0].line if runs else 0)
    return Diagnostic("hand-edited", message, place, hint=hint, related=related)


def _names(rows: Sequence[Origin]) -> str:
    shown = [_name(row) for row in rows[:_SHOWN_ROWS]]
    more = [f"and {len(rows) - _SHOWN_ROWS} more"] if len(rows) > _SHOWN_ROWS else []
    return "; ".join([*shown, *more])


def _name(row: Origin) -> str:
    name = shortened(row.record, _LONGEST_NAME)
    return f"{name}, {row.field}" if row.field else name


def lines_told(change: Change) -> str:
    """Give the first lines that stand there after `-`, and those that should after `+`."""
    return "\n".join([*_marked(change.actual, "-"), *_marked(change.expected, "+")])


def _marked(lines: Sequence[str], mark: str) -> Iterator[str]:
    for line in textwrap.dedent("\n".join(lines[:_SHOWN_LINES])).split("\n") if lines else ():
        shown = line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 3] + "..."
        yield f"{mark} {shown}".rstrip()
    if len(lines) > _SHOWN_LINES:
        more = len(lines) - _SHOWN_LINES
        yield f"{mark} ... {more} {'line' if more == 1 else 'lines'} more"


def fingerprints(found: Sequence[Finding]) -> tuple[str, ...]:
    """Give what tells each finding from all others and stays the same when lines move, so that it is known again.

    Several findings that say the same are told apart by their order.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    return tuple(_fingerprint(each, seen) for each in found)


def _fingerprint(finding: Finding, seen: Counter[tuple[str, ...]]) -> str:
    each = finding.diagnostic
    beside = (related.message for related in each.related if related.location.path == each.location.path)
    identity = (each.code, finding.output, each.location.path, each.message, *beside)
    seen[identity] += 1
    parts = (*identity, str(seen[identity]))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
