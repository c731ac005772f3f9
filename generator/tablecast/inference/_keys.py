"""Keys: the column, or the two, that tell the rows of a dataset apart, and the column that names them.

No key is better than a wrong one. A column that is unique by chance, as descriptions are, is never a key.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from tablecast._regex import regex
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
_TOKEN = regex(r"\S+")
_FEWEST_ROWS = 2
_PAIR = 2
_FEWEST_FOR_CHANCE = 3
_MOST_NAMED = 3
_EMPTY = "no value"


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
        return _key_of_one(fields)
    ranks = {field.name: rank for field in fields if (rank := _rank(field, size, follows=_follows(field, fields)))}
    ranked = sorted((field for field in fields if field.name in ranks), key=lambda field: -ranks[field.name])
    for field in ranked:
        if is_unique([field.values()], tables):
            return Key((field.name,), Reason("every row has another value here"))
    for pair in _pairs(fields, ranks) if size >= _FEWEST_FOR_CHANCE else ():
        if is_unique([field.values() for field in pair], tables):
            return Key(tuple(field.name for field in pair), Reason("every row has another pair of values here"))
    return Key((), _why_none(fields, ranked, tables))


def _key_of_one(fields: Sequence[Field]) -> Key:
    """Find the key of a single row: it does not say what another one would differ in, but its title may."""
    for field in fields:
        is_named = field.noun in IDENTITY if field.column.leads else field.noun in CODES and field.type == "code"
        if is_named and _can_identify(field) and _is_token(field):
            return Key((field.name,), Reason(f"the only row; '{field.column.title}' is what rows are told apart by"))
    return Key((), Reason("no key: a single row does not say what another one would differ in"))


def _is_token(field: Field) -> bool:
    return bool(field.filled) and all(_TOKEN.fullmatch(cell.text) for cell in field.filled)


def _follows(field: Field, fields: Sequence[Field]) -> bool:
    """Whether a column stands right of one that only groups the rows, so that it may name what is in a group."""
    first, second = fields[0], fields[min(1, len(fields) - 1)]
    return field is second and field.type == "str" and not first.guess.config.optional and first.noun not in IDENTITY


def _rank(field: Field, size: int, *, follows: bool) -> int:
    """Say how much a column looks like what its rows are called by; 0 for not at all."""
    if not _can_identify(field):
        return 0
    tokens = _is_token(field)
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
    return next(repeated_rows(columns, tables), None) is None


def repeated_rows(columns: Sequence[Sequence[Hashable]], tables: Sequence[range]) -> Iterator[int]:
    """Give the rows whose values, taken together, stand in the same table above."""
    rows = list(zip(*columns, strict=True))
    for table in tables:
        seen: set[Hashable] = set()
        for index in table:
            if rows[index] in seen:
                yield index
            seen.add(rows[index])


def _pairs(fields: Sequence[Field], ranks: dict[str, int]) -> Iterator[tuple[Field, Field]]:
    """Give the pairs that may be a key: what stands at the left, and what is called an identity within it."""
    able = [field for field in fields if _can_identify(field) and field.type not in {"quantity", "date", "datetime"}]
    for first, second in combinations(able, 2):
        if first is fields[0] and (second.noun in IDENTITY or ranks.get(second.name, 0) > _FEWEST_ROWS):
            yield first, second


def find_repeated_key(fields: Sequence[Field], tables: Sequence[range]) -> Key:
    """Find the column of codes or names that tells almost all rows apart, for where all rows of a key are kept."""
    size = sum(map(len, tables))
    for field in fields:
        identifies = field.type in _NUMERIC or field.noun in (IDENTITY if field.column.leads else CODES)
        if not identifies or not _can_identify(field) or not (field.type in _NUMERIC or _is_token(field)):
            continue
        repeated = _repeated(field, [range(size)])
        if repeated and len(repeated) * 10 <= size:
            why = f"only {_listed(repeated)} {_are(repeated)} there more than once: a lookup gives all rows of a key"
            return Key((field.name,), Reason(why, related(repeated)))
    return Key((), Reason(""))


def _listed(cells: Sequence[Cell]) -> str:
    texts = [f"'{text}'" for text in dict.fromkeys(cell.text for cell in cells)]
    return f"{len(texts)} values" if len(texts) > _MOST_NAMED else " and ".join(texts)


def _are(cells: Sequence[Cell]) -> str:
    return "is" if len({cell.text for cell in cells}) == 1 else "are"


def _why_none(fields: Sequence[Field], ranked: Sequence[Field], tables: Sequence[range]) -> Reason:
    """Name the rows that have the same value in the column that comes nearest to a key; or what is wrong with that."""
    if ranked:
        name = ranked[0].name
        remedy = f'; to look up all rows of one, say key = "{name}" and duplicates = "all"'
        text = f"no key: '{name}' has some values more than once{remedy * (ranked[0].noun in CODES)}"
        return Reason(text, related(_repeated(ranked[0], tables)))
    first = fields[0]
    prose = [cell for cell in first.filled if is_prose(cell.text) or _is_long(cell.text)]
    if len(first.filled) < len(first.column.cells):
        empty = [cell for cell in first.column.cells if cell is not None and cell not in first.filled]
        return Reason(f"no key: '{first.name}' has no value in some rows", related(empty, _EMPTY.format))
    if prose and first.noun not in SAYING:
        return Reason(f"no key: '{first.name}' holds sentences", related(prose))
    return Reason("no key: no column looks like a name of its rows")


def _repeated(field: Field, tables: Sequence[range]) -> list[Cell]:
    """Give the cells whose value stands in the same table above."""
    return [cell for row in repeated_rows([field.values()], tables) if (cell := field.column.cells[row]) is not None]


def _says_its_name(field: Field) -> bool:
    """Whether the letters of codes tell most of them apart, so that they are names themselves: `SYNC_ADC`."""
    letters = {re.sub(r"[^a-z]", "", cell.text.casefold()) for cell in field.filled} - {""}
    return len(field.filled) > 1 and len(letters) * 2 > len(field.filled)


def find_name_field(fields: Sequence[Field], key: Sequence[str]) -> str:
    """Find the column whose texts name the records of a numeric key, as `Not Found` does 404; "" for none."""
    by_name = {field.name: field for field in fields}
    if len(key) != 1 or by_name[key[0]].type not in _NUMERIC or _says_its_name(by_name[key[0]]):
        return ""
    for field in fields:
        texts = [cell.text for cell in field.filled]
        named = field.noun in NAMING or field.column.title.casefold() == "returned value" or len(fields) == _PAIR
        if field.name in key or field.guess.config.optional or field.type != "str" or not named:
            continue
        if len(set(texts)) == len(texts) and not any(is_prose(text) or len(text) > _LONGEST_NAME for text in texts):
            return field.name
    return ""
