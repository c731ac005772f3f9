"""What holds for every table, in whichever grammar it is written, and for every document, however broken."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from tablecast.readers import read


class Written(NamedTuple):
    """The content of a cell: its lines, and the text that a reader reads."""

    lines: tuple[str, ...]
    text: str


class Slot(NamedTuple):
    """A cell of a grid: the rows and columns that it covers, and its content."""

    top: int
    left: int
    bottom: int
    right: int
    content: Written


WORDS = st.builds("".join, st.tuples(st.sampled_from("abé中全\uff57"), st.text("xyz中019", max_size=7)))
LINES = st.lists(WORDS, min_size=2, max_size=4).map(" ".join)
ONE_LINE = st.one_of(
    LINES.map(lambda line: Written((line,), line)),
    WORDS.map(lambda word: Written((f"a *{word}* b",), f"a {word} b")),
    WORDS.map(lambda word: Written((f"``{word}``",), word)),
    WORDS.map(lambda word: Written((f":ref:`{word} <target>`",), word)),
    st.sampled_from(["-", "+", "*", "1.", "#.", "J. Doe", "+ 5", "::", "x \\* y"]).map(
        lambda line: Written((line,), line.replace("\\", ""))
    ),
)
SEVERAL_LINES = st.one_of(
    st.lists(LINES, min_size=2, max_size=3).map(lambda lines: Written(tuple(lines), " ".join(lines))),
    st.lists(LINES, min_size=2, max_size=3).map(
        lambda lines: Written(tuple(f"- {line}" for line in lines), "\n".join(f"- {line}" for line in lines))
    ),
    LINES.map(lambda line: Written(("x::", "", f"  {line}", "   y"), f"x:\n\n{line}\n y")),
)
EMPTY = st.just(Written((), ""))
CELLS = st.one_of(ONE_LINE, SEVERAL_LINES, EMPTY)


@st.composite
def partitions(draw: st.DrawFn) -> list[Slot]:
    """A grid cut into cells that may span rows and columns."""
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    free = {(row, column) for row in range(height) for column in range(width)}
    slots: list[Slot] = []
    for row, column in sorted(free):
        if (row, column) in free:
            right = column + 1
            while (row, right) in free and draw(st.booleans()):
                right += 1
            bottom = row + 1
            while all((bottom, index) in free for index in range(column, right)) and draw(st.booleans()):
                bottom += 1
            free -= {(r, c) for r in range(row, bottom) for c in range(column, right)}
            slots.append(Slot(row, column, bottom, right, draw(CELLS)))
    return slots


def rows_of(
    cells: st.SearchStrategy[Written], first: st.SearchStrategy[Written]
) -> st.SearchStrategy[list[list[Written]]]:
    """A table without spans, its first column drawn from `first`."""
    return st.integers(1, 4).flatmap(
        lambda width: st.lists(st.tuples(first, *[cells] * (width - 1)).map(list), min_size=1, max_size=4)
    )


def width_of(text: str) -> int:
    """The columns that a text takes in a drawing."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def draw_grid(slots: list[Slot]) -> str:
    """Draw a grid table; a character of double width takes two places of the canvas."""
    column_width = 4 + max(width_of(line) for slot in slots for line in (*slot.content.lines, ""))
    row_height = 1 + max(1, *(len(slot.content.lines) for slot in slots))
    height = max(slot.bottom for slot in slots) * row_height + 1
    width = max(slot.right for slot in slots) * column_width + 1
    canvas = [[" "] * width for _ in range(height)]
    for slot in slots:
        top, bottom = slot.top * row_height, slot.bottom * row_height
        left, right = slot.left * column_width, slot.right * column_width
        for column in range(left, right + 1):
            for row in (top, bottom):
                canvas[row][column] = "+" if canvas[row][column] in "|+" else "-"
        for row in range(top, bottom + 1):
            for column in (left, right):
                canvas[row][column] = "+" if canvas[row][column] in "-+" else "|"
        for number, line in enumerate(slot.content.lines, top + 1):
            place = left + 2
            for character in line:
                canvas[number][place] = character
                if width_of(character) > 1:
                    canvas[number][place + 1] = ""
                place += width_of(character)
    return "".join("".join(line) + "\n" for line in canvas)


def read_table(text: str) -> list[list[tuple[str, int, int, int]]]:
    """Read the one table of a document: text, column and spans of each cell, row by row.

    Each cell's location must point at its first line.
    """
    document = read("a.rst", text.encode())
    assert document.diagnostics == ()
    (table,) = document.tables
    lines = text.split("\n")
    for row in (*table.header, *table.rows):
        for cell in row.cells:
            place = cell.location
            begin = lines[place.line - 1][place.column - 1 : place.end_column - 1] if place.end_column else ""
            assert bool(begin.strip()) == bool(cell.text)
            assert begin == begin.strip()
    return [
        [(cell.text, cell.column, cell.row_span, cell.column_span) for cell in row.cells]
        for row in (*table.header, *table.rows)
    ]


def unspanned(rows: list[list[Written]]) -> list[list[tuple[str, int, int, int]]]:
    """What reading a table without spans should give."""
    return [[(cell.text, column, 1, 1) for column, cell in enumerate(row)] for row in rows]


@given(partitions())
def test_a_grid_table_is_read_as_it_was_drawn(slots: list[Slot]) -> None:
    """Borders that no cell has are not in the drawing, and so not in the table."""
    row_borders = sorted({border for slot in slots for border in (slot.top, slot.bottom)})
    column_borders = sorted({border for slot in slots for border in (slot.left, slot.right)})
    expected: list[list[tuple[str, int, int, int]]] = [[] for _ in row_borders[1:]]
    for slot in sorted(slots):
        top, left = row_borders.index(slot.top), column_borders.index(slot.left)
        row_span = row_borders.index(slot.bottom) - top
        column_span = column_borders.index(slot.right) - left
        expected[top].append((slot.content.text, left, row_span, column_span))
    assert read_table(draw_grid(slots)) == expected


@given(rows_of(st.one_of(ONE_LINE, EMPTY), LINES.map(lambda line: Written((line,), line))))
def test_a_simple_table_is_read_as_it_was_drawn(rows: list[list[Written]]) -> None:
    """Its first column begins a row, so it holds text; and it has two columns at least."""
    width = 1 + max(width_of("".join(cell.lines)) for row in rows for cell in row)
    border = "  ".join(["=" * width] * max(2, len(rows[0])))
    lines = [
        "  ".join(line + " " * (width - width_of(line)) for line in ("".join(cell.lines) for cell in row))
        for row in rows
    ]
    missing = [[Written((), "")] * (2 - len(row)) for row in rows]
    table = "".join(f"{line}\n" for line in (border, *lines, border))
    assert read_table(table) == unspanned([row + more for row, more in zip(rows, missing, strict=True)])


@given(rows_of(CELLS, CELLS))
def test_a_csv_table_is_read_as_it_was_written(rows: list[list[Written]]) -> None:
    def quoted(cell: Written) -> str:
        return '"' + "\n   ".join(cell.lines).replace('"', '""') + '"'

    text = ".. csv-table::\n\n" + "".join(f"   {', '.join(map(quoted, row))}\n" for row in rows)
    assert read_table(text) == unspanned(rows)


@given(rows_of(CELLS, CELLS))
def test_a_list_table_is_read_as_it_was_written(rows: list[list[Written]]) -> None:
    def item(cell: Written) -> str:
        return ("- " + "\n       ".join(cell.lines)).rstrip(" ")

    text = ".. list-table::\n\n" + "".join(f"   * {f'{chr(10)}     '.join(map(item, row))}\n" for row in rows)
    assert read_table(text) == unspanned(rows)


TOKENS = st.one_of(
    st.text(max_size=5),
    st.sampled_from(
        [
            *("\n", "\n\n", "\n   ", "::\n", ".. ", "- ", "1. ", "+--+", "|", "== ==", "====", "`", "``", "**", "__"),
            *("\t", "\\", "\0", "\u2028", "\ufeff", "a_", "a__", "__ b\n", "[#]_", "|a|", ":a:`b`", ":a: b\n"),
            *(".. table:: T\n\n   ", ".. csv-table::\n\n   ", ".. list-table::\n\n   * - ", "   * - "),
            *(".. |a| replace:: |b|\n", ".. |b| replace:: |a|\n", ".. [#] ", ".. _a: b_\n", ".. _b: a_\n"),
            *(".. include:: a.rst\n", ".. role:: a(b)\n", ".. only:: x\n\n   ", ".. class:: a\n", ".. code:: a\n"),
            *("+---+\n| a |\n+---+\n", "==  ==\na   b\n==  ==\n"),
        ]
    ),
)


@given(st.lists(TOKENS, max_size=40).map("".join))
def test_no_document_makes_reading_fail_and_the_same_document_reads_the_same(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    document = read("a.rst", data, open_file=lambda _: data)
    assert "unreadable" not in {problem.code for problem in document.diagnostics}
    assert document == read("a.rst", data, open_file=lambda _: data)


@given(st.binary(max_size=60))
def test_any_bytes_give_a_document(data: bytes) -> None:
    document = read("a.rst", data)
    assert all(problem.location.line > 0 for problem in document.diagnostics)
