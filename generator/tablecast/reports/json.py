"""Reports for programs: the same facts as JSON."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - msgspec resolves what annotations name
import inspect
from typing import TYPE_CHECKING, Any, Literal, cast

import msgspec

from tablecast._regex import regex
from tablecast.codes import Severity  # noqa: TC001 - as above
from tablecast.diagnostics import Location, Related
from tablecast.drift import Cause  # noqa: TC001 - as above
from tablecast.rowdiff import CellChange, FieldChange, RowChangeKind  # noqa: TC001 - as above
from tablecast.selection import shortest_selectors
from tablecast.snapshots import TableName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecast._project import FileChange
    from tablecast.breaking import Breaking, Judged
    from tablecast.config import Selector
    from tablecast.diagnostics import Diagnostic
    from tablecast.drift import RowDrift
    from tablecast.findings import Check, Finding
    from tablecast.records import Accounts
    from tablecast.rowdiff import RowChange
    from tablecast.selection import Candidate


_CONTROLS = regex("[\x7f-\x9f]")
"""What a terminal may obey, and JSON does not escape by itself."""


class CheckReport(msgspec.Struct, frozen=True):
    """What a check found.

    `version` is that of this form: it grows when something of it changes or goes, and not when something is added.
    `status` says what the exit code says: `in-step` 0, `drift` 1, `failed` 2. Paths are relative to the folder of the
    configuration; `root` is that folder, seen from the root of the repository, and empty where they are the same.
    `outputs` are the paths that were compared; nothing is compared if the documents or the configuration are not right.
    `drifts` are the files that are out of step, each with the causes, and `rows` what the documents say otherwise than
    when these were generated, as far as that is known.
    """

    version: Literal[1]
    status: Literal["in-step", "drift", "failed"]
    root: str
    outputs: tuple[str, ...]
    drifts: tuple[DriftReport, ...]
    rows: tuple[DatasetReport, ...]
    findings: tuple[FindingReport, ...]


class DriftReport(msgspec.Struct, frozen=True):
    """A file that is out of step, and every cause of it."""

    path: str
    causes: tuple[Cause, ...]


class DatasetReport(msgspec.Struct, frozen=True):
    """The rows of a dataset that differ, the fields by which they are known, and the outputs that do not say them yet.

    `fields` are those that were added, removed, renamed, or given another type.
    """

    dataset: str
    key: tuple[str, ...]
    outputs: tuple[str, ...]
    fields: tuple[FieldChange, ...]
    rows: tuple[RowReport, ...]


class RowReport(msgspec.Struct, frozen=True):
    """A row that differs: what it is called and was, its table, where it stands (or stood, without a line), its cells.

    Of an added or removed row, `cells` are all that say something; null stands for no value.
    """

    kind: RowChangeKind
    name: str
    former: str
    document: str
    title: str
    path: str
    line: int
    cells: tuple[CellChange, ...]


class FindingReport(msgspec.Struct, frozen=True):
    """One finding: a stable code, how bad it is, what it is, what to do, where it is, and other places that explain it.

    `output` is the path of the output that is out of step, and empty where something else is wrong.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    output: str
    location: Location
    related: tuple[Related, ...]


def check(found: Check) -> str:
    """Give a JSON object, a `CheckReport`."""
    findings = tuple(map(_finding, found.findings()))
    status = cast(Literal["in-step", "drift", "failed"], found.status)
    drifts = tuple(DriftReport(drift.path, drift.causes) for drift in found.drifts)
    rows = tuple(map(_dataset, found.rows))
    return _dump(CheckReport(1, status, found.root, found.outputs, drifts, rows, findings)) + "\n"


def _dataset(drift: RowDrift) -> DatasetReport:
    found = drift.found
    return DatasetReport(found.name, found.key, drift.outputs, found.fields, tuple(map(_row, found.rows)))


def _row(change: RowChange) -> RowReport:
    record = change.after or change.before
    table = record.table if record else TableName("", "")
    place = (change.after and change.after.location) or Location("")
    return RowReport(change.kind, change.name, change.former, *table, place.path, place.line, change.cells)


def _finding(finding: Finding) -> FindingReport:
    each = finding.diagnostic
    return FindingReport(each.code, each.severity, each.message, each.hint, finding.output, each.location, each.related)


class BreakingReport(msgspec.Struct, frozen=True):
    """What breaks users of the generated code.

    `version` is that of this form: it grows when something of it changes or goes, and not when something is added.
    `status` says what the exit code says: `compatible` 0, `breaking` 1, `failed` 2. `before` and `after` are revisions;
    null is the working tree. Paths are relative to the folder of the configuration, which is `root`, seen from the root
    of the repository; a file of a revision is `REVISION:path`, as git names it. `datasets` are those compared.
    """

    version: Literal[1]
    status: Literal["compatible", "breaking", "failed"]
    root: str
    before: str | None
    after: str | None
    datasets: tuple[str, ...]
    findings: tuple[ChangeReport, ...]


class ChangeReport(msgspec.Struct, frozen=True):
    """One finding: a stable code, how bad it is, what it is, what to do, where it is, and other places that explain it.

    `dataset`, `rule` and `subject` are what an acceptance says, and empty where something else is wrong. `acceptance`
    is that of the change, if it is accepted, or was.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    dataset: str
    rule: str
    subject: str
    acceptance: AcceptanceReport | None
    location: Location
    related: tuple[Related, ...]


class AcceptanceReport(msgspec.Struct, frozen=True):
    """Why a change is accepted, until which day, if not for ever, and whether that is over."""

    reason: str
    until: dt.date | None
    is_over: bool


def breaking(found: Breaking) -> str:
    """Give a JSON object, a `BreakingReport`."""
    changes = [_change(found.diagnostic(each), each) for each in found.judged]
    changes += map(_change, found.problems)
    ordered = sorted(changes, key=lambda each: (each.location, each.code, each.message))
    status = cast(Literal["compatible", "breaking", "failed"], found.status)
    states = (found.before or None, found.after or None)
    return _dump(BreakingReport(1, status, found.root, *states, found.datasets, tuple(ordered))) + "\n"


def _change(each: Diagnostic, judged: Judged | None = None) -> ChangeReport:
    told = (each.code, each.severity, each.message, each.hint)
    identity = judged.change.identity if judged else ("", "", "")
    placed = judged.acceptance if judged else None
    acceptance = placed.acceptance if placed else None
    reported = AcceptanceReport(acceptance.reason, acceptance.until, judged.is_over) if judged and acceptance else None
    return ChangeReport(*told, *identity, reported, each.location, each.related)


def check_schema() -> str:
    """Give the JSON Schema of a `CheckReport`, as it is published."""
    return _schema(CheckReport)


def breaking_schema() -> str:
    """Give the JSON Schema of a `BreakingReport`, as it is published."""
    return _schema(BreakingReport)


def _schema(form: type[msgspec.Struct]) -> str:
    schema = msgspec.json.schema(form)
    for definition in schema["$defs"].values():
        definition["description"] = inspect.cleandoc(definition["description"])
    return _dump({"$schema": "https://json-schema.org/draft/2020-12/schema", **_null_last(schema)}) + "\n"


def _null_last(schema: Any) -> Any:
    """Let null come last where it is one of several: releases of msgspec put it in different places."""
    if isinstance(schema, list):
        parts = [_null_last(part) for part in cast("Sequence[Any]", schema)]
        return sorted(parts, key=lambda part: bool(part == {"type": "null"}))
    if isinstance(schema, dict):
        return {name: _null_last(part) for name, part in cast("dict[str, Any]", schema).items()}
    return schema


def generation(
    changes: Sequence[FileChange], accounts: Mapping[str, Accounts], diagnostics: Sequence[Diagnostic]
) -> str:
    """Give a JSON object: what was done to each file, what became of each dataset's rows, and what was noticed."""
    return _dump({"files": changes, "datasets": accounts, "diagnostics": diagnostics})


def _dump(data: Any) -> str:
    text = msgspec.json.format(msgspec.json.encode(data), indent=2).decode()
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def tables(found: Sequence[Candidate]) -> str:
    """Give a JSON array with an object for each table."""
    listed = [_table(*each) for each in zip(found, shortest_selectors(found), strict=True)]
    return _dump(listed)


def _table(candidate: Candidate, selector: Selector | None) -> dict[str, Any]:
    table = candidate.table
    return {
        "document": table.document,
        "path": table.location.path,
        "line": table.location.line,
        "column": table.location.column,
        "ordinal": table.ordinal,
        "grammar": table.grammar,
        "labels": table.labels,
        "caption": table.caption,
        "title": table.title,
        "headings": table.headings,
        "list_items": table.list_items,
        "header": table.column_names if table.header else (),
        "columns": table.width,
        "rows": len(table.rows),
        "selector": None if selector is None else _conditions(selector),
    }


def _conditions(selector: Selector) -> dict[str, Any]:
    """Give what the selector asks for; the expected count of one goes without saying."""
    return {name: value for name, value in msgspec.structs.asdict(selector).items() if value and name != "count"}
