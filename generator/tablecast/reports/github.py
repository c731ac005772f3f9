"""Annotations of GitHub Actions: commands that the runner reads from what a step prints.

The form of a command and its escapes are those of `issueCommand` in the package `core` of actions/toolkit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.reports._paths import calm, from_repository

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tablecast.codes import Severity
    from tablecast.diagnostics import Location
    from tablecast.findings import Check, Finding

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_SHOWN: dict[Severity, int] = {"error": 10, "warning": 10, "info": 9}
"""GitHub shows ten annotations of each kind a step; the last notice is left for saying what is not shown."""


class _Annotation(NamedTuple):
    """A text at a place; those of one line and severity are shown as one."""

    severity: Severity
    location: Location
    code: str
    text: str
    hint: str


def check(found: Check) -> str:
    """Give a command a line: first for the rows of the documents, then for the lines of the outputs."""
    findings = found.findings()
    places: dict[tuple[Severity, str, int], list[_Annotation]] = {}
    for each in (*map(_at_its_place, findings), *_at_outputs(findings)):
        places.setdefault((each.severity, each.location.path, each.location.line), []).append(each)
    lines: list[str] = []
    left = dict(_SHOWN)
    for (severity, *_), together in places.items():
        if left[severity]:
            left[severity] -= 1
            lines.append(_command(found, together))
    hidden = len(places) - len(lines)
    if hidden:
        lines.append(f"::notice title=tablecast::{_data(_rest(found.command, hidden))}")
    return "".join(f"{line}\n" for line in lines)


def _rest(command: str, hidden: int) -> str:
    are = "1 more place is" if hidden == 1 else f"{hidden} more places are"
    return f"{are} not shown here, as GitHub shows 10 errors and 10 warnings of a step; `tablecast {command}` shows all"


def _at_its_place(finding: Finding) -> _Annotation:
    each = finding.diagnostic
    beside = (
        related.message if related.location == each.location else f"{related.location}: {related.message}"
        for related in each.related
        if not finding.output or related.location.path == each.location.path
    )
    return _Annotation(each.severity, each.location, each.code, "\n".join([each.message, *beside]), each.hint)


def _at_outputs(findings: Iterable[Finding]) -> Iterator[_Annotation]:
    """Annotate the lines of outputs that rows of documents should stand in."""
    for each, output in findings:
        for related in each.related:
            if output == related.location.path != each.location.path:
                text = f"{each.location}: {each.message}\n{related.message}"
                yield _Annotation(each.severity, related.location, each.code, text, each.hint)


def _command(found: Check, together: list[_Annotation]) -> str:
    severity, place, *_ = together[0]
    is_one = all(each.location == place for each in together)
    codes = dict.fromkeys(each.code for each in together)
    properties = {
        "file": from_repository(found, place.path),
        "line": str(place.line or ""),
        "col": str((is_one and place.column) or ""),
        "endColumn": str((is_one and place.end_column) or ""),
        "title": f"tablecast: {', '.join(codes)}",
    }
    texts = dict.fromkeys([*(each.text for each in together), *(each.hint for each in together)])
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    return f"::{_COMMANDS[severity]} {given}::{_data(calm(chr(10).join(filter(None, texts))))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(calm(text)).replace(":", "%3A").replace(",", "%2C")
