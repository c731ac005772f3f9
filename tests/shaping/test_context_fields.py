"""Fields that are drawn from what surrounds a table."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders import candidate, config, row, table
from tablecast.config import FieldConfig
from tablecast.diagnostics import Diagnostic, Location
from tablecast.records import draw
from tablecast.selection import Candidate
from tablecast.shaping.context import context_text
from tablecast.tables import Cell, Document, Row


def test_context_fields() -> None:
    """A field can be drawn from what surrounds the table."""
    fields = {
        name: FieldConfig(context=source)
        for name, source in {
            "item": "list-item",
            "caption": "caption",
            "heading": "heading",
            "path": "heading-path",
            "label": "label",
            "document": "document",
            "name": "field:original_name",
            "title": "title",
        }.items()
    }
    made = table(
        ["Code"],
        ["1"],
        document="docs/page.rst",
        title="Title",
        labels=("label",),
        headings=("Page", "Section"),
        list_items=("Outer", "Inner"),
    )
    document = replace(candidate(made, original_name="page.html").document, title="Pumps")
    in_document = Candidate(document, made)

    dataset, problems, _ = draw("error", config(**fields), [in_document])

    assert problems == ()
    assert dataset is not None
    assert [value.text for value in dataset.records[0].values] == [
        "Inner",
        "Title",
        "Section",
        "Page / Section",
        "label",
        "page",
        "page.html",
        "Pumps",
    ]


def test_a_context_that_is_not_there_is_an_error_unless_optional() -> None:
    """A table outside of any list has no list item to draw from."""
    made = candidate(table(["Code"], ["1"]))

    dataset, problems, _ = draw("error", config(kind=FieldConfig(context="list-item")), [made])
    optional, none, _ = draw("error", config(kind=FieldConfig(context="list-item", optional=True)), [made])

    assert dataset is None
    assert problems == (
        Diagnostic("missing-context", "the table has no list-item to draw the field 'kind' from", Location("a.rst", 1)),
    )
    assert none == ()
    assert optional is not None
    assert optional.records[0].values[0].data is None


@pytest.mark.parametrize("source", ["list-item", "caption", "heading", "heading-path", "label", "title", "field:name"])
def test_what_is_not_there_is_an_empty_text(source: str) -> None:
    """A table may stand alone in a document without a title."""
    assert context_text(source, Document("a.rst"), table(["Code"])) == ""


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("title", "the document has no title to draw the field 'kind' from"),
        ("caption", "the table has no caption to draw the field 'kind' from"),
        ("field:original_name", "the table has no field original_name to draw the field 'kind' from"),
    ],
)
def test_a_context_that_is_not_there_is_told_once_for_all_rows(source: str, message: str) -> None:
    """It is one thing to mend, at the table."""
    made = candidate(table(["Code"], ["1"], ["2"]))

    drawn = draw("error", config(kind=FieldConfig(context=source)), [made])

    assert drawn.diagnostics == (Diagnostic("missing-context", message, Location("a.rst", 1)),)
    assert drawn.accounts.rejected == 2


def test_the_group_is_the_heading_above() -> None:
    """It is a cell as any other, with its own place and markup; a pattern can take a part of it."""
    heading = Row((Cell("Valves (2)", Location("a.rst", 5, 5), 0, column_span=2),), Location("a.rst", 5))
    made = replace(table(["Code", "Meaning"]), rows=(heading, row(7, "1", "dry"), row(9, "2", "hot")))
    kind, number = FieldConfig(context="group"), FieldConfig(context="group", pattern=r".*\((\d)\)", type="int")
    grouped = replace(config(kind=kind, number=number), heading_rows="group")

    dataset, problems, accounts = draw("error", grouped, [candidate(made)])

    assert problems == ()
    assert dataset is not None
    assert [[value.data for value in record.values] for record in dataset.records] == [["Valves (2)", 2]] * 2
    assert {value.location for record in dataset.records for value in record.values} == {Location("a.rst", 5, 5)}
    assert (accounts.emitted, accounts.filtered, accounts.reasons) == (2, 1, {"heading": 1})


def test_a_row_without_a_heading_above_has_no_group() -> None:
    """Each such row is told, unless the field is optional."""
    kind = FieldConfig(context="group")
    made = candidate(table(["Code"], ["1"], ["2"]))

    _, problems, _ = draw("error", replace(config(kind=kind), heading_rows="group"), [made])
    optional, none, _ = draw("error", replace(config(kind=replace(kind, optional=True)), heading_rows="group"), [made])

    assert problems == tuple(
        Diagnostic(
            "missing-context",
            "no heading row stands above, to draw the field 'kind' from",
            Location("a.rst", line),
            hint="say optional = true if a row may stand below none",
        )
        for line in (5, 7)
    )
    assert optional is not None
    assert none == ()
