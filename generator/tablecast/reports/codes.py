"""What a code means: for people, and as JSON."""

from __future__ import annotations

import json as _json
from textwrap import wrap
from typing import TYPE_CHECKING

from tablecast.codes import MEANING, REMEDY, SEVERITY
from tablecast.diagnostics import levels
from tablecast.reports._style import plain
from tablecast.reports.rows import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.codes import Code, Level
    from tablecast.reports._style import Paint


def json(code: Code) -> str:
    """Give an explanation for a program: an object whose `kind` is `code`, with all severities that the code may have.

    The first of them is the one that it has where no configuration says otherwise.
    """
    data = {
        "kind": "code",
        "code": code,
        "severities": [SEVERITY[code], *_others(code)],
        "meaning": MEANING[code],
        "remedy": REMEDY[code],
    }
    return _json.dumps(data, ensure_ascii=False, indent=2)


def text(code: Code, paint: Paint = plain) -> Iterator[str]:
    """Give the lines of an explanation for people: what the code means, how bad it is, and what to do."""
    yield paint(code, "strong")
    for part in (MEANING[code], f"Severity: {SEVERITY[code]}{_can_be(code)}.", f"What to do: {REMEDY[code]}"):
        yield from wrap(part, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def _can_be(code: Code) -> str:
    others = _others(code)
    if not others:
        return ", always"
    *most, last = others
    return f"; it can be {', '.join(most)} or {last}" if most else f"; it can be {last}"


def _others(code: Code) -> list[Level]:
    return [level for level in levels(code) if level != SEVERITY[code]]
