"""What a person may want to say of a column, and no guess should: it would change what the cells say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.shaping.grids import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecast.inference._columns import Column

_SEVERAL = regex(r"[^\s/]{1,12}(?: ?/ ?[^\s/]{1,12})+")
_WITH_NAME = regex(r"(?:[0-9]{1,6}|[A-Z]{1,4}[0-9]{2,6}) +[A-Za-z].*")
_FEWEST_ROWS = 3


def suggestions(columns: Sequence[Column], index: int) -> Iterator[str]:
    """Give what may be meant by the cells of a column."""
    texts = [text_of(cell) for cell in columns[index].cells]
    filled = list(filter(None, texts))
    if _looks_merged(columns, index):
        empty = f"{len(texts) - len(filled)} of {len(texts)} cells are empty"
        yield f"{empty}: if such a cell means the one above, say fill_down = true"
    several = [text for text in filled if _SEVERAL.fullmatch(text)]
    if several and _like_the_others(several, [text for text in filled if text not in several]):
        yield f"'{several[0]}' may be several records: if so, say explode = \"/\""
    if len(filled) >= _FEWEST_ROWS and all(map(_WITH_NAME.fullmatch, filled)):
        yield f"a pattern with a group can take a part of each value, as of '{filled[0]}'"


def _looks_merged(columns: Sequence[Column], index: int) -> bool:
    """Whether cells may be empty because they were merged with the one above: at the left, or all but the first."""
    texts = [text_of(cell) for cell in columns[index].cells]
    empty = [row for row, text in enumerate(texts) if not text]
    if len(texts) < _FEWEST_ROWS or not texts[0] or not empty:
        return False
    if len(empty) == len(texts) - 1:
        return True
    left = columns[:index]
    # Left of merged cells there are only merged cells, which are as tall or taller.
    nested = all(
        not text_of(column.cells[row]) or len(set(map(text_of, column.cells))) == 1 for column in left for row in empty
    )
    others = [column for column in columns if column is not columns[index] and column not in left]
    return bool(others) and nested and all(any(text_of(column.cells[row]) for column in others) for row in empty)


def _like_the_others(several: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the parts of values with a slash look like the values without one: all numbers, or each one of them."""
    parts = {part.strip() for text in several for part in text.split("/")}
    if len(others) < len(several):
        return False
    return all(text.isdecimal() for text in (*parts, *others)) or parts <= set(others)
