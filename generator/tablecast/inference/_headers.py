"""Headers that no document marks: a first row, or a first column, that names what stands below or beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.content import Literal, Paragraph, Strong, Text
from tablecast.inference._values import has_structure, is_prose
from tablecast.inference._vocabulary import HEADINGS, LABELS, has_words, title_words
from tablecast.shaping.grids import covering, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecast.shaping.grids import Grid, Slots
    from tablecast.tables import Cell, Table

_LONGEST_NAME = 60
_MOST_FIELDS = 30
_PAIR = 2
_FEWEST_BELOW = 2
_DIGIT = regex(r"[0-9]")
_TYPED = regex(
    r"[-+]?[0-9][0-9.,:/-]*\+?|v?[0-9]+(?:\.[0-9a-z-]+)+|0x[0-9a-fA-F]+|[0-9.,]+ ?[A-Za-z%]{1,4}"
    r"|yes|no|true|false|[\u2713\u2714\u2715-\u2718]|(?:not )?supported",
    re.IGNORECASE,
)


def is_one_record(table: Table, grid: Grid) -> bool:
    """Whether the rows of a table without a header are the fields of one record: names at the left, values beside.

    Names are marked as such (a stub column, strong, a colon at the end), or most are words that records begin with.
    """
    rows = [row.slots for row in grid.rows]
    if table.width != _PAIR or not _PAIR <= len(rows) <= _MOST_FIELDS or any(map(covering, rows)):
        return False
    names = [slots[0] for slots in rows]
    texts = [text_of(cell) for cell in names]
    if not all(map(_is_name, names)) or len({text.casefold() for text in texts}) < len(texts):
        return False
    if table.stub_columns == 1 or all(text.endswith(":") for text in texts):
        return True
    if all(map(_is_strong, names)) and not any(_is_strong(slots[1]) for slots in rows):
        return True
    known = sum(bool(title_words(text) & LABELS) for text in texts)
    return known >= _PAIR and known * 4 >= len(texts) * 3 and not _names_columns(rows[0])


def has_header_row(grid: Grid) -> bool:
    """Whether the first row of a table without a header is one all the same.

    Its cells are names, each another one; and it is strong, or made of words that headers are made of, or above a
    column of values such as numbers, or of words that begin otherwise than it does.
    """
    rows = [row.slots for row in grid.rows]
    if len(rows) < _FEWEST_BELOW or not _may_be_header(rows[0]):
        return False
    first, *below = rows
    if all(_is_strong(cell) for cell in first if text_of(cell)):
        return not any(all(map(_is_strong, slots)) for slots in below)
    return _names_columns(first) or any(map(_differs, first, zip(*below, strict=True)))


def _may_be_header(slots: Slots) -> bool:
    """Whether the cells of a row are names, each another one; only the corner of a table of two sides may be empty."""
    texts = [text_of(cell) for cell in slots]
    corner = not texts[0] and len(texts) > _PAIR
    named = slots[1:] if corner else slots
    distinct = len({text.casefold() for text in texts}) == len(texts)
    is_code = named[0] is not None and _is_code(named[0])
    return distinct and len(texts) > 1 and all(map(_is_name, named)) and not is_code and not any(map(_is_typed, named))


def _names_columns(slots: Slots) -> bool:
    """Whether most of a row's cells are made of words that headers are made of; of two, both."""
    texts = [text for cell in slots if (text := text_of(cell))]
    known = sum(bool(title_words(text) & HEADINGS) for text in texts)
    return known >= _PAIR and known * 2 > len(texts) and all(text[0].isupper() for text in texts)


def _differs(head: Cell | None, column: Iterable[Cell | None]) -> bool:
    """Whether a column is of values, numbers or the like, or of words in lower case, below a name that is not."""
    texts = [text for cell in column if (text := text_of(cell))]
    name = text_of(head)
    if len(texts) < _FEWEST_BELOW or not name:
        return False
    if all(_TYPED.fullmatch(text) for text in texts):
        return True
    lower = name[0].isupper() and all(text[0].islower() for text in texts)
    numbered = not _DIGIT.search(name) and all(_DIGIT.search(text) for text in texts)
    return (lower or numbered) and len(texts) > _FEWEST_BELOW


def _is_typed(cell: Cell | None) -> bool:
    return _TYPED.fullmatch(text_of(cell)) is not None


def _is_name(cell: Cell | None) -> bool:
    text = text_of(cell)
    short = 0 < len(text) <= _LONGEST_NAME and has_words(text[0])
    return cell is not None and short and not has_structure(cell) and not is_prose(text.rstrip(":"))


def _is_strong(cell: Cell | None) -> bool:
    return _inlines(cell) == {Strong}


def _is_code(cell: Cell) -> bool:
    return Literal in _inlines(cell)


def _inlines(cell: Cell | None) -> set[type]:
    """Give the kinds of inlines that a cell of one paragraph is made of, but for white space."""
    match cell.blocks if cell else ():
        case (Paragraph(children),):
            return {type(child) for child in children if not (isinstance(child, Text) and not child.text.strip())}
        case _:
            return set()
