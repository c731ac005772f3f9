"""What is written of a value is read as the value; and no text breaks a reader, whatever it is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, get_args

from hypothesis import given
from hypothesis import strategies as st

from contents import CELLS
from fields import field, refusal
from hostile import TEXTS
from tablecast.content import plain_text
from tablecast.model import Entries, Items, Quantity, Range, TypeName
from tablecast.types import read_value, split_values, write_value

if TYPE_CHECKING:
    from decimal import Decimal

    from tablecast.content import Block
    from tablecast.model import Data, Field, Number

INTS = st.integers(-(10**30), 10**30)
DECIMALS = st.decimals(-(10**12), 10**12, allow_nan=False, places=5) | st.decimals(-9, 9, places=0)
AMOUNTS = INTS | st.decimals(-(10**12), 10**12, allow_nan=False, places=3)
UNITS = st.from_regex(r"[A-Za-z%\u00b0\u00b5]+([/-][A-Za-z]+)?", fullmatch=True).filter(lambda it: it[0] not in "xX")
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
WORDS = st.text("ab 01:/-", min_size=1, max_size=8).map(str.strip).filter(bool)
VERSIONS = st.from_regex(r"\A[vV]?[0-9]+(\.[0-9]+){0,3}(rc[0-9]+)?(\.post[0-9]+)?(\.dev[0-9]+)?(\+[0-9a-z]+)?\Z")
HOSTS = st.from_regex(r"[a-z]{1,5}\.example", fullmatch=True)


@st.composite
def ranges(draw: st.DrawFn, bounds: st.SearchStrategy[Number], units: st.SearchStrategy[str]) -> Range:
    """Ranges with some number in them, or without a bound."""
    minimum, maximum = sorted((draw(bounds), draw(bounds)))
    kept_minimum, kept_maximum = draw(st.booleans()), draw(st.booleans())
    exclusive = minimum != maximum
    return Range(
        minimum if kept_minimum else None,
        maximum if kept_maximum else None,
        kept_minimum and exclusive and draw(st.booleans()),
        kept_maximum and exclusive and draw(st.booleans()),
        draw(units) if kept_minimum or kept_maximum else "",
    )


def _round_trip(of: Field, data: Data) -> None:
    text = write_value(data)
    read = read_value(text, of)
    assert (type(read), read) == (type(data), data)
    assert write_value(read) == text


@given(TEXTS)
def test_texts(text: str) -> None:
    for kind in ("str", "text"):
        assert read_value(text, field(kind)) == text


@given(INTS)
def test_ints(value: int) -> None:
    _round_trip(field("int"), value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats(value: float) -> None:
    _round_trip(field("float"), value)


@given(DECIMALS)
def test_decimals(value: Decimal) -> None:
    _round_trip(field("decimal"), value)


@given(st.booleans())
def test_bools(value: bool) -> None:  # noqa: FBT001 - a property of values, one of which is given by its place.
    _round_trip(field("bool"), value)


@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=4, unique_by=str.casefold), st.data())
def test_enums(values: list[str], data: st.DataObject) -> None:
    _round_trip(field("enum", values=tuple(values)), data.draw(st.sampled_from(values)))


@given(st.from_regex(r"[A-Z]{2}\.[0-9]{4}", fullmatch=True))
def test_codes(text: str) -> None:
    _round_trip(field("code", pattern=r"[A-Z]+\.\d{4}"), text)


@given(st.dates())
def test_dates(value: dt.date) -> None:
    _round_trip(field("date"), value)


@given(st.datetimes(timezones=st.none() | OFFSETS))
def test_datetimes(value: dt.datetime) -> None:
    _round_trip(field("datetime"), value)


@given(st.dates(dt.date(1000, 1, 1)))
def test_dates_in_formats(value: dt.date) -> None:
    """What Python writes in the C locale is read, whether or not days and months have a leading zero."""
    padded = f"{value:%d.%m.%Y}"
    bare = f"{value.day}.{value.month}.{value.year}"
    of = field("date", formats=("%d.%m.%Y",))
    assert read_value(padded, of) == read_value(bare, of) == value


@given(VERSIONS)
def test_versions(text: str) -> None:
    _round_trip(field("version"), text)


@given(
    HOSTS,
    st.from_regex(r"(/[a-z0-9._~-]*)*(\?[a-z=&]*)?(#[a-z]*)?", fullmatch=True),
)
def test_urls(host: str, rest: str) -> None:
    _round_trip(field("url"), f"https://{host}{rest}")


@given(st.builds(Quantity, AMOUNTS, UNITS))
def test_quantities(value: Quantity) -> None:
    _round_trip(field("quantity"), value)
    _round_trip(field("quantity", unit=value.unit), value)
    _round_trip(field("quantity", units=("none", value.unit)), value)


@given(ranges(INTS, st.just("")))
def test_ranges_of_ints(value: Range) -> None:
    _round_trip(field("range"), value)


@given(ranges(DECIMALS, st.just("")))
def test_ranges_of_decimals(value: Range) -> None:
    _round_trip(field("range", item=field("decimal")), value)


@given(ranges(AMOUNTS, UNITS).filter(lambda it: bool(it.unit)))
def test_ranges_of_quantities(value: Range) -> None:
    _round_trip(field("range", item=field("quantity")), value)


@given(st.lists(ranges(INTS, st.just("")).filter(lambda it: "," not in write_value(it)), min_size=1).map(tuple))
def test_lists_of_ranges(values: tuple[Range, ...]) -> None:
    _round_trip(field("list", separator=",", item=field("range")), Items(values))


@given(st.lists(WORDS, min_size=1).map(tuple))
def test_lists_of_texts(values: tuple[str, ...]) -> None:
    _round_trip(field("list", separator=","), Items(values))


@given(st.dictionaries(st.text("ab01", min_size=1, max_size=4), INTS, min_size=1))
def test_mappings(values: dict[str, int]) -> None:
    _round_trip(field("mapping", separator=",", item=field("int")), Entries(tuple(values.items())))


@given(CELLS)
def test_markup(blocks: tuple[Block, ...]) -> None:
    text = plain_text(blocks)
    assert write_value(read_value(text, field("markup"), blocks)) == text


@given(
    st.sampled_from(get_args(TypeName)),
    st.sampled_from(["", ",", "lines", "items"]),
    TEXTS | st.text("0123456789 -+.,_xsabZT:%()[]<>=", max_size=12),
    st.just(()) | CELLS,
)
def test_every_text_is_read_or_refused(kind: TypeName, separator: str, text: str, blocks: tuple[Block, ...]) -> None:
    """Nothing but ValueError comes out of a reader, and what is read of a text can be written."""
    try:
        read = read_value(plain_text(blocks) or text, field(kind, separator=separator), blocks)
    except ValueError:
        return
    assert isinstance(write_value(read), str)


@given(st.sampled_from(get_args(TypeName)), st.sampled_from(["", ",", "lines", "items"]))
def test_an_empty_text_is_a_text_or_nothing(kind: TypeName, separator: str) -> None:
    """Where there is no value, none is read."""
    if kind not in {"str", "text", "code", "markup"}:
        assert refusal("", field(kind, separator=separator))


@given(CELLS, st.sampled_from([",", " ", "a", "items", "lines", ""]))
def test_the_markup_of_each_part_says_its_text(blocks: tuple[Block, ...], separator: str) -> None:
    try:
        parts = split_values(plain_text(blocks), separator, blocks)
    except ValueError:
        return
    for part in parts:
        assert plain_text(part.blocks).split() == part.text.split()


@given(CELLS, st.sampled_from([",", " ", "b c"]))
def test_nothing_of_a_text_is_lost(blocks: tuple[Block, ...], separator: str) -> None:
    """The parts are the text, but for the separators and the white space around the parts."""
    text = plain_text(blocks)
    try:
        parts = split_values(text, separator, blocks)
    except ValueError:
        return
    assert [part.text for part in parts] == [part.strip() for part in text.split(separator)]
