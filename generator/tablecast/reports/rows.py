"""Which rows differ, for people: what a reviewer would say of a table, a line or two a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import to_builtins

from tablecast.reports._style import count, plain
from tablecast.reports._words import Piece, cut, folded, side_by_side, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tablecast.reports._style import Paint, Tone
    from tablecast.rowdiff import CellChange, DatasetDiff, FieldChange, RowChange
    from tablecast.snapshots import FieldSnapshot, RecordSnapshot, TableName

WIDTH = 80
"""How wide a report is where no terminal says otherwise."""

_SIGNS: dict[str, tuple[str, Tone]] = {
    "added": ("+", "good"),
    "removed": ("-", "bad"),
    "changed": ("~", "warn"),
    "renamed": ("\N{RIGHTWARDS ARROW}", "warn"),
    "retyped": ("~", "warn"),
}
_ARROW = " \N{RIGHTWARDS ARROW} "
_SHOWN_CELLS = 2
"""How many cells of a row are shown; of more, the others are named."""

_LEAST_ROOM = 30
"""With how much room for a text it stands beside the name of its field, and not below it."""


def rows(found: DatasetDiff, outputs: Sequence[str] = (), paint: Paint = plain, width: int = WIDTH) -> Iterator[str]:
    """Give the lines that tell what differs between two states of a dataset, and which outputs that is in.

    A dataset's fields come first, and then its tables, each with its document, its title and the rows that differ.
    """
    if found:
        yield from _Report(found, paint, max(width, 2 * _LEAST_ROOM // 3)).lines(outputs)


def data(found: DatasetDiff) -> dict[str, Any]:
    """Give the same facts for a program, as what JSON can hold: every cell in full, and each row with its place."""
    return {
        "dataset": found.name,
        "key": list(found.key),
        "fields": to_builtins(found.fields),
        "rows": [_row_data(each) for each in found.rows],
        "moved": [{"before": each.before._asdict(), "after": each.after._asdict()} for each in found.moved],
        "reordered": [{**each.table._asdict(), "rows": each.rows} for each in found.reordered],
    }


def _row_data(change: RowChange) -> dict[str, Any]:
    record = change.after or change.before
    place = record.location if record else None
    return {
        "kind": change.kind,
        "name": change.name,
        "former": change.former,
        **(record.table._asdict() if record else {}),
        "path": place.path if place else "",
        "line": place.line if place else 0,
        "cells": to_builtins(change.cells),
    }


class _Table(NamedTuple):
    """What is told of one table."""

    rows: list[RowChange]
    reordered: list[int]


class _Report:
    """Prints what differs in one dataset."""

    def __init__(self, found: DatasetDiff, paint: Paint, width: int) -> None:
        """Take what is the same for all lines."""
        self._found, self._paint, self._width = found, paint, width

    def lines(self, outputs: Sequence[str]) -> Iterator[str]:
        """Give all lines."""
        yield from self._fields()
        for table, told in self._tables().items():
            yield self._header(table, told)
            for change in told.rows:
                yield from self._row(change)
            for number in told.reordered:
                stand = "1 row stands" if number == 1 else f"{number} rows stand"
                yield f"  {self._paint('~', 'warn')} {stand} in another place of the order"
        yield from self._outputs(outputs)

    def _tables(self) -> dict[TableName, _Table]:
        """Put what is told of one table together; a removed row is told of where the others of its table are now."""
        now = {move.before: move.after for move in self._found.moved}
        tables: dict[TableName, _Table] = {}
        for change in self._found.rows:
            record = change.after or change.before
            if record is not None:
                table = record.table if change.after else now.get(record.table, record.table)
                tables.setdefault(table, _Table([], [])).rows.append(change)
        for reordering in self._found.reordered:
            tables.setdefault(reordering.table, _Table([], [])).reordered.append(reordering.rows)
        return tables

    # --- headers ------------------------------------------------------------------------------------------------------

    def _header(self, table: TableName, told: _Table) -> str:
        number = len(told.rows)
        verdict = f"{count(number, 'row')} differ{'s' * (number == 1)}" if number else "same rows, reordered"
        title = folded(table.title)
        room = self._width - width(table.document) - width(verdict) - 4 - width(self._found.name) - 2
        shown = f"{cut(title, max(room, 10))}, {self._found.name}" if title else self._found.name
        gap = self._width - width(table.document) - 2 - width(shown) - width(verdict)
        return f"{self._paint(table.document, 'strong')}  {shown}{' ' * max(gap, 2)}{verdict}"

    def _fields(self) -> Iterator[str]:
        if self._found.fields or self._found.moved:
            yield self._paint(self._found.name, "strong")
        for change in self._found.fields:
            sign, tone = _SIGNS[change.kind]
            yield f"  {self._paint(sign, tone)} {cut(_field_line(change), self._width - 4)}"
        for move in self._found.moved:
            sign, tone = _SIGNS["renamed"]
            yield f"  {self._paint(sign, tone)} {cut(f'table {_place(move.after)}', self._width - 4)}"
            yield f"    {cut(f'moved from {_place(move.before)}', self._width - 4)}"

    def _outputs(self, outputs: Sequence[str]) -> Iterator[str]:
        """Name the outputs that say these rows, as many on a line as there is room for."""
        line = ""
        for path in outputs:
            if line and width(line) + 2 + width(path) > self._width - 4:
                yield f"  {self._paint(_ARROW.strip(), 'dim')} {line}"
                line = ""
            line = f"{line}  {path}" if line else path
        if line:
            yield f"  {self._paint(_ARROW.strip(), 'dim')} {line}"

    # --- rows ---------------------------------------------------------------------------------------------------------

    def _row(self, change: RowChange) -> Iterator[str]:
        edge = _edge(change.after) if change.after else ""
        sign, tone = _SIGNS[change.kind]
        name = cut(folded(change.name), self._width // 3) or "(empty)"
        lead = _Lead(f"  {self._paint(sign, tone)} {name}", 4 + width(name))
        cells = [cell for cell in change.cells if cell.field not in self._found.key]
        if change.kind in ("added", "removed"):
            yield self._edged(lead, _rest(change, cells), edge)
        elif change.kind == "renamed":
            yield self._edged(lead, f"renamed from {folded(change.former)}", edge)
            yield from self._cells(_Lead(" " * 6, 6), cells, "")
        elif cells:
            yield from self._cells(lead, cells, edge)
        else:
            yield self._edged(lead, "written otherwise, same values", edge)

    def _edged(self, lead: _Lead, text: str, edge: str) -> str:
        """Give a line with a text, cut to the room that there is, and a place at the right edge."""
        room = self._width - lead.width - 2 - (len(edge) + 2 if edge else 0)
        shown = f"  {cut(text, max(room, 8))}" if text else ""
        return self._ended(lead.text + shown, lead.width + width(shown), edge)

    def _ended(self, line: str, used: int, edge: str) -> str:
        """Give a line of which some cells are used with a place at the right edge."""
        gap = " " * max(2, self._width - used - len(edge))
        return f"{line}{gap}{self._paint(edge, 'place')}" if edge else line

    def _cells(self, lead: _Lead, cells: Sequence[CellChange], edge: str) -> Iterator[str]:
        """Give the lines of the cells that differ: the first ones beside the row's name, where there is room."""
        shown = cells if len(cells) == _SHOWN_CELLS + 1 else cells[:_SHOWN_CELLS]
        names = max((width(cell.field) for cell in shown), default=0)
        room = self._width - lead.width - 2 - names - 3 - 2 - len(edge)
        if room < _LEAST_ROOM:
            yield self._edged(lead, "", edge)
            lead, edge = _Lead(" " * 6, 6), ""
            names = min(names, self._width // 4)
            room = self._width - lead.width - 2 - names - 3
        for cell in shown:
            field = cut(cell.field, names)
            beside = _Lead(f"{lead.text}  {field}{' ' * (names - width(field))}", lead.width + 2 + names)
            yield from self._cell(beside, cell, max(room, 12), edge)
            lead, edge = _Lead(" " * lead.width, lead.width), ""
        if len(cells) > len(shown):
            others = ", ".join(cell.field for cell in cells[len(shown) :])
            yield self._edged(lead, f"and {others}", "")

    def _cell(self, lead: _Lead, cell: CellChange, room: int, edge: str) -> Iterator[str]:
        before, after = _shown(cell.before), _shown(cell.after)
        if before == after:
            yield self._edged(lead, " other line breaks", edge)
            return
        one, other = side_by_side(before, after, room)
        sides = (self._painted(one, "bad"), self._painted(other, "good"))
        used = lead.width + 3
        if width(before) + 3 + width(after) <= room:
            line = f"{lead.text}   {sides[0]}{_ARROW}{sides[1]}"
            yield self._ended(line, used + width(before) + 3 + width(after), edge)
            return
        yield f"{lead.text}   {sides[0]}"
        length = sum(width(piece.text) for piece in other)
        yield self._ended(f"{' ' * lead.width}{_ARROW}{sides[1]}", used + length, edge)

    def _painted(self, pieces: Iterable[Piece], tone: Tone) -> str:
        return "".join(self._paint(text, tone) if differs and text else text for text, differs in pieces)


class _Lead(NamedTuple):
    """What a line begins with, and how wide that is without its colours."""

    text: str
    width: int


def _edge(record: RecordSnapshot) -> str:
    """Give the line of a row; with the file, where that is not the document, as with a table that is included."""
    place = record.location
    if place is None or not place.line:
        return ""
    return f"{'' if place.path == record.table.document else place.path}:{place.line}"


def _shown(text: str | None) -> str:
    return "(none)" if text is None else folded(text) or "(empty)"


def _rest(change: RowChange, cells: Iterable[CellChange]) -> str:
    """Give what an added or removed row says besides its name."""
    texts = [cell.after or cell.before or "" for cell in cells]
    others = texts[1:] if texts[:1] == [change.name] else texts
    return " | ".join(map(folded, others))


def _place(table: TableName) -> str:
    return "  ".join(filter(None, (table.document, folded(table.title))))


def _field_line(change: FieldChange) -> str:
    before, after = change.before, change.after
    if before is None or after is None:
        field = before or after
        return f"field {field.name}  {_type(field)}" if field else ""
    if change.kind == "renamed":
        return f"field {after.name}  renamed from {before.name}"
    return f"field {after.name}  {_type(before)}{_ARROW}{_type(after)}{_values(before, after)}"


def _type(field: FieldSnapshot) -> str:
    return f"{field.type}, optional" if field.optional else field.type


def _values(before: FieldSnapshot, after: FieldSnapshot) -> str:
    """Tell which values an enum has and had not, and had and has not."""
    changes = [f"+ {value}" for value in after.values if value not in before.values]
    changes += [f"- {value}" for value in before.values if value not in after.values]
    return f"  {', '.join(changes)}" if before.values and after.values and changes else ""
