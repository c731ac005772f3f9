"""What is read to guess a type: the cells of a column that say something, and whether a type reads all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast._regex import regex
from tablecast.content import BulletList, EnumeratedList, LineBlock, Paragraph
from tablecast.diagnostics import Related, shortened
from tablecast.inference._vocabulary import noun, title_words
from tablecast.schema import field_of
from tablecast.types import read_value

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

    from tablecast.config import TypeConfig
    from tablecast.tables import Cell

_SHOWN_TEXT = 50
_SENTENCE = regex(r"[^\W_][)\]'\"`]?[.!?:](?:\s|$)")
_WORDS_OF_PROSE = 9
_WORDS_OF_SENTENCE = 3


class Reason(NamedTuple):
    """A short reason for a guess, and the cells that spoke against a bolder one."""

    text: str
    against: tuple[Related, ...] = ()


class Finding(NamedTuple):
    """A type that all cells of a column have, and why it is that; `against` are cells that spoke against another."""

    config: TypeConfig
    reason: str
    against: tuple[Cell, ...] = ()


class Values(NamedTuple):
    """The cells of a column that hold a value, below its title; `leads` says that it is the first column."""

    title: str
    cells: tuple[Cell, ...]
    leads: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of all cells, in their order."""
        return tuple(cell.text for cell in self.cells)

    @property
    def words(self) -> frozenset[str]:
        """The words of the title."""
        return title_words(self.title)

    @property
    def is_plural(self) -> bool:
        """Whether the title speaks of several things."""
        return noun(self.title).endswith("s")

    def match(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern matches every text as a whole."""
        return all(pattern.fullmatch(cell.text) for cell in self.cells)

    def reads_as(self, config: TypeConfig) -> bool:
        """Whether every cell is a value of a type."""
        field = field_of("value", config)
        try:
            for cell in self.cells:
                read_value(cell.text, field, cell.blocks)
        except ValueError:
            return False
        return True


def related(cells: Iterable[Cell], say: Callable[[str], str] = "'{}'".format) -> tuple[Related, ...]:
    """Name cells with their texts."""
    return tuple(Related(cell.location, say(shortened(cell.text, _SHOWN_TEXT))) for cell in cells)


def is_prose(text: str) -> bool:
    """Whether a text is a sentence or more, and no name of anything."""
    count = len(text.split())
    return count > _WORDS_OF_PROSE or (count >= _WORDS_OF_SENTENCE and _SENTENCE.search(text) is not None)


def mostly_prose(texts: Iterable[str]) -> bool:
    """Whether one text in four is prose, or more."""
    judged = [is_prose(text) for text in texts]
    return sum(judged) * 4 >= len(judged) > 0


def has_structure(cell: Cell) -> bool:
    """Whether a cell is more than one paragraph: several, a list, a note, code."""
    return len(cell.blocks) > 1 or not all(isinstance(block, Paragraph | LineBlock) for block in cell.blocks)


def is_list(cell: Cell) -> bool:
    """Whether a cell is one list and nothing else."""
    return len(cell.blocks) == 1 and isinstance(cell.blocks[0], BulletList | EnumeratedList)
