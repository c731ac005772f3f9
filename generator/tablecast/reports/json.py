"""Reports for programs: the same facts as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from tablecast.selection import shortest_selectors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecast._project import FileChange
    from tablecast.config import Selector
    from tablecast.diagnostics import Diagnostic
    from tablecast.records import Accounts
    from tablecast.selection import Candidate


def generation(
    changes: Sequence[FileChange], accounts: Mapping[str, Accounts], diagnostics: Sequence[Diagnostic]
) -> str:
    """Give a JSON object: what was done to each file, what became of each dataset's rows, and what was noticed."""
    return _dump({"files": changes, "datasets": accounts, "diagnostics": diagnostics})


def _dump(data: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode()


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
