"""Tables that are no data: layout, prose, pictures. They are told, and left out of a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast.content import Image, Paragraph
from tablecast.inference._values import has_structure, mostly_prose
from tablecast.shaping.grids import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.inference._shape import Shape
    from tablecast.tables import Cell

_MOSTLY_EMPTY = 0.6


def why_no_data(shape: Shape) -> str:
    """Say why a table is no data; "" if it may be."""
    cells = [cell for row in shape.rows for cell in row]
    filled = [cell for cell in cells if cell is not None and cell.text]
    is_named = shape.config.orientation == "columns" or (shape.config.header != "none" and any(shape.titles))
    if not shape.rows:
        return "it has no rows"
    if not filled:
        return "all of its cells are empty"
    if all(map(_is_picture, filled)):
        return "its cells hold nothing but pictures"
    return _why_no_records(shape, cells, filled, is_named=is_named)


def _why_no_records(shape: Shape, cells: Sequence[Cell | None], filled: Sequence[Cell], *, is_named: bool) -> str:
    lone = len(shape.rows) == 1
    if not is_named and lone:
        return "a single row without a header looks like layout"
    if lone and len(shape.titles) > 1 and all(map(has_structure, filled)):
        return "a single row of lists or paragraphs looks like layout"
    if not is_named and any(mostly_prose(_column(shape, index)) for index in range(len(shape.titles))):
        return "prose without a header looks like layout"
    if not is_named and len(shape.titles) == 1:
        return "a single column without a header looks like a list"
    named = sum(map(bool, shape.titles))
    if named * 2 <= len(shape.titles) and len(filled) < (1 - _MOSTLY_EMPTY) * len(cells):
        return "most of its cells and column names are empty, as in a drawing"
    return ""


def _column(shape: Shape, index: int) -> list[str]:
    return [text for row in shape.rows if (text := text_of(row[index]))]


def _is_picture(cell: Cell) -> bool:
    match cell.blocks:
        case (Image(),):
            return True
        case (Paragraph(children),):
            return bool(children) and all(isinstance(child, Image) for child in children)
        case _:
            return False
