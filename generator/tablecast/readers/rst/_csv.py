"""Comma-separated values with the position of each cell.

The standard library's `csv` module decides what the cells say, as docutils has it. It does not tell where they
stand, so the data is scanned a second time for that.
"""

from __future__ import annotations

import csv
from importlib.util import find_spec, module_from_spec
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils.parsers.rst import directives
from docutils.statemachine import StringList

from tablecast.readers.rst._numbers import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


_LONGEST_CELL = 2**31 - 1
"""The greatest limit that the module takes on every platform."""


def _engine() -> Any:
    """Load what `csv` is built on a second time, with a limit of its own.

    Its limit of a cell's length, 131,072 characters unless somebody changes it, is one for the whole interpreter.
    """
    spec: Any = find_spec("_csv")
    engine: Any = module_from_spec(spec)
    spec.loader.exec_module(engine)
    engine.field_size_limit(_LONGEST_CELL)
    return engine


_ENGINE = _engine()


class CsvError(Exception):
    """The data, or the description of its dialect, is malformed.

    `line` is the physical line that the malformed row begins on, empty where a dialect is malformed.
    """

    def __init__(self, message: str, hint: str, line: StringList) -> None:
        """Say what is wrong, and what to do about it."""
        super().__init__(message)
        self.hint = hint
        self.line = line


class CsvCell(NamedTuple):
    """A cell: its lines, the physical line that its text begins on, and the column in it.

    `width` is the length of the text in that line, 0 where it is written with escapes.
    """

    lines: StringList
    line: StringList
    column: int
    width: int


class _Start(NamedTuple):
    line: int
    column: int


def dialect(options: Mapping[str, str]) -> type[csv.Dialect]:
    """Make the dialect that the options of a `csv-table` describe, with docutils' defaults.

    Raises:
        CsvError: An option is not a single character, or is the same as another one.
    """
    delimiter = _character(options, "delim", directives.single_char_or_whitespace_or_unicode) or ","
    quote = _character(options, "quote", directives.single_char_or_unicode) or '"'
    escape = _character(options, "escape", directives.single_char_or_unicode)
    for first, second in combinations((delimiter, quote, escape), 2):
        if first == second:
            message = "two of the options 'delim', 'quote' and 'escape' are the same character"
            raise CsvError(message, "choose different characters", StringList())
    attributes: dict[str, Any] = {
        "delimiter": delimiter,
        "quotechar": quote,
        "escapechar": escape,
        "doublequote": escape is None,
        "skipinitialspace": "keepspace" not in options,
        "strict": True,
        "lineterminator": "\n",
        "quoting": csv.QUOTE_MINIMAL,
    }
    return type("_Dialect", (csv.Dialect,), attributes)


def _character(options: Mapping[str, str], option: str, read: Callable[[str], str]) -> str | None:
    text = options.get(option)
    if not text:
        return None
    hint = "write one character, or its code such as U+003B"
    try:
        character = read(text)
    except ValueError as error:
        message = f"the option '{option}' is not a single character: '{shortened(text)}'"
        raise CsvError(message, hint, StringList()) from error
    # From 3.13 on, Python refuses line ends, and blanks as quotes, which could not be told from those around a cell.
    if character in "\r\n" or (character == " " and option != "delim"):
        message = f"the option '{option}' is white space: '{text}'"
        raise CsvError(message, hint, StringList())
    return character


def read_csv(lines: StringList, rules: type[csv.Dialect]) -> list[list[CsvCell]]:
    """Read rows of cells.

    Raises:
        CsvError: The data is malformed, such as text after a closing quote.
    """
    rows: list[list[str]] = []
    begin = 0
    try:
        reader = _ENGINE.reader((line + "\n" for line in lines), dialect=rules)
        for row in reader:
            rows.append(row)
            begin = reader.line_num
    except (_ENGINE.Error, TypeError, ValueError) as error:
        message = f"the CSV data is malformed: {error}"
        hint = "quote each cell that holds the delimiter or a quote"
        raise CsvError(message, hint, lines[begin : begin + 1]) from error
    starts = _starts(list(lines), rules)
    return [
        [_cell(lines, text, start, str(rules.quotechar)) for text, start in zip(row, places, strict=True)]
        for row, places in zip(rows, starts, strict=True)
    ]


def _cell(lines: StringList, text: str, start: _Start, quote: str) -> CsvCell:
    """Place a cell's lines in the file, skipping those that are blank before its text."""
    parts = text.splitlines()
    items = [lines.items[min(start.line + index, len(lines) - 1)] for index in range(len(parts))]
    block = StringList(parts, items=items) if parts else StringList()
    blank = next((index for index, part in enumerate(parts) if part.strip()), 0)
    first = parts[blank] if parts else ""
    indent = len(first) - len(first.lstrip())
    line = min(start.line + blank, len(lines) - 1)
    column = indent if blank else start.column + indent
    shown = first.strip()
    quoted = bool(blank) or lines[line][: start.column].endswith(quote)
    doubled = quoted and quote in shown
    written = bool(parts) and not doubled and lines[line][column:].startswith(shown)
    return CsvCell(block, lines[line : line + 1], column, len(shown) if written else 0)


def _starts(lines: list[str], rules: type[csv.Dialect]) -> Iterator[list[_Start]]:
    """Give per record where each cell's text begins, following the states of Python's `csv` reader."""
    record: list[_Start] = []
    quoted = False
    for number, line in enumerate(lines):
        column: int | None = 0
        if not quoted:
            record = []
            column = 0 if line else None
            if line:
                column, quoted = _begin_cell(record, line, number, 0, rules)
        while column is not None:
            column, quoted = _end_cell(line, column, rules, quoted=quoted)
            if column is not None:
                column, quoted = _begin_cell(record, line, number, column, rules)
        if not quoted:
            yield record


def _begin_cell(
    record: list[_Start], line: str, number: int, column: int, rules: type[csv.Dialect]
) -> tuple[int, bool]:
    """Note a cell; give the column of its text, past blanks and an opening quote, and whether there was one."""
    if rules.skipinitialspace:
        column = len(line) - len(line[column:].lstrip(" "))
    quoted = line[column : column + 1] == rules.quotechar
    record.append(_Start(number, column + quoted))
    return column + quoted, quoted


def _end_cell(line: str, column: int, rules: type[csv.Dialect], *, quoted: bool) -> tuple[int | None, bool]:
    """Give the column past a cell's delimiter, None where the line ends first, and whether a quote is open then."""
    while column < len(line):
        character = line[column]
        if character == rules.escapechar:
            column += 1
        elif quoted and character == rules.quotechar:
            doubled = rules.doublequote and line[column + 1 : column + 2] == rules.quotechar
            column += doubled
            quoted = doubled
        elif not quoted and character == rules.delimiter:
            return column + 1, False
        column += 1
    return None, quoted
