"""Columns whose cells hold more than one value: list, mapping and text; and those that only refer to a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.config import TypeConfig
from tablecast.content import BulletList, Paragraph, Reference, Superscript, inline_text, plain_text
from tablecast.inference._values import Finding, has_structure, is_list, is_prose
from tablecast.inference._vocabulary import PROSE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.content import Block
    from tablecast.inference._values import Values
    from tablecast.tables import Cell

_INT = regex(r"0|[1-9][0-9]*")
_ITEM = regex(r"[^\s,;()]+(?: [^\s,;()]+){0,2}")
_TOKEN = regex(r"[^\s,;]+")
_MARKED = regex(r"\w+(?:[._:/-]+\w+)+")
_CALL = regex(r"(?:DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) /\S*")
_AND = regex(r"(?:.* )?(?:and|or|etc|e\.g|i\.e)(?:[ .].*)?", re.IGNORECASE)
_ENTRY = regex(r"[^\s:][^:\n]{0,40}: \S.*", re.DOTALL)
_LONGEST_ITEM = 40
_SHORT = 60
_SEVERAL = 2


def reference(values: Values) -> Finding | None:
    """Reference: each cell is one cross reference with the title of its place as text, and nothing else.

    The first column names its rows, and is what it says rather than where that leads.
    """
    if values.leads or not all(map(_is_reference, values.cells)):
        return None
    return Finding(TypeConfig("reference"), "every value is one cross reference")


def _is_reference(cell: Cell) -> bool:
    match cell.blocks:
        case (Paragraph((Reference() as found,)),):
            destination = found.destination
            return destination is not None and destination.title == inline_text(found.children)
        case _:
            return False


def raised(values: Values) -> Finding | None:
    """Markup: digits are raised, as in a power, and would be read as those of the number or name before them.

    The first column names its rows, and no markup can be a key.
    """
    cells = tuple(cell for cell in values.cells if any(map(_has_power, cell.blocks)))
    if not cells:
        return None
    return Finding(TypeConfig("str" if values.leads else "markup"), "digits are raised, which plain text loses", cells)


def _has_power(block: Block) -> bool:
    match block:
        case Paragraph(children):
            return any(isinstance(child, Superscript) and inline_text(child.children).isdecimal() for child in children)
        case _:
            return False


def separated(values: Values) -> Finding | None:
    """List: short items between commas or semicolons, and not the same number of them in every cell."""
    for separator in (",", ";"):
        cells = [[part.strip() for part in text.split(separator)] for text in values.texts]
        items = [item for parts in cells for item in parts]
        several = sum(len(parts) > 1 for parts in cells)
        if several < _SEVERAL or several * 3 < len(cells) or len({len(parts) for parts in cells}) == 1:
            continue
        if not all(map(_is_item, items)) or any(map(has_structure, values.cells)) or _may_group(values.texts):
            continue
        if not values.is_plural and not all(map(_TOKEN.fullmatch, items)):
            continue
        of = TypeConfig("int") if all(map(_INT.fullmatch, items)) else None
        return Finding(TypeConfig("list", separator=separator, of=of), f"items with '{separator}' between them")
    return None


def _is_item(text: str) -> bool:
    is_short = len(text) <= _LONGEST_ITEM and _ITEM.fullmatch(text) is not None
    return is_short and not is_prose(text) and not _AND.fullmatch(text)


def _may_group(texts: Sequence[str]) -> bool:
    """Whether a comma may stand in a number, between groups of digits."""
    return any(re.search(r"\d,\d{3}(?!\d)", text) for text in texts)


def bullets(values: Values) -> Finding | None:
    """List: most cells are flat lists of short items, and the others a single one."""
    lists = [cell for cell in values.cells if is_list(cell)]
    if len(lists) * 2 < len(values.cells) or not lists or values.words & PROSE:
        return None
    items = [item for cell in values.cells for item in _items(cell)]
    if not all(items) or any(is_prose(item) or len(item) > _LONGEST_ITEM for item in items):
        return None
    return Finding(TypeConfig("list", separator="items"), "lists of short items")


def _items(cell: Cell) -> Sequence[str]:
    """Give the items of a flat list, or the one paragraph of a cell; an empty text for anything else."""
    match cell.blocks:
        case (BulletList(items),):
            return [plain_text(item) if len(item) == 1 and isinstance(item[0], Paragraph) else "" for item in items]
        case (Paragraph(),):
            return [cell.text]
        case _:
            return [""]


def lines(values: Values) -> Finding | None:
    """List: several paragraphs of one word each, not in a single cell only unless these words are surely no prose."""
    several = [cell for cell in values.cells if len(cell.blocks) > 1]
    if not several or not all(isinstance(block, Paragraph) for cell in values.cells for block in cell.blocks):
        return None
    parts = [part for text in values.texts for part in text.split("\n\n")]
    if all(map(_CALL.fullmatch, parts)):
        return Finding(TypeConfig("list", separator="lines"), "one call a paragraph", tuple(several[:1]))
    if not all(map(_TOKEN.fullmatch, parts)) or not (len(several) > 1 or all(map(_MARKED.fullmatch, parts))):
        return None
    return Finding(TypeConfig("list", separator="lines"), "one word a paragraph", tuple(several[:1]))


def mapping(values: Values) -> Finding | None:
    """Mapping: every cell is a flat list of `value: meaning`."""
    if len(values.cells) < _SEVERAL or values.words & PROSE or not all(map(is_list, values.cells)):
        return None
    if not all(_ENTRY.fullmatch(item) for cell in values.cells for item in _items(cell)):
        return None
    return Finding(TypeConfig("mapping"), "lists of a value and its meaning")


def text(values: Values) -> Finding | None:
    """Text: a cell has several paragraphs, a list or a note, and is longer than a name."""
    rich = [cell for cell in values.cells if has_structure(cell)]
    if not rich or not any(len(cell.text) > _SHORT or not isinstance(cell.blocks[0], Paragraph) for cell in rich):
        return None
    return Finding(TypeConfig("text"), "several paragraphs, lists or notes in a cell", tuple(rich[:1]))
