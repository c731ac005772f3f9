"""Hypothesis strategies: texts that attack what they are written into, and datasets of them."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from datasets import DOCUMENT, HOSTILE
from tablecast.diagnostics import Location
from tablecast.model import Dataset, Field, Record, Scalar, Schema, Source, TypeName, Value

_PIECES = (
    *('"', "'", '"""', "'''", "\\", "`", "``", "|", "\\|", "*/", "/*", "//", "-->", "<!--", "--", "</script>", "??/"),
    *(
        "{{ x }}",
        "{% x %}",
        "{#",
        "#}",
        "{x}",
        "%s",
        "${x}",
        "\\N{DASH}",
        "\\x41",
        "\\u0041",
        "\\101",
        "&amp;",
        "&#65;",
    ),
    *("\n", "\r", "\r\n", "\t", "\0", "\x1b", "\x7f", "\x85", "\xa0", "\xad", "\u2028", "\u2029", "\u200b", "\u202e"),
    *("\ud800", "\udc00", "\udd00", "\ufdd0", "\ufeff", "\uffff", "\ue000", "\U000e0001", "\U0010ffff"),
    *(
        " ",
        "  ",
        "a",
        "word",
        "x" * 30,
        "The results of the operation",
        "are returned as expected.",
        "1.",
        "-",
        "#",
        ":",
    ),
    *("*", "_", "__", "~", "[a](b)", "<b>", "$", "@", "http://a.example", "www.a.example", "=", "+", ">", "."),
    *("\xe9", "e\u0301", "\u2019", "\u2013", "\u4e2d\u6587", "\ud55c", "\uff71", "\u231a", "\U0001f389", "\u0430"),
    *(
        "# noqa",
        "# fmt: off",
        "type: ignore",
        "TODO",
        "Returns:",
        "Notes",
        "/" + "tmp/x",
        ".".join("0000"),
        "::",
        "password",
    ),
)
_LOREM = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore."
)

TEXTS = st.one_of(
    st.text(),
    st.sampled_from(HOSTILE),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=3)), max_size=30).map("".join),
    st.tuples(st.integers(50, len(_LOREM)), st.sampled_from(_PIECES)).map(lambda end: _LOREM[: end[0]] + end[1]),
)
"""Arbitrary texts, with a liking for what ends literals and comments, and for lengths about the end of a line."""

KEY_TYPES: tuple[TypeName, ...] = ("str", "int")
TYPE_NAMES: tuple[TypeName, ...] = get_args(TypeName)

_PLACE = Location(DOCUMENT, 1)
_VALUES: dict[TypeName, st.SearchStrategy[Scalar]] = {
    "str": TEXTS,
    "int": st.integers(),
    "float": st.floats(),
    "bool": st.booleans(),
}


@st.composite
def fields(draw: st.DrawFn, name: str) -> Field:
    """A field of any type."""
    kind = draw(st.sampled_from(TYPE_NAMES))
    values = tuple(draw(st.lists(TEXTS, min_size=1, max_size=3, unique=True))) if kind == "enum" else ()
    return Field(name, kind, draw(st.booleans()), values, draw(TEXTS))


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """A dataset with a key of one field, the first, and hostile texts wherever there can be one."""
    names = draw(st.lists(TEXTS, min_size=1, max_size=7, unique=True))
    key = Field(names[0], draw(st.sampled_from(KEY_TYPES)), description=draw(TEXTS))
    others = [draw(fields(name)) for name in names[1:]]
    keys = draw(st.lists(_VALUES[key.type], min_size=1, max_size=3, unique=True))
    rows = [[data, *(draw(_value(field)) for field in others)] for data in keys]
    records = tuple(Record(tuple(Value(data, str(data), _PLACE) for data in row), _PLACE) for row in rows)
    sources = tuple(Source(draw(TEXTS), draw(TEXTS), _PLACE, 1) for _ in range(draw(st.integers(1, 2))))
    schema = Schema((key, *others), (names[0],), draw(st.sampled_from(("", *names))))
    return Dataset(draw(TEXTS), schema, records, sources, draw(TEXTS))


def _value(field: Field) -> st.SearchStrategy[Scalar]:
    values = st.sampled_from(field.values) if field.type == "enum" else _VALUES[field.type]
    return st.one_of(st.none(), values) if field.optional else values
