"""Hypothesis strategies: fields of every type, their values, and datasets of them, with texts that attack."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, get_args

from hypothesis import strategies as st
from msgspec.structs import replace

from contents import CELLS
from datasets import DOCUMENT
from hostile import TEXTS
from tablecast.content import DestinationKind
from tablecast.diagnostics import Location
from tablecast.model import (
    Dataset,
    Entries,
    Field,
    Items,
    Markup,
    Place,
    Quantity,
    Range,
    Reading,
    Record,
    Schema,
    Source,
    TypeName,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tablecast.model import Data, Number

KEY_TYPES: tuple[TypeName, ...] = ("str", "text", "int", "code", "version", "url", "enum")
"""The types that the one field of a key can have for an enumeration."""

TYPE_NAMES: tuple[TypeName, ...] = get_args(TypeName)
_BOUNDS = (None, Field("", "int"), Field("", "decimal"), Field("", "quantity"))
_HOLDERS: tuple[TypeName, ...] = ("list", "mapping")

_PLACE = Location(DOCUMENT, 1)
_MOST_DIGITS = 100


def _zone(minutes: int) -> dt.timezone:
    return dt.timezone(dt.timedelta(minutes=minutes))


_DECIMALS = st.decimals(allow_nan=False, allow_infinity=False).filter(lambda it: abs(it.adjusted()) < _MOST_DIGITS)
_OFFSETS = st.timedeltas(dt.timedelta(hours=-23), dt.timedelta(hours=23))
_ZONES = st.one_of(st.none(), st.just(dt.UTC), st.integers(-720, 840).map(_zone), _OFFSETS.map(dt.timezone))


def _texts(field: Field) -> st.SearchStrategy[Data]:
    return st.sampled_from(field.values) if field.values else TEXTS


def _numbers(field: Field) -> st.SearchStrategy[Number]:
    """The bounds of a range, by the type that they have."""
    kind = field.item.type if field.item else "int"
    either: st.SearchStrategy[Number] = st.one_of(st.integers(), _DECIMALS)
    return st.integers() if kind == "int" else _DECIMALS if kind == "decimal" else either


def _quantities(field: Field) -> st.SearchStrategy[Data]:
    units = (
        st.just(field.unit) if field.unit else st.sampled_from(field.reading.units) if field.reading.units else TEXTS
    )
    return st.builds(Quantity, st.one_of(st.integers(), _DECIMALS), units)


def _ranges(field: Field) -> st.SearchStrategy[Data]:
    bounds = st.one_of(st.none(), _numbers(field))
    return st.builds(Range, bounds, bounds, st.booleans(), st.booleans(), st.one_of(st.just(""), TEXTS))


def _items(field: Field) -> st.SearchStrategy[Data]:
    return st.lists(values(field.item or Field("")), max_size=4).map(lambda items: Items(tuple(items)))


def _entries(field: Field) -> st.SearchStrategy[Data]:
    pairs = st.tuples(TEXTS, values(field.item or Field("")))
    return st.lists(pairs, max_size=4, unique_by=lambda pair: pair[0]).map(lambda found: Entries(tuple(found)))


def _referred(field: Field) -> st.SearchStrategy[Data]:
    places = st.builds(Place, TEXTS, st.sampled_from(get_args(DestinationKind)), TEXTS)
    return values(field.item or Field("")) if field.dataset else places


_VALUES: dict[TypeName, Callable[[Field], st.SearchStrategy[Data]]] = {
    **dict.fromkeys(("str", "text", "enum", "code", "version", "url"), _texts),
    "int": lambda _: st.integers(),
    "float": lambda _: st.floats(),
    "decimal": lambda _: _DECIMALS,
    "bool": lambda _: st.booleans(),
    "date": lambda _: st.dates(),
    "datetime": lambda _: st.datetimes(timezones=_ZONES),
    "quantity": _quantities,
    "range": _ranges,
    "list": _items,
    "mapping": _entries,
    "reference": _referred,
    "markup": lambda _: CELLS.map(Markup),
}


def values(field: Field) -> st.SearchStrategy[Data]:
    """The values of a field."""
    found = _VALUES[field.type](field)
    return st.one_of(st.none(), found) if field.optional else found


@st.composite
def fields(draw: st.DrawFn, name: str, depth: int = 2) -> Field:
    """A field of any type, and what it holds."""
    kind: TypeName = draw(st.sampled_from([each for each in TYPE_NAMES if depth or each not in _HOLDERS]))
    field = Field(name, kind, draw(st.booleans()), description=draw(TEXTS))
    match kind:
        case "enum":
            texts = tuple(draw(st.lists(TEXTS, min_size=1, max_size=3, unique=True)))
            names = st.lists(TEXTS, min_size=len(texts), max_size=len(texts)).map(tuple)
            return replace(field, values=texts, members=draw(st.one_of(st.just(()), names)))
        case "quantity":
            units = tuple(draw(st.lists(TEXTS, max_size=2, unique=True)))
            return replace(field, unit=draw(st.one_of(st.just(""), TEXTS)), reading=Reading(units=units))
        case "range":
            return replace(field, item=draw(st.sampled_from(_BOUNDS)))
        case "list" | "mapping":
            return replace(field, item=replace(draw(fields(name, depth - 1)), optional=False))
        case "reference":
            is_key = depth and draw(st.booleans())
            item = replace(draw(fields(name, depth - 1)), optional=False) if is_key else None
            return replace(field, dataset="other" if item else "", item=item)
        case _:
            return field


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """A dataset with a key of one field, the first, and hostile texts wherever there can be one."""
    names = draw(st.lists(TEXTS, min_size=1, max_size=7, unique=True))
    key = Field(names[0], draw(st.sampled_from(KEY_TYPES)), description=draw(TEXTS))
    others = [draw(fields(name)) for name in names[1:]]
    keys = draw(st.lists(values(key), min_size=1, max_size=3, unique=True))
    rows = [[data, *(draw(values(field)) for field in others)] for data in keys]
    records = tuple(Record(tuple(Value(data, str(data), _PLACE) for data in row), _PLACE) for row in rows)
    sources = tuple(Source(draw(TEXTS), draw(TEXTS), _PLACE, 1) for _ in range(draw(st.integers(1, 2))))
    schema = Schema((key, *others), (names[0],), draw(st.sampled_from(("", *names))))
    return Dataset(draw(TEXTS), schema, records, sources, draw(TEXTS))


def of_any_type(depth: int = 2) -> st.SearchStrategy[tuple[Field, Data]]:
    """A field with a value of it."""
    return fields("it", depth).flatmap(lambda field: st.tuples(st.just(field), values(field)))
