"""What breaks users of the generated code, by each rule, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from surfaces import CONFIG, ENUM, FIELDS, JSON, ROWS, changes, surface, told
from tablecast.config import OutputConfig
from tablecast.diagnostics import Location, Related
from tablecast.model import Field, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.breaking import Surface

CODE, TITLE = FIELDS


def with_field(field: Field, **facts: Any) -> Surface:
    """A dataset with one more field, which says nothing that changes."""
    return surface([(*row, None) for row in ROWS], (*FIELDS, field), **facts)


# --- datasets and outputs ---------------------------------------------------------------------------------------------


def test_a_state_does_not_break_itself() -> None:
    """Nor does one that only adds records, fields, outputs and datasets."""
    before = surface()
    added = surface(
        [(*row, None) for row in (*ROWS, (429, "Too many requests"))], (*FIELDS, Field("hint")), outputs=(JSON, ENUM)
    )

    assert told(before, before) == []
    assert told(before, added) == []


def test_a_dataset_is_gone() -> None:
    """That is told where the datasets are now, and of nothing in it."""
    (change,) = changes(surface(), None)

    assert (change.rule, change.subject, change.message) == ("dataset-removed", "", "the dataset 'error' is gone")
    assert change.location == CONFIG
    assert change.related == (Related(Location("v1:tablecast.toml", 1), "it was declared here"),)


def test_an_output_is_gone() -> None:
    """Whoever reads the file finds none; one that another dataset makes is there."""
    before = surface(outputs=(ENUM, JSON))

    assert told(before, surface()) == [("output-removed", "out/error.json", "the output 'out/error.json' is gone")]


@pytest.mark.parametrize(
    ("output", "difference"),
    [
        (
            OutputConfig("python/records.py.j2", ENUM.path),
            "is made by python/records.py.j2 now, and was by python/enum.py.j2",
        ),
        (
            replace(ENUM, options={"class_name": "Err"}),
            "is made with class_name = 'Err' now, and was with no class_name",
        ),
        (replace(ENUM, options={"docstring": ["title"]}), ""),
    ],
)
def test_an_output_is_made_otherwise(output: OutputConfig, difference: str) -> None:
    """Another template or another name of the class; what is said about the code breaks nothing."""
    rule = ("output-changed", ENUM.path, f"the output '{ENUM.path}' {difference}")

    assert told(surface(), surface(outputs=(output,))) == ([rule] if difference else [])


def test_the_key_is_another() -> None:
    """Also one of the same fields in another order, for they are given in that order."""
    two = surface(key=("code", "title"))

    assert told(surface(), two) == [
        ("key-changed", "", "the key of 'error' is code, title now, and was code"),
    ]
    assert told(two, surface(key=("title", "code"))) == [
        ("key-changed", "", "the key of 'error' is title, code now, and was code, title"),
    ]
    assert told(two, surface(key=())) == [("key-changed", "", "the key of 'error' is none now, and was code, title")]


def test_a_key_stands_for_several_records() -> None:
    """Then a lookup gives a tuple; which of two equal records is kept is nobody's business."""
    before, after = surface(), surface()._replace(is_grouped=True)

    message = "a key of 'error' stands for several records now, and stood for one record"
    assert told(before, after) == [("duplicates-changed", "", message)]
    message = "a key of 'error' stands for one record now, and stood for several records"
    assert told(after, before) == [("duplicates-changed", "", message)]


# --- fields -----------------------------------------------------------------------------------------------------------


def test_a_field_is_gone() -> None:
    """It is told where the fields are now, and where it was declared."""
    (change,) = changes(with_field(Field("hint")), surface())

    assert (change.rule, change.subject, change.message) == (
        "field-removed",
        "hint",
        "the field 'hint' of 'error' is gone",
    )
    assert change.location == Location("tablecast.toml", len("fields"))
    assert change.related == (Related(Location("v1:tablecast.toml", len("fields.hint")), "it was declared here"),)


def test_a_field_is_renamed() -> None:
    """That is one change, and no new key where it is a part of the key; its type is looked at, too."""
    before = surface(outputs=(JSON,))
    after = surface(fields=(Field("number", "int"), Field("name", optional=True)), key=("number",), name_field="name")

    assert told(before, after._replace(outputs=before.outputs)) == [
        ("field-renamed", "code", "the field 'code' of 'error' is called 'number' now"),
        ("field-renamed", "title", "the field 'title' of 'error' is called 'name' now"),
        ("field-optional", "title", "the field 'title' of 'error' may have no value now"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Field("x"), Field("x", "code")),
        (Field("x", "url"), Field("x", "markup")),
        (Field("x", "list", item=Field("x", "text")), Field("x", "list", item=Field("x", "version"))),
        (Field("x"), Field("x", "reference", dataset="other", item=Field("y", "code"))),
        (Field("x", "enum", values=("a",)), Field("x", "enum", values=("b", "a"))),
    ],
)
def test_types_that_are_one_in_code(before: Field, after: Field) -> None:
    """All that are texts there are one, and a closed set may grow."""
    assert told(with_field(before), with_field(after)) == []


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        (Field("x", "int"), Field("x", "float"), "is of the type float now, and was int"),
        (Field("x", "float"), Field("x", "int"), "is of the type int now, and was float"),
        (Field("x"), Field("x", "enum", values=("a",)), "is of the type enum now, and was str"),
        (Field("x", "enum", values=("a",)), Field("x"), "is of the type str now, and was enum"),
        (Field("x", "enum"), Field("x", "enum", values=("a",)), "is one of a closed set now, and was text"),
        (
            Field("x", "list", item=Field("x")),
            Field("x", "list", item=Field("x", "int")),
            "is of the type list of int now, and was list of str",
        ),
        (
            Field("x", "range"),
            Field("x", "range", item=Field("x", "decimal")),
            "is of the type range of decimal now, and was range",
        ),
        (
            Field("x", "reference", dataset="other", item=Field("y", "int")),
            Field("x", "reference", dataset="other", item=Field("y")),
            "is of the type reference to other of str now, and was reference to other of int",
        ),
    ],
)
def test_a_type_is_another(before: Field, after: Field, difference: str) -> None:
    """Narrower or wider: one breaks whoever makes such a value, the other whoever reads it."""
    assert told(with_field(before), with_field(after)) == [
        ("type-changed", "x", f"the field 'x' of 'error' {difference}")
    ]


def test_a_value_is_optional_or_required() -> None:
    """Both break somebody, so that each has a rule of its own."""
    required, optional = with_field(Field("x")), with_field(Field("x", optional=True))

    assert told(required, optional) == [("field-optional", "x", "the field 'x' of 'error' may have no value now")]
    assert told(optional, required) == [("field-required", "x", "the field 'x' of 'error' must have a value now")]


def test_a_value_of_an_enum_is_gone() -> None:
    """Also of one that is in a list."""
    before, after = (Field("x", "enum", values=values) for values in (("a", "b", "c"), ("c", "a", "d")))
    gone = [("value-removed", "x = b", "the value 'b' of the field 'x' of 'error' is gone")]

    assert told(with_field(before), with_field(after)) == gone
    lists = [with_field(Field("x", "list", item=each)) for each in (before, after)]
    assert told(*lists) == gone


def test_a_value_of_an_enum_is_called_otherwise() -> None:
    """Only where an output has a class for the enum; JSON has the value alone."""
    before = Field("x", "enum", values=("a", "b"), members=("first", "second"))
    renamed, unnamed = replace(before, members=("first", "other")), replace(before, members=())
    said = "the value 'b' of the field 'x' of 'error'"

    assert told(with_field(before), with_field(renamed)) == [
        ("member-renamed", "x = b", f"{said} is called OTHER now, and was SECOND"),
    ]
    assert told(with_field(before), with_field(unnamed))[1:] == [
        ("member-renamed", "x = b", f"{said} has no name now, and was SECOND"),
    ]
    assert told(with_field(unnamed), with_field(before)) == []
    assert told(with_field(before, outputs=(JSON,)), with_field(renamed, outputs=(JSON,))) == []


# --- records ----------------------------------------------------------------------------------------------------------


def test_a_record_is_gone() -> None:
    """It is told at its table, and at its row as it was."""
    (change,) = changes(surface(), surface((ROWS[0], ROWS[2])))

    assert (change.rule, change.subject) == ("record-removed", "410")
    assert change.message == "the record '410' of 'error' is gone, and its name GONE with it"
    assert change.location == Location("source_docs/vpcep_08_0001.rst", 8)
    assert change.related == (Related(Location("v1:source_docs/vpcep_08_0001.rst", 12), "it said 410 | Gone"),)


def test_the_table_of_a_record_is_gone() -> None:
    """Another table does not stand for it unless there is only one; else there is what the configuration says."""
    one = Source("other.rst", "Others", Location("other.rst", 3), 1)

    (change,) = changes(surface(), surface(ROWS[:1], sources=(one,)))[:1]
    assert change.location == Location("other.rst", 3)
    more = (replace(one, title=title) for title in ("More", "Others"))
    (change,) = changes(surface(), surface(ROWS[:1], sources=tuple(more)))[:1]
    assert change.location == Location("tablecast.toml", 1)


def test_a_record_has_another_key() -> None:
    """It is called otherwise where its name comes from its key, which is the same change."""
    rows = [(code + (code == 410), title) for code, title in ROWS]

    assert told(surface(), surface(rows)) == [
        ("record-renamed", "410", "the record '410' of 'error' has the key '411' now"),
    ]
    assert told(surface(name_field=""), surface(rows, name_field="")) == [
        (
            "record-renamed",
            "410",
            "the record '410' of 'error' has the key '411' now, and is called CODE_411 instead of CODE_410",
        ),
    ]


def test_a_record_is_called_otherwise() -> None:
    """Only where an output names records."""
    rows = [(code, "No longer here" if code == 410 else title) for code, title in ROWS]
    said = "the record '410' of 'error' is called NO_LONGER_HERE now, and was GONE"

    assert told(surface(), surface(rows)) == [("member-renamed", "410", said)]
    assert told(surface(), surface(rows, names={"410": "gone"})) == []
    assert told(surface(outputs=(JSON,)), surface(rows, outputs=(JSON,))) == []
    assert told(*(surface(each, outputs=(OutputConfig("own.ts.j2", "x.ts"),)) for each in (ROWS, rows)))


def test_names_change_hands() -> None:
    """That is the worst that can be: old code works, and means another record."""
    rows = [(404, "Gone"), (410, "Not found"), ROWS[2]]

    assert told(surface(), surface(rows)) == [
        (
            "member-renamed",
            "404",
            "the record '404' of 'error' is called GONE now, and was NOT_FOUND, which names '410' now",
        ),
        (
            "member-renamed",
            "410",
            "the record '410' of 'error' is called NOT_FOUND now, and was GONE, which names '404' now",
        ),
    ]


def test_a_record_that_is_added_renames_another() -> None:
    """The one way in which adding breaks: names clash, and the older one should have been pinned."""
    rows = (*ROWS, (411, "gone!"))

    assert told(surface(), surface(rows)) == [
        ("member-renamed", "410", "the record '410' of 'error' is called GONE_410 now, and was GONE"),
    ]


def test_what_a_record_says_is_no_contract() -> None:
    """Nor where it stands, nor in which order."""
    fields = (*FIELDS, Field("text"))
    before = surface([(*row, "a text") for row in ROWS], fields)
    after = surface([(*row, "another") for row in reversed(ROWS)], fields)

    assert told(before, after) == []


def test_records_without_a_key() -> None:
    """They are known by their first text, on one line."""
    before, after = (surface(rows, key=(), outputs=(JSON,)) for rows in ([*ROWS, (7, "a\nb")], ROWS))
    fields: Sequence[Field] = (TITLE, CODE)

    assert told(before, after) == [("record-removed", "7", "the record '7' of 'error' is gone")]
    before, after = (surface(rows, fields, key=(), outputs=(JSON,)) for rows in ([("a\nb", 7)], []))
    assert told(before, after) == [("record-removed", "a b", "the record 'a b' of 'error' is gone")]
