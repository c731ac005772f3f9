"""Writes tables as reStructuredText, in each of its grammars: what reading a table must undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rst_blocks import directive, hang, indented, width_of
from tablecast.content import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tablecast.content import Block


class Slot(NamedTuple):
    """A cell of a grid: the rows and columns that it covers, the lines that are its content, and their meaning."""

    top: int
    left: int
    bottom: int
    right: int
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]


class Layout(NamedTuple):
    """A table: its cells in reading order, and how many of its rows are its header."""

    slots: tuple[Slot, ...]
    header: int = 0

    @property
    def height(self) -> int:
        """How many rows there are."""
        return max(slot.bottom for slot in self.slots)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max(slot.right for slot in self.slots)

    @property
    def rows(self) -> list[list[Slot]]:
        """The cells that begin in each row."""
        return [[slot for slot in self.slots if slot.top == row] for row in range(self.height)]


def grid_table(table: Layout) -> list[str]:
    """Draw a grid table; a character of double width takes two places of the canvas, a combining one none."""
    column_width = 4 + max(width_of(line) for slot in table.slots for line in (*slot.lines, ""))
    row_height = 1 + max(1, *(len(slot.lines) for slot in table.slots))
    canvas = [[" "] * (table.width * column_width + 1) for _ in range(table.height * row_height + 1)]
    for slot in table.slots:
        top, bottom = slot.top * row_height, slot.bottom * row_height
        left, right = slot.left * column_width, slot.right * column_width
        for row in (top, bottom):
            for column in range(left, right + 1):
                canvas[row][column] = "+" if canvas[row][column] in "|+" else "-"
        for column in (left, right):
            for row in range(top, bottom + 1):
                canvas[row][column] = "+" if canvas[row][column] in "-+" else "|"
        for number, line in enumerate(slot.lines, top + 1):
            _paint(canvas[number], left + 2, line)
    if table.header:
        rule = canvas[table.header * row_height]
        rule[:] = ["=" if mark == "-" else mark for mark in rule]
    return ["".join(row) for row in canvas]


def simple_table(table: Layout, last_border: int = 0) -> list[str]:
    """Draw a simple table; a short border of the last column leaves its text without a bound."""
    column_width = 1 + max(width_of(line) for slot in table.slots for line in (*slot.lines, ""))
    starts = [column * (column_width + 2) for column in range(table.width)]
    ends = [start + column_width for start in starts]
    ends[-1] = min(starts[-1] + last_border, ends[-1]) if last_border else ends[-1]
    lines = [_rule("=", zip(starts, ends, strict=True))]
    for number, slots in enumerate(table.rows, 1):
        canvas = [[" "] * (starts[-1] + column_width) for _ in range(max(1, *(len(slot.lines) for slot in slots)))]
        for slot in slots:
            for line, text in zip(canvas, slot.lines, strict=False):
                _paint(line, starts[slot.left], text)
        lines += ["".join(line).rstrip() for line in canvas]
        # A border below a row says what an underline would.
        is_last = number in {table.header, table.height}
        if is_last or any(slot.right - slot.left > 1 for slot in slots):
            spans = ((starts[slot.left], ends[slot.right - 1]) for slot in slots)
            lines.append(_rule("=" if is_last else "-", spans))
    return lines


def _rule(mark: str, spans: Iterable[tuple[int, int]]) -> str:
    line = ""
    for start, end in spans:
        line = line.ljust(start) + mark * (end - start)
    return line


def csv_table(table: Layout, *, header_option: bool = False) -> list[str]:
    """Write a `csv-table`, its header among the data or, a row of single lines, in the option for it."""
    rows = ["   " + ", ".join(map(_quoted, row)) for row in table.rows]
    options: list[str] = []
    if header_option and table.header == 1 and "\n" not in rows[0]:
        options.append(f"   :header: {rows.pop(0).strip()}")
    elif table.header:
        options.append(f"   :header-rows: {table.header}")
    return [".. csv-table:: Title", *options, "", *"\n".join(rows).split("\n")]


def list_table(table: Layout, name: str = "list-table") -> list[str]:
    """Write a `list-table`, or a `flat-table` of cells that say their spans."""
    lines = [f".. {name}:: Title", *[f"   :header-rows: {table.header}"] * (table.header > 0), ""]
    for row in table.rows:
        cells = [line for slot in row for line in hang("- ", slot.lines)]
        lines += hang("   * ", cells)
    return lines


def with_span_roles(table: Layout) -> Layout:
    """Let each cell say its spans by the roles that a `flat-table` has for them."""
    return table._replace(slots=tuple(slot._replace(lines=_spanning(slot)) for slot in table.slots))


def _spanning(slot: Slot) -> tuple[str, ...]:
    spans = {"rspan": slot.bottom - slot.top - 1, "cspan": slot.right - slot.left - 1}
    roles = " ".join(f":{name}:`{count}`" for name, count in spans.items() if count)
    if not roles or not slot.blocks:
        return (roles,) if roles else slot.lines
    if isinstance(slot.blocks[0], Paragraph):
        return (f"{roles} {slot.lines[0]}", *slot.lines[1:])
    return (roles, "", *slot.lines)


def _quoted(slot: Slot) -> str:
    return '"' + "\n".join(hang("", slot.lines, indent=3)).replace('"', '""') + '"'


def _paint(line: list[str], place: int, text: str) -> None:
    for character in text:
        width = width_of(character)
        if width == 0:
            line[place - 1] += character
            continue
        line[place] = character
        if width > 1:
            line[place + 1] = ""
        place += width


def within(name: str, lines: list[str]) -> list[str]:
    """Put the lines of a table into a surrounding."""
    return _SURROUNDINGS[name](lines)


def _cell(lines: list[str]) -> list[str]:
    return grid_table(Layout((Slot(0, 0, 1, 1, tuple(lines), ()), Slot(0, 1, 1, 2, ("b",), ()))))


_SURROUNDINGS: dict[str, Callable[[list[str]], list[str]]] = {
    "list item": lambda lines: hang("- ", lines),
    "list item with a text": lambda lines: hang("1. ", ["Text.", "", *lines]),
    "admonition": lambda lines: directive(".. note::", lines),
    "block quote": lambda lines: ["Text.", "", *indented(lines, 4)],
    "definition": lambda lines: ["term", *indented(lines, 2)],
    "field": lambda lines: [":field:", *indented(lines, 3)],
    "directive": lambda lines: [".. unheard-of:: argument", "   :option: value", "", *indented(lines, 3)],
    "transparent directive": lambda lines: directive(".. only:: html", lines),
    "cell of a grid table": _cell,
    "cell of a list-table": lambda lines: directive(".. list-table::", hang("* - ", lines)),
}

SURROUNDINGS = tuple(_SURROUNDINGS)
"""Where a table may stand."""
