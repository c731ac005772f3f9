"""A summary in Markdown, as a job of GitHub Actions shows it to whoever looks why it failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tablecast._regex import regex
from tablecast.diagnostics import shortened
from tablecast.reports._paths import calm, encoded, from_repository, is_elsewhere
from tablecast.reports._style import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tablecast.diagnostics import Location
    from tablecast.findings import Check, Finding
    from tablecast.rowdiff import CellChange, RowChange

LIMIT = 1024 * 1024
"""How many bytes of a summary GitHub takes; of a longer one it shows nothing."""

_MARKUP = regex(r"[\\`*_\[\]<>|~&$#]|:(?=//)")
_PLAIN_PATH = regex(r"[\w./:-]+")
_BESIDE = {"check": "Output", "breaking": "Before"}
"""What stands beside the findings of a command: the lines of outputs, or the places in a revision."""

_ROOM_FOR_REST = 200
_SHOWN_HINTS = 20
_SHOWN_ROWS = 50
_LONGEST = 200
"""How much is shown of a cell."""


def check(found: Check, limit: int = LIMIT) -> str:
    """Give a heading that says how it stands, a table of what was found, and what to do; not more than the limit."""
    findings = found.findings()
    lines = [f"### tablecast: {_heading(found, findings)}"]
    if findings:
        lines += _rows(found)
        tail = [*_hints(findings), *_instruction(found)]
        lines += ["", f"| Where | What | {_BESIDE[found.command]} |", "| --- | --- | --- |"]
        room = limit - _size(lines) - _size(tail) - _ROOM_FOR_REST
        lines += [*_fitting(found, findings, room), *tail]
    return "".join(f"{line}\n" for line in lines)


def _rows(found: Check) -> Iterator[str]:
    """Tell which rows the documents say otherwise, which is what a reviewer wants to know first."""
    told = [_told(found, drift.found.name, change) for drift in found.rows for change in drift.found.rows]
    if told:
        yield from ("", "| Row | Dataset | Before | Now |", "| --- | --- | --- | --- |")
        yield from told[:_SHOWN_ROWS]
    if len(told) > _SHOWN_ROWS:
        yield from ("", f"{count(len(told) - _SHOWN_ROWS, 'row')} more: `tablecast check` shows all.")


def _told(found: Check, dataset: str, change: RowChange) -> str:
    place = change.after.location if change.after else None
    name = _cell(shortened(change.name, _LONGEST))
    row = f"{name} ({_link(found, place)})" if place else name
    cells = [cell for cell in change.cells if cell.before != cell.after]
    return f"| {row} | {_cell(dataset)} | {_texts(cells, 'before')} | {_texts(cells, 'after')} |"


def _texts(cells: Iterable[CellChange], side: Literal["before", "after"]) -> str:
    texts = ((cell.field, cell.before if side == "before" else cell.after) for cell in cells)
    return "<br>".join(f"{_cell(field)}: {_cell(shortened(text, _LONGEST))}" for field, text in texts if text)


def _hints(findings: Sequence[Finding]) -> list[str]:
    hints = dict.fromkeys(_cell(finding.diagnostic.hint) for finding in findings if finding.diagnostic.hint)
    return ["", "What to do:", "", *(f"- {hint}" for hint in [*hints][:_SHOWN_HINTS])] if hints else []


def _instruction(found: Check) -> list[str]:
    """Give what the project itself says to drift, as Markdown: whoever sets up the check has written it."""
    return ["", calm(found.fail_msg)] if found.fail_msg and found.status == "drift" else []


def _heading(found: Check, findings: Sequence[Finding]) -> str:
    errors = sum(finding.diagnostic.severity == "error" for finding in findings)
    match found.status:
        case "failed":
            return f"{count(errors, 'error')}, nothing was compared"
        case "drift" | "in-step" if found.drifts:
            return f"{count(len(found.drifts), 'file')} out of step with the documents"
        case "drift" | "in-step":
            return f"{count(len(found.outputs), 'output')} in step with the documents"
        case "breaking":
            return f"{count(errors, 'change')} that {'breaks' if errors == 1 else 'break'} users of the outputs"
        case "compatible":
            return "nothing breaks users of the outputs"


def _fitting(found: Check, findings: Sequence[Finding], room: int) -> Iterator[str]:
    """Give as many rows as there is room for, and say how many there are more."""
    groups: dict[tuple[Location, str, str], list[Finding]] = {}
    for finding in findings:
        each = finding.diagnostic
        groups.setdefault((each.location, each.code, each.message), []).append(finding)
    for number, together in enumerate(groups.values()):
        row = _row(found, together)
        room -= _size([row])
        if room < 0:
            yield ""
            yield f"{count(len(groups) - number, 'row')} more: `tablecast {found.command}` shows all."
            return
        yield row


def _row(found: Check, together: Sequence[Finding]) -> str:
    """Tell of findings that say the same of one place: they are of several lines of an output."""
    each = together[0].diagnostic
    beside = ", ".join(_link(found, place) for finding in together for place in _lines(found, finding))
    what = f"{_cell(each.message)} ({each.severity}, `{each.code}`)"
    return f"| {_link(found, each.location)} | {what} | {beside} |"


def _lines(found: Check, finding: Finding) -> tuple[Location, ...]:
    """Give the line of the output that a finding is of, where the finding's own place is another, or where it was."""
    each = finding.diagnostic
    places = (related.location for related in each.related)
    if not finding.output:
        return tuple(place for place in places if is_elsewhere(found, place.path))
    return tuple(place for place in places if place.path == finding.output != each.location.path)


def _link(found: Check, location: Location) -> str:
    """Show a place, and lead to it where that is known."""
    shown = f"`{location}`" if _PLAIN_PATH.fullmatch(str(location)) else _cell(str(location))
    if not found.address or is_elsewhere(found, location.path):
        return shown
    line = f"#L{location.line}" if location.line else ""
    return f"[{shown}]({found.address}/{encoded(from_repository(found, location.path))}{line})"


def _cell(text: str) -> str:
    """Give a text on one line, in which nothing is markup."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(calm(text).split()))


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)
