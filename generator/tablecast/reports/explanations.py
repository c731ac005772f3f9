"""What a line is made of, or makes: for people, and as JSON."""

from __future__ import annotations

import json as _json
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from tablecast.diagnostics import shortened
from tablecast.explanations import OutputLine
from tablecast.reports._style import count, plain
from tablecast.reports._words import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tablecast.diagnostics import Location
    from tablecast.explanations import DocumentLine, LeftOutRow, Row, Standing, Use
    from tablecast.reports._style import Paint

_SHOWN_TEXT = 60
_SHOWN_LABEL = 40
_SHOWN_LINES = 4
_SHOWN_ROWS = 8


def json(found: OutputLine | DocumentLine) -> str:
    """Give an explanation for a program: an object whose `kind` is `output` or `document`."""
    kind = "output" if isinstance(found, OutputLine) else "document"
    data: dict[str, Any] = {"kind": kind, **to_builtins(found)}
    return _json.dumps(data, ensure_ascii=False, indent=2)


def text(found: OutputLine | DocumentLine, paint: Paint = plain) -> Iterator[str]:
    """Give the lines of an explanation for people: the line itself, then what it comes from or what becomes of it."""
    place = ":".join(str(part) for part in (found.path, found.line, found.column) if part)
    yield f"{paint(place, 'place')}: {_shown(found.text)}"
    yield from _output(found, paint) if isinstance(found, OutputLine) else _document(found, paint)


def _shown(line: str) -> str:
    return shortened(line, _SHOWN_TEXT) or "(blank)"


# --- a line of an output ----------------------------------------------------------------------------------------------


def _output(found: OutputLine, paint: Paint) -> Iterator[str]:
    if found.edited:
        yield paint("  the file is not what the documents say; here they say:" if found.expected else _NOT_SAID, "warn")
        yield from _expected(found.expected, paint)
    elif not found.rows:
        where = "at this column" if found.column else "in this line"
        yield f"  no value of a row stands {where}: the template wrote it"
    if found.edited and found.rows and not found.expected:
        yield "  the nearest row:"
    for row in found.rows[:_SHOWN_ROWS]:
        yield from _row(row, paint)
    if len(found.rows) > _SHOWN_ROWS:
        yield paint(f"  and {count(len(found.rows) - _SHOWN_ROWS, 'more row')}", "dim")
    if found.templates:
        yield f"  template {', '.join(paint(str(place), 'place') for place in found.templates)}"
    elif not found.edited:
        yield paint("  the template's line is not known: it measures or changes what it has written", "dim")


_NOT_SAID = "  the file is not what the documents say; here they say nothing"


def _expected(lines: Sequence[str], paint: Paint) -> Iterator[str]:
    for line in lines[:_SHOWN_LINES]:
        yield "    " + paint(f"+ {line}", "good")
    if len(lines) > _SHOWN_LINES:
        yield "    " + paint(f"+ ... {count(len(lines) - _SHOWN_LINES, 'line')} more", "good")


def _row(row: Row, paint: Paint) -> Iterator[str]:
    label, table = shortened(row.record, _SHOWN_LABEL), _table(row.table, row.table_location, paint)
    yield f"  row {paint(label, 'strong')} at {paint(str(row.location), 'place')} ({row.dataset})"
    yield f"  in {table}"
    cells = [(cell.field, str(cell.location), cell.source, shortened(cell.text, _SHOWN_TEXT)) for cell in row.cells]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for field, place, source, said in cells:
        lead = f"    {_padded(field, widths[0])}  {paint(_padded(place, widths[1]), 'place')}  "
        yield f"{lead}{_padded(source, widths[2])}  {said}".rstrip()


def _padded(shown: str, size: int) -> str:
    return shown + " " * (size - width(shown))


def _table(title: str, place: Location | None, paint: Paint) -> str:
    named = f"table '{shortened(title, _SHOWN_TEXT)}'" if title else "the table"
    return f"{named} at {paint(str(place), 'place')}"


# --- a line of a document ---------------------------------------------------------------------------------------------


def _document(found: DocumentLine, paint: Paint) -> Iterator[str]:
    if found.part == "outside":
        yield "  the line is in no table"
        return
    cell = f", its cell at {paint(str(found.cell), 'place')}" if found.cell and found.part == "row" else ""
    part = {"head": "above the rows of", "header": "in the header of", "row": "in a row of"}[found.part]
    yield f"  {part} {_table(found.table, found.table_location, paint)}{cell}"
    if not found.uses:
        yield "  no dataset is drawn from this table"
    for use in found.uses:
        yield from _use(use, paint)
    for path in found.out_of_step:
        yield paint(f"  {path} is out of step: its lines are those of what the documents say", "warn")


def _use(use: Use, paint: Paint) -> Iterator[str]:
    for row in use.left_out:
        yield f"  {use.dataset}: {_left_out(row, paint)}"
    if use.standing:
        yield f"  {use.dataset}: {_named(use.records, paint)}"
        yield from _standing(use.standing, paint)
    elif use.records:
        yield f"  {use.dataset}: {_named(use.records, paint)}, which no output says"
    elif not use.left_out:
        yield f"  {use.dataset}: no record is made of it"


def _named(records: Sequence[str], paint: Paint) -> str:
    shown = ", ".join(paint(shortened(record, _SHOWN_LABEL), "strong") for record in records[:_SHOWN_ROWS])
    more = f" and {len(records) - _SHOWN_ROWS} more" if len(records) > _SHOWN_ROWS else ""
    return f"{'row' if len(records) == 1 else 'rows'} {shown}{more}"


def _left_out(row: LeftOutRow, paint: Paint) -> str:
    if row.record_location is None:
        return f"the row is left out, for the reason '{row.reason}'"
    first = f"row {paint(shortened(row.record, _SHOWN_LABEL), 'strong')} at {paint(str(row.record_location), 'place')}"
    return f"merged into {first}" if row.reason == "merge" else f"the row is left out: {first} has its key already"


def _standing(standing: Iterable[Standing], paint: Paint) -> Iterator[str]:
    shown = [(_lines(each), ", ".join(each.fields)) for each in standing]
    size = max(width(place) for place, _ in shown)
    for place, fields in shown:
        yield f"    {paint(_padded(place, size), 'place')}  {fields}"


def _lines(each: Standing) -> str:
    return f"{each.path}:{each.line}" if each.line == each.end_line else f"{each.path}:{each.line}-{each.end_line}"
