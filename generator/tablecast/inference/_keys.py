"""Keys: the column, or the two, that tell the rows of a dataset apart, and the column that names them.

No key is better than a wrong one. A column that is unique by chance, as descriptions are, is never a key.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from tablecast.inference._values import Reason, is_prose, mostly_prose, related
from tablecast.inference._vocabulary import CODES, IDENTITY, MEASURE, NAMING, PROSE, SAMPLE, SAYING, noun, title_words
from tablecast.schema import field_of
from tablecast.types import read_value

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from tablecast.inference._columns import Column
    from tablecast.inference._types import FieldGuess
    from tablecast.tables import Cell

_NEVER = frozenset({"text", "bool", "decimal", "float", "range", "list", "mapping", "markup"})
_AT_THE_LEFT = frozenset({"date", "datetime", "quantity", "enum", "version", "url", "reference"})
"""Types that are keys only where everything else in a row follows them."""

_NUMERIC = frozenset({"int", "code", "version"})
_LONGEST_KEY = 80
_LONGEST_NAME = 40
_TOKEN = re.compile(r"\S+")
_FEWEST_ROWS = 2
_PAIR = 2
_FEWEST_FOR_CHANCE = 3


class Field(NamedTuple):
    """A column with what was guessed of it."""

    column: Column
    guess: FieldGuess

    @property
    def name(self) -> str:
        """The name of the field."""
        return self.column.name

    @property
    def type(self) -> str:
        """The name of the field's type."""
        return self.guess.config.type

    @property
    def noun(self) -> str:
        """The word that says what the cells are."""
        return noun(self.column.title)

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that hold a value."""
        missing = self.guess.config.missing if self.guess.config.optional else ()
        return tuple(cell for cell in self.column.cells if cell is not None and cell.text not in missing)

    def values(self) -> tuple[Hashable, ...]:
        """The values of a column without gaps, equal where a dataset's keys are."""
        field = field_of(self.name, self.guess.config)
        return tuple(read_value(cell.text, field, cell.blocks) for cell in self.column.cells if cell is not None)


class Key(NamedTuple):
    """The names of the fields of a key; none where there is none. And why."""

    names: tuple[str, ...]
    reason: Reason


def find_key(fields: Sequence[Field], tables: Sequence[range]) -> Key:
    """Find what tells apart the rows of each of some tables; `tables` are their rows in the columns."""
    size = sum(map(len, tables))
    if size < _FEWEST_ROWS:
        return Key((), Reason("no key: a single row does not say what another one would differ in"))
    ranks = {field.name: rank for field in fields if (rank := _rank(field, size, follows=_follows(field, fields)))}
    ranked = sorted((field for field in fields if field.name in ranks), key=lambda field: -ranks[field.name])
    for field in ranked:
        if is_unique([field.values()], tables):
            return Key((field.name,), Reason("every row has another value here"))
    for pair in _pairs(fields, ranks) if size >= _FEWEST_FOR_CHANCE else ():
        if is_unique([field.values() for field in pair], tables):
            return Key(tuple(field.name for field in pair), Reason("every row has another pair of values here"))
    return Key((), _why_none(ranked, tables))


def _follows(field: Field, fields: Sequence[Field]) -> bool:
    """Whether a column stands right of one that only groups the rows, so that it may name what is in a group."""
    first, second = fields[0], fields[min(1, len(fields) - 1)]
    return field is second and field.type == "str" and not first.guess.config.optional and first.noun not in IDENTITY


def _rank(field: Field, size: int, *, follows: bool) -> int:
    """Say how much a column looks like what its rows are called by; 0 for not at all."""
    if not _can_identify(field):
        return 0
    tokens = all(_TOKEN.fullmatch(cell.text) for cell in field.filled)
    if field.column.leads:
        strong = field.type in _NUMERIC or (field.noun in IDENTITY and tokens)
        return 6 if strong and field.noun not in MEASURE else 4
    if field.type == "code" and field.noun in CODES:
        return 6
    if size < _FEWEST_FOR_CHANCE or field.type in _AT_THE_LEFT or field.noun in MEASURE:
        return 0
    if field.noun in CODES and tokens:
        return 5
    return 3 if field.noun in IDENTITY or field.type == "code" else 2 if tokens and follows else 0


def _can_identify(field: Field) -> bool:
    """Whether every row has a value in a column, and these are names and not what is said about the row."""
    texts = [cell.text for cell in field.filled]
    if len(texts) < len(field.column.cells) or field.guess.config.optional or field.type in _NEVER:
        return False
    if field.column.leads:
        return field.type == "int" or not (field.noun in SAYING or mostly_prose(texts) or any(map(_is_long, texts)))
    if field.noun in PROSE or title_words(field.column.title) & SAMPLE & PROSE:
        return False
    return not mostly_prose(texts) and not any(map(_is_long, texts))


def _is_long(text: str) -> bool:
    return len(text) > _LONGEST_KEY


def is_unique(columns: Sequence[Sequence[Hashable]], tables: Sequence[range]) -> bool:
    """Whether the values of some columns, taken together, are others in every row of a table."""
    rows = list(zip(*columns, strict=True))
    return all(len({rows[index] for index in table}) == len(table) for table in tables)


def _pairs(fields: Sequence[Field], ranks: dict[str, int]) -> Iterator[tuple[Field, Field]]:
    """Give the pairs that may be a key: what stands at the left, and what is called an identity within it."""
    able = [field for field in fields if _can_identify(field) and field.type not in {"quantity", "date", "datetime"}]
    for first, second in combinations(able, 2):
        if first is fields[0] and (second.noun in IDENTITY or ranks.get(second.name, 0) > _FEWEST_ROWS):
            yield first, second


def _why_none(ranked: Sequence[Field], tables: Sequence[range]) -> Reason:
    """Name the rows that have the same value in the column that comes nearest to a key."""
    if not ranked:
        return Reason("no key: no column looks like a name of its rows")
    values, cells = ranked[0].values(), ranked[0].column.cells
    repeated: list[Cell] = []
    for table in tables:
        seen: set[Hashable] = set()
        for index in table:
            cell = cells[index]
            repeated += [cell] if values[index] in seen and cell is not None else []
            seen.add(values[index])
    return Reason(f"no key: '{ranked[0].name}' has some values more than once", related(repeated))


def find_name_field(fields: Sequence[Field], key: Sequence[str]) -> str:
    """Find the column whose texts name the records of a numeric key, as `Not Found` does 404; "" for none."""
    by_name = {field.name: field for field in fields}
    if len(key) != 1 or by_name[key[0]].type not in _NUMERIC:
        return ""
    for field in fields:
        texts = [cell.text for cell in field.filled]
        named = field.noun in NAMING or field.column.title.casefold() == "returned value" or len(fields) == _PAIR
        if field.name in key or field.guess.config.optional or field.type != "str" or not named:
            continue
        if len(set(texts)) == len(texts) and not any(is_prose(text) or len(text) > _LONGEST_NAME for text in texts):
            return field.name
    return ""
